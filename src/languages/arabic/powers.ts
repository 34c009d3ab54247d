import { type PowerSentences, type Powers, powersIn } from '../../sentences/powers.js'
import type { Catalogue } from '../../sentences/sentence.js'
import { ARABIC_PHRASES } from './phrases.js'

/** Who moves money and from when, in Arabic. */
export const ARABIC_POWERS: Powers = /* @__PURE__ */ powersIn({
  unknown: 'شخص مجهول',
  anybody: 'أي شخص',
  keys: (party, keys, of) => `${party} (عدد المفاتيح اللازمة: ${keys} من ${of})`,
  alone: (who) => `${who} من دون أي شخص آخر`,
  together: (who) => `${who} معًا`,
  knowing: (who, secrets, count) =>
    `${who} (${secrets === 1 ? 'بشرط معرفة السر' : `بشرط معرفة الأسرار، وعددها ${count}`})`,
  atAnyTime: 'في أي وقت',
  after: (span) => `بعد مدة من تأكيد الإيداع قدرها ${span}`,
  mined: (height) => `متى وُجدت الكتلة ${height}`,
  clock: (moment) => `متى تجاوزت ساعة السلسلة ${moment}`,
  helped: ' (بمساعدة من ينتج الكتل)',
  whoWhen: (who, begins) => `${who}، ${begins}`,
  between: '؛ ',
  more: (_, said) => `؛ وطرق أخرى عددها ${said}`,
  yourselfAlone: 'من دون أي شخص آخر',
  yourselfWithSecret: 'من دون أي شخص آخر (بشرط معرفة السر)',
  withOthers: (others, secret) => `بالاشتراك مع ${others}${secret ? ' (بشرط معرفة السر)' : ''}`,
})

const take = (back: boolean): string => (back ? 'استرداد المال' : 'أخذ المال')

/** What an output means for people, in Arabic. */
export const ARABIC_POWER_SENTENCES: Catalogue<PowerSentences> = {
  youAreKeys: ({ keys, needed }, say) =>
    `لديك عدة مفاتيح (عددها ${say.number(keys)})، ويلزم لتصرّفك توقيع عدد منها قدره ${say.number(needed)}.`,
  neverAlone: ({ back }) => `من دون أي شخص آخر لا تستطيع أبدًا ${take(back)}.`,
  aloneFrom: ({ back, ...one }, say) =>
    `من دون أي شخص آخر تستطيع ${take(back)} ${ARABIC_POWERS.when(one, say)}، ما لم يكن قد دُفع إلى أحد قبل ذلك.`,
  aloneWithSecret: ({ back, ...one }, say) =>
    `إذا كان لديك السر (⁦32⁩ بايت قد يلزم أن يخبرك به شخص آخر) تستطيع ${take(back)} من دون أي شخص آخر ${ARABIC_POWERS.when(one, say)}.`,
  togetherFrom: (told, say) => `مع آخرين تستطيع دفعه إلى أي شخص: ${ARABIC_POWERS.ways(told, say)}.`,
  nobodyWithoutYou: () => 'لا يستطيع أحد نقله من دونك.',
  movedWithoutYou: (told, say) => `من دون أن تُسأل يستطيع نقله: ${ARABIC_POWERS.ways(told, say)}.`,
  eachAlone: ({ other, from: begins }, say) =>
    `${ARABIC_POWERS.from(begins, say)}، يستطيع كل واحد منكما، أنت أو ${ARABIC_POWERS.party(other, say)}، أخذه من دون الآخر: من يسبق يأخذ كل شيء.`,
  neverWithout: ({ gone }, say) => `إذا اختفى ${ARABIC_POWERS.party(gone, say)} فلن تصل إلى المال أبدًا.`,
  stillWithout: ({ gone, ...told }, say) =>
    `إذا اختفى ${ARABIC_POWERS.party(gone, say)} يبقى بإمكانك الوصول إلى المال: ${ARABIC_POWERS.ways(told, say)}.`,
  waysStayOpen: ({ gone }, say) =>
    `إذا اختفى ${say.or(ARABIC_POWERS.parties(gone, say))} تبقى الطرق الأخرى مفتوحة.`,
  scriptNotUnderstood: ({ leaf }, say) =>
    `لا أحد يعرف من غير المذكورين يستطيع أخذ المال عن طريق ${ARABIC_PHRASES.named(leaf, say)}: ما يسمح به هذا الشرط غير مفهوم.`,
  tooManyToLookAt: () => 'مجموعات الأشخاص أو الأوقات أكثر من أن تُفحص كلها: قد توجد طرق أخرى.',
  clockIsBlocks: () =>
    'الكتل هي ساعة بيتكوين، كتلة كل عشر دقائق تقريبًا؛ وتأكيد الإيداع هو الكتلة التي تسجّل الدفع إلى العقد.',
  clockIsTime: () =>
    'تأكيد الإيداع هو اللحظة التي يسجّل فيها بيتكوين الدفع إلى العقد؛ وساعته متأخرة ساعة تقريبًا.',
  keepAgreement: () => 'احفظ نص الاتفاق كما تحفظ مفاتيحك: من دونه لا يستطيع أحد أن يجد الطريق إلى المال.',
  keepDescription: () =>
    'احفظ وصف هذا المُخرَج كما تحفظ مفاتيحك: من دونه لا يستطيع أحد أن يجد الطريق إلى المال.',
  takenWithout: ({ victim, by, from: begins }, say) =>
    `من دون ${ARABIC_POWERS.party(victim, say)} يستطيع أخذ كل شيء: ${ARABIC_POWERS.way(by, say)}، ${ARABIC_POWERS.from(begins, say)}.`,
  goneForEver: ({ gone }, say) =>
    `إذا لم يعد ${ARABIC_POWERS.party(gone, say)} موجودًا فلن يستطيع أحد نقل المال بعد ذلك أبدًا.`,
  goneWays: ({ gone, ways: left, idle }, say) =>
    `إذا لم يعد ${ARABIC_POWERS.party(gone, say)} موجودًا يستطيع نقل المال: ${left
      .map(({ by, from: begins }) => `${ARABIC_POWERS.way(by, say)}، ${ARABIC_POWERS.from(begins, say)}`)
      .join(
        '؛ أو ',
      )}${idle.length === 0 ? '' : `؛ ولا يستطيع فعل شيء: ${say.and(ARABIC_POWERS.parties(idle, say))}`}.`,
  pairNothing: ({ pair }, say) =>
    `معًا (${say.and(ARABIC_POWERS.parties(pair, say))}) لا يستطيعان فعل شيء لا يستطيعه أي منهما من دون الآخر.`,
  canMoveAll: ({ by, from: begins }, say) =>
    `يستطيع نقل كل المال: ${ARABIC_POWERS.way(by, say)}، ${ARABIC_POWERS.from(begins, say)}.`,
  leafNotUnderstood: ({ leaf, reason }, say) =>
    `لا يُفهم ما المسموح به عن طريق ${ARABIC_PHRASES.named(leaf, say)} (${ARABIC_PHRASES.told(reason, say)}): قد يستطيع أشخاص آخرون نقل المال، وربما في وقت أبكر مما ذُكر هنا.`,
  coalitionsOmitted: ({ looked, all }, say) =>
    `من مجموعات الأشخاص (عددها ${say.number(all)}) لم تُفحص إلا الأصغر (عددها ${say.number(looked)}).`,
  locksOmitted: ({ looked, all }, say) =>
    `من مجموعات مدد الانتظار (عددها ${say.number(all)}) لم يُفحص إلا عدد منها قدره ${say.number(looked)}.`,
}
