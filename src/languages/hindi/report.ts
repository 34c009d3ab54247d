import type { ReportWords } from '../../sentences/report.js'
import type { Voice } from '../../sentences/voice.js'
import { subjectsIn } from '../subjects.js'
import { HINDI_PHRASES } from './phrases.js'
import { HINDI_HEADS } from './reportHeads.js'

const secret = (count: number, say: Voice): string =>
  count === 0 ? '' : count === 1 ? ', गुप्त संख्या पास होने पर' : `, ${say.number(count)} गुप्त संख्याएँ पास होने पर`

const SEVERITIES = {
  danger: ['ख़तरा', 'ख़तरे'],
  warning: ['चेतावनी', 'चेतावनियाँ'],
  note: ['टिप्पणी', 'टिप्पणियाँ'],
} as const
const STANDINGS = {
  unfunded: 'पैसा जमा नहीं',
  arriving: 'पैसा आ रहा है',
  confirming: 'जमा की पुष्टि बाक़ी',
  funded: 'पैसा जमा है',
  leaving: 'पैसा बाहर जा रहा है',
  left: 'पैसा बाहर जा चुका है',
} as const

const HOW = {
  deposit: 'यह इसमें पैसा जमा करता है:',
  freeze: 'यह पैसे पर रोक लगाता है, पैसा यहाँ लौटता है:',
  relock: 'यह पैसे पर दोबारा ताला लगाता है, यहाँ:',
  amendment: 'यह पैसा संशोधित क़रार में भेजता है, यहाँ:',
  other: 'यह पैसा दूसरे क़रार में भेजता है, यहाँ:',
} as const

const about = /* @__PURE__ */ subjectsIn({
  named: HINDI_PHRASES.named,
  contracts: ({ contracts }) => `अनुबंध ${contracts}`,
  device: ({ device }, say) => `उपकरण ${say.code(device)}`,
  claim: ({ position }, say) => `दावा ${say.id(position)}`,
  way: ({ signers }) => `रास्ता, हस्ताक्षर करने वाले: ${signers}`,
  leaf: ({ leaf }) => `लीफ़ ${leaf}`,
})

