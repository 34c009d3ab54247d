import type { Catalogue } from '../../sentences/sentence.js'
import type { ActingTold, PaymentTold, PlaceTold, StatusSentences } from '../../sentences/status.js'
import type { Voice } from '../../sentences/voice.js'

const placeText = (place: PlaceTold, say: Voice): string => {
  if (place === 'noBlock') return 'अभी किसी ब्लॉक में नहीं'
  const { height, confirmations, wanted } = place
  return `ब्लॉक ${say.id(height)} में (पुष्टियाँ: ${say.number(confirmations)}${confirmations < wanted ? `, चाहिए ${say.number(wanted)}` : ''})`
}

const acting = ({ parties, secret }: ActingTold, say: Voice): string =>
  `${say.people(parties)} (${parties.length === 1 ? 'अकेले' : 'मिलकर'}${secret ? ', गुप्त संख्या पास होने पर' : ''})`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join('; या ')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `${to.length === 0 ? `किसी अनजान (${say.code(address)})` : say.payees(to)} को ${say.amount(amount)}`

const STAGES = { leaving: 'बाहर जा रहा है', paidOut: 'दिया जा चुका है', movedOn: 'आगे भेजा जा चुका है' } as const

const WHAT = { deposit: 'जमा का लेन-देन', spend: 'जमा को कहीं और भेजने वाला लेन-देन' } as const

const opening = (from: { readonly height: number } | { readonly time: number }, say: Voice): string =>
  'height' in from
    ? `ब्लॉक ${say.id(from.height)} बनने के बाद से`
    : `श्रृंखला की घड़ी (माध्यिका समय) के ${say.moment(from.time)} तक पहुँचने के बाद से`

const UNKNOWN = {
  confirmedAt: 'इंतज़ार का समय पूरा होने के बाद से, जो उस ब्लॉक से गिना जाता है जिसमें यह पैसा दर्ज हो',
  medianTimeBefore: 'ऐसे समय से जो यहाँ पता नहीं: उसके ब्लॉक से पहले का माध्यिका समय ज्ञात नहीं',
  medianTime: 'ऐसे समय से जो यहाँ पता नहीं: आख़िरी ब्लॉक का माध्यिका समय ज्ञात नहीं',
} as const

