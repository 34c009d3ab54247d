import type { RecoverySentences, RecoveryWay } from '../../sentences/recovery.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { HINDI_POWERS } from './powers.js'

const way = ({ block, ...told }: RecoveryWay, say: Voice): string =>
  `${HINDI_POWERS.ways({ ways: [told], more: 0 }, say)}${block === undefined ? '' : `: ${HINDI_POWERS.from([{ height: block }], say)}`}`

/** What a recovery file says, in Hindi. */
export const HINDI_RECOVERY: Catalogue<RecoverySentences> = {
  recoveryOf: ({ role, quorum }, say) =>
    `पैसा निकालने की फ़ाइल, किसके लिए: ${say.role(role)}${quorum === undefined ? '' : ` (${say.number(quorum.total)} में से किन्हीं ${say.number(quorum.needed)} कुंजियों के हस्ताक्षर चाहिए)`}`,
  recoveryAbout: () =>
    'सिर्फ़ Bitcoin Core 29 या उससे नए संस्करण से, किसी और चीज़ के बिना, एस्क्रो अनुबंध से पैसा कैसे निकालें। इस फ़ाइल में कुछ भी गुप्त नहीं है, पर इससे अनुबंध दिखता है। इसे वहीं रखें जहाँ आपकी कुंजियाँ हैं।',
  recoveryCan: () => 'आप क्या कर सकते हैं',
  recoveryWay: (told, say) => way(told, say),
  recoveryWayTogether: ({ instead, ...told }, say) =>
    `${way(told, say)}, एक ही साझा हस्ताक्षर से (MuSig2): इसके लिए इस फ़ाइल में कोई कमांड नहीं है। तरीक़ा ${say.id(instead)} यही काम करता है।`,
  recoveryContract: () => 'अनुबंध',
  recoveryAgreement: ({ agreement }, say) => `क़रार: ${say.code(agreement)}`,
  recoveryMilestone: ({ milestone, contract, amount }, say) =>
    `चरण ${say.id(milestone)}, अनुबंध ${say.id(contract)}: तय रक़म ${say.amount(amount)}`,
  recoveryChain: ({ chain }, say) => `श्रृंखला: ${say.code(chain)}`,
  recoveryAddress: ({ address }, say) => `पता: ${say.code(address)}`,
  recoveryDepositUnknown: () => 'जमा: इस फ़ाइल में नहीं है। ऐसा आउटपुट ढूँढें जो इस पते पर पैसा देता हो।',
  recoveryDeposit: ({ deposit, amount }, say) => `जमा: ${say.outpoint(deposit)}, ${say.amount(amount)}`,
  recoveryConfirmed: ({ height }, say) => `पुष्टि ब्लॉक ${say.id(height)} में हुई`,
  recoveryDescriptor: ({ contract }, say) =>
    `इसका डिस्क्रिप्टर; अनुबंध इसका क्रमांक ${say.id(contract)} वाला आउटपुट है:`,
  recoveryPortable: (_, say) => `वही आउटपुट, उन नोड के लिए जो ${say.code('musig()')} नहीं जानते:`,
  recoveryAddresses: () => 'क़रार पैसा कहाँ भेजता है:',
  recoveryPaid: ({ to, percent, address }, say) =>
    `${say.payees([to])}${percent === undefined ? '' : `, ${say.decimal(percent)}%`}: ${say.code(address)}`,
  recoveryFill: () => 'कमांड में आप क्या लिखते हैं',
  recoveryFillAccount: ({ placeholder, account, master }, say) =>
    `${say.code(placeholder)}: आपके खाते की निजी कुंजी उसके स्रोत के साथ, ${say.code(account)}; या आपकी मुख्य निजी कुंजी और उसके आगे के क़दम, ${say.code(master)}। नीचे हर कमांड बताती है कि कौन सा खाता।`,
  recoveryFillKey: ({ placeholder }, say) => `${say.code(placeholder)}: आपकी निजी कुंजी, WIF रूप में`,
  recoveryFillDeposit: ({ transaction, position }, say) =>
    `${say.code(transaction)}, ${say.code(position)}: वह लेन-देन जिसने इस पते पर पैसा दिया, और आउटपुट का स्थान, 0 से गिनकर`,
  recoveryFillAddress: ({ placeholder }, say) => `${say.code(placeholder)}: पैसा कहाँ जाए`,
  recoveryFillAmount: ({ placeholder, coins }, say) =>
    `${say.code(placeholder)}: BTC में, आउटपुट की रक़म${coins === undefined ? '' : ` (${say.code(coins)})`} में से नेटवर्क का शुल्क घटाकर`,
  recoveryFillSecret: ({ placeholder }, say) =>
    `${say.code(placeholder)}: गुप्त संख्या, 64 हेक्स अंक; यह सबको दिख जाएगी`,
  recoveryAnswers: ({ arrow }, say) =>
    `${say.code(arrow)} के बाद वह नाम है जिससे कमांड का जवाब आगे की कमांड में आता है। उसके बाद उद्धरण चिह्नों में कोई नाम हो तो जवाब का केवल वही हिस्सा जिसका यह नाम है।`,
  recoverySeveral: ({ outputs }, say) => `कई आउटपुट: ${say.code(outputs)}`,
  recoveryPrepare: () => 'तैयारी: ऐसा वॉलेट जो अनुबंध और आपकी कुंजी जानता है',
  recoveryPrivate: () =>
    'इन कमांड में आपकी निजी कुंजी होती है: अपना ही कंप्यूटर इस्तेमाल करें और बाद में टर्मिनल का इतिहास मिटा दें। नोड चेतावनी देता है कि सारी निजी कुंजियाँ नहीं दी गईं: ऐसा ही होना चाहिए।',
  recoveryKey: ({ number, total, placeholder, key }, say) =>
    `कुंजी ${say.id(number)} (कुल ${say.number(total)}): ${say.code(placeholder)} की जगह ${say.code(key)} की निजी कुंजी आती है`,
  recoveryPath: ({ number, ...told }, say) => `तरीक़ा ${say.id(number)}: ${way(told, say)}`,
  recoveryConfirmations: ({ confirmations }, say) =>
    `नोड यह लेन-देन तब लेते हैं जब जमा की पुष्टियों की संख्या इतनी हो जाए: ${say.number(confirmations)}।`,
  recoveryClockBehind: () => 'श्रृंखला की घड़ी लगभग एक घंटा पीछे चलती है।',
  recoverySize: ({ vsize }, say) =>
    `एक आउटपुट के साथ लेन-देन का आकार ${say.number(vsize)} vB है: इसे sat/vB की दर से गुणा करने पर नेटवर्क का शुल्क sat में मिलता है।`,
  recoverySecretRow: () =>
    'दूसरी कमांड गुप्त संख्या डालती है; यह bash जैसे टर्मिनल के लिए है, और ठीक एक ही आउटपुट होना चाहिए।',
  recoveryDraft: () => 'लेन-देन तैयार करें:',
  recoveryDraftForAll: ({ placeholder }, say) =>
    `आप में से एक लेन-देन तैयार करता है और ${say.code(placeholder)} दूसरों को भेजता है:`,
  recoverySign: () => 'हस्ताक्षर करें:',
  recoverySignEach: ({ signatures }, say) =>
    `आप में से हर कोई हस्ताक्षर करता है। ज़रूरी हस्ताक्षरों की संख्या: ${say.number(signatures)}:`,
  recoveryWithKey: ({ number }, say) => `कुंजी ${say.id(number)} से:`,
  recoverySend: () => 'भेजें:',
  recoverySendJoined: ({ signed, own }, say) =>
    `आप में से एक हस्ताक्षर जोड़ता है और भेजता है। हर एक के पास जो ${say.code(own)} है, वह यहाँ इनकी जगह लिखा जाता है: ${signed.map(say.code).join(', ')}:`,
  recoveryBefore: () => 'भेजने से पहले',
  recoveryLook: ({ psbtCommand, transactionCommand }, say) =>
    `कमांड ${say.code(psbtCommand)} और ${say.code(transactionCommand)} दिखाती हैं कि कोई PSBT या लेन-देन क्या करेगा। जो हस्ताक्षर करता है, वह उसी पर हस्ताक्षर करता है जो आउटपुट में लिखा है, क़रार कुछ भी कहे: नोड क़रार को नहीं जानता।`,
  recoveryPinning: ({ option, behind, command }, say) =>
    `अगर एक लेन-देन कई लोगों को पैसा देता है, तो उनमें से कोई एक उससे ख़र्च करके उसे धीमा कर सकता है। संस्करण 30 और उसके बाद के नोड ${say.code(command)} में ${say.code(behind)} के बाद ${say.code(option)} लेते हैं; जहाँ नोड यह नियम (BIP 431) लागू करते हैं, वहाँ इससे ऐसा नहीं हो पाता।`,
  recoveryWait: () => 'जिसे दूसरों के साथ पैसा मिलता है, वह मिले हुए पैसे को लेन-देन की पुष्टि के बाद ही ख़र्च करे।',
  recoveryTerms: () => 'क़रार',
  recoveryText: () => 'इसका मानक पाठ; ऊपर का सब कुछ इसी से निकलता है।',
}
