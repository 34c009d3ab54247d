import type { Tongue } from '../../sentences/language.js'
import { intlFormats } from '../intl.js'

/**
 * Terms: release भुगतान, refund धन-वापसी, award मध्यस्थ का फ़ैसला, settlement आपसी समझौता, relock दोबारा ताला, freeze रोक,
 * lock समय-ताला, fee शुल्क, deposit जमा, signature हस्ताक्षर, transaction लेन-देन, block ब्लॉक. Roles do not change before
 * postpositions, and neither do names.
 */
export const HINDI_TONGUE: Tongue = {
  tag: 'hi',
  dir: 'ltr',
  formats: /* @__PURE__ */ intlFormats('hi'),
  terms: {
    roles: {
      employer: 'नियोक्ता',
      worker: 'कामगार',
      arbiter: 'मध्यस्थ',
      backupArbiter: 'वैकल्पिक मध्यस्थ',
    },
    outcomes: {
      release: 'कामगार को भुगतान',
      refund: 'धन-वापसी',
      award: 'मध्यस्थ का फ़ैसला',
      settle: 'आपसी समझौता',
      relock: 'दोबारा ताला',
      freeze: 'रोक',
    },
    payee: (worker, position) => `${worker} (पाने वाला ${position})`,
    contract: (index) => `अनुबंध ${index}`,
    swap: 'एक अदला-बदली',
    block: (height) => `ब्लॉक ${height}`,
    chainTime: (moment) => moment,
    blocks: (count) => `${count} ब्लॉक`,
    seconds: (count) => `${count} सेकंड`,
    about: (length) => `लगभग ${length}`,
    notShown: (characters) => `${characters} अक्षरों का पाठ जो दिखाया नहीं जाता`,
    join: ' ',
  },
}