/** What a status says, in Hindi. */
export const HINDI_STATUS: Catalogue<StatusSentences> = {
  asOfBlock: ({ height, hash }, say) => `ब्लॉक ${say.id(height)} (${say.code(hash)}) तक:`,
  aboutContracts: ({ indexes, count }, say) =>
    count > indexes.length
      ? `${say.number(count)} अनुबंध, जिनमें पहला ${say.and(indexes.map(say.id))} है`
      : `अनुबंध ${say.and(indexes.map(say.id))}`,
  aboutMilestone: ({ milestone, agreement }, say) =>
    `क़रार ${say.code(agreement)} का चरण ${say.id(milestone)}`,
  nothingSeen: () => 'अमानत में कुछ नहीं है: कोई जमा नहीं दिखी।',
  nothingLeft: () => 'अमानत में कुछ नहीं है: जो आता दिखा था उसकी जगह दूसरा लेन-देन आ गया या वह हटा दिया गया।',
  inEscrow: ({ amount, place }, say) => `अमानत में: ${say.amount(amount)}, ${placeText(place, say)}।`,
  onItsWayIn: ({ amount, place }, say) => `आ रहा है: ${say.amount(amount)}, ${placeText(place, say)}।`,
  lessThanAgreed: ({ agreed }, say) => `यह तय रक़म ${say.amount(agreed)} से कम है।`,
  moreThanAgreed: ({ agreed }, say) => `यह तय रक़म ${say.amount(agreed)} से ज़्यादा है।`,
  anotherDeposit: () => 'इसके साथ एक और जमा भी है।',
  cameLate: () => 'यह तब आया जब अनुबंध समाप्त हो चुका था।',
  moneyMoves: ({ stage, outcome, path, signers, pays, txid, place }, say) => {
    const what =
      outcome === 'unknown'
        ? 'ऐसा लेन-देन जिसके बारे में और कुछ पता नहीं'
        : outcome === 'none'
          ? 'ऐसा लेन-देन जो क़रार का कोई नतीजा नहीं है'
          : say.outcome(outcome)
    const how = path === 'key' ? ', एक ही साझा हस्ताक्षर से (MuSig2)' : ''
    const who = signers.length === 0 ? how : `, हस्ताक्षर: ${say.people(signers)}${how}`
    const to = pays.length === 0 ? '' : `: ${say.and(pays.map((one) => payment(one, say)))}`
    return `${STAGES[stage]}, इसके द्वारा: ${what}${who}${to}; लेन-देन ${say.code(txid)}, ${placeText(place, say)}।`
  },
  canBeMovedNow: ({ by: all }, say) => `इसे अभी ये कहीं और भेज सकते हैं: ${by(all, say)}।`,
  canBeMovedFrom: ({ by: all, from, about }, say) =>
    `${opening(from, say)}${'height' in from ? ` (जल्दी से जल्दी ब्लॉक ${say.id(from.block)} में)` : ''}${
      about === undefined ? '' : `, अनुमान से लगभग ${say.moment(about)},`
    } इसे ये कहीं और भेज सकते हैं: ${by(all, say)}।`,
  canBeMovedUnknown: ({ by: all, missing }, say) =>
    `इसे ये कहीं और भेज सकते हैं: ${by(all, say)}, ${UNKNOWN[missing]}।`,
  depositArrived: ({ amount, deposit }, say) =>
    `${say.amount(amount)} की एक जमा आ रही है: ${say.outpoint(deposit)}।`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `एक जमा में ${say.amount(amount)} हैं, तय रक़म ${say.amount(agreed)} से कम: ${say.outpoint(deposit)}।`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `एक जमा में ${say.amount(amount)} हैं, तय रक़म ${say.amount(agreed)} से ज़्यादा: ${say.outpoint(deposit)}।`,
  severalDeposits: () => 'इस अनुबंध में एक से ज़्यादा जमा आई हैं।',
  depositLate: ({ amount, deposit }, say) =>
    `${say.amount(amount)} की एक जमा तब आई जब अनुबंध समाप्त हो चुका था: ${say.outpoint(deposit)}।`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `${say.amount(amount)} की एक जमा की पुष्टि ब्लॉक ${say.id(height)} में हो गई: ${say.outpoint(deposit)}।`,
  pathOpens: ({ deposit, ...who }, say) =>
    `अब से जमा ${say.outpoint(deposit)} को ये कहीं और भेज सकते हैं: ${acting(who, say)}।`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `${say.role(role)} के लिए समय-सीमा पास आ रही है: ${opening(opens, say)} जमा ${say.outpoint(deposit)} को ये कहीं और भेज सकते हैं: ${acting(who, say)}।`,
  spendSeen: ({ txid, deposit }, say) =>
    `लेन-देन ${say.code(txid)} जमा ${say.outpoint(deposit)} को कहीं और भेजता है और अपने ब्लॉक की प्रतीक्षा में है।`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `जमा ${say.outpoint(deposit)} को कहीं और भेजने वाले लेन-देन ${say.code(txid)} की पुष्टि ब्लॉक ${say.id(height)} में हो गई।`,
  secretShown: ({ txid, secret }, say) =>
    `लेन-देन ${say.code(txid)} सबको गुप्त संख्या दिखाता है: ${say.code(secret)}।`,
  blockUndone: ({ what, txid, height }, say) =>
    `ब्लॉक ${say.id(height)}, जिसमें ${WHAT[what]} ${say.code(txid)} था, अब श्रृंखला में नहीं है।`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `${WHAT[what]} ${say.code(txid)} नहीं रहा: उसकी जगह लेन-देन ${say.code(other)} आ गया।`,
  wasDropped: ({ what, txid }, say) =>
    `${WHAT[what]} ${say.code(txid)} हटा दिया गया: वह अब किसी ब्लॉक की प्रतीक्षा में नहीं है।`,
  isStuck: ({ what, txid, rate }, say) =>
    `${WHAT[what]} ${say.code(txid)} Bitcoin नेटवर्क को ${say.decimal(rate)} sat/vB शुल्क देता है, जो अगले ब्लॉकों में जगह की क़ीमत से कम है।`,
}
