import type { Catalogue } from '../../sentences/sentence.js'
import type { ActingTold, PaymentTold, PlaceTold, StatusSentences } from '../../sentences/status.js'
import type { Voice } from '../../sentences/voice.js'

const placeText = (place: PlaceTold, say: Voice): string => {
  if (place === 'noBlock') return '尚未进入任何区块'
  const { height, confirmations, wanted } = place
  return `在区块 ${say.id(height)} 中（${say.number(confirmations)} 次确认${confirmations < wanted ? `，需要 ${say.number(wanted)} 次` : ''}）`
}

const acting = ({ parties, secret }: ActingTold, say: Voice): string =>
  `${say.people(parties)}${parties.length === 1 ? '独自' : '一起'}${secret ? '凭秘密' : ''}`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join('，或者')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `${say.amount(amount)} 付给${to.length === 0 ? `陌生人（${say.code(address)}）` : say.payees(to)}`

const STAGES = { leaving: '正在转出', paidOut: '已经付出', movedOn: '已经转走' } as const

const WHAT = { deposit: '存款', spend: '支出' } as const

const UNKNOWN = {
  confirmedAt: '要等它进入区块之后，等待期从该区块的高度开始计算',
  medianTimeBefore: '开始的时间这里看不出来：不知道它的区块之前的中位时间',
  medianTime: '开始的时间这里看不出来：不知道最后一个区块的中位时间',
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
  nothingLeft: () => '没有托管的钱：曾经看到的存款已被替换或丢弃。',
  inEscrow: ({ amount, place }, say) => `托管中：${say.amount(amount)}，${placeText(place, say)}。`,
  onItsWayIn: ({ amount, place }, say) => `正在转入：${say.amount(amount)}，${placeText(place, say)}。`,
  lessThanAgreed: ({ agreed }, say) => `这少于约定的 ${say.amount(agreed)}。`,
  moreThanAgreed: ({ agreed }, say) => `这多于约定的 ${say.amount(agreed)}。`,
  anotherDeposit: () => '旁边还有另一笔存款。',
  cameLate: () => '它到的时候合约已经结束。',
  moneyMoves: ({ stage, outcome, path, signers, pays, txid, place }, say) => {
    const what =
      outcome === 'unknown'
        ? '一笔别无所知的交易'
        : outcome === 'none'
          ? '一笔不属于协议任何结果的交易'
          : say.outcome(outcome)
    const how = path === 'key' ? '，以一个共同签名（MuSig2）' : ''
    const who = signers.length === 0 ? how : `，签名人：${say.people(signers)}${how}`
    const to = pays.length === 0 ? '' : `：${say.and(pays.map((one) => payment(one, say)))}`
    return `${STAGES[stage]}，方式是${what}${who}${to}；交易 ${say.code(txid)}，${placeText(place, say)}。`
  },
  canBeMovedNow: ({ by: all }, say) => `现在可以转走它的有：${by(all, say)}。`,
  canBeMovedFrom: ({ by: all, from, about }, say) =>
    `可以转走它的有：${by(all, say)}，${
      'height' in from
        ? `从链的最后区块为 ${say.id(from.height)} 时起，最早在区块 ${say.id(from.block)} 中`
        : `从链的中位时间为 ${say.moment(from.time)} 时起`
    }${about === undefined ? '' : `，大约在 ${say.moment(about)}`}。`,
  canBeMovedUnknown: ({ by: all, missing }, say) => `可以转走它的有：${by(all, say)}，${UNKNOWN[missing]}。`,
  depositArrived: ({ amount, deposit }, say) =>
    `一笔 ${say.amount(amount)} 的存款正在转入：${say.outpoint(deposit)}。`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `一笔存款有 ${say.amount(amount)}，少于约定的 ${say.amount(agreed)}：${say.outpoint(deposit)}。`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `一笔存款有 ${say.amount(amount)}，多于约定的 ${say.amount(agreed)}：${say.outpoint(deposit)}。`,
  severalDeposits: () => '付入这个合约的存款不止一笔。',
  depositLate: ({ amount, deposit }, say) =>
    `一笔 ${say.amount(amount)} 的存款到的时候合约已经结束：${say.outpoint(deposit)}。`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `一笔 ${say.amount(amount)} 的存款已在区块 ${say.id(height)} 中确认：${say.outpoint(deposit)}。`,
  pathOpens: ({ deposit, ...who }, say) =>
    `从现在起可以转走存款 ${say.outpoint(deposit)} 的有：${acting(who, say)}。`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `${say.role(role)}的期限快到了：从${'height' in opens ? `链的最后区块为 ${say.id(opens.height)}` : `链的中位时间为 ${say.moment(opens.time)}`} 时起，可以转走存款 ${say.outpoint(deposit)} 的有：${acting(who, say)}。`,
  spendSeen: ({ txid, deposit }, say) =>
    `交易 ${say.code(txid)} 花费存款 ${say.outpoint(deposit)}，正在等待进入区块。`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `花费存款 ${say.outpoint(deposit)} 的交易 ${say.code(txid)} 已在区块 ${say.id(height)} 中确认。`,
  secretShown: ({ txid, secret }, say) => `交易 ${say.code(txid)} 向所有人公开了秘密：${say.code(secret)}。`,
  blockUndone: ({ what, txid, height }, say) =>
    `${WHAT[what]} ${say.code(txid)} 原来所在的区块 ${say.id(height)} 已不在链上。`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `${WHAT[what]} ${say.code(txid)} 已被交易 ${say.code(other)} 替换。`,
  wasDropped: ({ what, txid }, say) => `${WHAT[what]} ${say.code(txid)} 不再等待进入区块。`,
  isStuck: ({ what, txid, rate }, say) =>
    `${WHAT[what]} ${say.code(txid)} 付的手续费低于进入接下来几个区块的价格：${say.decimal(rate)} sat/vB。`,
}
