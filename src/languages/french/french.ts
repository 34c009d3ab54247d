import type { Language, NamedReportLanguage } from '../../sentences/language.js'
import { FRENCH_ACCEPTANCE } from './acceptance.js'
import { FRENCH_FINDINGS } from './findings.js'
import { FRENCH_POWER_SENTENCES } from './powers.js'
import { FRENCH_RECOVERY } from './recovery.js'
import { FRENCH_REPORT } from './report.js'
import { FRENCH_REVIEW } from './review.js'
import { FRENCH_STATUS } from './status.js'
import { FRENCH_TONGUE } from './tongue.js'

/** French without the words of acceptances and recovery files, which reports do not need. */
export const FRENCH_OF_REPORTS: NamedReportLanguage = /* @__PURE__ */ (() => ({
  ...FRENCH_TONGUE,
  name: 'Français',
  catalogue: { ...FRENCH_FINDINGS, ...FRENCH_POWER_SENTENCES, ...FRENCH_REVIEW, ...FRENCH_STATUS },
  report: FRENCH_REPORT,
}))()

/** French, for `say`. */
export const french: Language = /* @__PURE__ */ (() => ({
  ...FRENCH_OF_REPORTS,
  catalogue: { ...FRENCH_OF_REPORTS.catalogue, ...FRENCH_ACCEPTANCE, ...FRENCH_RECOVERY },
}))()
