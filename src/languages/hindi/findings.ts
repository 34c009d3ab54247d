import type { DeviceLimitTold, FindingSentences } from '../../sentences/findings.js'
import { wayOf } from '../../sentences/powers.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { HINDI_PHRASES } from './phrases.js'
import { HINDI_POWERS } from './powers.js'
import { HINDI_REVIEW } from './review.js'

const hexOr = (hex: string, say: Voice): string => (hex === '' ? 'कुछ नहीं' : say.code(hex))

/** What a device counts. */
const UNITS = {
  templateLength: 'टेम्पलेट में अक्षर',
  keyCount: 'कुंजियाँ',
  expressionCount: 'जितनी बार कुंजियाँ लिखी हैं',
  originDepth: 'एक कुंजी के स्रोत में क़दम',
  keyLength: 'स्रोत सहित एक कुंजी में अक्षर',
  memory: 'मेमोरी के बाइट',
} as const

const limit = (told: DeviceLimitTold, say: Voice): string => {
  switch (told.rule) {
    case 'extendedKeys':
      return `उपकरण केवल विस्तारित कुंजियाँ लेता है, और यहाँ सादी कुंजी जिसकी है: ${say.role(told.role)}`
    case 'taprootMiniscript':
      return 'उपकरण Taproot आउटपुट में कई शर्तों वाली स्क्रिप्ट (Miniscript) नहीं लेता'
    case 'musig':
      return 'उपकरण दो लोगों की साझा कुंजियाँ (MuSig2), जैसी कुंजी के रास्ते में हैं, नहीं जानता'
    case 'sha256':
      return 'उपकरण गुप्त संख्या माँगने वाली शर्त नहीं लेता'
    case 'addressIndex':
      return `उपकरण क्रमांक 9999 के आगे के पते नहीं दिखाता, और यह है ${say.code(told.received)}`
    default:
      return `उपकरण ज़्यादा से ज़्यादा इतना लेता है: ${say.number(told.most)} (${UNITS[told.rule]}), और यहाँ है ${say.number(told.received)}`
  }
}

