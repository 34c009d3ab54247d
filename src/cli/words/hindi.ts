import type { Kept } from '../../chain/keep.js'
import type { BroadcastRefusal } from '../../chain/source.js'
import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import { formatFeeRate } from '../../units/feeRate.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment, say: Voice): string =>
  'height' in moment
    ? `जब श्रृंखला का आख़िरी ब्लॉक ${say.id(moment.height)} हो`
    : `जब श्रृंखला की घड़ी यह समय दिखाए: ${say.moment(moment.medianTime)}`

const SIDES = { provider: 'अदला-बदली की सेवा', client: 'ग्राहक' } as const
const AMOUNTS = { exact: 'तय रक़म के बराबर', under: 'तय रक़म से कम', over: 'तय रक़म से ज़्यादा' } as const

const UNFIT = {
  notSpendable: 'ख़र्च नहीं की जा सकतीं',
  unconfirmed: 'बिना पुष्टि की',
  noAddress: 'बिना पते की',
  otherKind: 'न P2TR, न P2WPKH',
} as const

const SENT = { accepted: 'नोड या सर्वर ने इसे स्वीकार कर लिया', known: 'नोड या सर्वर इसे पहले से जानता था' } as const

const REFUSED = {
  inputsMissingOrSpent: 'जो पैसा यह ख़र्च करता है वह नहीं मिला, या पहले ही ख़र्च हो चुका है',
  notFinal: 'इंतज़ार का समय अभी पूरा नहीं हुआ',
  feeTooLow: 'नेटवर्क का शुल्क बहुत कम है',
  conflicting: 'ब्लॉक की प्रतीक्षा में एक दूसरा लेन-देन यही पैसा ख़र्च करता है',
  tooManyAncestors: 'एक-दूसरे पर टिके बहुत ज़्यादा लेन-देन ब्लॉक की प्रतीक्षा में हैं',
} as const

const refused = (
  { reason, text }: { readonly reason: BroadcastRefusal; readonly text: string },
  say: Voice,
): string =>
  `नोड या सर्वर ने इसे ठुकरा दिया${reason === 'other' ? '' : `: ${REFUSED[reason]}`}; जवाब: ${say.quoted(text)}`

const become = (told: Kept, wanted: number, say: Voice): string => {
  switch (told.kind) {
    case 'waiting':
      return 'अपने ब्लॉक की प्रतीक्षा में है'
    case 'dropped':
      return 'ब्लॉक की प्रतीक्षा से हट गया था, इसलिए फिर भेजा गया'
    case 'replaced':
      return `इसकी जगह दूसरा आ गया; जवाब: ${say.quoted(told.text)}`
    case 'refused':
      return refused(told, say)
    case 'stuck':
      return [
        'आगे नहीं बढ़ रहा',
        ...(told.feeRate === undefined
          ? []
          : [`ब्लॉक में जगह की क़ीमत ${say.decimal(formatFeeRate(told.feeRate))} sat/vB है`]),
        ...(told.leastFeeRate === undefined
          ? []
          : [
              `नोड इसकी जगह दूसरा लेन-देन कम से कम ${say.decimal(formatFeeRate(told.leastFeeRate))} sat/vB पर लेता है`,
            ]),
      ].join('; ')
    case 'confirmed':
      return `ब्लॉक ${say.id(told.block.height)} में है (${say.code(told.block.hash)})`
    case 'deep':
      return `जितनी पुष्टियाँ माँगी गईं उतनी हो गईं: ${say.number(wanted)}`
  }
}

const WORTH = {
  work: '',
  cheap: ` इस नेटवर्क के ब्लॉक सस्ते में गढ़े जा सकते हैं।`,
  nothing: ` regtest के ब्लॉक बनाने में कुछ ख़र्च नहीं होता, इसलिए उनसे कुछ भी साबित नहीं होता।`,
} as const

/** Behind what a proof shows. */
const SINCE = ` यह प्रमाण यह नहीं बताता कि जमा उसके बाद ख़र्च हुई या नहीं।`

