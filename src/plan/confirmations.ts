import type { Funded } from '../contract/funded.js'
import { shown } from '../errors.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { planError } from './errors.js'
import { isEarned, type OutcomeTerms } from './outcome.js'

/** From when a release or an award takes a funding for settled. */
export interface ConfirmationOptions {
  /** The tip of the chain; without it confirmations are not counted. */
  readonly at?: Pick<ChainMoment, 'height'>
  /** How many blocks must hold or follow the funding; 1 where not said. Only together with `at`. */
  readonly confirmations?: number
}

const wantedOf = ({ at, confirmations = 1 }: ConfirmationOptions): number => {
  if (!Number.isInteger(confirmations) || confirmations < 1)
    throw planError('CONFIRMATIONS_MALFORMED', {
      field: 'confirmations',
      expected: 'a whole number of blocks, at least 1',
      received: shown(confirmations),
    })
  if (at !== undefined && (!Number.isInteger(at.height) || at.height < 0))
    throw planError('CONFIRMATIONS_MALFORMED', {
      field: 'at.height',
      expected: 'the height of the tip',
      received: shown(at.height),
    })
  return confirmations
}

const heldBy = (confirmedAt: number | undefined, height: number): number =>
  confirmedAt === undefined ? 0 : Math.max(0, height - confirmedAt + 1)

/**
 * Refuses a release or an award of outputs that the chain does not hold deep enough. Everything else only returns
 * money or moves it within the agreement, and takes what is there.
 *
 * @throws EscrowError `FUNDED_UNCONFIRMED`, `CONFIRMATIONS_MALFORMED`
 */
export const checkConfirmations = (
  funded: readonly Funded[],
  {
    outcome,
    relax,
    ...options
  }: ConfirmationOptions & { readonly outcome: OutcomeTerms; readonly relax: readonly string[] },
): void => {
  const { at, confirmations } = options
  const wanted = wantedOf(options)
  if (at === undefined) {
    if (confirmations === undefined) return
    throw planError('CONFIRMATIONS_MALFORMED', {
      field: 'confirmations',
      expected: 'them beside at: { height }, the tip that they are counted from',
      received: 'no tip',
    })
  }
  if (!isEarned(outcome) || relax.includes('confirmations')) return
  for (const [position, { confirmedAt }] of funded.entries()) {
    const held = heldBy(confirmedAt, at.height)
    if (held < wanted)
      throw planError('FUNDED_UNCONFIRMED', {
        field: `funded[${position}].confirmedAt`,
        expected: `${wanted} confirmation${wanted === 1 ? '' : 's'} at height ${at.height}, or relax: ['confirmations']`,
        received: confirmedAt === undefined ? 'an output not known to be confirmed' : `${held}`,
        confirmations: held,
      })
  }
}
