import type { Tongue } from '../../sentences/tongue.js'
import { intlFormats } from '../intl.js'

/**
 * Terms: release कामगार को भुगतान, refund नियोक्ता को पैसे की वापसी, award मध्यस्थ का फ़ैसला, settlement आपसी समझौता,
 * relock पैसे पर दोबारा ताला, freeze पैसे पर रोक, lock and clock इंतज़ार का समय, fee शुल्क (of the network), मेहनताना (of an
 * arbiter), deposit जमा, signature हस्ताक्षर (plural), transaction लेन-देन, block ब्लॉक. Roles do not change before
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
      backupArbiter: 'अतिरिक्त मध्यस्थ',
    },
    outcomes: {
      release: 'कामगार को भुगतान',
      refund: 'नियोक्ता को पैसे की वापसी',
      award: 'मध्यस्थ का फ़ैसला',
      settle: 'आपसी समझौता',
      relock: 'पैसे पर दोबारा ताला',
      freeze: 'पैसे पर रोक',
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