export const HINDI_COMMAND: CommandWords = {
  streamPlan: ({ pot, least, most, fee, vsize }, say) =>
    `${say.amount(pot)} की जमा पर लगातार भुगतान: ${say.role('worker')} को ${say.amount(least)} से ${say.amount(most)} तक; नेटवर्क को ${say.amount(fee)} (${say.number(vsize)} vB)।`,
  streamUntil: ({ closeBefore, from, who }, say) =>
    `भुगतान इससे पहले बंद करने हैं: ${tip(closeBefore, say)}। उसके बाद पैसा कौन ले सकता है: ${say.people(who)}${who.length === 1 ? '' : ' (मिलकर)'}; कब से: ${tip(from, say)}।`,
  streamSigned: ({ pays, most }, say) =>
    `हस्ताक्षर हो गए: ${say.role('worker')} को कुल ${say.amount(pays)}, ज़्यादा से ज़्यादा ${say.amount(most)} में से।`,
  streamHolds: ({ pays, most, closeBefore, missing, ahead }, say) =>
    `भुगतान बंद करने पर ${say.role('worker')} को यह मिलता है: ${say.amount(pays)}, ज़्यादा से ज़्यादा ${say.amount(most)} में से${missing === undefined ? '' : `; यह बक़ाया से कम है: ${say.amount(missing)} बाक़ी हैं`}${ahead === undefined ? '' : `; इसमें से पेशगी: ${say.amount(ahead)}`}। भुगतान इससे पहले बंद करने हैं: ${tip(closeBefore, say)}।`,
  streamCloses: ({ pays, fee, vsize, txid }, say) =>
    `लेन-देन ${say.code(txid)} भुगतान बंद करता है: ${say.role('worker')} को ${say.amount(pays)}; नेटवर्क को ${say.amount(fee)} (${say.number(vsize)} vB)।`,
  swapIs: ({ kind, amount, address }, say) =>
    kind === 'submarine'
      ? `Lightning की ओर अदला-बदली: ${say.code(address)} पर ठीक ${say.amount(amount)} भेजने हैं, सिर्फ़ एक बार। जो पैसा बाद में पहुँचता है वह लिया जा सकता है और बदले में कुछ नहीं मिलता।`
      : `Lightning से अदला-बदली: अदला-बदली की सेवा को ${say.code(address)} पर ठीक ${say.amount(amount)} भेजने हैं, सिर्फ़ एक बार। आपको इस पते पर कुछ नहीं भेजना है।`,
  swapSides: ({ claimer, refunder, paymentHash, timeout }, say) =>
    `जिस गुप्त संख्या का हैश ${say.code(paymentHash)} है, उससे पैसा कौन ले सकता है: ${SIDES[claimer]}। अगर किसी ने नहीं लिया, तो ब्लॉक ${say.id(timeout)} के बाद उसे वापस कौन ले सकता है: ${SIDES[refunder]}।`,
  swapCosts: ({ cost }, say) => `अदला-बदली की लागत: ${say.amount(cost)}।`,
  swapSpent: ({ how, amount, to, fee, vsize }, say) =>
    `${how === 'claimed' ? 'पैसा लेने का लेन-देन' : 'पैसा वापस लेने का लेन-देन'}: ${say.amount(amount)}, पता ${say.code(to)}; नेटवर्क को ${say.amount(fee)} (${say.number(vsize)} vB)।`,
  transaction: ({ txid }, say) => `लेन-देन: ${say.code(txid)}`,
  fundRequest: ({ milestone, amount, address }, say) =>
    `चरण ${say.id(milestone)}: ${say.amount(amount)} इस पते पर देने हैं: ${say.code(address)}`,
  fundFound: ({ milestone, amount, outpoint, match, agreed, confirmedAt }, say) =>
    `चरण ${say.id(milestone)}: जमा ${say.amount(amount)}, ${say.outpoint(outpoint)}; ${AMOUNTS[match]}${match === 'exact' ? '' : ` (${say.amount(agreed)})`}; ${confirmedAt === undefined ? 'पता नहीं कि यह किसी ब्लॉक में है या नहीं' : `ब्लॉक ${say.id(confirmedAt)} में`}।`,
  fundPays: ({ txid, contracts, fee, vsize, feeRate, change }, say) =>
    `लेन-देन ${say.code(txid)}: इतने अनुबंधों को पैसा: ${say.number(contracts)}; नेटवर्क को ${say.amount(fee)} (${say.number(vsize)} vB, ${say.decimal(feeRate)} sat/vB); ${change === undefined ? 'वापस कुछ नहीं आता' : `वापस आने वाला पैसा ${say.amount(change.amount)}, पता ${say.code(change.address)}`}।`,
  spendFee: ({ fee, vsize }, say) => `नेटवर्क को ${say.amount(fee)} (${say.number(vsize)} vB)।`,
  spendSigned: ({ progress }, say) => `हस्ताक्षर: ${say.and(progress)}।`,
  spendWhole: (_, say) =>
    `जिन्हें हस्ताक्षर करने थे वे सब कर चुके हैं: अब कमांड ${say.code('finalize')} से लेन-देन पूरा किया जा सकता है।`,
  nonceGoes: () =>
    'इस PSBT में हस्ताक्षर करने वाले की एक बार की सार्वजनिक संख्या है: इसे दूसरे व्यक्ति को भेजें, और उसका PSBT आने तक यह प्रोग्राम बंद न करें।',
  nonceAwaited: () => 'दूसरे व्यक्ति के PSBT का इंतज़ार अब भी है।',
  secretAsked: () => 'रिकवरी वाक्यांश या निजी कुंजी (दिखाई नहीं जाती): ',
  feeRateTaken: ({ feeRate, of }, say) =>
    `नेटवर्क शुल्क की दर: ${say.decimal(formatFeeRate(feeRate))} sat/vB${of === undefined ? '' : `; स्रोत: ${say.code(of)}`}।`,
  unproven: ({ server }, say) =>
    `${say.code(server)} जो बताता है उसका कोई प्रमाण नहीं है: प्रमाण विकल्प ${say.code('--checkpoint')} से मिलता है, या अपने नोड से।`,
  sameFor: ({ role }, say) => `ऐसा कोई अंतर नहीं है जिसे जानना ${say.role(role)} के लिए ज़रूरी हो।`,
  addressFound: ({ address, contract }, say) => `पता ${say.code(address)} अनुबंध ${say.id(contract)} का है।`,
  made: ({ agreement, milestones, total, network }, say) =>
    `क़रार: ${say.code(agreement)}\nचरण: ${say.number(milestones)}; कुल ${say.amount(total)}; नेटवर्क: ${say.code(network)}`,
  fundAfter: ({ numbers }, say) => `इसे भेजने से पहले इन नंबरों के लेन-देन भेजने हैं: ${say.and(numbers.map(say.id))}।`,
  passedOver: ({ coins }, say) =>
    `वॉलेट की वे रक़में जो भुगतान में काम नहीं आतीं: ${coins.map(({ why, count }) => `${UNFIT[why]} (${say.number(count)})`).join('; ')}।`,
  depositDiffers: ({ milestone, outpoint, found }, say) =>
    `चरण ${say.id(milestone)}: जमा ${say.outpoint(outpoint)} ${found === 'nothing' ? 'श्रृंखला का जितना हिस्सा पढ़ा गया उसमें नहीं मिली' : found === 'noBlock' ? 'अभी किसी ब्लॉक में नहीं है' : `में ${say.amount(found.amount)} हैं, ${say.amount(found.said)} नहीं`}।`,
  sent: ({ answer }, say) =>
    `लेन-देन ${say.code(answer.txid)}: ${answer.verdict === 'refused' ? refused(answer, say) : SENT[answer.verdict]}।`,
  kept: ({ told, wanted }, say) => `लेन-देन ${say.code(told.txid)}: ${become(told, wanted, say)}।`,
  recoveryFor: ({ milestone, role }, say) =>
    `पैसा निकालने की फ़ाइल: चरण ${say.id(milestone)}, किसके लिए: ${say.role(role)}`,
  written: ({ path }, say) => `फ़ाइल लिखी गई: ${say.code(path)}`,
  childPays: ({ parent, fee, vsize, feeRate, amount, to }, say) =>
    `लेन-देन ${say.code(parent)} के लिए भी शुल्क देने वाला लेन-देन: नेटवर्क को ${say.amount(fee)} (${say.number(vsize)} vB); दोनों मिलकर ${say.decimal(formatFeeRate(feeRate))} sat/vB देते हैं; ${say.amount(amount)}, पता ${say.code(to)}।`,
  secretRead: ({ milestone, secret }, say) => `चरण ${say.id(milestone)}: गुप्त संख्या यह है: ${say.code(secret)}`,
  secretMissing: ({ why, milestone }, say) => {
    if (milestone !== undefined)
      return `चरण ${say.id(milestone)}: ${why === 'hidden' ? 'इसकी एक गुप्त संख्या है, पर पढ़े गए किसी लेन-देन में वह नहीं दिखती' : 'इसकी कोई गुप्त संख्या नहीं है'}।`
    return why === 'hidden'
      ? `पढ़े गए किसी लेन-देन में क़रार की कोई गुप्त संख्या नहीं दिखती।`
      : `क़रार में गुप्त संख्या वाला कोई चरण नहीं है।`
  },
  proofMade: ({ milestone, height, from }, say) =>
    `चरण ${say.id(milestone)}: जमा के ब्लॉक ${say.id(height)} में होने का प्रमाण, ब्लॉक ${say.id(from)} और उसके बाद के ब्लॉकों के हेडर के साथ।${SINCE}`,
  proven: ({ milestone, amount, outpoint, confirmations, tip: last, bits, assurance }, say) =>
    `चरण ${say.id(milestone)}: जमा ${say.amount(amount)}, ${say.outpoint(outpoint)}; ब्लॉक ${say.id(last.height)} (${say.code(last.hash)}, ${say.moment(last.time)}) तक पुष्टियाँ: ${say.number(confirmations)}; ऐसा नक़ली प्रमाण बनाने के लिए ज़रूरी हैश, लगभग: ${say.code(`2^${bits}`)}।${WORTH[assurance]}${SINCE}`,
  provenTooFew: ({ wanted }, say) => `  यह माँगी गई पुष्टियों से कम है: ${say.number(wanted)}।`,
}
