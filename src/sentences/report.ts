import type { Outcome } from '../words.js'
import type { ENGLISH_HEADS } from './english/reportHeads.js'
import type { Catalogue } from './sentence.js'
import type { Voice } from './voice.js'

/** What stands above, beside and inside the tables of a report, whatever was audited. */
export type ReportHead = keyof typeof ENGLISH_HEADS

/** What a contract is like, in one word. */
export type Standing = 'unfunded' | 'arriving' | 'confirming' | 'funded' | 'leaving' | 'left'

/** The sentences that a report says by itself. What stands for people and moments in them is said already. */
export interface ReportSentences {
  titleAgreement: { readonly contracts: number }
  /** `found` are counts with their words, the gravest first. */
  found: { readonly found: readonly string[] }
  counted: { readonly severity: 'danger' | 'warning' | 'note'; readonly count: number }
  /** `contracts`: how many are in which state; none where the chain was not looked at. */
  soNow: {
    readonly height: number
    readonly time?: number | undefined
    readonly contracts: readonly string[]
  }
  /** How many contracts are in a state. */
  standing: { readonly word: Standing; readonly count: number }
  /** `notes`: their count with its word. */
  onlyNotes: { readonly notes: string }
  otherCauses: { readonly count: number }
  moreOf: { readonly count: number; readonly code: string }
  /** By how many values two engines were compared. */
  enginesAgree: { readonly compared: number }
  enginesDiffer: { readonly differences: number; readonly compared: number }
  /** From when a way is open: some time after the funding, from a block or from a moment on. */
  moment: { readonly kind: 'blocks' | 'seconds' | 'height' | 'time'; readonly when: string }
  /** Who acts together; nobody where whoever comes can. */
  coalition: { readonly who: readonly string[]; readonly secrets: number }
  /** Who has to sign, and with how many secrets. */
  signers: { readonly who: readonly string[]; readonly secrets: number }
  /** Some keys of a role or of somebody. */
  someKeys: { readonly who: string; readonly keys: number; readonly of: number }
  keyNumber: { readonly who: string; readonly position: number }
  together: { readonly who: readonly string[] }
  alone: { readonly who: string }
  forWhom: { readonly who: string }
  asContract: { readonly index: number }
  notUnderstood: { readonly name: string }
  notListed: { readonly combinations: number; readonly stretches: number }
  from: { readonly amount: string }
  outcome: { readonly outcome: Outcome | 'freeze' | 'sweep' }
  pushesKey: { readonly who: string }
  /** `signers`: of the path, said already; absent where there is none. */
  inputSpends: { readonly input: number; readonly contract: number; readonly signers?: string }
  contractHolds: { readonly contract: number; readonly amount: bigint }
  notTransaction: { readonly position: number }
  signatures: { readonly role: string; readonly signed: number; readonly needed: number }
  quorum: { readonly threshold: number; readonly keys: number }
  /** What a transaction did: who signed which input, what it pays, and whether the agreement has such an outcome. */
  tracedSpend: {
    readonly input: number
    readonly contract: number
    readonly amount?: bigint
    /** Absent where nobody signed. */
    readonly signers?: string
  }
  tracedForeign: { readonly input: number; readonly contract: number; readonly amount?: bigint }
  tracedSignature: { readonly who: string; readonly verdict: 'invalid' | 'unknown' }
  /** `to`: absent for scripts that no agreement knows. */
  tracedOutput: { readonly output: number; readonly amount: bigint; readonly to?: string }
  tracedFunding: {
    readonly how: 'deposit' | 'freeze' | 'relock' | 'amendment' | 'other'
    readonly contract: number
    readonly amount: bigint
    readonly output: number
    readonly match: 'exact' | 'under' | 'over'
    readonly spentBy?: string
  }
  tracedOutcome: { readonly outcome: Outcome | 'freeze'; readonly signers: string }
  tracedWouldPay: {
    readonly outcome: Outcome
    readonly to: string
    readonly expected: bigint
    readonly received: bigint
  }
  tracedStrangers: { readonly outputs: string; readonly count: number }
  tracedUnusual: object
}

/** How one language writes reports. */
export interface ReportWords {
  readonly heads: Readonly<Record<ReportHead, string>>
  readonly sentences: Catalogue<ReportSentences>
  /** What a finding is about, which is a name in English: what this language can say of it. */
  readonly about?: (subject: string, saying: SubjectSaying) => string
  /** What engines, scripts and transactions are told by, in English, in the words of this language. */
  readonly told?: (english: string, say: Voice) => string
}

/** What a language needs to say what a finding is about. */
export interface SubjectSaying {
  readonly say: Voice
  readonly words: ReportWords
}