/** What an audit finds, in Hindi. */
export const HINDI_FINDINGS: Catalogue<FindingSentences> = {
  ENGINES_DIFFER: ({ field, at, first, second }, say) =>
    `दो प्रोग्राम, जिनका कोई कोड साझा नहीं, अलग-अलग नतीजा निकालते हैं (${HINDI_PHRASES.told(field, say)}, बाइट ${say.number(at)} से): ${hexOr(first, say)} और ${hexOr(second, say)}। जब तक यह पता न चले कि कौन-सा ग़लत है, पैसा न दें।`,
  AWARD_TOO_LATE: ({ decider, decision, room, taker, from, margin }, say) =>
    `अगर ${say.role(decider)} को फ़ैसले के लिए तय पूरा समय (${say.span(decision)}) चाहिए, तो उस समय से पहले, जब ${say.role(taker)} के लिए अकेले पैसा लेना संभव होता है (${HINDI_POWERS.from(from, say)}), ${room === undefined ? 'कुछ भी समय नहीं बचता' : `केवल ${say.span(room)} बचते हैं`}। ${say.span(margin)} या ज़्यादा छोड़ना अच्छा है: फ़ैसला तभी मान्य है जब वह किसी ब्लॉक में हो।`,
  RACE_AFTER_RESCUE: ({ from, taker, gap }, say) =>
    `${HINDI_POWERS.from(from, say)} ${say.people(['employer', 'worker'])}, दोनों में से हर एक के लिए अकेले सब कुछ ले लेना संभव है, और जिसका लेन-देन दूसरे से पहले किसी ब्लॉक में आए, सब उसी का होता है। ${say.role(taker)} को उस समय से पहले ही पैसा ले लेना चाहिए; उससे ठीक पहले इसके लिए ${say.role(taker)} के पास इतना समय होता है: ${say.span(gap)}।`,
  LOCKED_OUT: ({ role, other, within }, say) =>
    within === 'never'
      ? `अगर ${say.role(other)} ग़ायब हो जाए तो ${say.role(role)} को पैसा कभी नहीं मिलता: न कोई मध्यस्थ है, न ऐसा कोई समय जिससे ${say.role(role)} के लिए अकेले पैसा लेना संभव हो (बचाव)।`
      : `अगर ${say.role(other)} ग़ायब हो जाए तो ${say.role(role)} को दो साल तक पैसा नहीं मिलता: तब तक कोई मध्यस्थ कुछ नहीं कर सकता, और वह समय जिससे ${say.role(role)} के लिए अकेले पैसा लेना संभव है, और भी दूर है।`,
  SILENCE_TOO_SOON: ({ taker, from, ahead, margin }, say) =>
    `${HINDI_POWERS.from(from, say)} ${say.role(taker)} के लिए अकेले पैसा ले लेना संभव है: उस समय के आने में ${say.span(ahead)} बाक़ी हैं, और जिस अनुबंध में उसके आने में ${say.span(margin)} से कम बाक़ी हों उसमें पैसा नहीं देना चाहिए।`,
  DEADLINE_PAST: ({ lock }, say) =>
    `श्रृंखला इस समय से आगे निकल चुकी है: ${say.lock(lock)}। जो उस समय से कुछ कर सकता है, वह अनुबंध में पैसा आते ही कर सकता है।`,
  DEADLINE_TOO_NEAR: ({ lock }, say) =>
    `यह समय फ़ैसले में लगने वाले समय से भी पास है: ${say.lock(lock)}। उससे पहले कोई मध्यस्थ फ़ैसला नहीं कर पाएगा।`,
  DEADLINES_NOT_CHECKED: () =>
    'तय समय ब्लॉक की ऊँचाइयाँ या तारीख़ें हैं। वे बीत चुके हैं या बहुत दूर हैं, यह नहीं जाँचा गया: इसके लिए श्रृंखला की ऊँचाई और समय चाहिए।',
  LOCK_BEYOND_TWO_YEARS: ({ lock, ahead }, say) =>
    `इस समय (${say.lock(lock)}) में ${say.span(ahead)} बाक़ी हैं, दो साल से ज़्यादा: अगर पहले कोई कुछ न करे तो पैसा उतने समय पड़ा रहता है।`,
  FEES_EAT_AMOUNT: ({ rate, percent, amount, fee, outcome, path, vsize, limit: from }, say) =>
    `${say.decimal(rate)} sat/vB पर नेटवर्क का शुल्क ${say.amount(amount)} का ${say.decimal(percent)} प्रतिशत ले सकता है: सबसे बड़े ख़र्च के लिए ${say.amount(fee)}, यानी ${outcome === 'sweep' ? 'सब कुछ एक ही पते पर' : say.outcome(outcome)}${path === undefined ? '' : ` (हस्ताक्षर: ${HINDI_POWERS.way(wayOf(path), say)})`}, ${say.number(vsize)} vB। ${say.decimal(from)} प्रतिशत या उससे ज़्यादा हो तो यह सोचने लायक़ है।`,
  OUTCOME_UNPAYABLE: ({ rate, outcome, path, amount, to, received }, say) =>
    `${say.decimal(rate)} sat/vB पर ${say.amount(amount)} इस नतीजे के लिए काफ़ी नहीं: ${say.outcome(outcome)} (हस्ताक्षर: ${HINDI_POWERS.way(wayOf(path), say)})। किसी को बहुत कम मिलता (${to.length === 0 ? '' : `${say.payees(to)}, `}${HINDI_PHRASES.named(received, say)})।`,
  NODES_REFUSE: ({ reason }, say) =>
    `सामान्य नियमों वाला कोई नोड यह ख़र्च आगे नहीं भेजता, इसलिए ब्लॉक बनाने वाले किसी की मदद चाहिए: ${HINDI_PHRASES.told(reason, say)}।`,
  STRICT_NODES_REFUSE: ({ reason }, say) => `सख़्त नोड यह ख़र्च आगे नहीं भेजते: ${HINDI_PHRASES.told(reason, say)}।`,
  LEAF_NOT_SANE: ({ reason }, say) =>
    `Miniscript की जाँच इस शर्त को सही नहीं मानती: ${HINDI_PHRASES.told(reason, say)}।`,
  ORDINARY_WALLET: ({ account, purpose }, say) =>
    `यह कुंजी एक साधारण वॉलेट का खाता ${say.code(account)} है (प्रयोजन ${say.id(purpose)}): जिसके पास क़रार है वह पूरा वॉलेट देख सकता है, और इस खाते की एक भी निजी कुंजी बाहर आई तो पूरा वॉलेट खुल जाता है।`,
  ROLES_SHARE_MASTER: ({ roles, fingerprint }, say) =>
    `${say.people(roles)} की कुंजियाँ एक ही मूल कुंजी ${say.code(fingerprint)} बताती हैं: लगता है कि वे एक ही व्यक्ति हैं, जो फिर सबकी ओर से काम कर सकता है।`,
  QUORUM_SHARES_MASTER: ({ role, shared, of, fingerprint }, say) =>
    `${say.role(role)} की ${say.number(of)} कुंजियों में से ${say.number(shared)} एक ही मूल कुंजी ${say.code(fingerprint)} से निकली बताई गई हैं: एक ही व्यक्ति, या एक ही चोर, उन सब से हस्ताक्षर कर सकता है।`,
  ROLES_SHARE_ADDRESS: ({ address, roles }, say) =>
    `एक ही पता, ${say.code(address)}, कई पक्षों का है (${say.people(roles)}): लगता है कि वे एक ही व्यक्ति हैं, या कोई एक पता ग़लत जगह लिखा गया।`,
  KEYS_REUSED: (told, say) =>
    told.kind === 'account'
      ? `इस क़रार के अनुबंध ${say.id(told.first)} से ${say.id(told.last)} और क़रार ${say.code(told.other)} के अनुबंध ${say.id(told.otherFirst)} से ${say.id(told.otherLast)}, दोनों में इस खाते की कुछ वही कुंजियाँ हैं: एक का ख़र्च दूसरे की कुंजियाँ दिखाता है, और एक निजी कुंजी बाहर आई तो दोनों के लिए काम करती है।`
      : `यह अकेली कुंजी है, जो हर अनुबंध में वही रहती है। यह यहाँ है: ${say.and([
          ...(told.contracts === undefined ? [] : [`इस क़रार के सभी ${say.number(told.contracts)} अनुबंध`]),
          ...told.agreements.map((id) => `क़रार ${say.code(id)}`),
        ])}। हर ख़र्च दिखाता है कि वे साथ के हैं, और एक निजी कुंजी बाहर आई तो सबके लिए काम करती है।`,
  PARTY_REPLACED: ({ role, amended, amendment }, say) =>
    `क़रार ${say.code(amendment)} में, जो ${say.code(amended)} में संशोधन करता है, ${say.role(role)} की ओर से दूसरी कुंजियाँ काम करती हैं: जिसके पास पुरानी हैं, वहाँ भेजे गए पैसे पर उसका कोई अधिकार नहीं।`,
  PARTY_ADDED: ({ role, amended, amendment }, say) =>
    `क़रार ${say.code(amended)} में ${say.role(role)} की कुंजियाँ नहीं हैं, और उसमें संशोधन करने वाले क़रार ${say.code(amendment)} में हैं: दोनों में से किसी भी एक पक्ष के साथ मिलकर वे वहाँ भेजा गया सारा पैसा ले सकती हैं। हो सकता है कि ये कुंजियाँ उसी के पास हों जिसने संशोधन लिखा।`,
  AMENDMENT_DIFFERS: ({ amended, amendment, count, worse }, say) =>
    `क़रार ${say.code(amendment)}, ${say.code(amended)} में संशोधन करता है। अलग कही गई बातें: ${say.number(count)}${worse.length === 0 ? '' : `; इनमें से जो किसी के लिए पहले से बुरी हैं: ${say.and(worse.map((one) => `${say.role(one.role)} के लिए ${say.number(one.count)}`))}`}।`,
  SECRET_REUSED: ({ agreement }, say) =>
    `क़रार ${say.code(agreement)} में वही हैश है: जो एक क़रार का पैसा गुप्त संख्या से लेता है वह उसे सबको दिखा देता है, और फिर दूसरे क़रार का कामगार उस दूसरे क़रार का पैसा ले सकता है।`,
  SECRET_OPENS: (_, say) =>
    `गुप्त संख्या पास होने पर ${say.role('worker')} के लिए तुरंत सब कुछ ले लेना संभव है। क़रार यह नहीं बताता कि गुप्त संख्या किसने बनाई: जो उसे जानता है उसे काम स्वीकार होने तक वह छिपाकर रखनी चाहिए, और अगर वह ${say.role('worker')} ने बनाई है तो ${say.role('worker')} को पैसा लेने के लिए किसी और की ज़रूरत नहीं।`,
  ARBITER_WITH_ONE_PARTY: ({ role, needed, of, from }, say) =>
    `${HINDI_POWERS.from(from, say)} ${say.role(role)}${of === 1 ? '' : ` (${say.number(of)} में से कोई भी ${say.number(needed)} कुंजियाँ)`} और दोनों में से कोई एक पक्ष मिलकर पैसा जहाँ चाहें भेज सकते हैं: दूसरा पक्ष केवल यह चुन सकता है कि किस पर भरोसा करे।`,
  DEVICE_LIMIT: (told, say) => `इस उपकरण से कोई इस अनुबंध के लिए हस्ताक्षर नहीं कर सकता: ${limit(told, say)}।`,
  SPEND_CLAIMS: (told, say) =>
    'claimed' in told
      ? `इनपुट ${say.and(told.claimed.map(say.id))}: इनसे कितना पैसा ख़र्च होता है, यह केवल PSBT का दावा है। रक़मों के प्रमाण के लिए यहाँ जमा वाले लेन-देन भी जोड़ें। हस्ताक्षर बताई गई रक़मों पर होते हैं, इसलिए ग़लत रक़म से वे बेकार हो जाते हैं और पैसा कहीं नहीं जाता।`
      : HINDI_PHRASES.told(told.reason, say),
  SPEND_REFUSED: ({ objection }, say) => `${textOf(objection, { catalogue: HINDI_REVIEW, voice: say })}।`,
  SPEND_WARNING: ({ objection }, say) => `${textOf(objection, { catalogue: HINDI_REVIEW, voice: say })}।`,
  OUTCOME_DIFFERS: ({ reason }, say) => `यह क़रार का कोई नतीजा नहीं है: ${HINDI_PHRASES.told(reason, say)}।`,
  OUTCOME_UNKNOWN: ({ reason }, say) =>
    `यह नहीं कहा जा सकता कि यह क़रार का नतीजा है या नहीं: ${HINDI_PHRASES.told(reason, say)}।`,
  SIGNATURE_INVALID: ({ key }, say) =>
    `कुंजी ${say.code(key)} के हस्ताक्षर इस लेन-देन के नहीं हैं: कोई नोड उन्हें नहीं लेता।`,
  SIGNATURE_TYPE: ({ key, type }, say) =>
    `कुंजी ${say.code(key)} के हस्ताक्षर का प्रकार ${say.id(type)} है; यहाँ केवल प्रकार 0 से हस्ताक्षर होते हैं, जिसमें सब कुछ आता है।`,
  SECRET_SHOWN: ({ outpoint }, say) =>
    `${say.outpoint(outpoint)} के ख़र्च ने गुप्त संख्या सबको दिखा दी: वह और जो कुछ खोलती है, सब अब खुला है।`,
  SECRET_WRONG: () => 'दिखाई गई गुप्त संख्या क़रार के हैश से मेल नहीं खाती: कोई नोड यह लेन-देन नहीं लेता।',
  DEPOSIT_UNDER: ({ contract, amount }, say) =>
    `अनुबंध ${say.id(contract)} की जमा में ${say.amount(amount)} हैं, क़रार में कहे से कम।`,
  DEPOSIT_OVER: ({ contract, amount }, say) =>
    `अनुबंध ${say.id(contract)} की जमा में ${say.amount(amount)} हैं, क़रार में कहे से ज़्यादा।`,
  TRANSACTION_UNRELATED: () =>
    'यह लेन-देन न क़रार के किसी अनुबंध में पैसा देता है, न क़रार के किसी अनुबंध का पैसा ख़र्च करता है।',
  TERMS_NOT_BOUND: ({ shown }, say) =>
    shown === undefined
      ? 'आउटपुट को क़रार से जोड़ने वाला हिस्सा नहीं है: कुछ नहीं दिखाता कि पैसा किस क़रार के लिए दिया गया।'
      : `आउटपुट को क़रार से जोड़ने वाला हिस्सा दूसरा है (${HINDI_PHRASES.named(shown, say)}): आउटपुट दूसरी शर्तों का है, या किन्हीं शर्तों का नहीं।`,
  CLAIM_ADDRESS: ({ shown, agreed }, say) =>
    `दिखाया गया पता ${say.code(shown)} है, और क़रार का पता ${say.code(agreed)} है: दिखाए गए पते पर भेजा गया पैसा अनुबंध में नहीं है।`,
  CLAIM_OUTPUT: ({ shown, agreed }, say) =>
    `आउटपुट ${say.code(shown)} को पैसा देता है, और क़रार के हिसाब से ${say.code(agreed)} होना चाहिए: पैसा अनुबंध में नहीं है।`,
  CLAIM_AMOUNT: ({ shown, agreed }, say) =>
    `आउटपुट में ${say.amount(shown)} हैं, और क़रार ${say.amount(agreed)} कहता है।`,
  CLAIM_INTERNAL_KEY: ({ shown, agreed }, say) =>
    `दिखाई गई भीतरी कुंजी ${say.code(shown)} है, और क़रार की ${say.code(agreed)} है: जो दिखाई गई कुंजी से हस्ताक्षर कर सकता है वह क़रार के किसी नियम के बिना तुरंत सब कुछ ले सकता है।`,
  CLAIM_LEAF_REPLACED: ({ path, shown, agreed }, say) =>
    `इनके लिए जो शर्त थी: ${HINDI_POWERS.way(wayOf(path), say)} (${say.code(agreed)}), उसकी जगह दूसरी है (${HINDI_PHRASES.named(shown, say)})।`,
  CLAIM_LEAF_MISSING: ({ path }, say) =>
    `क़रार इनके लिए एक शर्त देता है: ${HINDI_POWERS.way(wayOf(path), say)}, और वह यहाँ नहीं है: जो उस पर भरोसा करते हैं उनके पास कुछ नहीं।`,
  CLAIM_LEAF_ADDED: ({ shown }, say) =>
    `एक ऐसी शर्त है जो क़रार नहीं देता (${HINDI_PHRASES.named(shown, say)}): जो उसे अपने हस्ताक्षर से पूरा कर सके वह सब कुछ ले सकता है।`,
  CLAIM_LEAF_REPEATED: ({ path }, say) =>
    `${path === 'terms' ? 'आउटपुट को क़रार से जोड़ने वाला हिस्सा' : `इनके लिए शर्त (${HINDI_POWERS.way(wayOf(path), say)})`} एक से ज़्यादा बार है, और कोई क़रार ऐसा नहीं देता।`,
  CLAIM_TREE: ({ shown, agreed }, say) =>
    `सारी शर्तें हैं, पर क़रार से अलग जगहों पर (${say.code(shown)} ≠ ${say.code(agreed)}): यह दूसरा आउटपुट है, और इसका पता भी दूसरा है।`,
  CLAIM_PARITY: () => 'दिखाए गए कंट्रोल ब्लॉक में आउटपुट की कुंजी की सम-विषमता ग़लत है: कोई नोड इससे किया ख़र्च नहीं लेता।',
  CLAIM_CONTROL_BLOCK: ({ shown, agreed }, say) =>
    `दिखाया गया कंट्रोल ब्लॉक ${say.code(shown)} है, और अनुबंध का ${say.code(agreed)}, दूसरे हैश या दूसरी लंबाई के साथ: कोई नोड इससे किया ख़र्च नहीं लेता।`,
  NOT_A_CONTRACT: () =>
    'यह किसी क़रार का अनुबंध नहीं है: क़रार का कोई नियम इसके पैसे की रक्षा नहीं करता। इसे कौन ले सकता है, यह आउटपुट के विवरण में लिखा है।',
  AGREEMENT_NOT_SHOWN: () =>
    'यह किसी क़रार का अनुबंध है, और क़रार नहीं दिया गया: पक्षों ने क्या तय किया, और यह आउटपुट उसका है या नहीं, यह केवल क़रार का पाठ दिखा सकता है।',
  NO_DOCUMENT: () =>
    'क़रार किसी पाठ का नाम नहीं लेता: जो पक्षों ने एक-दूसरे से शब्दों में वादा किया, उससे अनुबंधों को कुछ नहीं जोड़ता।',
  NO_SALT: () =>
    'क़रार में उसे छिपाने वाली बेतरतीब संख्या नहीं है: जो उसकी बातें भाँप ले वह ख़र्च से जान सकता है कि यह इसी क़रार का है।',
  SECRET_IN_TEXT: ({ what }, say) =>
    `इस विवरण में गुप्त रखने की चीज़ है (${HINDI_PHRASES.named(what, say)}): जिसके पास क़रार है उसके पास वह भी है।`,
  TEXT_NOT_NFC: () =>
    'यह विवरण Unicode के सामान्य रूप C में नहीं है: दूसरा पाठ वैसा ही दिख सकता है और दूसरा क़रार दे सकता है।',
  INTERNAL_KEY_OF_ONE_PARTY: ({ party }, say) =>
    `भीतरी कुंजी केवल एक पक्ष की है (${HINDI_POWERS.party(party, say)}): शर्तें चाहे जो कहें, वह पक्ष तुरंत सब कुछ ले सकता है।`,
  INTERNAL_KEY_UNKNOWN: () =>
    'कोई नहीं बता सकता कि भीतरी कुंजी किसके पास है: जिसके पास है वह, शर्तें चाहे जो कहें, तुरंत सब कुछ ले सकता है।',
  REFUSED: ({ reason }, say) => `अस्वीकृत: ${HINDI_PHRASES.told(reason, say)}।`,
  NO_SPEND: ({ reason }, say) => `यह क़रार का कोई ख़र्च नहीं है: ${HINDI_PHRASES.told(reason, say)}।`,
  DIFFERS: ({ reason }, say) => `अनुबंध से अलग है: ${HINDI_PHRASES.told(reason, say)}`,
}
