import type { Catalogue } from '../../sentences/sentence.js'
import type { ActingTold, PaymentTold, PlaceTold, StatusSentences } from '../../sentences/status.js'
import type { Voice } from '../../sentences/voice.js'

const placeText = (place: PlaceTold, say: Voice): string => {
  if (place === 'noBlock') return '尚未进入任何区块'
  const { height, confirmations, wanted } = place
  return `在区块 ${say.id(height)} 中（${say.number(confirmations)} 次确认${confirmations < wanted ? `，需要 ${say.number(wanted)} 次` : ''}）`
}

const acting = ({ parties, secret }: ActingTold, say: Voice): string =>
  `${say.people(parties)}${parties.length === 1 ? '一个人' : '一起'}${secret ? '（需要知道秘密）' : ''}`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join('，或者')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `付给${to.length === 0 ? `身份不明的人（${say.code(address)}）` : say.payees(to)}${to.length > 1 ? ' 共' : ''} ${say.amount(amount)}`

const STAGES = { leaving: '正在转出', paidOut: '已经付出', movedOn: '已经转走' } as const

const WHAT = { deposit: '存款', spend: '支出' } as const

const UNKNOWN = {
  confirmedAt: '要等存款进入区块之后，等待期从该区块的高度开始计算',
  medianTimeBefore: '但从什么时间起，这里不知道：不知道存款所在区块之前的链上时钟（中位时间）',
  medianTime: '但从什么时间起，这里不知道：不知道最后一个区块的链上时钟（中位时间）',
} as const

/** What a status says, in simplified Chinese. */
export const CHINESE_STATUS: Catalogue<StatusSentences> = {
  asOfBlock: ({ height, hash }, say) => `截至区块 ${say.id(height)}（${say.code(hash)}）：`,
  aboutContracts: ({ indexes, count }, say) =>
    count > indexes.length
      ? `${say.number(count)} 个合约，其中第一个是 ${say.and(indexes.map(say.id))}`
      : `合约 ${say.and(indexes.map(say.id))}`,
  aboutMilestone: ({ milestone, agreement }, say) =>
    `协议 ${say.code(agreement)} 的阶段 ${say.id(milestone)}`,
  nothingSeen: () => '没有托管的钱：没有看到存款。',
  nothingLeft: () => '没有托管的钱：曾经看到正在转入的存款已被替换或丢弃。',
  inEscrow: ({ amount, place }, say) => `托管中：${say.amount(amount)}，${placeText(place, say)}。`,
  onItsWayIn: ({ amount, place }, say) => `正在转入：${say.amount(amount)}，${placeText(place, say)}。`,
  lessThanAgreed: ({ agreed }, say) => `这少于约定的 ${say.amount(agreed)}。`,
  moreThanAgreed: ({ agreed }, say) => `这多于约定的 ${say.amount(agreed)}。`,
  anotherDeposit: () => '另外还有一笔存款。',
  cameLate: () => '这笔存款到达时，合约已经结束。',
  moneyMoves: ({ stage, outcome, path, signers, pays, txid, place }, say) => {
    const what =
      outcome === 'unknown'
        ? '一笔其他情况不明的交易'
        : outcome === 'none'
          ? '一笔不符合协议中任何一种结果的交易'
          : say.outcome(outcome)
    const how = path === 'key' ? '，以一个共同签名（MuSig2）' : ''
    const who = signers.length === 0 ? how : `，签名人：${say.people(signers)}${how}`
    const to = pays.length === 0 ? '' : `：${pays.map((one) => payment(one, say)).join('，')}`
    return `${STAGES[stage]}，方式是${what}${who}${to}；交易 ${say.code(txid)}，${placeText(place, say)}。`
  },
  canBeMovedNow: ({ by: all }, say) => `现在可以转走这笔钱的有：${by(all, say)}。`,
  canBeMovedFrom: ({ by: all, from, about }, say) =>
    `从${
      'height' in from
        ? `链到达区块 ${say.id(from.height)} 时起（最早在区块 ${say.id(from.block)} 中）`
        : `链上时钟（中位时间）到达 ${say.moment(from.time)} 时起`
    }${about === undefined ? '' : `，也就是大约从 ${say.moment(about)} 起`}，可以转走这笔钱的有：${by(all, say)}。`,
  canBeMovedUnknown: ({ by: all, missing }, say) =>
    `可以转走这笔钱的有：${by(all, say)}，${UNKNOWN[missing]}。`,
  depositArrived: ({ amount, deposit }, say) =>
    `一笔 ${say.amount(amount)} 的存款正在转入：${say.outpoint(deposit)}。`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `一笔存款有 ${say.amount(amount)}，少于约定的 ${say.amount(agreed)}：${say.outpoint(deposit)}。`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `一笔存款有 ${say.amount(amount)}，多于约定的 ${say.amount(agreed)}：${say.outpoint(deposit)}。`,
  severalDeposits: () => '付入这个合约的存款不止一笔。',
  depositLate: ({ amount, deposit }, say) =>
    `一笔 ${say.amount(amount)} 的存款到达时，合约已经结束：${say.outpoint(deposit)}。`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `一笔 ${say.amount(amount)} 的存款已在区块 ${say.id(height)} 中确认：${say.outpoint(deposit)}。`,
  pathOpens: ({ deposit, ...who }, say) =>
    `从现在起可以转走存款 ${say.outpoint(deposit)} 的有：${acting(who, say)}。`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `${say.role(role)}的期限快到了：从${'height' in opens ? `链到达区块 ${say.id(opens.height)}` : `链上时钟（中位时间）到达 ${say.moment(opens.time)}`} 时起，可以转走存款 ${say.outpoint(deposit)} 的有：${acting(who, say)}。`,
  spendSeen: ({ txid, deposit }, say) =>
    `交易 ${say.code(txid)} 花费存款 ${say.outpoint(deposit)}，正在等待进入区块。`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `花费存款 ${say.outpoint(deposit)} 的交易 ${say.code(txid)} 已在区块 ${say.id(height)} 中确认。`,
  secretShown: ({ txid, secret }, say) => `交易 ${say.code(txid)} 向所有人公开了秘密：${say.code(secret)}。`,
  blockUndone: ({ what, txid, height }, say) =>
    `${WHAT[what]} ${say.code(txid)} 原来所在的区块 ${say.id(height)} 已不在链上。`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `${WHAT[what]} ${say.code(txid)} 已被交易 ${say.code(other)} 替换。`,
  wasDropped: ({ what, txid }, say) =>
    `${WHAT[what]} ${say.code(txid)} 不再等待进入区块：这笔交易已从等待队列中被丢弃。`,
  isStuck: ({ what, txid, rate }, say) =>
    `${WHAT[what]} ${say.code(txid)} 付给网络的手续费只有 ${say.decimal(rate)} sat/vB，低于进入接下来几个区块的价格。`,
}
