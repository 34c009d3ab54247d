import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment, say: Voice): string =>
  'height' in moment
    ? `जब श्रृंखला का आख़िरी ब्लॉक ${say.id(moment.height)} हो`
    : `जब श्रृंखला की घड़ी यह समय दिखाए: ${say.moment(moment.medianTime)}`

const SIDES = { provider: 'अदला-बदली की सेवा', client: 'ग्राहक' } as const
const AMOUNTS = { exact: 'तय रक़म के बराबर', under: 'तय रक़म से कम', over: 'तय रक़म से ज़्यादा' } as const

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
  fundAfter: ({ numbers }, say) => `इसे भेजने से पहले इन नंबरों के लेन-देन भेजने हैं: ${say.and(numbers.map(say.id))}।`,
}
