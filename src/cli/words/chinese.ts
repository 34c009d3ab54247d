import type { Kept } from '../../chain/keep.js'
import type { BroadcastRefusal } from '../../chain/source.js'
import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import { formatFeeRate } from '../../units/feeRate.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment, say: Voice): string =>
  'height' in moment
    ? `链上最后的区块为 ${say.id(moment.height)}`
    : `链的时钟到 ${say.moment(moment.medianTime)}`

const SIDES = { provider: '互换服务方', client: '客户' } as const
const AMOUNTS = { exact: '与约定相同', under: '少于约定的', over: '多于约定的' } as const

const UNFIT = {
  notSpendable: '不能花费',
  unconfirmed: '未确认',
  noAddress: '没有地址',
  otherKind: '不是 P2TR 或 P2WPKH',
} as const

const SENT = { accepted: '节点或服务器已接受', known: '节点或服务器此前已知道这笔交易' } as const

const REFUSED = {
  inputsMissingOrSpent: '找不到它要花费的钱，或这笔钱已被花费',
  notFinal: '等待期还没有结束',
  feeTooLow: '网络手续费太低',
  conflicting: '另一笔等待进入区块的交易花费同一笔钱',
  tooManyAncestors: '相互依赖且等待进入区块的交易太多',
} as const

const refused = (
  { reason, text }: { readonly reason: BroadcastRefusal; readonly text: string },
  say: Voice,
): string =>
  `节点或服务器已拒绝${reason === 'other' ? '' : `：${REFUSED[reason]}`}；答复：${say.quoted(text)}`

const become = (told: Kept, wanted: number, say: Voice): string => {
  switch (told.kind) {
    case 'waiting':
      return '正在等待进入区块'
    case 'dropped':
      return '一度不再等待进入区块，已重新发送'
    case 'replaced':
      return `已被替换；答复：${say.quoted(told.text)}`
    case 'refused':
      return refused(told, say)
    case 'stuck':
      return [
        '停滞不前',
        ...(told.feeRate === undefined
          ? []
          : [`进入区块的价格是 ${say.decimal(formatFeeRate(told.feeRate))} sat/vB`]),
        ...(told.leastFeeRate === undefined
          ? []
          : [`节点接受的替换交易最低为 ${say.decimal(formatFeeRate(told.leastFeeRate))} sat/vB`]),
      ].join('；')
    case 'confirmed':
      return `在区块 ${say.id(told.block.height)} 中（${say.code(told.block.hash)}）`
    case 'deep':
      return `已达到所要求的 ${say.number(wanted)} 次确认`
  }
}

const WORTH = {
  work: '',
  cheap: `伪造此网络的区块成本很低。`,
  nothing: `生成 regtest 的区块不需要任何成本，因此不能证明任何事情。`,
} as const

/** Behind what a proof shows. */
const SINCE = `这份证明不能说明存款此后是否已被花费。`

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
  nonceGoes: () =>
    '这个 PSBT 带有本签名人的一次性公开数值：请把它发给对方，在收到对方的 PSBT 之前不要关闭本程序。',
  nonceAwaited: () => '仍在等待对方的 PSBT。',
  secretAsked: () => '恢复短语或私钥（不显示）：',
  feeRateTaken: ({ feeRate, of }, say) =>
    `网络费率：${say.decimal(formatFeeRate(feeRate))} sat/vB${of === undefined ? '' : `，来自 ${say.code(of)}`}。`,
  unproven: ({ server }, say) =>
    `${say.code(server)} 所说的没有经过验证：要验证，请使用选项 ${say.code('--checkpoint')} 或您自己的节点。`,
  sameFor: ({ role }, say) => `没有什么差别是${say.role(role)}需要知道的。`,
  addressFound: ({ address, contract }, say) =>
    `地址 ${say.code(address)} 是合约 ${say.id(contract)} 的地址。`,
  made: ({ agreement, milestones, total, network }, say) =>
    `协议：${say.code(agreement)}\n阶段数：${say.number(milestones)}；共 ${say.amount(total)}；网络：${say.code(network)}`,
  fundAfter: ({ numbers }, say) => `发送它之前，须先发送这些编号的交易：${say.and(numbers.map(say.id))}。`,
  passedOver: ({ coins }, say) =>
    `钱包里的这些款项未用来付款：${coins.map(({ why, count }) => `${UNFIT[why]}（${say.number(count)} 笔）`).join('；')}。`,
  depositDiffers: ({ milestone, outpoint, found }, say) =>
    `阶段 ${say.id(milestone)}：存款 ${say.outpoint(outpoint)} ${found === 'nothing' ? '在读到的链上数据中没有找到' : found === 'noBlock' ? '还没有进入区块' : `是 ${say.amount(found.amount)}，不是 ${say.amount(found.said)}`}。`,
  sent: ({ answer }, say) =>
    `交易 ${say.code(answer.txid)}：${answer.verdict === 'refused' ? refused(answer, say) : SENT[answer.verdict]}。`,
  kept: ({ told, wanted }, say) => `交易 ${say.code(told.txid)}：${become(told, wanted, say)}。`,
  recoveryFor: ({ milestone, role }, say) => `${say.role(role)}的取款文件：阶段 ${say.id(milestone)}`,
  written: ({ path }, say) => `已写入文件：${say.code(path)}`,
  childPays: ({ parent, fee, vsize, feeRate, amount, to }, say) =>
    `同时替交易 ${say.code(parent)} 付手续费的交易：网络手续费 ${say.amount(fee)}（${say.number(vsize)} vB）；两笔合计按 ${say.decimal(formatFeeRate(feeRate))} sat/vB 付费；${say.amount(amount)} 付到 ${say.code(to)}。`,
  secretRead: ({ milestone, secret }, say) => `阶段 ${say.id(milestone)}：秘密是 ${say.code(secret)}`,
  secretMissing: ({ why, milestone }, say) => {
    if (milestone !== undefined)
      return `阶段 ${say.id(milestone)}：${why === 'hidden' ? '有一个秘密，但在所读的交易中没有出现' : '没有秘密'}。`
    return why === 'hidden' ? `所读的交易中没有出现协议的任何秘密。` : `协议没有带秘密的阶段。`
  },
  proofMade: ({ milestone, height, from }, say) =>
    `阶段 ${say.id(milestone)}：存款已收录于区块 ${say.id(height)} 的证明，附有从区块 ${say.id(from)} 起的区块头。${SINCE}`,
  proven: ({ milestone, amount, outpoint, confirmations, tip: last, bits, assurance }, say) =>
    `阶段 ${say.id(milestone)}：存款 ${say.amount(amount)}，位于 ${say.outpoint(outpoint)}；到区块 ${say.id(last.height)}（${say.code(last.hash)}，${say.moment(last.time)}）为止有 ${say.number(confirmations)} 次确认；要伪造这样的证明，大约需要的哈希次数：${say.code(`2^${bits}`)}。${WORTH[assurance]}${SINCE}`,
  provenTooFew: ({ wanted }, say) => `  少于所要求的 ${say.number(wanted)} 次确认。`,
}
