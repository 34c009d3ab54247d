import { ENGLISH_REVIEW } from '../sentences/english/review.js'
import { inEnglish } from '../sentences/english/say.js'
import type { ChangedTerm, ReviewSentences, TermValue } from '../sentences/review.js'
import { LOCK_KINDS, type Lock, parseLock } from '../units/lock.js'
import { sats } from '../units/sats.js'
import { ROLES, type Role } from '../words.js'
import type { AgreementDifference } from './compare.js'

/** The names of members as the sentence about them calls them. */
const TERMS: Readonly<Record<string, ChangedTerm>> = {
  keys: 'keys',
  threshold: 'threshold',
  address: 'address',
  payees: 'payees',
  fee: 'fee',
  keyPath: 'keyPath',
  amount: 'amount',
  memo: 'memo',
  secretHash: 'secretHash',
  'silence.pays': 'silencePays',
  'silence.after': 'silenceAfter',
  rescue: 'rescue',
  dispute: 'dispute',
  network: 'network',
  weights: 'weights',
  document: 'document',
  salt: 'salt',
}

const aRoleOf = (value: unknown): Role | undefined => ROLES.find((role) => role === value)

/** The lock in a value of an agreement that passed every check, by itself or as the only thing that a rescue says. */
const lockIn = (value: object): Lock | undefined => {
  const [name = '', ...others] = Object.keys(value)
  if (others.length > 0) return undefined
  const lock = name === 'after' && 'after' in value ? value.after : value
  return LOCK_KINDS.some((kind) => kind === Object.keys(lock ?? {})[0])
    ? parseLock(lock, { field: 'difference' })
    : undefined
}

const termValue = (term: ChangedTerm, json: string | undefined): TermValue => {
  if (json === undefined) return { kind: 'nothing' }
  const value: unknown = JSON.parse(json)
  if (term === 'amount' && typeof value === 'string') return { kind: 'amount', amount: sats(value) }
  const role = term === 'silencePays' ? aRoleOf(value) : undefined
  if (role !== undefined) return { kind: 'role', role }
  const lock = typeof value === 'object' && value !== null ? lockIn(value) : undefined
  return lock === undefined ? { kind: 'json', json } : { kind: 'lock', lock }
}

interface ChangeSentence {
  readonly code: 'amendmentChanges'
  readonly data: ReviewSentences['amendmentChanges']
}

/** The sentence about one thing that an amendment says differently. */
export const changeSentence = ({ field, before, after, worseFor }: AgreementDifference): ChangeSentence => {
  const [, role, milestone, name] =
    /^(?:(employer|worker|arbiter|backupArbiter)|milestones\[(\d+)\])?\.?(.*)$/.exec(field) ?? []
  const term: ChangedTerm = TERMS[name ?? ''] ?? (role !== undefined ? 'role' : 'milestone')
  const whose = aRoleOf(role)
  return {
    code: 'amendmentChanges',
    data: {
      term,
      ...(whose !== undefined && { role: whose }),
      ...(milestone !== undefined && { milestone: Number(milestone) }),
      before: termValue(term, before),
      after: termValue(term, after),
      ...(worseFor !== 'all' && { worseFor }),
    },
  }
}

/** That sentence in English. */
export const changeText = (difference: AgreementDifference): string =>
  inEnglish(changeSentence(difference), ENGLISH_REVIEW)
