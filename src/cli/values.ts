import { shown } from '../errors.js'
import { FULL_SHARE } from '../plan/shares.js'
import type { Split } from '../plan/splitTerms.js'
import { type FeeRate, satsPerVb } from '../units/feeRate.js'
import { type Sats, sats } from '../units/sats.js'
import { ROLES, type Role } from '../words.js'
import { cliError } from './errors.js'
import { type Given, meaning, type OptionTable } from './options.js'

/** What options mean that many commands take. */

/**
 * A whole number.
 *
 * @throws EscrowError `OPTION_MALFORMED`
 */
export const wholeNumber = (
  option: string,
  text: string,
  { least = 0, most = 0xffffffff }: { readonly least?: number; readonly most?: number } = {},
): number => {
  const value = /^(?:0|[1-9][0-9]{0,9})$/.test(text) ? Number(text) : -1
  if (value >= least && value <= most) return value
  throw cliError('OPTION_MALFORMED', {
    field: `--${option}`,
    expected: `a whole number from ${least} to ${most}`,
    received: shown(text),
  })
}

/**
 * One of some words.
 *
 * @throws EscrowError `OPTION_MALFORMED`
 */
export const oneOf = <Word extends string>(option: string, text: string, words: readonly Word[]): Word => {
  const word = words.find((candidate) => candidate === text)
  if (word !== undefined) return word
  throw cliError('OPTION_MALFORMED', {
    field: `--${option}`,
    expected: `one of ${words.join(', ')}`,
    received: shown(text),
  })
}

/** The words of an option that may stand several times. */
export const wordsOf = <Name extends string, Word extends string>(
  given: Given<Name>,
  option: Name,
  words: readonly Word[],
): readonly Word[] => given.all(option).map((text) => oneOf(option, text, words))

export const roleOf = (given: Given<'as'>): Role => oneOf('as', given.needed('as'), ROLES)

export const feeRateOf = (given: Given<'fee-rate'>): FeeRate => {
  const text = given.needed('fee-rate')
  return meaning('fee-rate', () => satsPerVb(text))
}

export type SplitOption = 'employer-bps' | 'employer-sats' | 'worker-sats'

/** Options of every command that takes a split. */
export const SPLIT_OPTIONS: OptionTable<SplitOption> = {
  'employer-bps': {
    value: 'N',
    help: "the employer's part in basis points, 0 to 10000; the worker gets the rest",
  },
  'employer-sats': {
    value: 'SATS',
    help: "the employer's part to the satoshi; the worker gets the rest and bears the network's fee",
  },
  'worker-sats': {
    value: 'SATS',
    help: "the worker's part to the satoshi; the employer gets the rest and bears the network's fee",
  },
}

/** An amount of satoshis. */
export const satsOf = <Name extends string>(given: Given<Name>, option: Name): Sats => {
  const text = given.needed(option)
  return meaning(option, () => sats(text))
}

/**
 * How both sides share: one of the three options says it.
 *
 * @throws EscrowError `OPTIONS_CONFLICT` where several do, `OPTION_MISSING`, `OPTION_MALFORMED`
 */
export const splitOf = (given: Given<SplitOption>): Split => {
  const options: readonly SplitOption[] = ['employer-bps', 'employer-sats', 'worker-sats']
  const [option = 'employer-bps', another] = options.filter((name) => given.one(name) !== undefined)
  if (another !== undefined)
    throw cliError('OPTIONS_CONFLICT', {
      field: `--${option}`,
      expected: 'one option for the split',
      received: `--${another} as well`,
    })
  if (option === 'employer-sats') return { employer: satsOf(given, option) }
  if (option === 'worker-sats') return { worker: satsOf(given, option) }
  const employer = wholeNumber(option, given.needed(option), { most: FULL_SHARE })
  return { employer, worker: FULL_SHARE - employer }
}

/** A whole number, where the option stands. */
export const optionalNumber = <Name extends string>(given: Given<Name>, option: Name): number | undefined => {
  const text = given.one(option)
  return text === undefined ? undefined : wholeNumber(option, text)
}
