import type { Language, NamedReportLanguage } from '../../sentences/language.js'
import { PORTUGUESE_ACCEPTANCE } from './acceptance.js'
import { PORTUGUESE_FINDINGS } from './findings.js'
import { PORTUGUESE_POWER_SENTENCES } from './powers.js'
import { PORTUGUESE_RECOVERY } from './recovery.js'
import { PORTUGUESE_REPORT } from './report.js'
import { PORTUGUESE_REVIEW } from './review.js'
import { PORTUGUESE_STATUS } from './status.js'
import { PORTUGUESE_TONGUE } from './tongue.js'

/** Portuguese without the words of acceptances and recovery files, which reports do not need. */
export const PORTUGUESE_OF_REPORTS: NamedReportLanguage = /* @__PURE__ */ (() => ({
  ...PORTUGUESE_TONGUE,
  name: 'Português',
  catalogue: {
    ...PORTUGUESE_FINDINGS,
    ...PORTUGUESE_POWER_SENTENCES,
    ...PORTUGUESE_REVIEW,
    ...PORTUGUESE_STATUS,
  },
  report: PORTUGUESE_REPORT,
}))()

/** Portuguese, for `say`. */
export const portuguese: Language = /* @__PURE__ */ (() => ({
  ...PORTUGUESE_OF_REPORTS,
  catalogue: { ...PORTUGUESE_OF_REPORTS.catalogue, ...PORTUGUESE_ACCEPTANCE, ...PORTUGUESE_RECOVERY },
}))()
