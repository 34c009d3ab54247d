import type { DeviceLimitTold, FindingSentences } from '../../sentences/findings.js'
import { wayOf } from '../../sentences/powers.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { ARABIC_PHRASES } from './phrases.js'
import { ARABIC_POWERS } from './powers.js'
import { ARABIC_REVIEW } from './review.js'

const hexOr = (hex: string, say: Voice): string => (hex === '' ? 'لا شيء' : say.code(hex))

/** What a device counts. */
const UNITS = {
  templateLength: 'حروف في القالب',
  keyCount: 'مفاتيح',
  expressionCount: 'مفاتيح بعدد مرات كتابتها',
  originDepth: 'خطوات في مصدر مفتاح',
  keyLength: 'حروف في مفتاح مع مصدره',
  memory: 'بايت من الذاكرة',
} as const

const limit = (told: DeviceLimitTold, say: Voice): string => {
  switch (told.rule) {
    case 'extendedKeys':
      return `لا يقبل إلا المفاتيح الموسّعة، ومن له هنا مفتاح مفرد: ${say.role(told.role)}`
    case 'taprootMiniscript':
      return `لا يقبل شروطًا مركّبة (${say.code('Miniscript')}) في مُخرَج ${say.code('Taproot')}`
    case 'musig':
      return `لا يعرف المفاتيح المشتركة بين شخصين (${say.code('MuSig2')})، كما في طريق المفتاح`
    case 'sha256':
      return 'لا يقبل شرطًا يطلب سرًّا'
    case 'addressIndex':
      return `لا يعرض عناوين بعد الرقم ${say.code('9999')}، والرقم هنا ${say.code(told.received)}`
    default:
      return `أقصى ما يقبله ${say.number(told.most)} (${UNITS[told.rule]})، وهنا ${say.number(told.received)}`
  }
}

