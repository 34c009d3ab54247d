import type { Kept } from '../../chain/keep.js'
import type { BroadcastRefusal } from '../../chain/source.js'
import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import { formatFeeRate } from '../../units/feeRate.js'
import type { CoinFault, CommandWords } from './words.js'

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

const UNFIT = {
  notSpendable: 'لا يمكن إنفاقها',
  unconfirmed: 'لم تُؤكَّد',
  noAddress: 'بلا عنوان',
} as const

const unfit = (why: CoinFault, say: Voice): string =>
  why === 'otherKind' ? `ليست ${say.code('P2TR')} ولا ${say.code('P2WPKH')}` : UNFIT[why]

const SENT = {
  accepted: 'قبلتها العقدة أو الخادم',
  known: 'كانت معروفة من قبل لدى العقدة أو الخادم',
} as const

const REFUSED = {
  inputsMissingOrSpent: 'المال الذي تنفقه لم يُعثر عليه، أو سبق إنفاقه',
  notFinal: 'مدة انتظار لم تنتهِ بعد',
  feeTooLow: 'رسوم الشبكة منخفضة جدًا',
  conflicting: 'معاملة أخرى تنتظر كتلتها تنفق المال نفسه',
  tooManyAncestors: 'معاملات كثيرة جدًا يتوقف بعضها على بعض تنتظر كتلتها',
} as const

const refused = (
  { reason, text }: { readonly reason: BroadcastRefusal; readonly text: string },
  say: Voice,
): string =>
  `رفضتها العقدة أو الخادم${reason === 'other' ? '' : `: ${REFUSED[reason]}`}؛ الجواب: ${say.quoted(text)}`

const become = (told: Kept, wanted: number, say: Voice): string => {
  switch (told.kind) {
    case 'waiting':
      return 'تنتظر كتلتها'
    case 'dropped':
      return 'كانت قد توقفت عن انتظار كتلتها، وأُرسلت من جديد'
    case 'replaced':
      return `حلّت محلها معاملة أخرى؛ الجواب: ${say.quoted(told.text)}`
    case 'refused':
      return refused(told, say)
    case 'stuck':
      return [
        'لا تتقدم',
        ...(told.feeRate === undefined
          ? []
          : [`ثمن مكان في كتلة ${say.code(`${say.decimal(formatFeeRate(told.feeRate))} sat/vB`)}`]),
        ...(told.leastFeeRate === undefined
          ? []
          : [
              `تقبل العقدة بديلًا لها ابتداءً من ${say.code(`${say.decimal(formatFeeRate(told.leastFeeRate))} sat/vB`)}`,
            ]),
      ].join('؛ ')
    case 'confirmed':
      return `في الكتلة ${say.id(told.block.height)} (${say.code(told.block.hash)})`
    case 'deep':
      return `بلغت التأكيدات المطلوبة: ${say.number(wanted)}`
  }
}

const WORTH = {
  work: '',
  cheap: ` كتل هذه الشبكة رخيصة التزوير.`,
  nothing: ` كتل \u2066regtest\u2069 لا تكلّف شيئًا ولا تثبت شيئًا.`,
} as const

