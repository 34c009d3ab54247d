import { ENGLISH_FINDINGS } from '../../sentences/english/findings.js'
import { ENGLISH_POWER_SENTENCES } from '../../sentences/english/powers.js'
import { ENGLISH_REPORT } from '../../sentences/english/report.js'
import { ENGLISH_REVIEW } from '../../sentences/english/review.js'
import { ENGLISH_STATUS } from '../../sentences/english/status.js'
import { ENGLISH_TONGUE } from '../../sentences/english/tongue.js'
import type { Language } from '../../sentences/language.js'

/** English, for `say`: in which every text is that nobody asked for in another language. */
export const english: Language = /* @__PURE__ */ (() => ({
  ...ENGLISH_TONGUE,
  name: 'English',
  catalogue: { ...ENGLISH_FINDINGS, ...ENGLISH_POWER_SENTENCES, ...ENGLISH_REVIEW, ...ENGLISH_STATUS },
  report: ENGLISH_REPORT,
}))()