/** Reports in Hindi. */
export const HINDI_REPORT: ReportWords = {
  heads: HINDI_HEADS,
  sentences: {
    titleAgreement: ({ contracts }, say) => `क़रार की जाँच, अनुबंध: ${say.number(contracts)}`,
    found: ({ found }, say) => `मिला: ${say.and(found)}।`,
    counted: ({ severity, count }, say) =>
      `${say.number(count)} ${SEVERITIES[severity][count === 1 ? 0 : 1]}`,
    soNow: ({ height, time, contracts }, say) =>
      `ब्लॉक ${say.id(height)} के समय${time === undefined ? '' : ` (लगभग ${say.moment(time)})`}${contracts.length === 0 ? '' : `: ${say.and(contracts)}`}।`,
    standing: ({ word, count }, say) => `${say.number(count)} अनुबंध (${STANDINGS[word]})`,
    onlyNotes: ({ notes }) =>
      `इस जाँच में न कोई ख़तरा मिला, न कोई चेतावनी। शर्तें क्या होने देती हैं, यह नीचे है: ${notes}।`,
    otherCauses: ({ count }, say) => `इनके अलावा ${say.number(count)} और कारण: "जाँच में क्या मिला" देखें।`,
    moreOf: ({ count, code }, say) => `${say.code(code)}: और ${say.number(count)}`,
    enginesAgree: ({ compared }, say) =>
      `बिना साझा कोड वाले दो इंजनों ने इसका हिसाब लगाया, और सभी मानों (${say.number(compared)}) पर उनके नतीजे एक जैसे हैं।`,
    enginesDiffer: ({ differences, compared }, say) =>
      `${say.number(compared)} मानों में से ${say.number(differences)} पर दोनों इंजन अलग हैं: दोनों में से किसी पर भरोसा न करें।`,
    moment: ({ kind, when }) =>
      kind === 'height' ? `${when} के बाद से` : kind === 'time' ? `${when} से` : `जमा की पुष्टि के ${when} बाद से`,
    coalition: ({ who, secrets }, say) =>
      `${who.length === 0 ? 'कोई भी' : `${say.and(who)} ${who.length === 1 ? '(अकेले)' : '(मिलकर)'}`}${secret(secrets, say)}`,
    signers: ({ who, secrets }, say) =>
      `${who.length === 0 ? 'कोई भी' : say.and(who)}${secret(secrets, say)}`,
    someKeys: ({ who, keys, of }, say) => `${who} (${say.number(of)} में से ${say.number(keys)})`,
    keyNumber: ({ who, position }, say) => `${who}, कुंजी ${say.id(position)}`,
    together: ({ who }, say) => `${say.and(who)} मिलकर, एक ही हस्ताक्षर (MuSig2)`,
    alone: ({ who }) => `${who} (अकेले)`,
    forWhom: ({ who }) => `${who} के लिए`,
    asContract: ({ index }, say) => `अनुबंध ${say.id(index)} जैसा`,
    notUnderstood: ({ name }, say) =>
      `${say.code(name)} समझ में नहीं आता: हो सकता है यहाँ दिखाए लोगों से ज़्यादा लोग पैसा हिला सकें।`,
    notListed: ({ combinations, stretches }, say) =>
      `बहुत ज़्यादा होने से नहीं गिनाए गए: मेल ${say.number(combinations)}, समय-अवधियाँ ${say.number(stretches)}।`,
    from: ({ amount }) => `${amount} या उससे ज़्यादा`,
    outcome: ({ outcome }, say) => (outcome === 'sweep' ? 'सब एक आउटपुट में' : say.outcome(outcome)),
    pushesKey: ({ who }) => `स्टैक पर यह कुंजी रखता है, जो इनकी है: ${who}`,
    inputSpends: ({ input, contract, signers }, say) =>
      `इनपुट ${say.id(input)} अनुबंध ${say.id(contract)} का पैसा ख़र्च करता है${signers === undefined ? '' : ` (हस्ताक्षर करने वाले: ${signers})`}:`,
    contractHolds: ({ contract, amount }, say) => `अनुबंध ${say.id(contract)}: ${say.amount(amount)}, यहाँ:`,
    notTransaction: ({ position }, say) => `क्रमांक ${say.id(position)} पर जो दिया गया, वह लेन-देन नहीं है:`,
    signatures: ({ role, signed, needed }, say) => `${role}: ${say.number(needed)} में से ${say.number(signed)}`,
    quorum: ({ threshold, keys }, say) => `${say.number(keys)} में से ${say.number(threshold)}`,
    tracedSpend: ({ input, contract, amount, signers }, say) =>
      `इनपुट ${say.id(input)} अनुबंध ${say.id(contract)} का पैसा ख़र्च करता है${amount === undefined ? '' : ` (${say.amount(amount)})`}; ${signers === undefined ? 'किसी के हस्ताक्षर नहीं हैं' : `किसके हस्ताक्षर हैं: ${signers}`}।`,
    tracedForeign: ({ input, contract, amount }, say) =>
      `इनपुट ${say.id(input)} अनुबंध ${say.id(contract)} का पैसा${amount === undefined ? '' : ` (${say.amount(amount)})`} ऐसे रास्ते से ख़र्च करता है जो अनुबंध में नहीं है:`,
    tracedSignature: ({ who, verdict }) =>
      verdict === 'invalid'
        ? `एक हस्ताक्षर मान्य नहीं है; किसका: ${who}।`
        : `एक हस्ताक्षर जाँचा नहीं जा सका, क्योंकि ख़र्च होने वाले आउटपुट में से कम से कम एक का पता नहीं; किसका: ${who}।`,
    tracedOutput: ({ output, amount, to }, say) =>
      `आउटपुट ${say.id(output)} से ${say.amount(amount)} दिए जाते हैं; किसे: ${to ?? 'ऐसी स्क्रिप्ट जिसे क़रार नहीं जानता'}।`,
    tracedFunding: ({ how, contract, amount, output, match, spentBy }, say) =>
      `${HOW[how]} अनुबंध ${say.id(contract)}; आउटपुट ${say.id(output)} में ${say.amount(amount)}${match === 'exact' ? '' : `, जो चरण में लिखी रक़म से ${match === 'under' ? 'कम' : 'ज़्यादा'} है`}; ${spentBy === undefined ? 'यहाँ दिया गया कोई लेन-देन इसे ख़र्च नहीं करता' : `इसे लेन-देन ${say.code(spentBy)} ख़र्च करता है`}।`,
    tracedOutcome: ({ outcome, signers }, say) =>
      `यह वैसा ही है जैसा क़रार में है: ${say.outcome(outcome)}; हस्ताक्षर करने वाले: ${signers}।`,
    tracedWouldPay: ({ outcome, to, expected, received }, say) =>
      `${say.outcome(outcome)} होने पर ${to} को ${say.amount(expected)} मिलते; यहाँ ${say.amount(received)} दिए जाते हैं।`,
    tracedStrangers: ({ outputs }) =>
      `क़रार यह नहीं बताता कि ये आउटपुट किसके हैं: ${outputs}। कामगार के हिस्से में से कुछ Lightning की ओर अदला-बदली में जा सकता है, जो किसी क़रार में नहीं लिखा होता: इसकी जाँच के लिए वह अदला-बदली यहाँ जोड़ें, जिसकी शर्तों से उसका आउटपुट निकलता है।`,
    tracedUnusual: () => 'इसमें यह असामान्य है:',
  },
  about,
  told: HINDI_PHRASES.told,
}
