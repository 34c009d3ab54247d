import type { AmountInput } from '../../agreement/document.js'
import type { Agreement } from '../../agreement/types.js'
import { counted } from '../../errors.js'
import { termsError } from '../errors.js'
import { PANEL, type PanelParameters, scheduleOf } from './clocks.js'
import { defineTemplate, ONE_MILESTONE, type TemplateOptions } from './define.js'
import { checkParameters } from './parameters.js'
import { PARTIES, type PartiesParameters } from './parties.js'

export type HourlyParameters = Omit<PartiesParameters, 'employer'> &
  PanelParameters & {
    /** One key: it signs each state of the stream. */
    readonly employer: { readonly key: string; readonly address: string }
    /** The first deposit; others may follow to the same address while the stream runs. */
    readonly amount: AmountInput
    readonly memo?: string | undefined
  }

/**
 * Work that is paid by the minute: a contract for `planStream` of `taproot-escrow/stream`. Silence pays the employer,
 * and the arbiter may decide as late as the rules allow, because the stream ends where the money can first move without
 * the worker. What every party risks: `docs/templates/hourly.md`.
 *
 * Clocks where not given: `decision` 1008 blocks or 7 days, `silence` 8640 blocks or 60 days (later where decisions
 * need it), `disputeFrom` a decision and a day before silence; with a backup `backupFrom` there, and `disputeFrom` a
 * decision before it; `rescue` 8640 blocks or 60 days after silence.
 *
 * @throws EscrowError `PARAMETER_TYPE` for an employer of several keys, and as `fixedPrice`
 * @example
 * hourly({ …, arbiter: { key, address, fee: { bps: 100 } }, amount: '2400000', clocks: { silence: 4320 } })
 */
export const hourly = (parameters: HourlyParameters, options: TemplateOptions = {}): Agreement => {
  checkParameters(parameters, { field: '', known: [...PARTIES, ...PANEL, 'amount', 'memo'] })
  const { amount, memo } = parameters
  const agreement = defineTemplate(parameters, {
    options,
    terms: scheduleOf(parameters, { pays: 'employer', lateDispute: true }).terms,
    offsets: [0],
    milestones: [{ amount, memo }],
    renaming: ONE_MILESTONE,
  })
  const { keys } = agreement.employer
  // only callers without types can give several
  if (keys.length > 1)
    throw termsError('PARAMETER_TYPE', {
      field: 'employer.keys',
      expected: 'one key, which signs each state',
      received: counted(keys.length, 'key'),
    })
  return agreement
}
