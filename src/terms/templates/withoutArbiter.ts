import type { AmountInput } from '../../agreement/document.js'
import type { Agreement, Party } from '../../agreement/types.js'
import { type Clocks, scheduleOf } from './clocks.js'
import { defineTemplate, ONE_MILESTONE, type TemplateOptions } from './define.js'
import { checkParameters } from './parameters.js'
import { PARTIES, type PartiesParameters } from './parties.js'

export type WithoutArbiterParameters = PartiesParameters & {
  readonly amount: AmountInput
  readonly memo?: string | undefined
  /** Who gets the money when the two do not agree: nothing else decides between them. */
  readonly silencePays: Party
  readonly clocks?: Clocks | undefined
}

/**
 * Two parties and nobody else: together they do what they like, and who does not sign leaves it to the clock. Clocks
 * as in `fixedPrice`. What every party risks: `docs/templates/without-arbiter.md`.
 *
 * @throws EscrowError as `fixedPrice`
 * @example
 * withoutArbiter({ …, amount: '1000000', silencePays: 'worker', clocks: { unit: 'days', silence: 30 } })
 */
export const withoutArbiter = (
  parameters: WithoutArbiterParameters,
  options: TemplateOptions = {},
): Agreement => {
  checkParameters(parameters, { field: '', known: [...PARTIES, 'clocks', 'amount', 'memo', 'silencePays'] })
  const { amount, memo, silencePays } = parameters
  return defineTemplate(parameters, {
    options,
    terms: scheduleOf(parameters, { pays: silencePays }).terms,
    offsets: [0],
    milestones: [{ amount, memo }],
    renaming: ONE_MILESTONE,
  })
}
