import { shown } from '../errors.js'
import { coinsOfSats } from '../units/coins.js'
import { isRelative, type Lock, type Span } from '../units/lock.js'
import { formatOutpoint, type Outpoint } from '../units/outpoint.js'
import type { Outcome, Role, SpendPath } from '../words.js'
import type { Names } from './names.js'
import type { Tongue } from './tongue.js'

/** Somebody who is paid: a role, for one of several payees of the worker's side with the position; a contract; or a swap. */
export type PaidParty =
  | { readonly role: Role; readonly payee?: number }
  | { readonly contract: number }
  | { readonly swap: string }

/** Says values as a language does: every amount, date and name of a sentence goes through it. */
export interface Voice {
  /** `1,000,000 sat (0.01 BTC)`. */
  readonly amount: (sats: bigint) => string
  readonly number: (value: bigint | number) => string
  readonly decimal: (text: string) => string
  readonly plural: (count: number) => Intl.LDMLPluralRule
  /** A number that names something: without separators. */
  readonly id: (value: number) => string
  /** Txids, addresses, names of rules: never broken or turned around. */
  readonly code: (text: string) => string
  readonly outpoint: (outpoint: Outpoint) => string
  /** What somebody wrote, in quotes. */
  readonly quoted: (text: string) => string
  /** A name, or else `the employer`. */
  readonly role: (role: Role) => string
  /** The same at the beginning of a sentence. */
  readonly Role: (role: Role) => string
  readonly people: (roles: readonly Role[]) => string
  readonly People: (roles: readonly Role[]) => string
  readonly payees: (payees: readonly PaidParty[]) => string
  readonly outcome: (outcome: Outcome | 'freeze') => string
  readonly and: (items: readonly string[]) => string
  readonly or: (items: readonly string[]) => string
  /** `about 45 days (3,893,760 seconds)`. */
  readonly span: (span: Span) => string
  /** A span, `block 900000`, or a moment of the chain's clock. */
  readonly lock: (lock: Lock) => string
  readonly moment: (seconds: number) => string
  /** Joins whole sentences. */
  readonly join: (sentences: readonly string[]) => string
}

/** Who signs where a path is taken. */
export const SIGNERS: Readonly<Record<SpendPath, readonly Role[]>> = {
  key: ['employer', 'worker'],
  employerAndWorker: ['employer', 'worker'],
  arbiterAndWorker: ['arbiter', 'worker'],
  arbiterAndEmployer: ['arbiter', 'employer'],
  employerAlone: ['employer'],
  workerAlone: ['worker'],
  workerWithSecret: ['worker'],
  backupAndWorker: ['backupArbiter', 'worker'],
  backupAndEmployer: ['backupArbiter', 'employer'],
}

/** What is written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Amounts from here on are said in whole coins, too. */
const COINS_FROM = 100_000n

const LEFT_TO_RIGHT_ISOLATE = '\u2066'
const FIRST_STRONG_ISOLATE = '\u2068'
const END_OF_ISOLATE = '\u2069'

const coins = (sats: bigint): string => coinsOfSats(sats).replace(/\.?0+$/, '')

const capital = (text: string): string => {
  const [first = ''] = text
  return `${first.toUpperCase()}${text.slice(first.length)}`
}

/**
 * The voice of a language: with names where they are given, roles else. Whatever comes from outside stands in an
 * isolate (Unicode Standard Annex 9) where it could turn its neighbours around: everywhere in a language that is
 * written from right to left, and where it is itself in the others.
 */
export const voiceOf = ({ dir, formats, terms }: Tongue, names: Names = {}): Voice => {
  const isolated = (text: string, kind: string): string =>
    dir === 'rtl' || RIGHT_TO_LEFT.test(text) ? `${kind}${text}${END_OF_ISOLATE}` : text
  const plain = (text: string): string => isolated(text, LEFT_TO_RIGHT_ISOLATE)
  const foreign = (text: string): string => isolated(text, FIRST_STRONG_ISOLATE)
  const named = (role: Role): string | undefined => {
    const name = names[role]
    return name === undefined ? undefined : foreign(name)
  }
  const role: Voice['role'] = (one) => named(one) ?? terms.roles[one]
  const Role: Voice['Role'] = (one) => named(one) ?? capital(terms.roles[one])
  const and: Voice['and'] = (items) => formats.list(items, 'and')
  const id: Voice['id'] = (value) => plain(`${value}`)
  const number: Voice['number'] = (value) => plain(formats.number(value))
  const exactly = (span: Span): string =>
    'blocks' in span
      ? terms.blocks(number(span.blocks), formats.plural(span.blocks))
      : terms.seconds(number(span.seconds), formats.plural(span.seconds))
  const span: Voice['span'] = (one) =>
    `${terms.about(foreign(roughly(one, formats.length)))} (${exactly(one)})`
  const moment: Voice['moment'] = (seconds) => foreign(formats.moment(seconds))
  const payee = (one: PaidParty): string => {
    if ('contract' in one) return terms.contract(id(one.contract))
    if ('swap' in one) return terms.swap
    if (one.payee === undefined) return role(one.role)
    const name = names.payees?.[one.payee]
    return name === undefined ? terms.payee(role(one.role), id(one.payee + 1)) : foreign(name)
  }
  return {
    amount: (sats) =>
      plain(
        sats < COINS_FROM
          ? `${formats.number(sats)} sat`
          : `${formats.number(sats)} sat (${formats.decimal(coins(sats))} BTC)`,
      ),
    number,
    decimal: (text) => plain(formats.decimal(text)),
    plural: formats.plural,
    id,
    code: plain,
    outpoint: (outpoint) => plain(formatOutpoint(outpoint)),
    quoted: (text) => {
      const safe = shown(text)
      return safe.startsWith('"') ? foreign(safe) : terms.notShown(number(text.length))
    },
    role,
    Role,
    people: (roles) => and(roles.map(role)),
    People: (roles) => and(roles.map((one, at) => (at === 0 ? Role(one) : role(one)))),
    payees: (payees) => and(payees.map(payee)),
    outcome: (outcome) => terms.outcomes[outcome],
    and,
    or: (items) => formats.list(items, 'or'),
    span,
    lock: (lock) => {
      if (isRelative(lock)) return span(lock)
      return 'height' in lock ? terms.block(id(lock.height)) : terms.chainTime(moment(lock.time))
    },
    moment,
    join: (sentences) => sentences.join(terms.join),
  }
}

const MINUTES_A_BLOCK = 10
const AN_HOUR = 60
const A_DAY = 1440

/** A length of time for people, in the unit in which it is a number of some size. */
const roughly = (span: Span, length: Tongue['formats']['length']): string => {
  const minutes = 'blocks' in span ? span.blocks * MINUTES_A_BLOCK : span.seconds / 60
  if (minutes < 1.5 * AN_HOUR) return length(Math.max(1, Math.round(minutes)), 'minute')
  return minutes < 1.5 * A_DAY
    ? length(Math.round(minutes / AN_HOUR), 'hour')
    : length(Math.round(minutes / A_DAY), 'day')
}
