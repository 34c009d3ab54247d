import type { RecoverySentences, RecoveryWay } from '../../sentences/recovery.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { CHINESE_POWERS } from './powers.js'

const way = ({ block, ...told }: RecoveryWay, say: Voice): string =>
  `${CHINESE_POWERS.ways({ ways: [told], more: 0 }, say)}${block === undefined ? '' : `：${CHINESE_POWERS.from([{ height: block }], say)}`}`

/** What a recovery file says, in simplified Chinese. */
export const CHINESE_RECOVERY: Catalogue<RecoverySentences> = {
  recoveryOf: ({ role, quorum }, say) =>
    `${say.role(role)}的取款文件${quorum === undefined ? '' : `（${say.number(quorum.total)} 把密钥中任意 ${say.number(quorum.needed)} 把签名）`}`,
  recoveryAbout: () =>
    '如何只用 Bitcoin Core 29 或更新的版本，不用别的软件，把钱从托管合约中取出来。这份文件里没有秘密，但它显示了合约。请把它和您的密钥放在一起保管。',
  recoveryCan: () => '您能做什么',
  recoveryWay: (told, say) => way(told, say),
  recoveryWayTogether: ({ instead, ...told }, say) =>
    `${way(told, say)}，以一个共同签名（MuSig2）：这份文件里没有这样做的命令。方式 ${say.id(instead)} 的效果相同。`,
  recoveryContract: () => '合约',
  recoveryAgreement: ({ agreement }, say) => `协议：${say.code(agreement)}`,
  recoveryMilestone: ({ milestone, contract, amount }, say) =>
    `阶段 ${say.id(milestone)}，合约 ${say.id(contract)}：约定金额 ${say.amount(amount)}`,
  recoveryChain: ({ chain }, say) => `链：${say.code(chain)}`,
  recoveryAddress: ({ address }, say) => `地址：${say.code(address)}`,
  recoveryDepositUnknown: () => '存款：不在这份文件里。请查找付款到这个地址的输出。',
  recoveryDeposit: ({ deposit, amount }, say) => `存款：${say.outpoint(deposit)}，${say.amount(amount)}`,
  recoveryConfirmed: ({ height }, say) => `已在区块 ${say.id(height)} 中确认`,
  recoveryDescriptor: ({ contract }, say) => `合约的描述符；合约是其中序号为 ${say.id(contract)} 的输出：`,
  recoveryPortable: (_, say) => `同一个输出，供不认识 ${say.code('musig()')} 的节点使用：`,
  recoveryAddresses: () => '协议把钱付到哪里：',
  recoveryPaid: ({ to, percent, address }, say) =>
    `${say.payees([to])}${percent === undefined ? '' : `，${say.decimal(percent)}%`}：${say.code(address)}`,
  recoveryFill: () => '您要填进命令里的内容',
  recoveryFillAccount: ({ placeholder, account, master }, say) =>
    `${say.code(placeholder)}：您的账户私钥连同其来源，${say.code(account)}；或者您的主私钥加上后面的路径，${say.code(master)}。下面的每个命令都写明是哪个账户。`,
  recoveryFillKey: ({ placeholder }, say) => `${say.code(placeholder)}：您的 WIF 格式私钥`,
  recoveryFillDeposit: ({ transaction, position }, say) =>
    `${say.code(transaction)}、${say.code(position)}：付款到这个地址的交易，以及该输出的位置，从 0 数起`,
  recoveryFillAddress: ({ placeholder }, say) => `${say.code(placeholder)}：钱付到哪里`,
  recoveryFillAmount: ({ placeholder, coins }, say) =>
    `${say.code(placeholder)}：以 BTC 为单位，等于输出里的金额${coins === undefined ? '' : `（${say.code(coins)}）`}减去网络手续费`,
  recoveryFillSecret: ({ placeholder }, say) => `${say.code(placeholder)}：秘密，64 位十六进制数字；它会公开`,
  recoveryAnswers: ({ arrow }, say) =>
    `${say.code(arrow)} 后面是命令的回答在后续命令中的名称。如果其后还有带引号的名字，就只取回答中叫这个名字的部分。`,
  recoverySeveral: ({ outputs }, say) => `多个输出：${say.code(outputs)}`,
  recoveryPrepare: () => '准备：一个知道合约和您的密钥的钱包',
  recoveryPrivate: () =>
    '这些命令里有您的私钥：请用您自己的电脑，用完后清除终端的历史记录。节点会警告没有给出全部私钥：这是正常的。',
  recoveryKey: ({ number, total, placeholder, key }, say) =>
    `密钥 ${say.id(number)}（共 ${say.number(total)} 把）：${say.code(placeholder)} 代表 ${say.code(key)} 的私钥`,
  recoveryPath: ({ number, ...told }, say) => `方式 ${say.id(number)}：${way(told, say)}`,
  recoveryConfirmations: ({ confirmations }, say) =>
    `存款有 ${say.number(confirmations)} 次确认之后，节点才接受这笔交易。`,
  recoveryClockBehind: () => '链上时钟大约慢一个小时。',
  recoverySize: ({ vsize }, say) =>
    `只有一个输出时，这笔交易的大小是 ${say.number(vsize)} vB：乘以以 sat/vB 计的费率，就是以 sat 计的网络手续费。`,
  recoverySecretRow: () => '第二个命令把秘密放进去；它用于 bash 之类的终端，而且必须恰好只有一个输出。',
  recoveryDraft: () => '起草：',
  recoveryDraftForAll: ({ placeholder }, say) =>
    `你们当中一个人起草，并把 ${say.code(placeholder)} 发给其他人：`,
  recoverySign: () => '签名：',
  recoverySignEach: ({ signatures }, say) => `每个人都签名，一共需要 ${say.number(signatures)} 个签名：`,
  recoveryWithKey: ({ number }, say) => `用密钥 ${say.id(number)}：`,
  recoverySend: () => '发送：',
  recoverySendJoined: ({ signed, own }, say) =>
    `你们当中一个人合并签名并发送；每个人得到的 ${say.code(own)} 填在这里的 ${signed.map(say.code).join('、')} 处：`,
  recoveryBefore: () => '发送之前',
  recoveryLook: ({ psbtCommand, transactionCommand }, say) =>
    `命令 ${say.code(psbtCommand)} 和 ${say.code(transactionCommand)} 显示一个 PSBT 或一笔交易会做什么。签名的人所签的就是输出所写的内容，不管协议怎么说：节点不知道协议。`,
  recoveryPinning: ({ option, behind, command }, say) =>
    `如果一笔交易付款给几个人，其中一个人可以从它支出，从而拖慢它。版本 30 及以后的节点允许在 ${say.code(command)} 中的 ${say.code(behind)} 后面加上 ${say.code(option)}；在执行这条规则（BIP 431）的节点上，这样可以防止拖慢。`,
  recoveryWait: () => '与别人一起收款的人，必须等这笔交易确认之后才能花收到的钱。',
  recoveryTerms: () => '协议',
  recoveryText: () => '协议的规范文本；以上一切都由它得出。',
}
