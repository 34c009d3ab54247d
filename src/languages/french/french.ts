import type { Language } from '../../sentences/language.js'
import { FRENCH_ACCEPTANCE } from './acceptance.js'
import { FRENCH_FINDINGS } from './findings.js'
import { FRENCH_POWER_SENTENCES } from './powers.js'
import { FRENCH_RECOVERY } from './recovery.js'
import { FRENCH_REPORT } from './report.js'
import { FRENCH_REVIEW } from './review.js'
import { FRENCH_STATUS } from './status.js'
import { FRENCH_TONGUE } from './tongue.js'

/** French, for `say`. */
export const french: Language = /* @__PURE__ */ (() => ({
  ...FRENCH_TONGUE,
  name: 'Français',
  catalogue: {
    ...FRENCH_ACCEPTANCE,
    ...FRENCH_FINDINGS,
    ...FRENCH_POWER_SENTENCES,
    ...FRENCH_RECOVERY,
    ...FRENCH_REVIEW,
    ...FRENCH_STATUS,
  },
  report: FRENCH_REPORT,
}))()
