import type { Language } from '../../sentences/language.js'
import { PORTUGUESE_ACCEPTANCE } from './acceptance.js'
import { PORTUGUESE_FINDINGS } from './findings.js'
import { PORTUGUESE_POWER_SENTENCES } from './powers.js'
import { PORTUGUESE_RECOVERY } from './recovery.js'
import { PORTUGUESE_REPORT } from './report.js'
import { PORTUGUESE_REVIEW } from './review.js'
import { PORTUGUESE_STATUS } from './status.js'
import { PORTUGUESE_TONGUE } from './tongue.js'

/** Portuguese, for `say`. */
export const portuguese: Language = /* @__PURE__ */ (() => ({
  ...PORTUGUESE_TONGUE,
  name: 'Português',
  catalogue: {
    ...PORTUGUESE_ACCEPTANCE,
    ...PORTUGUESE_FINDINGS,
    ...PORTUGUESE_POWER_SENTENCES,
    ...PORTUGUESE_RECOVERY,
    ...PORTUGUESE_REVIEW,
    ...PORTUGUESE_STATUS,
  },
  report: PORTUGUESE_REPORT,
}))()