/** What an audit finds, in Arabic. */
export const ARABIC_FINDINGS: Catalogue<FindingSentences> = {
  ENGINES_DIFFER: ({ field, at, first, second }, say) =>
    `برنامجان لا يشتركان في أي شيفرة يحسبان نتيجتين مختلفتين (${ARABIC_PHRASES.told(field, say)}، ابتداءً من البايت ${say.number(at)}): ${hexOr(first, say)} مقابل ${hexOr(second, say)}. لا تدفع حتى يُعرف أيهما مخطئ.`,
  AWARD_TOO_LATE: ({ decider, decision, room, taker, from, margin }, say) =>
    `إذا احتاج ${say.role(decider)} إلى كل الوقت المتفق عليه للحكم (${say.span(decision)}) ${room === undefined ? 'فلا يبقى أي وقت' : `فالوقت الباقي ${say.span(room)} فقط`} قبل أن يستطيع ${say.role(taker)} أخذ المال من دون أي شخص آخر (${ARABIC_POWERS.from(from, say)}). يُستحسن ترك وقت لا يقل عن هذا: ${say.span(margin)}؛ فالحكم لا يُحسب إلا متى صار في كتلة.`,
  RACE_AFTER_RESCUE: ({ from, taker, gap }, say) =>
    `${ARABIC_POWERS.from(from, say)}، يستطيع كل من ${say.people(['employer', 'worker'])} أخذ كل شيء من دون الآخر، ومن تدخل معاملته كتلة قبل معاملة الآخر يأخذ كل شيء. على ${say.role(taker)} أن يكون قد أخذه في المدة التي قبل ذلك: ${say.span(gap)}.`,
  LOCKED_OUT: ({ role, other, within }, say) =>
    within === 'never'
      ? `إذا اختفى ${say.role(other)} فإن ${say.role(role)} لا يحصل على المال أبدًا: لا يوجد محكّم، ولا وقت يستطيع ابتداءً منه ${say.role(role)} أخذه من دون أي شخص آخر (إنقاذ).`
      : `إذا اختفى ${say.role(other)} فإن ${say.role(role)} لا يحصل على المال خلال سنتين: لا يستطيع أي محكّم التصرف حتى ذلك الحين، والوقت الذي يستطيع ابتداءً منه ${say.role(role)} أخذه من دون أي شخص آخر أبعد من ذلك.`,
  SILENCE_TOO_SOON: ({ taker, from, ahead, margin }, say) =>
    `${ARABIC_POWERS.from(from, say)}، يستطيع ${say.role(taker)} أخذ المال من دون أي شخص آخر: الوقت الباقي حتى ذلك ${say.span(ahead)}، ولا ينبغي الدفع إلى عقد إذا كان الباقي أقل من هذا: ${say.span(margin)}.`,
  DEADLINE_PAST: ({ lock }, say) =>
    `تجاوزت السلسلة هذا الموعد: ${say.lock(lock)}. من يحق له التصرف ابتداءً من هذا الموعد يستطيع التصرف فور وصول المال إلى العقد.`,
  DEADLINE_TOO_NEAR: ({ lock }, say) =>
    `هذا الموعد أقرب من الوقت الذي يحتاج إليه الحكم: ${say.lock(lock)}. لا يستطيع أي محكّم أن يحكم قبله.`,
  DEADLINES_NOT_CHECKED: () =>
    'المواعيد المتفق عليها ارتفاعات كتل أو تواريخ. لم يُفحص هل مضت أو هل هي بعيدة جدًّا: يلزم لذلك ارتفاع السلسلة ووقتها.',
  LOCK_BEYOND_TWO_YEARS: ({ lock, ahead }, say) =>
    `الوقت الباقي حتى هذا الموعد (${say.lock(lock)}) هو ${say.span(ahead)}، أي أكثر من سنتين: إن لم يتصرف أحد قبله يبقى المال في مكانه كل هذه المدة.`,
  FEES_EAT_AMOUNT: ({ rate, percent, amount, fee, outcome, path, vsize, limit: from }, say) =>
    `بسعر ${say.code(`${say.decimal(rate)} sat/vB`)} قد تأخذ رسوم الشبكة ${say.decimal(percent)} في المئة من ${say.amount(amount)}: تكلّف أكبر عملية إنفاق ${say.amount(fee)}، وهي ${outcome === 'sweep' ? 'دفع كل شيء إلى عنوان واحد' : say.outcome(outcome)}${path === undefined ? '' : ` (التوقيع: ${ARABIC_POWERS.way(wayOf(path), say)})`}، وحجمها ${say.code(`${say.number(vsize)} vB`)}. ابتداءً من ${say.decimal(from)} في المئة يستحق الأمر التفكير.`,
  OUTCOME_UNPAYABLE: ({ rate, outcome, path, amount, to, received }, say) =>
    `بسعر ${say.code(`${say.decimal(rate)} sat/vB`)} لا يكفي ${say.amount(amount)} لهذه النتيجة: ${say.outcome(outcome)} (التوقيع: ${ARABIC_POWERS.way(wayOf(path), say)})؛ فسيحصل أحدهم على أقل مما يجوز (${to.length === 0 ? '' : `${say.payees(to)}، `}${ARABIC_PHRASES.named(received, say)}).`,
  NODES_REFUSE: ({ reason }, say) =>
    `لا تنقل أي عقدة شبكة بالقواعد المعتادة هذا الإنفاق، فلا يتم إلا بمساعدة أحد ممن ينتجون الكتل: ${ARABIC_PHRASES.told(reason, say)}.`,
  STRICT_NODES_REFUSE: ({ reason }, say) =>
    `لا تنقل أي عقدة شبكة قواعدها صارمة هذا الإنفاق: ${ARABIC_PHRASES.told(reason, say)}.`,
  LEAF_NOT_SANE: ({ reason }, say) =>
    `تحليل ${say.code('Miniscript')} لا يعدّ هذا الشرط سليمًا: ${ARABIC_PHRASES.told(reason, say)}.`,
  ORDINARY_WALLET: ({ account, purpose }, say) =>
    `هذا المفتاح هو الحساب ${say.code(account)} في محفظة عادية (الغرض ${say.id(purpose)}): من لديه الاتفاق يرى المحفظة كلها، ومفتاح خاص واحد يتسرب من هذا الحساب يفتحها كلها.`,
  ROLES_SHARE_MASTER: ({ roles, fingerprint }, say) =>
    `عدة أطراف (${say.people(roles)}) لهم مفاتيح تذكر المفتاح الرئيسي نفسه، ${say.code(fingerprint)}: يبدو أنهم شخص واحد، يستطيع إذن التصرف عنهم جميعًا.`,
  QUORUM_SHARES_MASTER: ({ role, shared, of, fingerprint }, say) =>
    `عدد مفاتيح هذا الطرف (${say.role(role)}): ${say.number(of)}، وعدد ما يذكر منها المفتاح الرئيسي ${say.code(fingerprint)} أصلًا له: ${say.number(shared)}. شخص واحد، أو لص واحد، يوقّع بهذه كلها.`,
  ROLES_SHARE_ADDRESS: ({ address, roles }, say) =>
    `عنوان واحد، ${say.code(address)}، مكتوب لعدة أطراف (${say.people(roles)}): يبدو أنهم شخص واحد، أو أن أحد العناوين كُتب في غير مكانه.`,
  KEYS_REUSED: (told, say) =>
    told.kind === 'account'
      ? `العقود من ${say.id(told.first)} إلى ${say.id(told.last)} من هذا الاتفاق والعقود من ${say.id(told.otherFirst)} إلى ${say.id(told.otherLast)} من الاتفاق ${say.code(told.other)} تشترك في مفاتيح من هذا الحساب: الإنفاق من عقود أحد الاتفاقين يُظهر مفاتيح عقود الآخر، ومفتاح خاص واحد يتسرب يصلح لهما معًا.`
      : `هذا مفتاح مفرد، هو نفسه في كل عقد: يوجد في ${say.and([
          ...(told.contracts === undefined
            ? []
            : [`كل عقود هذا الاتفاق (عددها ${say.number(told.contracts)})`]),
          ...told.agreements.map((id) => `الاتفاق ${say.code(id)}`),
        ])}. كل إنفاق يُظهر أنها مرتبطة بعضها ببعض، ومفتاح خاص واحد يتسرب يصلح لها كلها.`,
  PARTY_REPLACED: ({ role, amended, amendment }, say) =>
    `في الاتفاق ${say.code(amendment)}، الذي يعدّل ${say.code(amended)}، تنوب مفاتيح أخرى عن هذا الطرف (${say.role(role)}): من لديه المفاتيح القديمة لا قرار له في المال الذي يُنقل إلى هناك.`,
  PARTY_ADDED: ({ role, amended, amendment }, say) =>
    `ليس في الاتفاق ${say.code(amended)} مفاتيح لهذا الطرف (${say.role(role)})، وفي الاتفاق ${say.code(amendment)} الذي يعدّله مفاتيح له: مع أي من الطرفين تستطيع هذه المفاتيح أخذ كل المال الذي يُنقل إلى هناك. وقد تكون هذه المفاتيح عند من كتب التعديل.`,
  AMENDMENT_DIFFERS: ({ amended, amendment, count, worse }, say) =>
    `الاتفاق ${say.code(amendment)} يعدّل ${say.code(amended)}. عدد ما يقوله على نحو آخر: ${say.number(count)}${worse.length === 0 ? '' : `؛ ومنه ما هو أسوأ لأحد الأطراف: ${say.and(worse.map((one) => `${say.role(one.role)} (${say.number(one.count)})`))}`}.`,
  SECRET_REUSED: ({ agreement }, say) =>
    `في الاتفاق ${say.code(agreement)} البصمة نفسها: من يأخذ مال أحد الاتفاقين بالسر يُظهر السر للجميع، فيستطيع العامل في الاتفاق الثاني أخذ المال الذي فيه.`,
  SECRET_OPENS: (_, say) =>
    `يستطيع ${say.role('worker')} أخذ كل شيء فورًا إذا كان لديه السر. لا يقول الاتفاق من صنع السر: على من يعرفه أن يكتمه حتى يُقبل العمل، وإن كان صانعه ${say.role('worker')} فلا حاجة إلى أي شخص آخر.`,
  ARBITER_WITH_ONE_PARTY: ({ role, needed, of, from }, say) =>
    `${ARABIC_POWERS.from(from, say)}، يستطيع ${say.role(role)}${of === 1 ? '' : ` (عدد مفاتيحه ${say.number(of)}، ويكفي منها أيًّا كانت ${say.number(needed)})`} مع أحد الطرفين دفع المال إلى أي مكان يريدانه: لا يستطيع الطرف الآخر إلا أن يختار من يأتمنه عليه.`,
  DEVICE_LIMIT: (told, say) => `لا يستطيع أحد أن يوقّع لهذا العقد بهذا الجهاز: فالجهاز ${limit(told, say)}.`,
  SPEND_CLAIMS: (told, say) =>
    'claimed' in told
      ? `أرقام المُدخلات: ${say.and(told.claimed.map(say.id))}. مقدار ما يُنفق بها ادعاء من ${say.code('PSBT')} وحدها. أضف هنا معاملات الإيداع لإثبات المبالغ. التوقيعات تشمل المبالغ المدّعاة، فإن كان مبلغ منها كاذبًا صارت بلا قيمة ولم تنقل شيئًا.`
      : ARABIC_PHRASES.told(told.reason, say),
  SPEND_REFUSED: ({ objection }, say) => `${textOf(objection, { catalogue: ARABIC_REVIEW, voice: say })}.`,
  SPEND_WARNING: ({ objection }, say) => `${textOf(objection, { catalogue: ARABIC_REVIEW, voice: say })}.`,
  OUTCOME_DIFFERS: ({ reason }, say) =>
    `هذه ليست أي نتيجة من نتائج الاتفاق: ${ARABIC_PHRASES.told(reason, say)}.`,
  OUTCOME_UNKNOWN: ({ reason }, say) =>
    `لا يمكن معرفة هل هذه نتيجة من نتائج الاتفاق: ${ARABIC_PHRASES.told(reason, say)}.`,
  SIGNATURE_INVALID: ({ key }, say) =>
    `توقيع المفتاح ${say.code(key)} ليس لهذه المعاملة: لا تقبله أي عقدة شبكة.`,
  SIGNATURE_TYPE: ({ key, type }, say) =>
    `توقيع المفتاح ${say.code(key)} من النوع ${say.id(type)}؛ هنا لا يُوقَّع إلا بالنوع ${say.id(0)} الذي يشمل كل شيء.`,
  SECRET_SHOWN: ({ outpoint }, say) =>
    `إنفاق ${say.outpoint(outpoint)} أظهر السر للجميع: كل ما يفتحه السر غير ذلك صار مفتوحًا.`,
  SECRET_WRONG: () => 'السر الظاهر لا يطابق بصمة الاتفاق: لا تقبل أي عقدة شبكة هذه المعاملة.',
  DEPOSIT_UNDER: ({ contract, amount }, say) =>
    `مبلغ إيداع العقد ${say.id(contract)} هو ${say.amount(amount)}، وهو أقل مما يقوله الاتفاق.`,
  DEPOSIT_OVER: ({ contract, amount }, say) =>
    `مبلغ إيداع العقد ${say.id(contract)} هو ${say.amount(amount)}، وهو أكثر مما يقوله الاتفاق.`,
  TRANSACTION_UNRELATED: () => 'هذه المعاملة لا تدفع إلى أي عقد من عقود الاتفاق ولا تنفق مال أي منها.',
  TERMS_NOT_BOUND: ({ shown }, say) =>
    shown === undefined
      ? 'الجزء الذي يربط المُخرَج بالاتفاق غير موجود: لا شيء يبيّن لأي اتفاق دُفع المال.'
      : `الجزء الذي يربط المُخرَج بالاتفاق جزء آخر (${ARABIC_PHRASES.named(shown, say)}): المُخرَج تابع لشروط أخرى، أو لا يتبع أي شروط.`,
  CLAIM_ADDRESS: ({ shown, agreed }, say) =>
    `العنوان المعروض هو ${say.code(shown)}، وعنوان الاتفاق هو ${say.code(agreed)}: المال المرسل إلى العنوان المعروض ليس في العقد.`,
  CLAIM_OUTPUT: ({ shown, agreed }, say) =>
    `المُخرَج يدفع إلى ${say.code(shown)}، والمُخرَج الذي في الاتفاق هو ${say.code(agreed)}: المال ليس في العقد.`,
  CLAIM_AMOUNT: ({ shown, agreed }, say) =>
    `مبلغ المُخرَج هو ${say.amount(shown)}، والمبلغ في الاتفاق هو ${say.amount(agreed)}.`,
  CLAIM_INTERNAL_KEY: ({ shown, agreed }, say) =>
    `المفتاح الداخلي المعروض هو ${say.code(shown)}، ومفتاح الاتفاق هو ${say.code(agreed)}: من يستطيع التوقيع بالمفتاح المعروض يستطيع أخذ كل شيء فورًا من دون أي قاعدة من قواعد الاتفاق.`,
  CLAIM_LEAF_REPLACED: ({ path, shown, agreed }, say) =>
    `في مكان الشرط (${say.code(agreed)}) الخاص بمن يلي (${ARABIC_POWERS.way(wayOf(path), say)}) يوجد شرط آخر (${ARABIC_PHRASES.named(shown, say)}).`,
  CLAIM_LEAF_MISSING: ({ path }, say) =>
    `يعطي الاتفاق شرطًا خاصًّا بمن يلي (${ARABIC_POWERS.way(wayOf(path), say)})، وهذا الشرط غير موجود: من يعتمد عليه ليس لديه شيء.`,
  CLAIM_LEAF_ADDED: ({ shown }, say) =>
    `يوجد شرط لا يعطيه الاتفاق (${ARABIC_PHRASES.named(shown, say)}): من يستطيع استيفاءه بتوقيعه يستطيع أخذ كل شيء.`,
  CLAIM_LEAF_REPEATED: ({ path }, say) =>
    `${path === 'terms' ? 'الجزء الذي يربط المُخرَج بالاتفاق' : `الشرط الخاص بمن يلي (${ARABIC_POWERS.way(wayOf(path), say)})`} موجود أكثر من مرة، وهذا لا يعطيه أي اتفاق.`,
  CLAIM_TREE: ({ shown, agreed }, say) =>
    `كل الشروط موجودة لكن في أماكن غير أماكنها في الاتفاق (${say.code(shown)} ≠ ${say.code(agreed)}): هذا مُخرَج آخر، وعنوانه عنوان آخر.`,
  CLAIM_PARITY: () => 'كتلة التحكم المعروضة تعطي زوجية خاطئة لمفتاح المُخرَج: لا تقبل أي عقدة شبكة إنفاقًا بها.',
  CLAIM_CONTROL_BLOCK: ({ shown, agreed }, say) =>
    `كتلة التحكم المعروضة هي ${say.code(shown)}، وكتلة العقد هي ${say.code(agreed)}، ببصمات أخرى أو طول آخر: لا تقبل أي عقدة شبكة إنفاقًا بها.`,
  NOT_A_CONTRACT: () =>
    'هذا ليس عقدًا من أي اتفاق: المال الذي فيه لا تحميه أي قاعدة من قواعد اتفاق. من يستطيع أخذه مكتوب في وصف المُخرَج.',
  AGREEMENT_NOT_SHOWN: () =>
    'هذا عقد من اتفاق، ولم يُعطَ الاتفاق: ما اتفق عليه الطرفان، وهل يتبعه هذا المُخرَج، لا يبيّنه إلا نص الاتفاق.',
  NO_DOCUMENT: () => 'لا يذكر الاتفاق أي نص: لا شيء يربط العقود بما تعهد به الطرفان أحدهما للآخر بالكلمات.',
  NO_SALT: () =>
    'ليس في الاتفاق قيمة عشوائية تُخفيه: من يخمّن محتواه يستطيع أن يعرف من عملية إنفاق أنها تخص هذا الاتفاق.',
  SECRET_IN_TEXT: ({ what }, say) =>
    `في هذا الوصف شيء يجب أن يبقى سرًّا (${ARABIC_PHRASES.named(what, say)}): من لديه الاتفاق لديه هذا الشيء.`,
  TEXT_NOT_NFC: () => 'هذا الوصف ليس بالصيغة الموحّدة ⁦C⁩ من ⁦Unicode⁩: قد يبدو نص آخر مثله ويعطي اتفاقًا آخر.',
  INTERNAL_KEY_OF_ONE_PARTY: ({ party }, say) =>
    `المفتاح الداخلي لطرف واحد (${ARABIC_POWERS.party(party, say)})، وهو يستطيع أخذ كل شيء فورًا مهما قالت الشروط.`,
  INTERNAL_KEY_UNKNOWN: () =>
    'لا يستطيع أحد أن يعرف من لديه المفتاح الداخلي: من لديه هذا المفتاح يستطيع أخذ كل شيء فورًا مهما قالت الشروط.',
  REFUSED: ({ reason }, say) => `مرفوض: ${ARABIC_PHRASES.told(reason, say)}.`,
  NO_SPEND: ({ reason }, say) => `هذا ليس إنفاقًا من الاتفاق: ${ARABIC_PHRASES.told(reason, say)}.`,
  DIFFERS: ({ reason }, say) => `يختلف عن العقد: ${ARABIC_PHRASES.told(reason, say)}`,
}
