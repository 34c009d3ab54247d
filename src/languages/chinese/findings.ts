import type { DeviceLimitTold, FindingSentences } from '../../sentences/findings.js'
import { wayOf } from '../../sentences/powers.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { CHINESE_PHRASES } from './phrases.js'
import { CHINESE_POWERS } from './powers.js'
import { CHINESE_REVIEW } from './review.js'

const hexOr = (hex: string, say: Voice): string => (hex === '' ? '空' : say.code(hex))

/** What a device counts. */
const UNITS = {
  templateLength: '模板中的字符',
  keyCount: '密钥',
  expressionCount: '密钥，每写一次算一个',
  originDepth: '密钥来源中的步数',
  keyLength: '带来源的一把密钥的字符',
  memory: '内存字节',
} as const

const limit = (told: DeviceLimitTold, say: Voice): string => {
  switch (told.rule) {
    case 'extendedKeys':
      return `它只接受扩展密钥，而${say.role(told.role)}的密钥是单个密钥，不是扩展密钥`
    case 'taprootMiniscript':
      return '它不接受 Taproot 输出中的组合条件（Miniscript）'
    case 'musig':
      return '它不认识两个人的共同密钥（MuSig2）'
    case 'sha256':
      return '它不接受要求秘密的条件'
    case 'addressIndex':
      return `它不显示索引 9999 以后的地址，而这个合约的索引是 ${say.code(told.received)}`
    default:
      return `它最多接受 ${say.number(told.most)}（${UNITS[told.rule]}），而这个合约有 ${say.number(told.received)}`
  }
}

