import type { Catalogue } from '../../sentences/sentence.js'
import type { ActingTold, PaymentTold, PlaceTold, StatusSentences } from '../../sentences/status.js'
import type { Voice } from '../../sentences/voice.js'

const placeText = (place: PlaceTold, say: Voice): string => {
  if (place === 'noBlock') return 'ليس في أي كتلة بعد'
  const { height, confirmations, wanted } = place
  return `في الكتلة ${say.id(height)} (التأكيدات: ${say.number(confirmations)}${confirmations < wanted ? `، والمطلوب ${say.number(wanted)}` : ''})`
}

const acting = ({ parties, secret }: ActingTold, say: Voice): string =>
  `${say.people(parties)}${parties.length === 1 ? ' من دون أي شخص آخر' : ' معًا'}${secret ? ' (بشرط معرفة السر)' : ''}`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join('، أو ')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `${say.amount(amount)} إلى ${to.length === 0 ? `شخص مجهول (${say.code(address)})` : say.payees(to)}`

const STAGES = { leaving: 'في طريقه إلى الخروج', paidOut: 'تم دفعه', movedOn: 'تم نقله' } as const

const WHAT = { deposit: 'معاملة الإيداع', spend: 'معاملة الإنفاق' } as const

const opening = (from: { readonly height: number } | { readonly time: number }, say: Voice): string =>
  'height' in from
    ? `متى وُجدت الكتلة ${say.id(from.height)}`
    : `متى بلغت ساعة السلسلة (الوقت الوسيط) ${say.moment(from.time)}`

const UNKNOWN = {
  confirmedAt: 'بعد انتهاء مدة الانتظار، وهي تُحسب من الكتلة التي يُسجَّل فيها',
  medianTimeBefore: 'ابتداءً من وقت لا يُعرف هنا: الوقت الوسيط قبل كتلته غير معروف',
  medianTime: 'ابتداءً من وقت لا يُعرف هنا: الوقت الوسيط للكتلة الأخيرة غير معروف',
} as const

/** What a status says, in Arabic. */
export const ARABIC_STATUS: Catalogue<StatusSentences> = {
  asOfBlock: ({ height, hash }, say) => `حتى الكتلة ${say.id(height)} (${say.code(hash)}):`,
  aboutContracts: ({ indexes, count }, say) =>
    count > indexes.length
      ? `عدد العقود ${say.number(count)}، أولها ${say.and(indexes.map(say.id))}`
      : `${count === 1 ? 'العقد' : 'العقود'} ${say.and(indexes.map(say.id))}`,
  aboutMilestone: ({ milestone, agreement }, say) =>
    `المرحلة ${say.id(milestone)} من الاتفاق ${say.code(agreement)}`,
  nothingSeen: () => 'لا شيء في الضمان: لم يُرَ أي إيداع.',
  nothingLeft: () => 'لا شيء في الضمان: ما شوهد في طريقه إلى الدخول استُبدل أو أُسقط.',
  inEscrow: ({ amount, place }, say) => `في الضمان: ${say.amount(amount)}، ${placeText(place, say)}.`,
  onItsWayIn: ({ amount, place }, say) =>
    `في طريقه إلى الدخول: ${say.amount(amount)}، ${placeText(place, say)}.`,
  lessThanAgreed: ({ agreed }, say) => `هذا أقل من المتفق عليه، وهو ${say.amount(agreed)}.`,
  moreThanAgreed: ({ agreed }, say) => `هذا أكثر من المتفق عليه، وهو ${say.amount(agreed)}.`,
  anotherDeposit: () => 'يوجد إيداع آخر إلى جانبه.',
  cameLate: () => 'وصل بعد أن انتهى العقد.',
  moneyMoves: ({ stage, outcome, path, signers, pays, txid, place }, say) => {
    const what =
      outcome === 'unknown'
        ? 'معاملة لا يُعرف عنها شيء آخر'
        : outcome === 'none'
          ? 'معاملة ليست من نتائج الاتفاق'
          : say.outcome(outcome)
    const how = path === 'key' ? `، بتوقيع مشترك واحد (${say.code('MuSig2')})` : ''
    const who = signers.length === 0 ? how : `، بتوقيع: ${say.people(signers)}${how}`
    const to = pays.length === 0 ? '' : `: ${say.and(pays.map((one) => payment(one, say)))}`
    return `${STAGES[stage]}، والوسيلة: ${what}${who}${to}؛ المعاملة ${say.code(txid)}، ${placeText(place, say)}.`
  },
  canBeMovedNow: ({ by: all }, say) => `يستطيع نقله الآن: ${by(all, say)}.`,
  canBeMovedFrom: ({ by: all, from, about }, say) =>
    `${opening(from, say)}${'height' in from ? ` (وأقرب كتلة لنقله ${say.id(from.block)})` : ''}${
      about === undefined ? '' : `، ويُتوقع ذلك نحو ${say.moment(about)}`
    }، يستطيع نقله: ${by(all, say)}.`,
  canBeMovedUnknown: ({ by: all, missing }, say) => `يستطيع نقله: ${by(all, say)}، ${UNKNOWN[missing]}.`,
  depositArrived: ({ amount, deposit }, say) =>
    `إيداع بمبلغ ${say.amount(amount)} في طريقه إلى الدخول: ${say.outpoint(deposit)}.`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `إيداع فيه ${say.amount(amount)}، وهو أقل من المتفق عليه ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `إيداع فيه ${say.amount(amount)}، وهو أكثر من المتفق عليه ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  severalDeposits: () => 'دُفع إلى العقد أكثر من إيداع واحد.',
  depositLate: ({ amount, deposit }, say) =>
    `إيداع بمبلغ ${say.amount(amount)} وصل بعد أن انتهى العقد: ${say.outpoint(deposit)}.`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `إيداع بمبلغ ${say.amount(amount)} تأكد في الكتلة ${say.id(height)}: ${say.outpoint(deposit)}.`,
  pathOpens: ({ deposit, ...who }, say) =>
    `من الآن يستطيع نقل الإيداع ${say.outpoint(deposit)}: ${acting(who, say)}.`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `يقترب آخر موعد أمام ${say.role(role)}: ${opening(opens, say)}، يستطيع نقل الإيداع ${say.outpoint(deposit)}: ${acting(who, say)}.`,
  spendSeen: ({ txid, deposit }, say) =>
    `المعاملة ${say.code(txid)} تنفق الإيداع ${say.outpoint(deposit)} وتنتظر كتلتها.`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `المعاملة ${say.code(txid)}، التي تنفق الإيداع ${say.outpoint(deposit)}، تأكدت في الكتلة ${say.id(height)}.`,
  secretShown: ({ txid, secret }, say) => `المعاملة ${say.code(txid)} تُظهر السر للجميع: ${say.code(secret)}.`,
  blockUndone: ({ what, txid, height }, say) =>
    `${WHAT[what]} ${say.code(txid)} كانت في الكتلة ${say.id(height)}، وهذه لم تعد في السلسلة.`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `${WHAT[what]} ${say.code(txid)} حلّت محلها المعاملة ${say.code(other)}.`,
  wasDropped: ({ what, txid }, say) => `${WHAT[what]} ${say.code(txid)} أُسقطت: لم تعد تنتظر أي كتلة.`,
  isStuck: ({ what, txid, rate }, say) =>
    `${WHAT[what]} ${say.code(txid)} تدفع لشبكة بيتكوين ${say.code(`${say.decimal(rate)} sat/vB`)}، وهذا أقل من ثمن مكان في الكتل القادمة.`,
}
