import type { Dispute, Party, Rescue } from '../agreement/types.js'
import { capital } from '../sentences/capital.js'
import { ENGLISH_REVIEW } from '../sentences/english/review.js'
import { inEnglish } from '../sentences/english/say.js'
import type { ChangedTerm, ReviewSentences, TermValue } from '../sentences/review.js'
import type { Lock } from '../units/lock.js'
import { sats } from '../units/sats.js'
import { ROLES } from '../words.js'
import type { AgreementDifference } from './compare.js'

/** What terms with a form for people are in JSON, in an agreement that passed every check. */
interface TermForms {
  readonly amount: string
  readonly fee: { readonly sats: string } | { readonly bps: number }
  readonly silencePays: Party
  readonly silenceAfter: Lock
  readonly rescue: Rescue
  readonly dispute: Dispute
}

const VALUES: { readonly [Term in keyof TermForms]: (value: TermForms[Term]) => TermValue } = {
  amount: (value) => ({ kind: 'amount', amount: sats(value) }),
  fee: (value) =>
    'sats' in value ? VALUES.amount(value.sats) : { kind: 'percent', percent: `${value.bps / 100}` },
  silencePays: (role) => ({ kind: 'role', role }),
  silenceAfter: (lock) => ({ kind: 'lock', lock }),
  rescue: ({ after }) => VALUES.silenceAfter(after),
  dispute: (times) => ({ kind: 'dispute', times }),
}

const termValue = (term: ChangedTerm, json: string | undefined): TermValue => {
  if (json === undefined) return { kind: 'nothing' }
  // the JSON of a term has the form of that term
  const form = (VALUES as Readonly<Record<string, (value: unknown) => TermValue>>)[term]
  return form === undefined ? { kind: 'json', json } : form(JSON.parse(json))
}

interface ChangeSentence {
  readonly code: 'amendmentChanges'
  readonly data: ReviewSentences['amendmentChanges']
}

/** The sentence about one thing that an amendment says differently. */
export const changeSentence = ({ field, before, after, worseFor }: AgreementDifference): ChangeSentence => {
  const [place = '', name, part = ''] = field.split('.')
  const role = ROLES.find((one) => one === place)
  const [milestone] = /\d+/.exec(place) ?? []
  const whole = role !== undefined ? 'role' : milestone !== undefined ? 'milestone' : place
  // what `compareAgreements` names is what terms are called
  const term = (name === undefined ? whole : `${name}${capital(part)}`) as ChangedTerm
  return {
    code: 'amendmentChanges',
    data: {
      term,
      ...(role && { role }),
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
