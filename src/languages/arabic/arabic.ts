import type { Language } from '../../sentences/language.js'
import { ARABIC_ACCEPTANCE } from './acceptance.js'
import { ARABIC_FINDINGS } from './findings.js'
import { ARABIC_POWER_SENTENCES } from './powers.js'
import { ARABIC_RECOVERY } from './recovery.js'
import { ARABIC_REPORT } from './report.js'
import { ARABIC_REVIEW } from './review.js'
import { ARABIC_STATUS } from './status.js'
import { ARABIC_TONGUE } from './tongue.js'

/** Arabic, for `say`. */
export const arabic: Language = /* @__PURE__ */ (() => ({
  ...ARABIC_TONGUE,
  name: 'العربية',
  catalogue: {
    ...ARABIC_ACCEPTANCE,
    ...ARABIC_FINDINGS,
    ...ARABIC_POWER_SENTENCES,
    ...ARABIC_RECOVERY,
    ...ARABIC_REVIEW,
    ...ARABIC_STATUS,
  },
  report: ARABIC_REPORT,
}))()
