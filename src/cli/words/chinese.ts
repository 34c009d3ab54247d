import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment, say: Voice): string =>
  'height' in moment
    ? `链上最后的区块为 ${say.id(moment.height)}`
    : `链的时钟到 ${say.moment(moment.medianTime)}`

const SIDES = { provider: '互换服务方', client: '客户' } as const
const AMOUNTS = { exact: '与约定相同', under: '少于约定的', over: '多于约定的' } as const

export const CHINESE_COMMAND: CommandWords = {
  streamPlan: ({ pot, least, most, fee, vsize }, say) =>
    `用 ${say.amount(pot)} 的存款连续付款：付给${say.role('worker')} ${say.amount(least)} 到 ${say.amount(most)}；网络手续费 ${say.amount(fee)}（${say.number(vsize)} vB）。`,
  streamUntil: ({ closeBefore, from, who }, say) =>
    `必须在这个时刻之前关闭付款：${tip(closeBefore, say)}。此后能拿走这笔钱的：${say.people(who)}${who.length === 1 ? '' : '一起'}；从何时起：${tip(from, say)}。`,
  streamSigned: ({ pays, most }, say) =>
    `已签名：总共付给${say.role('worker')} ${say.amount(pays)}，上限为 ${say.amount(most)}。`,
  streamHolds: ({ pays, most, closeBefore, missing, ahead }, say) =>
    `关闭付款时，${say.role('worker')}得到 ${say.amount(pays)}，上限为 ${say.amount(most)}${missing === undefined ? '' : `；少于应得的，还差 ${say.amount(missing)}`}${ahead === undefined ? '' : `；其中预付 ${say.amount(ahead)}`}。必须在这个时刻之前关闭付款：${tip(closeBefore, say)}。`,
  streamCloses: ({ pays, fee, vsize, txid }, say) =>
    `交易 ${say.code(txid)} 用来关闭付款：付给${say.role('worker')} ${say.amount(pays)}；网络手续费 ${say.amount(fee)}（${say.number(vsize)} vB）。`,
  swapIs: ({ kind, amount, address }, say) =>
    kind === 'submarine'
      ? `一笔转往闪电网络的互换：须向 ${say.code(address)} 付入 ${say.amount(amount)}，不能多也不能少，只付一次。后到的钱会被取走，什么也换不到。`
      : `一笔来自闪电网络的互换：互换服务方须向 ${say.code(address)} 付入 ${say.amount(amount)}，不能多也不能少，只付一次。您不要向这个地址付钱。`,
  swapSides: ({ claimer, refunder, paymentHash, timeout }, say) =>
    `可凭 ${say.code(paymentHash)} 的原像取走的：${SIDES[claimer]}。没有被取走时，在区块 ${say.id(timeout)} 之后可以收回的：${SIDES[refunder]}。`,
  swapCosts: ({ cost }, say) => `互换的费用 ${say.amount(cost)}。`,
  swapSpent: ({ how, amount, to, fee, vsize }, say) =>
    `${how === 'claimed' ? '用来取走的交易' : '用来收回的交易'}：${say.amount(amount)} 付到 ${say.code(to)}；网络手续费 ${say.amount(fee)}（${say.number(vsize)} vB）。`,
  transaction: ({ txid }, say) => `交易：${say.code(txid)}`,
  fundRequest: ({ milestone, amount, address }, say) =>
    `阶段 ${say.id(milestone)}：须付 ${say.amount(amount)} 到 ${say.code(address)}`,
  fundFound: ({ milestone, amount, outpoint, match, agreed, confirmedAt }, say) =>
    `阶段 ${say.id(milestone)}：存款 ${say.amount(amount)}，位于 ${say.outpoint(outpoint)}；${AMOUNTS[match]}${match === 'exact' ? '' : ` ${say.amount(agreed)}`}；${confirmedAt === undefined ? '不知道是否已进入区块' : `已进入区块 ${say.id(confirmedAt)}`}。`,
  fundPays: ({ txid, contracts, fee, vsize, feeRate, change }, say) =>
    `交易 ${say.code(txid)}：付入 ${say.number(contracts)} 个合约；网络手续费 ${say.amount(fee)}（${say.number(vsize)} vB，${say.decimal(feeRate)} sat/vB）；${change === undefined ? '没有找零' : `找零 ${say.amount(change.amount)} 到 ${say.code(change.address)}`}。`,
  spendFee: ({ fee, vsize }, say) => `网络手续费 ${say.amount(fee)}（${say.number(vsize)} vB）。`,
  spendSigned: ({ progress }, say) => `签名：${say.and(progress)}。`,
  spendWhole: (_, say) => `需要签名的人都已签名：现在可以用命令 ${say.code('finalize')} 完成这笔交易。`,
  fundAfter: ({ numbers }, say) => `发送它之前，须先发送这些编号的交易：${say.and(numbers.map(say.id))}。`,
}
