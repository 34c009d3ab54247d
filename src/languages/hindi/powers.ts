import { type PowerSentences, type Powers, powersIn } from '../../sentences/powers.js'
import type { Catalogue } from '../../sentences/sentence.js'
import { HINDI_PHRASES } from './phrases.js'

/** Who moves money and from when, in Hindi. */
export const HINDI_POWERS: Powers = /* @__PURE__ */ powersIn({
  unknown: 'कोई अनजान',
  anybody: 'कोई भी',
  keys: (party, keys, of) => `${party} (${of} में से ${keys} कुंजियाँ)`,
  alone: (who) => `${who} (अकेले)`,
  together: (who) => `${who} (मिलकर)`,
  knowing: (who, secrets, count) =>
    `${who}, ${secrets === 1 ? 'गुप्त संख्या पास होने पर' : `${count} गुप्त संख्याएँ पास होने पर`}`,
  atAnyTime: 'किसी भी समय',
  after: (span) => `जमा की पुष्टि के ${span} बाद से`,
  mined: (height) => `ब्लॉक ${height} बनते ही`,
  clock: (moment) => `श्रृंखला की घड़ी के ${moment} से आगे निकलते ही`,
  helped: ' (ब्लॉक बनाने वाले किसी की मदद से)',
  whoWhen: (who, begins) => `${who}, ${begins}`,
  between: '; ',
  more: (_, said) => `; इनके अलावा दूसरे तरीक़ों की संख्या: ${said}`,
  yourselfAlone: 'अकेले',
  yourselfWithSecret: 'अकेले (गुप्त संख्या पास होने पर)',
  withOthers: (others, secret) => `${others} के साथ मिलकर${secret ? ' (गुप्त संख्या पास होने पर)' : ''}`,
})

const take = (back: boolean): string => (back ? 'पैसा वापस ले' : 'पैसा ले')

