import type { Language, NamedReportLanguage } from '../../sentences/language.js'
import { ARABIC_ACCEPTANCE } from './acceptance.js'
import { ARABIC_FINDINGS } from './findings.js'
import { ARABIC_POWER_SENTENCES } from './powers.js'
import { ARABIC_RECOVERY } from './recovery.js'
import { ARABIC_REPORT } from './report.js'
import { ARABIC_REVIEW } from './review.js'
import { ARABIC_STATUS } from './status.js'
import { ARABIC_TONGUE } from './tongue.js'

/** Arabic without the words of acceptances and recovery files, which reports do not need. */
export const ARABIC_OF_REPORTS: NamedReportLanguage = /* @__PURE__ */ (() => ({
  ...ARABIC_TONGUE,
  name: 'العربية',
  catalogue: { ...ARABIC_FINDINGS, ...ARABIC_POWER_SENTENCES, ...ARABIC_REVIEW, ...ARABIC_STATUS },
  report: ARABIC_REPORT,
}))()

/** Arabic, for `say`. */
export const arabic: Language = /* @__PURE__ */ (() => ({
  ...ARABIC_OF_REPORTS,
  catalogue: { ...ARABIC_OF_REPORTS.catalogue, ...ARABIC_ACCEPTANCE, ...ARABIC_RECOVERY },
}))()
