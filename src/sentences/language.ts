import type { AcceptanceSentences } from './acceptance.js'
import type { FindingSentences } from './findings.js'
import type { PowerSentences } from './powers.js'
import type { RecoverySentences } from './recovery.js'
import type { ReportWords } from './report.js'
import type { ReviewSentences } from './review.js'
import type { Catalogue, SentenceIn } from './sentence.js'
import type { StatusSentences } from './status.js'
import type { Tongue } from './tongue.js'

/** The sentences of audits, reviews and statuses. */
export interface ReportedSentences
  extends FindingSentences,
    PowerSentences,
    ReviewSentences,
    StatusSentences {}

/** Every sentence that the library says, with the type of its data. */
export interface Sentences extends ReportedSentences, RecoverySentences, AcceptanceSentences {}

/** One sentence: its code, and data of the type that this code has. */
export type Sentence = SentenceIn<Sentences>

/** What reports take of a language: no words of recovery files. */
export interface ReportLanguage extends Tongue {
  readonly catalogue: Catalogue<ReportedSentences>
  /** How reports are written in it. */
  readonly report: ReportWords
}

/** The same for whoever lets people choose. */
export interface NamedReportLanguage extends ReportLanguage {
  /** What it calls itself. */
  readonly name: string
}

/** A language in which every sentence can be said. */
export interface Language extends NamedReportLanguage {
  readonly catalogue: Catalogue<Sentences>
}
