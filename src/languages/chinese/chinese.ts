import type { Language, NamedReportLanguage } from '../../sentences/language.js'
import { CHINESE_ACCEPTANCE } from './acceptance.js'
import { CHINESE_FINDINGS } from './findings.js'
import { CHINESE_POWER_SENTENCES } from './powers.js'
import { CHINESE_RECOVERY } from './recovery.js'
import { CHINESE_REPORT } from './report.js'
import { CHINESE_REVIEW } from './review.js'
import { CHINESE_STATUS } from './status.js'
import { CHINESE_TONGUE } from './tongue.js'

/** Chinese without the words of acceptances and recovery files, which reports do not need. */
export const CHINESE_OF_REPORTS: NamedReportLanguage = /* @__PURE__ */ (() => ({
  ...CHINESE_TONGUE,
  name: '简体中文',
  catalogue: { ...CHINESE_FINDINGS, ...CHINESE_POWER_SENTENCES, ...CHINESE_REVIEW, ...CHINESE_STATUS },
  report: CHINESE_REPORT,
}))()

/** Chinese, for `say`. */
export const chinese: Language = /* @__PURE__ */ (() => ({
  ...CHINESE_OF_REPORTS,
  catalogue: { ...CHINESE_OF_REPORTS.catalogue, ...CHINESE_ACCEPTANCE, ...CHINESE_RECOVERY },
}))()