/** What an audit finds, in simplified Chinese. */
export const CHINESE_FINDINGS: Catalogue<FindingSentences> = {
  ENGINES_DIFFER: ({ field, at, first, second }, say) =>
    `两个不共用代码的程序算出的结果不同（${CHINESE_PHRASES.told(field, say)}，从字节 ${say.number(at)} 起）：${hexOr(first, say)} 和 ${hexOr(second, say)}。在弄清哪一个错了之前，请不要付款。`,
  AWARD_TOO_LATE: ({ decider, decision, room, taker, from, margin }, say) =>
    `如果${say.role(decider)}用满约定的裁决时间（${say.span(decision)}），那么在${say.role(taker)}可以独自取走这笔钱之前（${CHINESE_POWERS.from(from, say)}）${room === undefined ? '没有剩下时间' : `只剩${say.span(room)}`}。请留出${say.span(margin)}或更多：裁决进入区块之后才算数。`,
  RACE_AFTER_RESCUE: ({ from, taker, gap }, say) =>
    `${say.people(['employer', 'worker'])}各自都可以独自取走全部（${CHINESE_POWERS.from(from, say)}），谁的交易先进入区块，全部就归谁。${say.role(taker)}必须在那之前取走；那之前可以取走的这段时间是${say.span(gap)}。`,
  LOCKED_OUT: ({ role, other, within }, say) =>
    within === 'never'
      ? `如果${say.role(other)}消失，${say.role(role)}就永远拿不到这笔钱：没有仲裁人，也没有一个从那时起${say.role(role)}可以独自取走它的时间（救援）。`
      : `如果${say.role(other)}消失，${say.role(role)}两年之内拿不到这笔钱：在那之前没有仲裁人可以行动，而${say.role(role)}可以独自取走它的时间还要更晚。`,
  SILENCE_TOO_SOON: ({ taker, from, ahead, margin }, say) =>
    `${say.role(taker)}可以独自取走这笔钱（${CHINESE_POWERS.from(from, say)}）：离那时还有${say.span(ahead)}。如果离那时不足${say.span(margin)}，就不应向合约付款。`,
  DEADLINE_PAST: ({ lock }, say) =>
    `链已经过了这个时刻：${say.lock(lock)}。从那时起可以行动的人，合约一收到钱就可以行动。`,
  DEADLINE_TOO_NEAR: ({ lock }, say) =>
    `这个时刻太近，剩下的时间比做出裁决所需的时间还短：${say.lock(lock)}。在那之前没有仲裁人能够裁决。`,
  DEADLINES_NOT_CHECKED: () =>
    '约定的时刻是区块高度或日期。没有检查它们是否已经过去或者太远：检查需要链的高度和时间。',
  LOCK_BEYOND_TWO_YEARS: ({ lock, ahead }, say) =>
    `离这个时刻（${say.lock(lock)}）还有${say.span(ahead)}，超过两年：如果在那之前没有人行动，钱就要一直放那么久。`,
  FEES_EAT_AMOUNT: ({ rate, percent, amount, fee, outcome, path, vsize, limit: from }, say) =>
    `按 ${say.decimal(rate)} sat/vB 计算，比特币网络的手续费可能占 ${say.amount(amount)} 的百分之 ${say.decimal(percent)}：最大的一笔支出是${outcome === 'sweep' ? '全部付到一个地址' : say.outcome(outcome)}${path === undefined ? '' : `（签名人：${CHINESE_POWERS.way(wayOf(path), say)}）`}，${say.number(vsize)} vB，要付手续费 ${say.amount(fee)}。手续费占到百分之 ${say.decimal(from)} 或更多，就要想一想是否合算。`,
  OUTCOME_UNPAYABLE: ({ rate, outcome, path, amount, to, received }, say) =>
    `按比特币网络手续费 ${say.decimal(rate)} sat/vB 计算，不能通过${say.outcome(outcome)}（签名人：${CHINESE_POWERS.way(wayOf(path), say)}）把 ${say.amount(amount)} 付出去：有人得到的会太少（${to.length === 0 ? '' : `${say.payees(to)}，`}${CHINESE_PHRASES.named(received, say)}）。`,
  NODES_REFUSE: ({ reason }, say) =>
    `按通常规则运行的节点都不会转发这笔支出，必须由生产区块的人帮忙：${CHINESE_PHRASES.told(reason, say)}。`,
  STRICT_NODES_REFUSE: ({ reason }, say) =>
    `严格的节点不会转发这笔支出：${CHINESE_PHRASES.told(reason, say)}。`,
  LEAF_NOT_SANE: ({ reason }, say) =>
    `Miniscript 的分析认为这个条件不健全：${CHINESE_PHRASES.told(reason, say)}。`,
  ORDINARY_WALLET: ({ account, purpose }, say) =>
    `这把密钥是普通钱包的账户 ${say.code(account)}（用途 ${say.id(purpose)}）：拿到协议的人能看到整个钱包，这个账户下只要泄露一把私钥，整个钱包就会被打开。`,
  ROLES_SHARE_MASTER: ({ roles, fingerprint }, say) =>
    `${say.people(roles)}的密钥都写着同一把主密钥 ${say.code(fingerprint)}：看来是同一个人，这个人就可以代表他们全部。`,
  QUORUM_SHARES_MASTER: ({ role, shared, of, fingerprint }, say) =>
    `${say.role(role)}的 ${say.number(of)} 把密钥中有 ${say.number(shared)} 把写着同一把主密钥 ${say.code(fingerprint)} 为来源：一个人，或者一个小偷，就能用这 ${say.number(shared)} 把密钥签名。`,
  ROLES_SHARE_ADDRESS: ({ address, roles }, say) =>
    `同一个地址 ${say.code(address)} 写在几方名下（${say.people(roles)}）：看来是同一个人，或者其中一个地址写错了地方。`,
  KEYS_REUSED: (told, say) =>
    told.kind === 'account'
      ? `本协议的合约 ${say.id(told.first)} 至 ${say.id(told.last)} 与协议 ${say.code(told.other)} 的合约 ${say.id(told.otherFirst)} 至 ${say.id(told.otherLast)} 共用这个账户的密钥：花费其中一个会显示另一个的密钥，泄露的一把私钥在两边都能用。`
      : `这是一把单个密钥（不是扩展密钥），在每个合约中都一样：它出现在${say.and([
          ...(told.contracts === undefined ? [] : [`本协议的全部 ${say.number(told.contracts)} 个合约中`]),
          ...told.agreements.map((id) => `协议 ${say.code(id)} 中`),
        ])}。每笔支出都会显示它们属于一起，泄露的一把私钥对全部都能用。`,
  PARTY_REPLACED: ({ role, amended, amendment }, say) =>
    `协议 ${say.code(amendment)} 修改了协议 ${say.code(amended)}，并换上了${say.role(role)}的另外的密钥：拿着旧密钥的人对转到新协议的钱没有任何决定权。`,
  PARTY_ADDED: ({ role, amended, amendment }, say) =>
    `协议 ${say.code(amended)} 没有${say.role(role)}的密钥，而修改它的 ${say.code(amendment)} 有：这些密钥与两方中的任何一方一起，就能取走转到新协议的全部的钱。写这次修改的人可能就拿着这些密钥。`,
  AMENDMENT_DIFFERS: ({ amended, amendment, count, worse }, say) =>
    `协议 ${say.code(amendment)} 修改了 ${say.code(amended)}，不同之处有 ${say.number(count)} 项${worse.length === 0 ? '' : `；其中对某方更不利的：${say.and(worse.map((one) => `${say.role(one.role)} ${say.number(one.count)} 项`))}`}。`,
  SECRET_REUSED: ({ agreement }, say) =>
    `协议 ${say.code(agreement)} 有相同的哈希：谁用秘密取走其中一个协议的钱，就把秘密公开给所有人，而另一个协议的工人就可以取走那个协议的钱。`,
  SECRET_OPENS: (_, say) =>
    `${say.role('worker')}知道秘密就可以立刻取走全部。协议没有说是谁制作了秘密：知道秘密的人必须保密到工作被接受为止；如果是${say.role('worker')}制作的，他就可以独自取走全部，不需要任何别人。`,
  ARBITER_WITH_ONE_PARTY: ({ role, needed, of, from }, say) =>
    `${say.role(role)}${of === 1 ? '' : `（${say.number(of)} 把密钥中的任意 ${say.number(needed)} 把）`}与两方中的一方一起可以把钱付到任何地方（${CHINESE_POWERS.from(from, say)}）：另一方只能事先选择信任谁。`,
  DEVICE_LIMIT: (told, say) => `没有人能用这个设备为这个合约签名：${limit(told, say)}。`,
  SPEND_CLAIMS: (told, say) =>
    'claimed' in told
      ? `以下编号的输入支出多少，只凭 PSBT 自己的说法：${say.and(told.claimed.map(say.id))}。请给出存款交易，以便证明金额。签名涵盖所声称的金额，所以如果这个金额是假的，签名就没有用处，也转不走任何钱。`
      : CHINESE_PHRASES.told(told.reason, say),
  SPEND_REFUSED: ({ objection }, say) => `${textOf(objection, { catalogue: CHINESE_REVIEW, voice: say })}。`,
  SPEND_WARNING: ({ objection }, say) => `${textOf(objection, { catalogue: CHINESE_REVIEW, voice: say })}。`,
  OUTCOME_DIFFERS: ({ reason }, say) => `这不是协议的任何结果：${CHINESE_PHRASES.told(reason, say)}。`,
  OUTCOME_UNKNOWN: ({ reason }, say) => `无法判断这是不是协议的结果：${CHINESE_PHRASES.told(reason, say)}。`,
  SIGNATURE_INVALID: ({ key }, say) => `密钥 ${say.code(key)} 的签名不是这笔交易的签名：没有节点会接受。`,
  SIGNATURE_TYPE: ({ key, type }, say) =>
    `密钥 ${say.code(key)} 的签名类型是 ${say.id(type)}；这里只用类型 0 签名，它涵盖一切。`,
  SECRET_SHOWN: ({ outpoint }, say) =>
    `花费 ${say.outpoint(outpoint)} 时向所有人公开了秘密：这个秘密能打开的其他东西现在也都打开了。`,
  SECRET_WRONG: () => '公开出来的秘密与协议的哈希不符：没有节点会接受这笔交易。',
  DEPOSIT_UNDER: ({ contract, amount }, say) =>
    `合约 ${say.id(contract)} 的存款有 ${say.amount(amount)}，少于协议所说。`,
  DEPOSIT_OVER: ({ contract, amount }, say) =>
    `合约 ${say.id(contract)} 的存款有 ${say.amount(amount)}，多于协议所说。`,
  TRANSACTION_UNRELATED: () => '这笔交易既不付入也不花费协议的任何合约。',
  TERMS_NOT_BOUND: ({ shown }, say) =>
    shown === undefined
      ? '缺少把输出与协议联系起来的部分：没有什么能说明这笔钱是为哪个协议付的。'
      : `把输出与协议联系起来的部分是另一个（${CHINESE_PHRASES.named(shown, say)}）：这个输出属于别的条款，或者不属于任何条款。`,
  CLAIM_ADDRESS: ({ shown, agreed }, say) =>
    `出示的地址是 ${say.code(shown)}，而协议给出的是 ${say.code(agreed)}：付到出示的地址的钱不在合约中。`,
  CLAIM_OUTPUT: ({ shown, agreed }, say) =>
    `输出付给 ${say.code(shown)}，而协议给出的是 ${say.code(agreed)}：钱不在合约中。`,
  CLAIM_AMOUNT: ({ shown, agreed }, say) =>
    `输出有 ${say.amount(shown)}，而协议说的是 ${say.amount(agreed)}。`,
  CLAIM_INTERNAL_KEY: ({ shown, agreed }, say) =>
    `出示的内部密钥是 ${say.code(shown)}，而协议给出的是 ${say.code(agreed)}：谁能用出示的这把密钥签名，谁就能立刻取走全部，不受协议任何规则约束。`,
  CLAIM_LEAF_REPLACED: ({ path, shown, agreed }, say) =>
    `给${CHINESE_POWERS.way(wayOf(path), say)}用的条件（${say.code(agreed)}）被换成了另一个（${CHINESE_PHRASES.named(shown, say)}）。`,
  CLAIM_LEAF_MISSING: ({ path }, say) =>
    `协议给出了给${CHINESE_POWERS.way(wayOf(path), say)}用的条件，但这里没有这个条件：依靠它的人什么也没有。`,
  CLAIM_LEAF_ADDED: ({ shown }, say) =>
    `有一个协议没有给出的条件（${CHINESE_PHRASES.named(shown, say)}）：谁能用签名满足它，谁就能取走全部。`,
  CLAIM_LEAF_REPEATED: ({ path }, say) =>
    `${path === 'terms' ? '把输出与协议联系起来的部分' : `给${CHINESE_POWERS.way(wayOf(path), say)}用的条件`}出现了不止一次，而没有协议会这样。`,
  CLAIM_TREE: ({ shown, agreed }, say) =>
    `所有条件都在，但位置与协议不同（${say.code(shown)} ≠ ${say.code(agreed)}）：这是另一个输出，地址也是另一个。`,
  CLAIM_PARITY: () => '出示的控制块中输出密钥的奇偶性是错的：没有节点会接受用它的支出。',
  CLAIM_CONTROL_BLOCK: ({ shown, agreed }, say) =>
    `出示的控制块是 ${say.code(shown)}，而合约的是 ${say.code(agreed)}，哈希或长度不同：没有节点会接受用它的支出。`,
  NOT_A_CONTRACT: () =>
    '这不是任何协议的合约：没有协议的规则保护其中的钱。谁能取走这笔钱，这笔存款的描述中有说明。',
  AGREEMENT_NOT_SHOWN: () =>
    '这是某个协议的合约，但没有给出协议：双方约定了什么，这个输出是否属于这个协议，只有协议的文本能说明。',
  NO_DOCUMENT: () => '协议没有指明任何文本：没有什么把合约与双方用文字许下的承诺联系起来。',
  NO_SALT: () => '协议没有盐值（一段随机的字符）：猜到其内容的人可以从一笔支出看出它是关于这个协议的。',
  SECRET_IN_TEXT: ({ what }, say) =>
    `这段说明含有应当保密的东西（${CHINESE_PHRASES.named(what, say)}）：拿到协议的人就拿到了它。`,
  TEXT_NOT_NFC: () => '这段说明不是 Unicode 规范化形式 C：另一段文字可能看起来一样，却是另一个协议。',
  INTERNAL_KEY_OF_ONE_PARTY: ({ party }, say) =>
    `内部密钥只属于${CHINESE_POWERS.party(party, say)}，无论条件怎么说，此方都可以立刻取走全部。`,
  INTERNAL_KEY_UNKNOWN: () => '没有人能断定谁拥有内部密钥：无论条件怎么说，拥有它的人都可以立刻取走全部。',
  REFUSED: ({ reason }, say) => `已拒绝：${CHINESE_PHRASES.told(reason, say)}。`,
  NO_SPEND: ({ reason }, say) => `这不是协议的支出：${CHINESE_PHRASES.told(reason, say)}。`,
  DIFFERS: ({ reason }, say) => `与合约不同：${CHINESE_PHRASES.told(reason, say)}`,
}
