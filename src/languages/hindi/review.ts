import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValueText } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who}, एक ही साझा हस्ताक्षर से (MuSig2)`
  return path === 'workerWithSecret' ? `${who}, गुप्त संख्या के साथ` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1 ? `${who} के लिए अकेले पैसा ले लेना संभव है` : `${who} के लिए मिलकर पैसा हटाना संभव है`

const deposit = (position: number, say: Voice): string => `जमा ${say.id(position + 1)}`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `${deposit(at, say)} के बारे में: ` : ''

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['गुप्त संख्या'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'चुप रहने पर भुगतान की समय-सीमा',
  rescue: 'बचाव की समय-सीमा',
  'dispute.from': 'विवाद शुरू होने की समय-सीमा',
  'dispute.backupFrom': 'वैकल्पिक मध्यस्थ की बारी शुरू होने की समय-सीमा',
}

const CHANGED: Readonly<Record<ChangedTerm, string>> = {
  role: 'एक पक्ष की सारी बातें',
  keys: 'कुंजियाँ',
  threshold: 'कितनी कुंजियों के हस्ताक्षर चाहिए',
  address: 'पता',
  payees: 'किसे पैसा मिलता है',
  fee: 'मेहनताना',
  keyPath: 'क्या नियोक्ता और कामगार एक ही साझा हस्ताक्षर कर सकते हैं',
  milestone: 'पूरा चरण',
  amount: 'रक़म',
  memo: 'विवरण',
  secretHash: 'गुप्त संख्या का हैश',
  silencePays: 'चुप रहने पर किसे पैसा मिलता है',
  silenceAfter: 'चुप रहने पर पैसा कब मिलता है',
  rescue: 'बचाव',
  dispute: 'विवाद की शर्तें',
  network: 'नेटवर्क',
  weights: 'रास्तों के भार',
  document: 'दस्तावेज़',
  salt: 'सॉल्ट',
}

/** What a review says, in Hindi. */
export const HINDI_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `इस ख़र्च की योजना बनाते समय नियम ${say.code(rule)} हटाया गया था`,
  planRefuses: ({ message }, say) => `योजना का एक नियम इसे मना करता है: ${say.code(message)}`,
  fundingUnconfirmed: () =>
    'यह पता नहीं कि जमा की पुष्टि हो चुकी है; जिसने पैसा डाला वह शायद अब भी उसे कहीं और ख़र्च कर सकता है',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `यह ${say.number(contracts)} अनुबंधों का पैसा ख़र्च करता है, और चुनाव में उनके नाम इनपुट के रूप में नहीं हैं`,
  choiceInputs: ({ spent, chosen }, say) =>
    `यह इन्हें ख़र्च करता है: ${say.and(spent.map(say.outpoint))}; चुना गया था: ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `इस पर हस्ताक्षर: ${signedBy(path, say)}; चुना गया था ऐसा ख़र्च जिस पर हस्ताक्षर: ${signedBy(chosen, say)}`,
  choiceAmounts: ({ outcome }, say) =>
    `यह है ${say.outcome(outcome)}, पर जो चुना गया था उससे अलग लोगों को या अलग रक़में देता है`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `यह है ${say.outcome(outcome)}, और चुना गया था ${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)} को ${say.amount(received)} मिलते हैं, और कम से कम ${say.amount(least)} चुना गया था`,
  choiceFee: ({ fee, most }, say) =>
    `नेटवर्क ${say.amount(fee)} लेता है, और ज़्यादा से ज़्यादा ${say.amount(most)} चुना गया था`,
  targetRoleGone: ({ agreement, role }, say) =>
    `क़रार ${say.code(agreement)} में अब ${say.role(role)} की जगह नहीं है`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `क़रार ${say.code(agreement)} में ${say.role(role)} की ओर से दूसरी कुंजियाँ काम करती हैं`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `क़रार ${say.code(agreement)} में ${say.role(role)} की कुंजियाँ हैं, और इस क़रार में नहीं हैं: किसी भी एक पक्ष के साथ मिलकर वे वहाँ भेजा गया पैसा ले सकती हैं`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `अनुबंध ${say.id(contract)} में पैसा जाता है, और उसमें ${DEADLINES[term]} (${say.lock(lock)}) बीत चुकी है`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `अनुबंध ${say.id(contract)} में पैसा जाता है, और उसमें ${DEADLINES[term]} (${say.lock(lock)}) फ़ैसले के लिए समय नहीं छोड़ती`,
  targetOpenNow: ({ contract, role }, say) =>
    `अनुबंध ${say.id(contract)} में पैसा जाता है, और ${say.role(role)} के लिए उसे अकेले तुरंत ले लेना संभव है`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `अनुबंध ${say.id(contract)} में पैसा जाता है, और ${say.role(role)} के लिए उसे अकेले ले लेना ${say.span(left)} के भीतर संभव है`,
  targetLocksOut: ({ contract, role }, say) =>
    `अनुबंध ${say.id(contract)} में पैसा जाता है, और अगर दूसरा पक्ष ग़ायब हो जाए तो ${say.role(role)} को उससे दो साल में कुछ नहीं मिलता`,
  raceNow: ({ parties }, say) =>
    `अभी से ${canMove(say.people(parties), parties)}; यह लेन-देन इस दौड़ में हार सकता है`,
  raceSoon: ({ parties, left }, say) =>
    `${say.span(left)} में ${canMove(say.people(parties), parties)}; यह लेन-देन इस दौड़ में हार सकता है`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `जिस ब्लॉक ने ${deposit(at, say)} की पुष्टि की ${wanted === 'confirmedAt' ? 'वह पता नहीं' : 'उसका समय पता नहीं'}, इसलिए कोई नहीं कह सकता कि कब से ${canMove(say.people(parties), parties)}; समय-ताला: ${say.lock(lock)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `यह पता नहीं कि ${deposit(at, say)} की पुष्टि हो चुकी है: उसका समय-ताला पुष्टि करने वाले ब्लॉक से गिना जाता है: ${say.lock(lock)}`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} इस समय-ताले के बाद ही खुलता है: ${say.lock(lock)}; अब से ${say.span(left)} बाक़ी`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `अदला-बदली की वापसी ब्लॉक ${say.id(timeout)} पर खुलती है, अब से ${say.number(left)} ब्लॉक में: ${say.number(least)} से ${say.number(most)} तक सुरक्षित है`,
  swapTwice: () =>
    'आपने इसी अदला-बदली में दूसरे पैसे के ख़र्च पर हस्ताक्षर किए हैं, और जो बाद में आता है वह बदले में कुछ दिए बिना ले लिया जाता है',
  signedBefore: ({ outcome, fee }, say) =>
    `आपने पहले इसी पैसे के लिए इस पर हस्ताक्षर किए थे: ${say.outcome(outcome)}, शुल्क ${say.amount(fee)}; वह हमेशा मान्य रहता है`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `यह चरण ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, अनुबंध ${say.id(contract)} को ख़र्च करता है: ${say.amount(amount)}, ${say.outpoint(outpoint)} में।`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `यह ख़र्च है: ${say.outcome(outcome)}, कुल ${say.amount(pot)}। हस्ताक्षर करने वाले: ${signedBy(path, say)}।`,
  paysOut: ({ amount, to, address }, say) =>
    `${say.payees(to)} को ${say.amount(amount)} जाते हैं, पता ${say.code(address)}।`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `नेटवर्क ${say.amount(amount)} लेता है: ${say.decimal(rate)} sat/vB, इनपुट का ${say.decimal(percent)} %।`,
  arbiterTakes: ({ amount, role }, say) => `${say.role(role)} को ${say.amount(amount)} मिलते हैं।`,
  youReceive: ({ amount }, say) => `आपको ${say.amount(amount)} मिलते हैं।`,
  youReceiveNothing: () => 'आपको कुछ नहीं मिलता।',
  addressShared: ({ amount, roles }, say) =>
    `इसमें से ${say.amount(amount)} ऐसे पते पर जाते हैं जो इनका भी पता है: ${say.people(roles)}।`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `${yours ? 'आपके हिस्से' : `${say.role('worker')} के हिस्से`} में से ${say.amount(amount)} एक अदला-बदली में जाते हैं (${say.code(address)}): जिसके पास कुंजी ${say.code(provider)} है वह ${say.code(paymentHash)} की प्रीइमेज से उन्हें ले सकता है; जो नहीं लिया जाता वह ब्लॉक ${say.id(timeout)} के बाद ${yours ? 'आपकी ' : ''}कुंजी ${say.code(client)} को लौटता है।`,
  spendAfterConfirmation: () =>
    'इसकी पुष्टि होने से पहले वह पैसा ख़र्च न करें: उस पर टिका लेन-देन, आपके साथ पैसा पाने वालों को इसे तेज़ करने से रोक सकता है।',
  waitsAfterYou: ({ roles, secret }, say) => `आपके बाद भी यह बाक़ी है: ${waiting(roles, secret, say)}।`,
  waitsWithoutYou: ({ roles, secret }, say) =>
    `आपके हस्ताक्षर नहीं माँगे गए हैं; यह बाक़ी है: ${waiting(roles, secret, say)}।`,
  broadcastWithYou: ({ locked }) =>
    `आपके हस्ताक्षर के साथ इसे वह हर कोई नेटवर्क पर भेज सकता है जिसके पास यह है${locked ? ', जब इसका समय-ताला खुल चुका हो' : ''}।`,
  broadcastWithoutYou: ({ locked }) =>
    `इसे वह हर कोई नेटवर्क पर भेज सकता है जिसके पास यह है${locked ? ', जब इसका समय-ताला खुल चुका हो' : ''}, आपके हस्ताक्षर के बिना।`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}तुरंत ${canMove(say.people(parties), parties)}${secret ? ', अगर गुप्त संख्या पास हो' : ''}।`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}समय-ताला खुलने पर ${canMove(say.people(parties), parties)}: ${say.lock(lock)}।`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}अभी से ${canMove(say.people(parties), parties)}; समय-ताला: ${say.lock(lock)}।`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}${say.span(left)} में ${canMove(say.people(parties), parties)}; समय-ताला: ${say.lock(lock)}।`,
  relocksIntoItself: () => 'हर आउटपुट ठीक उसी स्क्रिप्ट में लौटता है जिससे वह आता है।',
  relocksIntoContract: ({ contract }, say) =>
    `जो रखा जाता है वह इसी क़रार के अनुबंध ${say.id(contract)} में जाता है: आउटपुट में ठीक उसी की स्क्रिप्ट है।`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `जो रखा जाता है वह क़रार ${say.code(agreement)} के अनुबंध ${say.id(contract)} में जाता है, जो इस क़रार को बदलता है और जिसे ${accepted ? 'सबने स्वीकार किया है' : 'सबने स्वीकार नहीं किया है'}: आउटपुट में ठीक उसी की स्क्रिप्ट है।`,
  amendmentChanges: ({ term, role, milestone, before, after, worseFor }, say) =>
    `संशोधन यह बदलता है: ${CHANGED[term]}${role === undefined ? '' : ` (${say.role(role)})`}${milestone === undefined ? '' : ` (चरण ${say.id(milestone)})`}; पहले: ${termValueText(before, { say, nothing: 'कुछ नहीं' })}; बाद में: ${termValueText(after, { say, nothing: 'कुछ नहीं' })}${worseFor === undefined ? '' : `; यह ${say.role(worseFor)} के लिए बुरा है`}।`,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `अनुबंध ${say.id(contract)}, जिसमें पैसा जाता है: गुप्त संख्या मिलने पर ${say.role(role)} के लिए उसे अकेले ले लेना संभव है।`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `अनुबंध ${say.id(contract)}, जिसमें पैसा जाता है: इसकी पुष्टि के ${say.lock(lock)} बाद ${say.role(role)} के लिए उसे अकेले ले लेना संभव है।`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `अनुबंध ${say.id(contract)}, जिसमें पैसा जाता है: ${say.lock(lock)} से ${say.role(role)} के लिए उसे अकेले ले लेना संभव है।`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `अनुबंध ${say.id(contract)}, जिसमें पैसा जाता है: ${say.role(role)} के लिए उसे अकेले तुरंत ले लेना संभव है (${say.lock(lock)})।`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `अनुबंध ${say.id(contract)}, जिसमें पैसा जाता है: ${say.lock(lock)} से ${say.role(role)} के लिए उसे अकेले ले लेना संभव है; अब से ${say.span(left)} बाक़ी।`,
  clockRestarts: ({ lock }, say) => `इसकी पुष्टि होने पर यह समय-ताला फिर से शुरू होता है: ${say.lock(lock)}।`,
  freezeAgain: ({ fee }, say) =>
    `यह फिर किया जा सकता है, जितनी बार हस्ताक्षर करने वाले मानें, हर बार शुल्क लगता है: अभी ${say.amount(fee)}।`,
  freezeUseless: ({ fee }, say) =>
    `कोई समय-ताला फिर से शुरू नहीं होता, क्योंकि सब तय तारीख़ या ब्लॉक हैं: इससे केवल ${say.amount(fee)} का ख़र्च होता है।`,
  secretBecomesPublic: () => 'गुप्त संख्या सबके सामने आ जाती है और वापस नहीं ली जा सकती।',
  signatureStays: () =>
    'हस्ताक्षर वापस नहीं लिया जा सकता: वह तब तक मान्य रहता है जब तक वही पैसा किसी और तरह से ख़र्च न हो जाए।',
  refused: ({ rule, objection }, say) =>
    `मना किया गया (${say.code(rule)}): ${textOf(objection, { catalogue: HINDI_REVIEW, voice: say })}।`,
  warned: ({ rule, objection }, say) =>
    `चेतावनी (${say.code(rule)}): ${textOf(objection, { catalogue: HINDI_REVIEW, voice: say })}।`,
}
