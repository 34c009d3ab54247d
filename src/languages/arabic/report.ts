import type { ReportWords } from '../../sentences/report.js'
import type { Voice } from '../../sentences/voice.js'
import { subjectsIn } from '../subjects.js'
import { ARABIC_PHRASES } from './phrases.js'
import { ARABIC_HEADS } from './reportHeads.js'

const secret = (count: number, say: Voice): string =>
  count === 0 ? '' : count === 1 ? '، بشرط معرفة السر' : `، بشرط معرفة أسرار عددها ${say.number(count)}`

const SEVERITIES = { danger: 'أخطار', warning: 'تحذيرات', note: 'ملاحظات' } as const
const STANDINGS = {
  unfunded: 'لا مال فيها',
  arriving: 'إيداعها في الطريق',
  confirming: 'إيداعها ينتظر التأكيد',
  funded: 'المال فيها',
  leaving: 'مالها في طريقه إلى الخروج',
  left: 'خرج مالها',
} as const

const HOW = {
  deposit: 'تودع المعاملة المال في',
  freeze: 'تجمّد المعاملة المال: يعود إلى',
  relock: 'تقفل المعاملة المال من جديد في',
  amendment: 'تنقل المعاملة المال إلى اتفاق معدّل، إلى',
  other: 'تنقل المعاملة المال إلى اتفاق آخر، إلى',
} as const

const about = /* @__PURE__ */ subjectsIn({
  named: ARABIC_PHRASES.named,
  contracts: ({ contracts, count }) => `${count === 1 ? 'العقد' : 'العقود'} ${contracts}`,
  device: ({ device }, say) => `الجهاز ${say.code(device)}`,
  claim: ({ position }, say) => `الادعاء ${say.id(position)}`,
  way: ({ signers }) => `الطريق الذي يوقّع فيه: ${signers}`,
  leaf: ({ leaf }) => `الورقة ${leaf}`,
})

