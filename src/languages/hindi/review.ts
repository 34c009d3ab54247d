import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValuesIn } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who}, एक ही साझा हस्ताक्षर से (MuSig2)`
  return path === 'workerWithSecret' ? `${who}, गुप्त संख्या पास होने पर` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1
    ? `${who} के लिए बिना किसी और के हस्ताक्षर के पैसा ले लेना संभव है`
    : `${who} के लिए मिलकर पैसा कहीं और भेजना संभव है`

const canTake = (who: string): string => `${who} के लिए बिना किसी और के हस्ताक्षर के वह पैसा ले लेना संभव है`

/** A relative lock counts from the confirmation, not from the day on which somebody reads of it. */
const wait = (lock: Lock, say: Voice): string =>
  isRelative(lock) ? `जमा की पुष्टि से ${say.lock(lock)}` : `${say.lock(lock)} तक`

const deposit = (position: number, say: Voice): string => `जमा ${say.id(position + 1)}`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `${deposit(at, say)} के बारे में: ` : ''

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...(roles.length > 0 ? [`${say.people(roles)} के हस्ताक्षर`] : []), ...(secret ? ['गुप्त संख्या'] : [])])

/** What begins then; no time limit ends. */
const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'कोई कुछ न करे तो एक पक्ष के अकेले पैसा लेने का समय',
  rescue: 'बचाव शुरू होने का समय',
  'dispute.from': 'विवाद शुरू होने का समय',
  'dispute.backupFrom': 'अतिरिक्त मध्यस्थ की बारी शुरू होने का समय',
}

const CHANGED: Readonly<Record<ChangedTerm, string>> = {
  role: 'एक पक्ष से जुड़ी हर बात',
  keys: 'कुंजियाँ',
  threshold: 'कितनी कुंजियों के हस्ताक्षर चाहिए',
  address: 'पता',
  payees: 'किसे पैसा मिलता है',
  fee: 'मध्यस्थता का मेहनताना',
  keyPath: 'क्या नियोक्ता और कामगार एक ही साझा हस्ताक्षर कर सकते हैं',
  milestone: 'पूरा चरण',
  amount: 'रक़म',
  memo: 'विवरण',
  secretHash: 'गुप्त संख्या का हैश',
  silencePays: 'कोई कुछ न करे तो किसे पैसा मिलता है',
  silenceAfter: 'कोई कुछ न करे तो पैसा कब मिलता है',
  rescue: 'बचाव',
  dispute: 'विवाद की शर्तें',
  network: 'Bitcoin नेटवर्क',
  weights: 'रास्तों के भार',
  document: 'दस्तावेज़',
  salt: 'सॉल्ट (बेतरतीब संख्या)',
}

const termName = ({ term, role, milestone }: ReviewSentences['termName'], say: Voice): string =>
  `${CHANGED[term]}${role === undefined ? '' : ` (${say.role(role)})`}${milestone === undefined ? '' : ` (चरण ${say.id(milestone)})`}`

const termValue = /* @__PURE__ */ termValuesIn({
  nothing: 'कुछ नहीं',
  percent: '%',
  colon: ': ',
  times: {
    from: DEADLINES['dispute.from'],
    decision: 'फ़ैसला देने की समय-सीमा',
    backupFrom: DEADLINES['dispute.backupFrom'],
  },
})

/** What a review says, in Hindi. */
export const HINDI_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `इस ख़र्च की योजना बनाते समय नियम ${say.code(rule)} हटाया गया था`,
  planRefuses: ({ message }, say) =>
    `योजना का एक नियम इसे मना करता है (प्रोग्राम का संदेश, अंग्रेज़ी में: “${say.code(message)}”)`,
  fundingUnconfirmed: () =>
    'यह पता नहीं कि जमा की पुष्टि हो चुकी है या नहीं; जिसने पैसा डाला वह शायद अब भी उसे कहीं और ख़र्च कर सकता है',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `यह ${say.number(contracts)} अनुबंधों का पैसा ख़र्च करता है, और जो चुना गया था उसमें उनके नाम इनपुट के रूप में नहीं हैं`,
  choiceInputs: ({ spent, chosen }, say) =>
    `यह इन्हें ख़र्च करता है: ${say.and(spent.map(say.outpoint))}; पर चुना गया था इन्हें ख़र्च करना: ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `इस पर हस्ताक्षर करने वाले: ${signedBy(path, say)}; पर जो ख़र्च चुना गया था उस पर हस्ताक्षर करने वाले: ${signedBy(chosen, say)}`,
  choiceAmounts: ({ outcome }, say) =>
    `यह है ${say.outcome(outcome)}, पर जो चुना गया था उससे अलग लोगों को या अलग रक़में देता है`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `यह है ${say.outcome(outcome)}, पर चुना गया था ${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)} को ${say.amount(received)} मिलते हैं, पर चुना गया था कि कम से कम ${say.amount(least)} मिलें`,
  choiceFee: ({ fee, most }, say) =>
    `Bitcoin नेटवर्क ${say.amount(fee)} लेता है, पर चुना गया था कि वह ज़्यादा से ज़्यादा ${say.amount(most)} ले`,
  targetRoleGone: ({ agreement, role }, say) =>
    `क़रार ${say.code(agreement)} में ${say.role(role)} अब शामिल नहीं है`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `क़रार ${say.code(agreement)} में ${say.role(role)} की ओर से दूसरी कुंजियाँ काम करती हैं, इस क़रार वाली नहीं`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `क़रार ${say.code(agreement)} में ${say.role(role)} की कुंजियाँ हैं, और इस क़रार में नहीं हैं: जिसके पास वे कुंजियाँ हैं वह दोनों में से किसी भी एक पक्ष के साथ मिलकर वहाँ भेजा गया पैसा ले सकता है`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `यह अनुबंध ${say.id(contract)} में पैसा भेजता है, और उसमें ${DEADLINES[term]} (${say.lock(lock)}) पहले ही आ चुका है`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `यह अनुबंध ${say.id(contract)} में पैसा भेजता है, और उसमें ${DEADLINES[term]} (${say.lock(lock)}) फ़ैसले के लिए समय नहीं छोड़ता`,
  targetOpenNow: ({ contract, role }, say) =>
    `यह अनुबंध ${say.id(contract)} में पैसा भेजता है, और तुरंत ${canTake(say.role(role))}`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `यह अनुबंध ${say.id(contract)} में पैसा भेजता है, और अब से ${say.span(left)} बाद ${canTake(say.role(role))}`,
  targetLocksOut: ({ contract, role }, say) =>
    `यह अनुबंध ${say.id(contract)} में पैसा भेजता है, और अगर दूसरा पक्ष ग़ायब हो जाए तो ${say.role(role)} को उससे दो साल तक कुछ नहीं मिलता`,
  raceNow: ({ parties }, say) =>
    `इस समय भी ${canMove(say.people(parties), parties)}; इस लेन-देन से पहले किसी दूसरे लेन-देन की पुष्टि हो सकती है, और तब यह काम नहीं करेगा`,
  raceSoon: ({ parties, left }, say) =>
    `अब से ${say.span(left)} बाद ${canMove(say.people(parties), parties)}; इस लेन-देन से पहले किसी दूसरे लेन-देन की पुष्टि हो सकती है, और तब यह काम नहीं करेगा`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `जिस ब्लॉक ने ${deposit(at, say)} की पुष्टि की ${wanted === 'confirmedAt' ? 'वह पता नहीं' : 'उसका समय पता नहीं'}, इसलिए कोई नहीं कह सकता कि कब से ${canMove(say.people(parties), parties)}; इंतज़ार का समय: ${wait(lock, say)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `यह पता नहीं कि ${deposit(at, say)} की पुष्टि हो चुकी है या नहीं: उसके इंतज़ार का समय पुष्टि करने वाले ब्लॉक से गिना जाता है: ${say.lock(lock)}`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} इंतज़ार का समय पूरा होने पर ही खुलता है: ${wait(lock, say)}; खुलने में अब से बाक़ी: ${say.span(left)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `अदला-बदली के पैसे की वापसी ब्लॉक ${say.id(timeout)} पर खुलती है; उसमें बाक़ी ब्लॉक: ${say.number(left)}; सुरक्षित होने के लिए ${say.number(least)} से ${say.number(most)} तक ब्लॉक बाक़ी होने चाहिए`,
  swapTwice: () =>
    'आपने इसी अदला-बदली में जाने वाले दूसरे पैसे के ख़र्च पर भी हस्ताक्षर किए हैं, और दोनों में से जो पैसा बाद में पहुँचता है वह ले लिया जाता है और बदले में कुछ नहीं मिलता',
  signedBefore: ({ outcome, fee }, say) =>
    `इसी पैसे के एक दूसरे ख़र्च पर आप पहले ही हस्ताक्षर कर चुके हैं: ${say.outcome(outcome)}, Bitcoin नेटवर्क का शुल्क ${say.amount(fee)}; वे हस्ताक्षर तब तक मान्य रहते हैं जब तक यह पैसा किसी और तरह से ख़र्च न हो जाए`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `यह लेन-देन जो पैसा ख़र्च करता है: चरण ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, अनुबंध ${say.id(contract)}: ${say.amount(amount)}, ${say.outpoint(outpoint)} में।`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `यह ख़र्च है: ${say.outcome(outcome)}, कुल ${say.amount(pot)}। हस्ताक्षर करने वाले: ${signedBy(path, say)}।`,
  paysOut: ({ amount, to, address }, say) =>
    `${say.payees(to)} को यह रक़म जाती है: ${say.amount(amount)}, पता ${say.code(address)}।`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `Bitcoin नेटवर्क का शुल्क ${say.amount(amount)} है: ${say.decimal(rate)} sat/vB, ख़र्च होने वाले पैसे का ${say.decimal(percent)}%।`,
  arbiterTakes: ({ amount, role }, say) => `${say.role(role)} को यह रक़म मिलती है: ${say.amount(amount)}।`,
  youReceive: ({ amount }, say) => `आपको यह रक़म मिलती है: ${say.amount(amount)}।`,
  youReceiveNothing: () => 'आपको कुछ नहीं मिलता।',
  addressShared: ({ amount, roles }, say) =>
    `इसमें से ${say.amount(amount)} ऐसे पते पर जाते हैं जो इनका भी पता है: ${say.people(roles)}।`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `${yours ? 'आपके हिस्से' : `${say.role('worker')} के हिस्से`} में से ${say.amount(amount)} एक अदला-बदली में जाते हैं (${say.code(address)}): जिसके पास कुंजी ${say.code(provider)} है वह उस गुप्त संख्या से उन्हें ले सकता है जिसका हैश ${say.code(paymentHash)} है; जो नहीं लिया जाता वह ब्लॉक ${say.id(timeout)} के बाद ${yours ? 'आपकी ' : ''}कुंजी ${say.code(client)} को लौटता है।`,
  spendAfterConfirmation: () =>
    'इस लेन-देन की पुष्टि होने से पहले यहाँ मिला पैसा ख़र्च न करें: पहले ख़र्च करने से हो सकता है कि आपके साथ पैसा पाने वाले दूसरे लोग इस लेन-देन को तेज़ न कर पाएँ।',
  waitsAfterYou: ({ roles, secret }, say) =>
    `आपके हस्ताक्षर के बाद भी यह बाक़ी है: ${waiting(roles, secret, say)}।`,
  waitsWithoutYou: ({ roles, secret }, say) =>
    `आपके हस्ताक्षर नहीं माँगे गए हैं; यह बाक़ी है: ${waiting(roles, secret, say)}।`,
  broadcastWithYou: ({ locked }) =>
    `आपके हस्ताक्षर हो जाने पर, जिसके भी पास यह लेन-देन है वह इसे Bitcoin नेटवर्क पर भेज सकता है${locked ? ', पर इंतज़ार का समय पूरा होने के बाद ही' : ''}।`,
  broadcastWithoutYou: ({ locked }) =>
    `आपके हस्ताक्षर के बिना भी, जिसके भी पास यह लेन-देन है वह इसे Bitcoin नेटवर्क पर भेज सकता है${locked ? ', पर इंतज़ार का समय पूरा होने के बाद ही' : ''}।`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}तुरंत ${canMove(say.people(parties), parties)}${secret ? ', अगर उसके पास गुप्त संख्या हो' : ''}।`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}इंतज़ार का समय पूरा होने पर ${canMove(say.people(parties), parties)}; इंतज़ार का समय: ${wait(lock, say)}।`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}इस समय भी ${canMove(say.people(parties), parties)}; इंतज़ार का समय पूरा हो चुका है: ${wait(lock, say)}।`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}अब से ${say.span(left)} बाद ${canMove(say.people(parties), parties)}; तब इंतज़ार का समय पूरा होता है: ${wait(lock, say)}।`,
  relocksIntoItself: () => 'हर आउटपुट ठीक उसी स्क्रिप्ट में लौटता है जिससे वह आता है।',
  relocksIntoContract: ({ contract }, say) =>
    `जो पैसा रोककर रखा जाता है वह इसी क़रार के अनुबंध ${say.id(contract)} में जाता है: आउटपुट में ठीक उसी अनुबंध की स्क्रिप्ट है।`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `जो पैसा रोककर रखा जाता है वह क़रार ${say.code(agreement)} के अनुबंध ${say.id(contract)} में जाता है, जो इस क़रार को बदलता है और जिसे ${accepted ? 'हर पक्ष ने स्वीकार किया है' : 'कम से कम एक पक्ष ने स्वीकार नहीं किया है'}: आउटपुट में ठीक उसी अनुबंध की स्क्रिप्ट है।`,
  termName,
  amendmentChanges: ({ before, after, worseFor, ...of }, say) =>
    `संशोधन यह बदलता है: ${termName(of, say)}; पहले: ${termValue({ value: before }, say)}; बाद में: ${termValue({ value: after }, say)}${worseFor === undefined ? '' : `; यह ${say.role(worseFor)} के लिए पहले के मुक़ाबले बुरा है`}।`,
  termValue,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `अनुबंध ${say.id(contract)}, जिसमें पैसा जाता है: गुप्त संख्या पास होने पर ${canTake(say.role(role))}।`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `अनुबंध ${say.id(contract)}, जिसमें पैसा जाता है: इस लेन-देन की पुष्टि के ${say.lock(lock)} बाद से ${canTake(say.role(role))}।`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `अनुबंध ${say.id(contract)}, जिसमें पैसा जाता है: ${say.lock(lock)} से ${canTake(say.role(role))}।`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `अनुबंध ${say.id(contract)}, जिसमें पैसा जाता है: तुरंत ${canTake(say.role(role))}; इंतज़ार का समय पूरा हो चुका है: ${say.lock(lock)} तक।`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `अनुबंध ${say.id(contract)}, जिसमें पैसा जाता है: ${say.lock(lock)} से, यानी अब से ${say.span(left)} बाद, ${canTake(say.role(role))}।`,
  clockRestarts: ({ lock }, say) =>
    `इस लेन-देन की पुष्टि होने पर इंतज़ार का यह समय फिर शुरू से गिना जाता है: ${say.lock(lock)}।`,
  freezeAgain: ({ fee }, say) =>
    `यह फिर किया जा सकता है, जितनी बार हस्ताक्षर करने वाले मानें, और हर बार Bitcoin नेटवर्क का शुल्क लगता है: अभी ${say.amount(fee)}।`,
  freezeUseless: ({ fee }, say) =>
    `इंतज़ार का कोई समय फिर से शुरू नहीं होता, क्योंकि सब तय तारीख़ या तय ब्लॉक पर पूरे होते हैं: इससे कोई फ़ायदा नहीं होता, और ${say.amount(fee)} ख़र्च हो जाते हैं।`,
  secretBecomesPublic: () => 'गुप्त संख्या सबके सामने आ जाती है और फिर से गुप्त नहीं हो सकती।',
  signatureStays: () =>
    'हस्ताक्षर वापस नहीं लिए जा सकते: वे तब तक मान्य रहते हैं जब तक वही पैसा किसी और तरह से ख़र्च न हो जाए।',
  refused: ({ rule, objection }, say) =>
    `मना किया गया (${say.code(rule)}): ${textOf(objection, { catalogue: HINDI_REVIEW, voice: say })}।`,
  warned: ({ rule, objection }, say) =>
    `चेतावनी (${say.code(rule)}): ${textOf(objection, { catalogue: HINDI_REVIEW, voice: say })}।`,
}