/** Behind what a proof shows. */
const SINCE = ` لا يبيّن هذا الإثبات هل أُنفق الإيداع بعد ذلك.`

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
  nonceGoes: (_, say) =>
    `تحمل هذه ${say.code('PSBT')} رقمًا علنيًا لهذا الموقّع يُستعمل مرة واحدة فقط: أرسلها إلى الطرف الآخر، ولا تغلق هذا البرنامج قبل وصول ${say.code('PSBT')} منه.`,
  nonceAwaited: (_, say) => `ما زال البرنامج ينتظر ${say.code('PSBT')} من الطرف الآخر.`,
  secretAsked: () => 'عبارة الاسترداد أو المفتاح الخاص (لن يظهر ما تكتبه): ',
  feeRateTaken: ({ feeRate, of }, say) =>
    `سعر رسوم الشبكة ${say.code(`${say.decimal(formatFeeRate(feeRate))} sat/vB`)}${of === undefined ? '' : `، والمصدر: ${say.code(of)}`}.`,
  unproven: ({ server }, say) =>
    `لم يُتحقَّق مما يقوله ${say.code(server)}: للتحقق منه استعمل الخيار ${say.code('--checkpoint')} أو عقدة بيتكوين تشغّلها بنفسك.`,
  sameFor: ({ role }, say) => `لا فرق ينبغي أن يعرفه ${say.role(role)}.`,
  addressFound: ({ address, contract }, say) =>
    `العنوان ${say.code(address)} هو عنوان العقد ${say.id(contract)}.`,
  made: ({ agreement, milestones, total, network }, say) =>
    `الاتفاق: ${say.code(agreement)}\nعدد المراحل: ${say.number(milestones)}؛ المجموع ${say.amount(total)}؛ الشبكة: ${say.code(network)}`,
  fundAfter: ({ numbers }, say) =>
    `قبل إرسالها يجب إرسال المعاملات ذات هذه الأرقام: ${say.and(numbers.map(say.id))}.`,
  passedOver: ({ coins }, say) =>
    `مبالغ في المحفظة لا تُستخدم في الدفع: ${coins.map(({ why, count }) => `${unfit(why, say)} (${say.number(count)})`).join('؛ ')}.`,
  depositDiffers: ({ milestone, outpoint, found }, say) =>
    `المرحلة ${say.id(milestone)}: الإيداع ${say.outpoint(outpoint)} ${found === 'nothing' ? 'لم يُعثر عليه فيما قُرئ من السلسلة' : found === 'noBlock' ? 'ليس في أي كتلة بعد' : `فيه ${say.amount(found.amount)}، لا ${say.amount(found.said)}`}.`,
  sent: ({ answer }, say) =>
    `المعاملة ${say.code(answer.txid)}: ${answer.verdict === 'refused' ? refused(answer, say) : SENT[answer.verdict]}.`,
  kept: ({ told, wanted }, say) => `المعاملة ${say.code(told.txid)}: ${become(told, wanted, say)}.`,
  recoveryFor: ({ milestone, role }, say) =>
    `ملف الاسترداد للمرحلة ${say.id(milestone)}، الخاص بالطرف التالي: ${say.role(role)}`,
  written: ({ path }, say) => `كُتب الملف: ${say.code(path)}`,
  childPays: ({ parent, fee, vsize, feeRate, amount, to }, say) =>
    `معاملة تدفع الرسوم عن المعاملة ${say.code(parent)} أيضًا: للشبكة ${say.amount(fee)} (${size(vsize, say)})؛ وتدفع المعاملتان معًا ${say.code(`${say.decimal(formatFeeRate(feeRate))} sat/vB`)}؛ ${say.amount(amount)} إلى ${say.code(to)}.`,
  secretRead: ({ milestone, secret }, say) => `المرحلة ${say.id(milestone)}: السر هو ${say.code(secret)}`,
  secretMissing: ({ why, milestone }, say) => {
    if (milestone !== undefined)
      return `المرحلة ${say.id(milestone)}: ${why === 'hidden' ? 'لها سر، لكن المعاملات المقروءة لا تُظهره' : 'ليس لها سر'}.`
    return why === 'hidden'
      ? `لا تُظهر المعاملات المقروءة أي سر من أسرار الاتفاق.`
      : `ليس في الاتفاق مرحلة لها سر.`
  },
  proofMade: ({ milestone, height, from }, say) =>
    `المرحلة ${say.id(milestone)}: إثبات أن الإيداع في الكتلة ${say.id(height)}، مع ترويسات الكتل ابتداءً من الكتلة ${say.id(from)}.${SINCE}`,
  proven: ({ milestone, amount, outpoint, confirmations, tip: last, bits, assurance }, say) =>
    `المرحلة ${say.id(milestone)}: إيداع قدره ${say.amount(amount)} في ${say.outpoint(outpoint)}؛ التأكيدات حتى الكتلة ${say.id(last.height)} (${say.code(last.hash)}، ${say.moment(last.time)}): ${say.number(confirmations)}؛ العدد التقريبي لعمليات التجزئة اللازمة لتزوير الإثبات: ${say.code(`2^${bits}`)}.${WORTH[assurance]}${SINCE}`,
  provenTooFew: ({ wanted }, say) => `  هذا أقل من التأكيدات المطلوبة: ${say.number(wanted)}.`,
}