/** Reports in Arabic. Numbers stand behind a colon, so that no word has to agree with them. */
export const ARABIC_REPORT: ReportWords = {
  heads: ARABIC_HEADS,
  sentences: {
    titleAgreement: ({ contracts }, say) => `تدقيق اتفاق، عدد عقوده: ${say.number(contracts)}`,
    found: ({ found }, say) => `ما عُثر عليه: ${say.and(found)}.`,
    counted: ({ severity, count }, say) => `${SEVERITIES[severity]}: ${say.number(count)}`,
    soNow: ({ height, time, contracts }, say) =>
      `عند الكتلة ${say.id(height)}${time === undefined ? '' : ` (نحو ${say.moment(time)})`}${contracts.length === 0 ? '' : `: ${say.and(contracts)}`}.`,
    standing: ({ word, count }, say) => `عقود ${STANDINGS[word]}: ${say.number(count)}`,
    onlyNotes: ({ notes }) => `لم يجد هذا التدقيق خطرًا ولا تحذيرًا. وتجد أدناه ما تسمح به الشروط (${notes}).`,
    otherCauses: ({ count }, say) => `وأسباب أخرى عددها ${say.number(count)}: انظر نتائج التدقيق.`,
    moreOf: ({ count, code }, say) => `المزيد من ${say.code(code)}: ${say.number(count)}`,
    enginesAgree: ({ compared }, say) =>
      `حسبه محرّكان لا يشتركان في أي شيفرة، واتفقا على كل القيم وعددها ${say.number(compared)}.`,
    enginesDiffer: ({ differences, compared }, say) =>
      `اختلف المحرّكان في قيم عددها ${say.number(differences)} من ${say.number(compared)}: لا تثق بأي منهما.`,
    moment: ({ kind, when }) =>
      kind === 'height'
        ? `بعد ${when}`
        : kind === 'time'
          ? `ابتداءً من ${when}`
          : `بعد مدة من تأكيد الإيداع قدرها ${when}`,
    coalition: ({ who, secrets }, say) =>
      `${who.length === 0 ? 'أي شخص' : `${say.and(who)} (${who.length === 1 ? 'من دون أي شخص آخر' : 'معًا'})`}${secret(secrets, say)}`,
    signers: ({ who, secrets }, say) =>
      `${who.length === 0 ? 'أي شخص' : say.and(who)}${secret(secrets, say)}`,
    someKeys: ({ who, keys, of }, say) => `${who} (${say.number(keys)} من ${say.number(of)})`,
    keyNumber: ({ who, position }, say) => `${who}، المفتاح ${say.id(position)}`,
    together: ({ who }, say) => `${say.and(who)} معًا، توقيع واحد (MuSig2)`,
    alone: ({ who }) => `${who} (من دون أي شخص آخر)`,
    forWhom: ({ who }) => `بالنسبة إلى الطرف التالي: ${who}`,
    asContract: ({ index }, say) => `مثل العقد ${say.id(index)}`,
    notUnderstood: ({ name }, say) =>
      `${say.code(name)} غير مفهوم: قد يستطيع نقل المال أشخاص أكثر مما يظهر هنا.`,
    notListed: ({ combinations, stretches }, say) =>
      `لم تُذكر لكثرتها: تركيبات عددها ${say.number(combinations)}، وفترات زمنية عددها ${say.number(stretches)}.`,
    from: ({ amount }) => `ابتداءً من ${amount}`,
    outcome: ({ outcome }, say) => (outcome === 'sweep' ? 'الكل إلى مُخرج واحد' : say.outcome(outcome)),
    pushesKey: ({ who }) => `يضع على المكدس مفتاحًا صاحبه: ${who}`,
    inputSpends: ({ input, contract, signers }, say) =>
      `المُدخل ${say.id(input)} ينفق مال العقد ${say.id(contract)}${signers === undefined ? '' : ` (الموقّعون: ${signers})`}:`,
    contractHolds: ({ contract, amount }, say) => `العقد ${say.id(contract)}: ${say.amount(amount)} في`,
    notTransaction: ({ position }, say) => `ما أُعطي برقم ${say.id(position)} ليس معاملة:`,
    signatures: ({ role, signed, needed }, say) => `${role}: ${say.number(signed)} من ${say.number(needed)}`,
    quorum: ({ threshold, keys }, say) => `${say.number(threshold)} من ${say.number(keys)}`,
    tracedSpend: ({ input, contract, amount, signers }, say) =>
      `المُدخل ${say.id(input)} ينفق مال العقد ${say.id(contract)}${amount === undefined ? '' : `، ${say.amount(amount)}`}؛ ${signers === undefined ? 'لم يوقّع أحد' : `من وقّع: ${signers}`}.`,
    tracedForeign: ({ input, contract, amount }, say) =>
      `المُدخل ${say.id(input)} ينفق مال العقد ${say.id(contract)}${amount === undefined ? '' : `، ${say.amount(amount)}`}، بطريقة ليست في العقد:`,
    tracedSignature: ({ who, verdict }) =>
      verdict === 'invalid'
        ? `توقيع غير صالح، ممن: ${who}.`
        : `توقيع لم يمكن التحقق منه لأن المُخرجات المنفَقة ليست معروفة كلها، ممن: ${who}.`,
    tracedOutput: ({ output, amount, to }, say) =>
      `المُخرج ${say.id(output)} يدفع ${say.amount(amount)}، إلى: ${to ?? 'سكربت لا يعرفه الاتفاق'}.`,
    tracedFunding: ({ how, contract, amount, output, match, spentBy }, say) =>
      `${HOW[how]} العقد ${say.id(contract)}، ${say.amount(amount)} في المُخرج ${say.id(output)}${match === 'exact' ? '' : `، وهو ${match === 'under' ? 'أقل' : 'أكثر'} مما تقوله المرحلة`}؛ ${spentBy === undefined ? 'لا شيء مما أُعطي هنا ينفقه' : `تنفقه المعاملة ${say.code(spentBy)}`}.`,
    tracedOutcome: ({ outcome, signers }, say) =>
      `هذا ${say.outcome(outcome)} كما هو في الاتفاق عندما يوقّع: ${signers}.`,
    tracedWouldPay: ({ outcome, to, expected, received }, say) =>
      `لو كان هذا ${say.outcome(outcome)} لدُفع ${say.amount(expected)} إلى: ${to}؛ أما هنا فيُدفع ${say.amount(received)}.`,
    tracedStrangers: ({ outputs }) =>
      `لا يذكر الاتفاق لمن هذه المُخرجات: ${outputs}. قد يذهب جزء من حصة العامل إلى مبادلة نحو شبكة البرق، وهذا ما لا يقوله أي اتفاق: للتحقق منه أضف المبادلة هنا، فمن شروطها يُستنتج مُخرجها.`,
    tracedUnusual: () => 'في هذه المعاملة ما هو غير معتاد:',
  },
  about,
  told: ARABIC_PHRASES.told,
}
