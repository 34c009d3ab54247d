import type { Language, NamedReportLanguage } from '../../sentences/language.js'
import { HINDI_ACCEPTANCE } from './acceptance.js'
import { HINDI_FINDINGS } from './findings.js'
import { HINDI_POWER_SENTENCES } from './powers.js'
import { HINDI_RECOVERY } from './recovery.js'
import { HINDI_REPORT } from './report.js'
import { HINDI_REVIEW } from './review.js'
import { HINDI_STATUS } from './status.js'
import { HINDI_TONGUE } from './tongue.js'

/** Hindi without the words of acceptances and recovery files, which reports do not need. */
export const HINDI_OF_REPORTS: NamedReportLanguage = /* @__PURE__ */ (() => ({
  ...HINDI_TONGUE,
  name: 'हिन्दी',
  catalogue: { ...HINDI_FINDINGS, ...HINDI_POWER_SENTENCES, ...HINDI_REVIEW, ...HINDI_STATUS },
  report: HINDI_REPORT,
}))()

/** Hindi, for `say`. */
export const hindi: Language = /* @__PURE__ */ (() => ({
  ...HINDI_OF_REPORTS,
  catalogue: { ...HINDI_OF_REPORTS.catalogue, ...HINDI_ACCEPTANCE, ...HINDI_RECOVERY },
}))()
