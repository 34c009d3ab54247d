import { ENGLISH_ACCEPTANCE } from '../../sentences/english/acceptance.js'
import { ENGLISH_FINDINGS } from '../../sentences/english/findings.js'
import { ENGLISH_POWER_SENTENCES } from '../../sentences/english/powers.js'
import { ENGLISH_RECOVERY } from '../../sentences/english/recovery.js'
import { ENGLISH_REPORT } from '../../sentences/english/report.js'
import { ENGLISH_REVIEW } from '../../sentences/english/review.js'
import { ENGLISH_STATUS } from '../../sentences/english/status.js'
import { ENGLISH_TONGUE } from '../../sentences/english/tongue.js'
import type { Language, NamedReportLanguage } from '../../sentences/language.js'

/** English without the words of recovery files, which reports do not need. */
export const ENGLISH_OF_REPORTS: NamedReportLanguage = /* @__PURE__ */ (() => ({
  ...ENGLISH_TONGUE,
  name: 'English',
  catalogue: { ...ENGLISH_FINDINGS, ...ENGLISH_POWER_SENTENCES, ...ENGLISH_REVIEW, ...ENGLISH_STATUS },
  report: ENGLISH_REPORT,
}))()

/** English, for `say`: in which every text is that nobody asked for in another language. */
export const english: Language = /* @__PURE__ */ (() => ({
  ...ENGLISH_OF_REPORTS,
  catalogue: { ...ENGLISH_OF_REPORTS.catalogue, ...ENGLISH_ACCEPTANCE, ...ENGLISH_RECOVERY },
}))()
