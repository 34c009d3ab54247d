import type { Language, NamedReportLanguage } from '../../sentences/language.js'
import { SPANISH_ACCEPTANCE } from './acceptance.js'
import { SPANISH_FINDINGS } from './findings.js'
import { SPANISH_POWER_SENTENCES } from './powers.js'
import { SPANISH_RECOVERY } from './recovery.js'
import { SPANISH_REPORT } from './report.js'
import { SPANISH_REVIEW } from './review.js'
import { SPANISH_STATUS } from './status.js'
import { SPANISH_TONGUE } from './tongue.js'

/** Spanish without the words of acceptances and recovery files, which reports do not need. */
export const SPANISH_OF_REPORTS: NamedReportLanguage = /* @__PURE__ */ (() => ({
  ...SPANISH_TONGUE,
  name: 'Español',
  catalogue: { ...SPANISH_FINDINGS, ...SPANISH_POWER_SENTENCES, ...SPANISH_REVIEW, ...SPANISH_STATUS },
  report: SPANISH_REPORT,
}))()

/** Spanish, for `say`. */
export const spanish: Language = /* @__PURE__ */ (() => ({
  ...SPANISH_OF_REPORTS,
  catalogue: { ...SPANISH_OF_REPORTS.catalogue, ...SPANISH_ACCEPTANCE, ...SPANISH_RECOVERY },
}))()