/** What an output means for people, in Hindi. */
export const HINDI_POWER_SENTENCES: Catalogue<PowerSentences> = {
  youAreKeys: ({ keys, needed }, say) =>
    `आपके पास ${say.number(keys)} कुंजियाँ हैं, और काम उनमें से ${say.number(needed)} के हस्ताक्षरों से होता है।`,
  neverAlone: ({ back }) => `आप अकेले कभी ${take(back)} नहीं सकते।`,
  aloneFrom: ({ back, ...one }, say) =>
    `आप अकेले ${take(back)} सकते हैं: ${HINDI_POWERS.when(one, say)}, अगर वह पहले ही किसी को न दिया जा चुका हो।`,
  aloneWithSecret: ({ back, ...one }, say) =>
    `गुप्त संख्या पास होने पर (32 बाइट, जो शायद किसी और को आपको बतानी पड़े) आप अकेले ${take(back)} सकते हैं: ${HINDI_POWERS.when(one, say)}।`,
  togetherFrom: (told, say) =>
    `दूसरों के साथ मिलकर आप यह पैसा किसी को भी दे सकते हैं: ${HINDI_POWERS.ways(told, say)}।`,
  nobodyWithoutYou: () => 'आपके बिना कोई इसे कहीं और नहीं भेज सकता।',
  movedWithoutYou: (told, say) => `आपसे पूछे बिना इसे ये कहीं और भेज सकते हैं: ${HINDI_POWERS.ways(told, say)}।`,
  eachAlone: ({ other, from: begins }, say) =>
    `${HINDI_POWERS.from(begins, say)} आप और ${HINDI_POWERS.party(other, say)} दोनों में से हर एक अकेले इसे ले सकता है: जो पहले ले, सब उसी का होता है।`,
  neverWithout: ({ gone }, say) =>
    `अगर ${HINDI_POWERS.party(gone, say)} ग़ायब हो जाए तो आपको पैसा कभी नहीं मिलता।`,
  stillWithout: ({ gone, ...told }, say) =>
    `अगर ${HINDI_POWERS.party(gone, say)} ग़ायब हो जाए तो भी आपको पैसा मिल सकता है: ${HINDI_POWERS.ways(told, say)}।`,
  waysStayOpen: ({ gone }, say) =>
    `अगर ${say.or(HINDI_POWERS.parties(gone, say))} ग़ायब हो जाए तो दूसरे तरीक़े खुले रहते हैं।`,
  scriptNotUnderstood: ({ leaf }, say) =>
    `कोई नहीं बता सकता कि ${HINDI_PHRASES.named(leaf, say)} से और कौन पैसा ले सकता है: यह शर्त क्या करने देती है, यह समझ में नहीं आता।`,
  tooManyToLookAt: () => 'लोगों या समयों के मेल इतने हैं कि सब देखे नहीं जा सकते: और तरीक़े भी हो सकते हैं।',
  clockIsBlocks: () =>
    'ब्लॉक बिटकॉइन की घड़ी हैं, लगभग हर दस मिनट में एक; जमा की पुष्टि वह ब्लॉक है जिसमें अनुबंध में आया पैसा दर्ज होता है।',
  clockIsTime: () =>
    'जमा की पुष्टि वह क्षण है जब बिटकॉइन अनुबंध में आया पैसा दर्ज करता है; उसकी घड़ी लगभग एक घंटा पीछे चलती है।',
  keepAgreement: () =>
    'क़रार का पाठ अपनी कुंजियों जितना ही सँभालकर रखें: उसके बिना कोई पैसे तक पहुँचने का रास्ता नहीं ढूँढ सकता।',
  keepDescription: () =>
    'इस आउटपुट का विवरण अपनी कुंजियों जितना ही सँभालकर रखें: उसके बिना कोई पैसे तक पहुँचने का रास्ता नहीं ढूँढ सकता।',
  takenWithout: ({ victim, by, from: begins }, say) =>
    `${HINDI_POWERS.party(victim, say)} के बिना सब कुछ ये ले सकते हैं: ${HINDI_POWERS.way(by, say)}, ${HINDI_POWERS.from(begins, say)}।`,
  goneForEver: ({ gone }, say) =>
    `अगर ${HINDI_POWERS.party(gone, say)} न रहे तो पैसा फिर कभी कोई कहीं नहीं भेज सकता।`,
  goneWays: ({ gone, ways: left, idle }, say) =>
    `अगर ${HINDI_POWERS.party(gone, say)} न रहे तो पैसा ये कहीं और भेज सकते हैं: ${left
      .map(({ by, from: begins }) => `${HINDI_POWERS.way(by, say)}, ${HINDI_POWERS.from(begins, say)}`)
      .join(
        '; या ',
      )}${idle.length === 0 ? '' : `; कुछ नहीं कर सकते: ${say.and(HINDI_POWERS.parties(idle, say))}`}।`,
  pairNothing: ({ pair }, say) =>
    `${say.and(HINDI_POWERS.parties(pair, say))} मिलकर ऐसा कुछ नहीं कर सकते जो उनमें से कोई भी अकेले न कर सकता हो।`,
  canMoveAll: ({ by, from: begins }, say) =>
    `सारा पैसा ये कहीं और भेज सकते हैं: ${HINDI_POWERS.way(by, say)}, ${HINDI_POWERS.from(begins, say)}।`,
  leafNotUnderstood: ({ leaf, reason }, say) =>
    `${HINDI_PHRASES.named(leaf, say)} क्या करने देती है, यह समझ में नहीं आता (${HINDI_PHRASES.told(reason, say)}): हो सकता है कि और लोग भी पैसा कहीं और भेज सकें, और वह भी यहाँ बताए गए समय से पहले।`,
  coalitionsOmitted: ({ looked, all }, say) =>
    `लोगों के ${say.number(all)} समूहों में से केवल सबसे छोटे ${say.number(looked)} देखे गए।`,
  locksOmitted: ({ looked, all }, say) =>
    `इंतज़ार के समयों के ${say.number(all)} मेलों में से केवल ${say.number(looked)} देखे गए।`,
}
