import type { AmountInput } from '../../agreement/document.js'
import { MAX_MILESTONES } from '../../agreement/shape.js'
import type { Agreement } from '../../agreement/types.js'
import { shown } from '../../errors.js'
import { termsError } from '../errors.js'
import { type ArbiterPanelParameters, PANEL, scheduleOf } from './clocks.js'
import { defineTemplate, LATER_CLOCKS, type Renaming, type TemplateOptions } from './define.js'
import { checkParameters } from './parameters.js'
import { PARTIES, type PartiesParameters } from './parties.js'

/** The clock of wages: how long a period is. All other clocks count from the end of each period. */
export interface PeriodClock {
  readonly period?: number | undefined
}

export type WageParameters = PartiesParameters &
  ArbiterPanelParameters<PeriodClock> & {
    /** How many periods are paid: 1 to 1000. */
    readonly periods: number
    /** What each period pays. */
    readonly amount: AmountInput
    /** Text for people, the same for every period. */
    readonly memo?: string | undefined
  }

const RENAMING: Renaming = [
  [LATER_CLOCKS, 'clocks.period'],
  [/\bmilestones\[\d+\]\.(amount|memo)\b/g, '$1'],
  [/\bmilestones\b/g, 'periods'],
]

/**
 * A wage for each of some periods: an output for each period pays the worker by silence, unless the employer and the
 * arbiter, or the worker and the arbiter, award or freeze it before. Without `clocks.start` the clocks of a period
 * count from its funding: fund the output of each period when that period begins, not before. With it they count
 * from the end of each period after `start`, and the outputs may be funded together. What every party risks:
 * `docs/templates/wage.md`.
 *
 * Clocks where not given: `period` 4320 blocks or 30 days; counted from the end of the period: disputes at once (from
 * the funding on), `decision` 1008 blocks or 7 days, `silence` twice `decision`, `backupFrom` halfway to it, `rescue`
 * 8640 blocks or 60 days after silence.
 *
 * @throws EscrowError `PERIODS_OUT_OF_RANGE`, `PARAMETER_TYPE` where there is no arbiter, and as `fixedPrice`
 * @example
 * wage({ …, arbiter: { key, address, fee: { bps: 100 } }, periods: 12, amount: '3000000' })
 */
export const wage = (parameters: WageParameters, options: TemplateOptions = {}): Agreement => {
  checkParameters(parameters, { field: '', known: [...PARTIES, ...PANEL, 'periods', 'amount', 'memo'] })
  const { arbiter, periods, amount, memo } = parameters
  if (!(Number.isInteger(periods) && periods >= 1 && periods <= MAX_MILESTONES))
    throw termsError('PERIODS_OUT_OF_RANGE', {
      field: 'periods',
      expected: `a whole number from 1 to ${MAX_MILESTONES}`,
      received: shown(periods),
    })
  // only callers without types can leave it out: then nobody could stop a wage for work that was not done
  if (arbiter === undefined)
    throw termsError('PARAMETER_TYPE', { field: 'arbiter', expected: 'an object', received: 'nothing' })
  const { isRelative, period, terms } = scheduleOf(parameters, {
    pays: 'worker',
    own: ['period'],
    shortSilence: true,
  })
  const every = Array.from({ length: periods }, (_, at) => at)
  return defineTemplate(parameters, {
    options,
    terms,
    offsets: every.map((at) => (isRelative ? period : (at + 1) * period)),
    milestones: every.map(() => ({ amount, memo })),
    renaming: RENAMING,
  })
}
