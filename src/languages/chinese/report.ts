import type { ReportWords } from '../../sentences/report.js'
import type { Voice } from '../../sentences/voice.js'
import { subjectsIn } from '../subjects.js'
import { CHINESE_PHRASES } from './phrases.js'
import { CHINESE_HEADS } from './reportHeads.js'

const secret = (count: number, say: Voice): string =>
  count === 0 ? '' : count === 1 ? '（需要知道秘密）' : `（需要知道 ${say.number(count)} 个秘密）`

const SEVERITIES = { danger: '个危险', warning: '个警告', note: '个提示' } as const
const STANDINGS = {
  unfunded: '尚无存款',
  arriving: '存款在途',
  confirming: '存款确认中',
  funded: '已有存款',
  leaving: '支出在途',
  left: '的钱已付出',
} as const

const HOW = {
  deposit: '它把钱存入',
  freeze: '它冻结这笔钱，钱回到',
  relock: '它把钱重新锁定到',
  amendment: '它把钱转到修订后的协议，进入',
  other: '它把钱转到另一份协议，进入',
} as const

const about = /* @__PURE__ */ subjectsIn({
  named: CHINESE_PHRASES.named,
  contracts: ({ contracts }) => `合约 ${contracts}`,
  device: ({ device }, say) => `设备 ${say.code(device)}`,
  claim: ({ position }, say) => `所声称的内容 ${say.id(position)}`,
  way: ({ signers }) => `由${signers}签名的途径`,
  leaf: ({ leaf }) => `叶子 ${leaf}`,
})

/** Reports in simplified Chinese. */
export const CHINESE_REPORT: ReportWords = {
  heads: CHINESE_HEADS,
  sentences: {
    titleAgreement: ({ contracts }, say) => `对含 ${say.number(contracts)} 个合约的协议的审计`,
    found: ({ found }, say) => `发现：${say.and(found)}。`,
    counted: ({ severity, count }, say) => `${say.number(count)} ${SEVERITIES[severity]}`,
    soNow: ({ height, time, contracts }, say) =>
      `截至区块 ${say.id(height)}${time === undefined ? '' : `，约 ${say.moment(time)}`}${contracts.length === 0 ? '' : `：${say.and(contracts)}`}。`,
    standing: ({ word, count }, say) => `${say.number(count)} 个合约${STANDINGS[word]}`,
    onlyNotes: ({ notes }) => `审计没有得出“危险”或“警告”。下面有 ${notes}，说明条款允许什么。`,
    otherCauses: ({ count }, say) => `另有 ${say.number(count)} 个原因：见审计结果。`,
    moreOf: ({ count, code }, say) => `${say.code(code)} 另有 ${say.number(count)} 条`,
    enginesAgree: ({ compared }, say) =>
      `两个没有共用代码的引擎都做了计算，${say.number(compared)} 个值全部一致。`,
    enginesDiffer: ({ differences, compared }, say) =>
      `${say.number(compared)} 个值中，两个引擎有 ${say.number(differences)} 个不一致：两者都不要相信。`,
    moment: ({ kind, when }) =>
      kind === 'height' ? `${when} 之后` : kind === 'time' ? `自 ${when} 起` : `存款确认后${when}`,
    coalition: ({ who, secrets }, say) =>
      `${who.length === 0 ? '任何人' : `${say.and(who)}${who.length === 1 ? '（单独）' : '（共同）'}`}${secret(secrets, say)}`,
    signers: ({ who, secrets }, say) =>
      `${who.length === 0 ? '任何人' : say.and(who)}${secret(secrets, say)}`,
    someKeys: ({ who, keys, of }, say) => `${who}（${say.number(of)} 把密钥中的 ${say.number(keys)} 把）`,
    keyNumber: ({ who, position }, say) => `${who}，第 ${say.id(position)} 把密钥`,
    together: ({ who }, say) => `${say.and(who)}共同作出一个签名 (MuSig2)`,
    alone: ({ who }) => `${who}（单独）`,
    forWhom: ({ who }) => `对${who}而言`,
    asContract: ({ index }, say) => `与合约 ${say.id(index)} 相同`,
    notUnderstood: ({ name }, say) => `看不懂 ${say.code(name)}：能动用这笔钱的人可能比这里显示的更多。`,
    notListed: ({ combinations, stretches }, say) =>
      `因太多而未列出：${say.number(combinations)} 种组合，${say.number(stretches)} 个时段。`,
    from: ({ amount }) => `${amount} 起`,
    outcome: ({ outcome }, say) => (outcome === 'sweep' ? '全部付到一个输出' : say.outcome(outcome)),
    pushesKey: ({ who }) => `压入${who}的密钥`,
    inputSpends: ({ input, contract, signers }, say) =>
      `输入 ${say.id(input)} 花费合约 ${say.id(contract)} 中的资金${signers === undefined ? '' : `（签名人：${signers}）`}：`,
    contractHolds: ({ contract, amount }, say) => `合约 ${say.id(contract)}：${say.amount(amount)}，在`,
    notTransaction: ({ position }, say) => `第 ${say.id(position)} 个所给内容不是交易：`,
    signatures: ({ role, signed, needed }, say) =>
      `${role}（已签 ${say.number(signed)} 个，需要 ${say.number(needed)} 个）`,
    quorum: ({ threshold, keys }, say) => `${say.number(keys)} 把密钥中的 ${say.number(threshold)} 把`,
    tracedSpend: ({ input, contract, amount, signers }, say) =>
      `输入 ${say.id(input)} 支出合约 ${say.id(contract)}${amount === undefined ? '' : `（${say.amount(amount)}）`}，${signers === undefined ? '没有人签名' : `签名的人：${signers}`}。`,
    tracedForeign: ({ input, contract, amount }, say) =>
      `输入 ${say.id(input)} 支出合约 ${say.id(contract)}${amount === undefined ? '' : `（${say.amount(amount)}）`}，而合约没有这种途径：`,
    tracedSignature: ({ who, verdict }) =>
      verdict === 'invalid' ? `${who}的签名无效。` : `${who}的签名没有得到验证：所支出的输出并非全部已知。`,
    tracedOutput: ({ output, amount, to }, say) =>
      `输出 ${say.id(output)} 付出 ${say.amount(amount)}，付给：${to ?? '协议不认识的脚本'}。`,
    tracedFunding: ({ how, contract, amount, output, match, spentBy }, say) =>
      `${HOW[how]}合约 ${say.id(contract)}：输出 ${say.id(output)} 中有 ${say.amount(amount)}${match === 'exact' ? '' : `，比该阶段约定的${match === 'under' ? '少' : '多'}`}；${spentBy === undefined ? '这里给出的交易都没有支出它' : `${say.code(spentBy)} 支出了它`}。`,
    tracedOutcome: ({ outcome, signers }, say) =>
      `这是${say.outcome(outcome)}，与协议所写的一样，签名的人：${signers}。`,
    tracedWouldPay: ({ outcome, to, expected, received }, say) =>
      `如果是${say.outcome(outcome)}，${to}会收到 ${say.amount(expected)}；这笔交易付出 ${say.amount(received)}。`,
    tracedStrangers: ({ outputs }) =>
      `协议没有写明输出 ${outputs} 属于谁。工人所得的一部分可能进入一笔转往闪电网络的互换，任何协议都不写这件事：要核对它，请给出这笔互换，它的输出由其条款得出。`,
    tracedUnusual: () => '它有不寻常之处：',
  },
  about,
  told: CHINESE_PHRASES.told,
}
