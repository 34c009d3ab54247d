import type { Contract } from '../contract/contract.js'
import { type PayoutTerms, PLAIN_OUTCOMES, type RelockTerms } from '../plan/outcome.js'
import type { Sats } from '../units/sats.js'
import { cliError } from './errors.js'
import type { Given, OptionTable } from './options.js'
import { oneOf, SPLIT_OPTIONS, type SplitOption, satsOf, splitOf, wholeNumber } from './values.js'

const PAYOUTS = [...PLAIN_OUTCOMES, 'settle'] as const

export type RelockOption = 'freeze' | 'into' | 'keep' | 'pays' | SplitOption

/** Options of every command that is told where a relock leads. */
export const RELOCK_OPTIONS: OptionTable<RelockOption> = {
  freeze: { help: 'back to its own script, so that relative clocks start again' },
  into: { value: 'N', help: 'into the contract of milestone N, of the amended agreement where one is given' },
  keep: {
    value: 'SATS',
    help: 'what the new contract gets: satoshis, or everything; its own amount, if not said',
  },
  pays: { value: 'OUTCOME', help: `what becomes of the rest: ${PAYOUTS.join(', ')}; settle with a split` },
  ...SPLIT_OPTIONS,
}

/** What the new contract gets, where it is said. */
export const keptOf = (given: Given<RelockOption>): Sats | 'everything' | undefined => {
  const keep = given.one('keep')
  if (keep === undefined || keep === 'everything') return keep
  return satsOf(given, 'keep')
}

const payoutOf = (given: Given<RelockOption>, text: string): PayoutTerms => {
  const kind = oneOf('pays', text, PAYOUTS)
  return kind === 'settle' ? { kind, split: splitOf(given) } : { kind }
}

/** What becomes of the rest, where it is said. */
export const paysOf = (given: Given<RelockOption>): PayoutTerms | undefined => {
  const text = given.one('pays')
  return text === undefined ? undefined : payoutOf(given, text)
}

/** The contract with this number: of the amended agreement where there is one, else of the agreement itself. */
export const targetOf = (given: Given<RelockOption>, contracts: readonly Contract[]): Contract => {
  const last = contracts.at(-1)
  const candidates = contracts.filter(({ agreement }) => agreement.id === last?.agreement.id)
  const milestone = wholeNumber('into', given.needed('into'), { most: candidates.length - 1 })
  const target = candidates[milestone]
  if (target !== undefined) return target
  throw cliError('OPTION_MALFORMED', {
    field: '--into',
    expected: 'a milestone of the agreement',
    received: `${milestone}`,
  })
}

/**
 * A relock to the satoshi, as somebody chose it.
 *
 * @throws EscrowError `OPTION_MISSING`, `OPTION_MALFORMED`
 */
export const relockTerms = (given: Given<RelockOption>, contracts: readonly Contract[]): RelockTerms => {
  if (given.flag('freeze')) return { kind: 'relock', into: 'itself' }
  const into = targetOf(given, contracts)
  const keep = keptOf(given) ?? into.amount
  if (keep === 'everything') return { kind: 'relock', into, keep }
  return { kind: 'relock', into, keep, pays: payoutOf(given, given.needed('pays')) }
}
