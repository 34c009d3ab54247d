import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment, say: Voice): string =>
  'height' in moment
    ? `اللحظة التي تكون فيها الكتلة ${say.id(moment.height)} آخر كتلة في السلسلة`
    : `اللحظة التي تبلغ فيها ساعة السلسلة ${say.moment(moment.medianTime)}`

const size = (vsize: number, say: Voice): string => say.code(`${vsize} vB`)

const SIDES = { provider: 'خدمة المبادلة', client: 'العميل' } as const
const AMOUNTS = {
  exact: 'وهو المتفق عليه',
  under: 'وهو أقل من المتفق عليه',
  over: 'وهو أكثر من المتفق عليه',
} as const

export const ARABIC_COMMAND: CommandWords = {
  streamPlan: ({ pot, least, most, fee, vsize }, say) =>
    `دفعات متواصلة. المال المودع: ${say.amount(pot)}؛ نصيب ${say.role('worker')} بين ${say.amount(least)} و${say.amount(most)}؛ للشبكة ${say.amount(fee)} (${size(vsize, say)}).`,
  streamUntil: ({ closeBefore, from, who }, say) =>
    `يجب إغلاق الدفعات قبل هذا: ${tip(closeBefore, say)}. من يستطيع أخذ المال بعد ذلك: ${say.people(who)}${who.length === 1 ? '' : ' معًا'}؛ ابتداءً من: ${tip(from, say)}.`,
  streamSigned: ({ pays, most }, say) =>
    `تم التوقيع: مجموع نصيب ${say.role('worker')} ${say.amount(pays)}، والحد الأقصى ${say.amount(most)}.`,
  streamHolds: ({ pays, most, closeBefore, missing, ahead }, say) =>
    `عند إغلاق الدفعات يكون نصيب ${say.role('worker')} ${say.amount(pays)}، والحد الأقصى ${say.amount(most)}${missing === undefined ? '' : `؛ وهو أقل من المستحق: ينقص ${say.amount(missing)}`}${ahead === undefined ? '' : `؛ منه مقدمًا: ${say.amount(ahead)}`}. يجب إغلاق الدفعات قبل هذا: ${tip(closeBefore, say)}.`,
  streamCloses: ({ pays, fee, vsize, txid }, say) =>
    `المعاملة ${say.code(txid)} تُغلق الدفعات: نصيب ${say.role('worker')} ${say.amount(pays)}؛ للشبكة ${say.amount(fee)} (${size(vsize, say)}).`,
  swapIs: ({ kind, amount, address }, say) =>
    kind === 'submarine'
      ? `مبادلة نحو شبكة البرق: يجب إرسال ${say.amount(amount)} بالضبط إلى ${say.code(address)}، مرة واحدة فقط. والمال الذي يصل ثانيًا يمكن أن يؤخذ من دون أن يُعطى شيء مقابله.`
      : `مبادلة من شبكة البرق: على خدمة المبادلة أن ترسل ${say.amount(amount)} بالضبط إلى ${say.code(address)}، مرة واحدة فقط. لا ترسل أنت شيئًا إلى هذا العنوان.`,
  swapSides: ({ claimer, refunder, paymentHash, timeout }, say) =>
    `من يستطيع أخذ المال بالقيمة السرية التي بصمتها ${say.code(paymentHash)}: ${SIDES[claimer]}. ومن يستطيع استرداده بعد الكتلة ${say.id(timeout)} إذا لم يأخذه أحد: ${SIDES[refunder]}.`,
  swapCosts: ({ cost }, say) => `تكلفة المبادلة ${say.amount(cost)}.`,
  swapSpent: ({ how, amount, to, fee, vsize }, say) =>
    `${how === 'claimed' ? 'معاملة لأخذ المال' : 'معاملة لاسترداد المال'}: ${say.amount(amount)} إلى ${say.code(to)}؛ للشبكة ${say.amount(fee)} (${size(vsize, say)}).`,
  transaction: ({ txid }, say) => `المعاملة: ${say.code(txid)}`,
  fundRequest: ({ milestone, amount, address }, say) =>
    `المرحلة ${say.id(milestone)}: يجب دفع ${say.amount(amount)} إلى ${say.code(address)}`,
  fundFound: ({ milestone, amount, outpoint, match, agreed, confirmedAt }, say) =>
    `المرحلة ${say.id(milestone)}: إيداع قدره ${say.amount(amount)} في ${say.outpoint(outpoint)}، ${AMOUNTS[match]}${match === 'exact' ? '' : ` ${say.amount(agreed)}`}؛ ${confirmedAt === undefined ? 'لا يُعرف هل هو في كتلة' : `وهو في الكتلة ${say.id(confirmedAt)}`}.`,
  fundPays: ({ txid, contracts, fee, vsize, feeRate, change }, say) =>
    `المعاملة ${say.code(txid)}: عدد العقود التي تدفع إليها ${say.number(contracts)}؛ للشبكة ${say.amount(fee)} (${say.code(`${vsize} vB, ${feeRate} sat/vB`)})؛ ${change === undefined ? 'ولا يرجع شيء إلى الدافع' : `ويرجع إلى الدافع ${say.amount(change.amount)} في العنوان ${say.code(change.address)}`}.`,
  spendFee: ({ fee, vsize }, say) => `للشبكة ${say.amount(fee)} (${size(vsize, say)}).`,
  spendSigned: ({ progress }, say) => `التوقيعات: ${say.and(progress)}.`,
  spendWhole: (_, say) =>
    `وقّع كل من كان عليه أن يوقّع: يمكن الآن إتمام المعاملة بالأمر ${say.code('finalize')}.`,
  fundAfter: ({ numbers }, say) =>
    `قبل إرسالها يجب إرسال المعاملات ذات هذه الأرقام: ${say.and(numbers.map(say.id))}.`,
}
