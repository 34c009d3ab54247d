import type { RecoverySentences, RecoveryWay } from '../../sentences/recovery.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { ARABIC_POWERS } from './powers.js'

const way = ({ block, ...told }: RecoveryWay, say: Voice): string =>
  `${ARABIC_POWERS.ways({ ways: [told], more: 0 }, say)}${block === undefined ? '' : `: ${ARABIC_POWERS.from([{ height: block }], say)}`}`

/** What a recovery file says, in Arabic. */
export const ARABIC_RECOVERY: Catalogue<RecoverySentences> = {
  recoveryOf: ({ role, quorum }, say) =>
    `ملف الاسترداد الخاص بالطرف التالي: ${say.role(role)}${quorum === undefined ? '' : ` (المفاتيح التي توقّع: أي ${say.number(quorum.needed)} من ${say.number(quorum.total)})`}`,
  recoveryAbout: (_, say) =>
    `كيف تُخرج المال من عقد ضمان ببرنامج ${say.code('Bitcoin Core 29')} أو أحدث منه ومن دون أي شيء آخر. ليس في هذا الملف سر، لكنه يُظهر العقد. احفظه حيث تحفظ مفاتيحك.`,
  recoveryCan: () => 'ما الذي تستطيع فعله',
  recoveryWay: (told, say) => way(told, say),
  recoveryWayTogether: ({ instead, ...told }, say) =>
    `${way(told, say)}، بتوقيع مشترك واحد (${say.code('MuSig2')}): ليس في هذا الملف أوامر لذلك. الطريقة ${say.id(instead)} تفعل الشيء نفسه.`,
  recoveryContract: () => 'العقد',
  recoveryAgreement: ({ agreement }, say) => `الاتفاق: ${say.code(agreement)}`,
  recoveryMilestone: ({ milestone, contract, amount }, say) =>
    `المرحلة ${say.id(milestone)}، العقد ${say.id(contract)}: المبلغ المتفق عليه ${say.amount(amount)}`,
  recoveryChain: ({ chain }, say) => `السلسلة: ${say.code(chain)}`,
  recoveryAddress: ({ address }, say) => `العنوان: ${say.code(address)}`,
  recoveryDepositUnknown: () => 'الإيداع: ليس في هذا الملف. ابحث عن مُخرج يدفع إلى العنوان.',
  recoveryDeposit: ({ deposit, amount }, say) => `الإيداع: ${say.outpoint(deposit)}، ${say.amount(amount)}`,
  recoveryConfirmed: ({ height }, say) => `تأكد في الكتلة ${say.id(height)}`,
  recoveryDescriptor: ({ contract }, say) => `واصف العقد؛ والعقد هو المُخرج ذو الرقم ${say.id(contract)} منه:`,
  recoveryPortable: (_, say) => `المُخرج نفسه لعُقد الشبكة التي لا تعرف ${say.code('musig()')}:`,
  recoveryAddresses: () => 'إلى أين يرسل الاتفاق المال:',
  recoveryPaid: ({ to, percent, address }, say) =>
    `${say.payees([to])}${percent === undefined ? '' : `، ${say.code(`${say.decimal(percent)}%`)}`}: ${say.code(address)}`,
  recoveryFill: () => 'ما الذي تكتبه في الأوامر',
  recoveryFillAccount: ({ placeholder, account, master }, say) =>
    `${say.code(placeholder)}: المفتاح الخاص لحسابك مع مصدره، ${say.code(account)}؛ أو مفتاحك الخاص الرئيسي والخطوات التي تليه، ${say.code(master)}. كل أمر أدناه يبيّن أي حساب هو المقصود.`,
  recoveryFillKey: ({ placeholder }, say) =>
    `${say.code(placeholder)}: مفتاحك الخاص بصيغة ${say.code('WIF')}`,
  recoveryFillDeposit: ({ transaction, position }, say) =>
    `${say.code(transaction)}، ${say.code(position)}: المعاملة التي دفعت إلى العنوان، وموضع المُخرج بدءًا من ${say.id(0)}`,
  recoveryFillAddress: ({ placeholder }, say) => `${say.code(placeholder)}: إلى أين يذهب المال`,
  recoveryFillAmount: ({ placeholder, coins }, say) =>
    `${say.code(placeholder)}: بوحدة ${say.code('BTC')}، ما في المُخرج${coins === undefined ? '' : ` (${say.code(coins)})`} ناقص رسوم الشبكة`,
  recoveryFillSecret: ({ placeholder }, say) =>
    `${say.code(placeholder)}: السر، وعدد أرقامه الستة عشرية ${say.id(64)}؛ وسيصبح معروفًا للجميع`,
  recoveryAnswers: ({ arrow }, say) =>
    `بعد العلامة ${say.code(arrow)} يأتي الاسم الذي يُسمى به جواب الأمر في الأوامر التالية. وإذا تلاه اسم بين علامتي اقتباس، فالمقصود هو الجزء الذي يحمل هذا الاسم من الجواب فقط.`,
  recoverySeveral: ({ outputs }, say) => `عدة مُخرجات: ${say.code(outputs)}`,
  recoveryPrepare: () => 'التحضير: محفظة تعرف العقد ومفتاحك',
  recoveryPrivate: () =>
    'يظهر مفتاحك الخاص في هذه الأوامر: استخدم حاسوبًا لك وحدك، ثم امسح سجل الأوامر. ستحذّرك عقدة الشبكة من أن المفاتيح الخاصة لم تُعطَ كلها: وهذا كما ينبغي.',
  recoveryKey: ({ number, total, placeholder, key }, say) =>
    `المفتاح ${say.id(number)} من ${say.number(total)}: يُكتب في مكان ${say.code(placeholder)} المفتاح الخاص للمفتاح ${say.code(key)}`,
  recoveryPath: ({ number, ...told }, say) => `الطريقة ${say.id(number)}: ${way(told, say)}`,
  recoveryConfirmations: ({ confirmations }, say) =>
    `تقبل عُقد الشبكة المعاملة متى بلغ عدد تأكيدات الإيداع ${say.number(confirmations)}.`,
  recoveryClockBehind: () => 'ساعة السلسلة متأخرة نحو ساعة.',
  recoverySize: ({ vsize }, say) =>
    `حجم المعاملة بمُخرج واحد هو ${say.code(`${say.number(vsize)} vB`)}: وبضربه في السعر بوحدة ${say.code('sat/vB')} تحصل على رسوم الشبكة بوحدة ${say.code('sat')}.`,
  recoverySecretRow: (_, say) =>
    `الأمر الثاني يضع السر؛ وهو لسطر أوامر مثل ${say.code('bash')}، ويلزم أن يكون هناك مُخرج واحد فقط.`,
  recoveryDraft: () => 'حضّر المعاملة:',
  recoveryDraftForAll: ({ placeholder }, say) =>
    `يحضّر أحدكم المعاملة ويرسل ${say.code(placeholder)} إلى الآخرين:`,
  recoverySign: () => 'وقّع:',
  recoverySignEach: ({ signatures }, say) =>
    `يوقّع كل واحد منكم. عدد التوقيعات اللازمة: ${say.number(signatures)}:`,
  recoveryWithKey: ({ number }, say) => `بالمفتاح ${say.id(number)}:`,
  recoverySend: () => 'أرسل:',
  recoverySendJoined: ({ signed, own }, say) =>
    `يجمع أحدكم التوقيعات ويرسل. ما لدى كل واحد منكم باسم ${say.code(own)} يُكتب هنا في مكان ما يلي: ${signed.map(say.code).join('، ')}:`,
  recoveryBefore: () => 'قبل أن ترسل',
  recoveryLook: ({ psbtCommand, transactionCommand }, say) =>
    `الأمران ${say.code(psbtCommand)} و ${say.code(transactionCommand)} يُظهران ما الذي ستفعله ${say.code('PSBT')} أو معاملة. من يوقّع فإنما يوقّع على ما تقوله المُخرجات، مهما قال الاتفاق: عقدة الشبكة لا تعرف الاتفاق.`,
  recoveryPinning: ({ option, behind, command }, say) =>
    `إذا كانت معاملة تدفع لعدة أشخاص فقد يبطئها أحدهم بالإنفاق منها. عُقد الشبكة من الإصدار ${say.id(30)} فما بعده تقبل ${say.code(option)} بعد ${say.code(behind)} في ${say.code(command)}، وهذا يمنع ذلك حيث تطبّق عُقد الشبكة هذه القاعدة (${say.code('BIP 431')}).`,
  recoveryWait: () => 'من يُدفع له مع آخرين يجب ألا ينفق ما وصله إلا بعد تأكد المعاملة.',
  recoveryTerms: () => 'الاتفاق',
  recoveryText: () => 'نصه المعياري؛ وكل ما سبق يُستنتج منه.',
}
