import type { AmountInput } from '../../agreement/document.js'
import type { Agreement, Party } from '../../agreement/types.js'
import { PANEL, type PanelParameters, scheduleOf } from './clocks.js'
import { defineTemplate, ONE_MILESTONE, type TemplateOptions } from './define.js'
import { checkParameters } from './parameters.js'
import { PARTIES, type PartiesParameters } from './parties.js'

export type FixedPriceParameters = PartiesParameters &
  PanelParameters & {
    readonly amount: AmountInput
    readonly memo?: string | undefined
    /** Who gets the money when nobody speaks; the employer where not said. */
    readonly silencePays?: Party | undefined
  }

/**
 * One piece of work for one amount. What every party risks: `docs/templates/fixed-price.md`.
 *
 * Clocks where not given: `decision` 1008 blocks or 7 days, disputes at once, `silence` 8640 blocks or 60 days
 * (later where decisions need it), `backupFrom` halfway to it, `rescue` 8640 blocks or 60 days after it.
 *
 * @throws EscrowError `PARAMETER_…`, `CLOCK_MALFORMED`, and what `defineAgreement` throws, with the parameter as field
 * @example
 * fixedPrice({ network: 'signet', index: 0, employer: { key, address }, worker: { key, address }, amount: 1_000_000n })
 */
export const fixedPrice = (parameters: FixedPriceParameters, options: TemplateOptions = {}): Agreement => {
  checkParameters(parameters, { field: '', known: [...PARTIES, ...PANEL, 'amount', 'memo', 'silencePays'] })
  const { amount, memo, silencePays = 'employer' } = parameters
  return defineTemplate(parameters, {
    options,
    terms: scheduleOf(parameters, { pays: silencePays }).terms,
    offsets: [0],
    milestones: [{ amount, memo }],
    renaming: ONE_MILESTONE,
  })
}
