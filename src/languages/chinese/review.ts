import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValueText } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who}以一个共同签名（MuSig2）`
  return path === 'workerWithSecret' ? `${who}凭秘密` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1 ? `${who}可以独自取走这笔钱` : `${who}一起可以转走这笔钱`

const deposit = (position: number, say: Voice): string => `第 ${say.id(position + 1)} 笔存款`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `${deposit(at, say)}：` : ''

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['秘密'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: '无人回应时的付款期限',
  rescue: '救援期限',
  'dispute.from': '争议的开始时间',
  'dispute.backupFrom': '候补仲裁人的开始时间',
}

const CHANGED: Readonly<Record<ChangedTerm, string>> = {
  role: '一方的全部内容',
  keys: '密钥',
  threshold: '需要几个密钥签名',
  address: '地址',
  payees: '收款人',
  fee: '报酬',
  keyPath: '雇主和工人能否以一个共同签名来签',
  milestone: '整个阶段',
  amount: '金额',
  memo: '说明',
  secretHash: '秘密的哈希',
  silencePays: '无人回应时付给谁',
  silenceAfter: '无人回应时何时付款',
  rescue: '救援',
  dispute: '争议的条件',
  network: '网络',
  weights: '路径的权重',
  document: '文件',
  salt: '盐值',
}

/** What a review says, in simplified Chinese. */
export const CHINESE_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `制定这笔花费时解除了规则 ${say.code(rule)}`,
  planRefuses: ({ message }, say) => `计划的一条规则拒绝它：${say.code(message)}`,
  fundingUnconfirmed: () => '不知道存款是否已确认；付入的人可能仍能把它花到别处',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `这会花掉 ${say.number(contracts)} 个合约的钱，而所作的选择没有把它们列为输入`,
  choiceInputs: ({ spent, chosen }, say) =>
    `这会花掉 ${say.and(spent.map(say.outpoint))}，而选择的是 ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `这由${signedBy(path, say)}签名，而选择的是由${signedBy(chosen, say)}签名的花费`,
  choiceAmounts: ({ outcome }, say) => `这是${say.outcome(outcome)}，但收款的人或金额与所选择的不同`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `这是${say.outcome(outcome)}，而选择的是${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)}收到 ${say.amount(received)}，而选择的是至少 ${say.amount(least)}`,
  choiceFee: ({ fee, most }, say) => `网络收取 ${say.amount(fee)}，而选择的是最多 ${say.amount(most)}`,
  targetRoleGone: ({ agreement, role }, say) => `协议 ${say.code(agreement)} 中不再有${say.role(role)}`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `在协议 ${say.code(agreement)} 中由别的密钥代表${say.role(role)}`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `协议 ${say.code(agreement)} 有${say.role(role)}的密钥，而现在的协议没有：这些密钥与任何一方一起就能取走转到那里的钱`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `付入合约 ${say.id(contract)}，而其中${DEADLINES[term]}（${say.lock(lock)}）已经过去`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `付入合约 ${say.id(contract)}，而其中${DEADLINES[term]}（${say.lock(lock)}）没有留下作决定的时间`,
  targetOpenNow: ({ contract, role }, say) =>
    `付入合约 ${say.id(contract)}，而${say.role(role)}马上就可以独自取走`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `付入合约 ${say.id(contract)}，而${say.role(role)}在${say.span(left)}之内就可以独自取走`,
  targetLocksOut: ({ contract, role }, say) =>
    `付入合约 ${say.id(contract)}，如果另一方消失，${say.role(role)}两年之内从中什么也得不到`,
  raceNow: ({ parties }, say) => `${canMove(say.people(parties), parties)}，现在就可以；这笔交易可能抢不到先`,
  raceSoon: ({ parties, left }, say) =>
    `${say.span(left)}之后${canMove(say.people(parties), parties)}；这笔交易可能抢不到先`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `不知道确认${deposit(at, say)}的区块${wanted === 'confirmedAt' ? '' : '的时间'}，所以没有人能说${canMove(say.people(parties), parties)}是从何时起；其时间锁：${say.lock(lock)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `不知道${deposit(at, say)}是否已确认：它的时间锁从确认它的区块开始计算：${say.lock(lock)}`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)}要等时间锁过后才能动用：${say.lock(lock)}；还差${say.span(left)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `互换的退款在区块 ${say.id(timeout)} 打开，距现在 ${say.number(left)} 个区块：${say.number(least)} 到 ${say.number(most)} 个才安全`,
  swapTwice: () => '您已为同一互换签过花费另一笔钱的交易，而后到的那笔会被白白取走',
  signedBefore: ({ outcome, fee }, say) =>
    `您以前为同一笔钱签过${say.outcome(outcome)}，手续费 ${say.amount(fee)}，它永远有效`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `花费阶段 ${say.id(milestone)}${memo === undefined ? '' : `（${say.quoted(memo)}）`}，合约 ${say.id(contract)}：${say.amount(amount)}，位于 ${say.outpoint(outpoint)}。`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `这笔花费是${say.outcome(outcome)}，共 ${say.amount(pot)}，由${signedBy(path, say)}签名。`,
  paysOut: ({ amount, to, address }, say) =>
    `${say.amount(amount)} 付给${say.payees(to)}，地址 ${say.code(address)}。`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `网络收取 ${say.amount(amount)}：${say.decimal(rate)} sat/vB，占输入的 ${say.decimal(percent)} %。`,
  arbiterTakes: ({ amount, role }, say) => `${say.role(role)}收取 ${say.amount(amount)}。`,
  youReceive: ({ amount }, say) => `您收到 ${say.amount(amount)}。`,
  youReceiveNothing: () => '您什么也收不到。',
  addressShared: ({ amount, roles }, say) =>
    `其中 ${say.amount(amount)} 付到一个地址，它同时也是${say.people(roles)}的地址。`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `${yours ? '您的部分' : `${say.role('worker')}的部分`}中，${say.amount(amount)} 进入一笔互换（${say.code(address)}）：持有密钥 ${say.code(provider)} 的人可凭 ${say.code(paymentHash)} 的原像取走；没有被取走的，在区块 ${say.id(timeout)} 之后回到${yours ? '您的' : ''}密钥 ${say.code(client)}。`,
  spendAfterConfirmation: () =>
    '在这笔交易确认之前不要花那笔钱：依赖它的交易可能使与您一同收款的人无法给它加速。',
  waitsAfterYou: ({ roles, secret }, say) => `您签名之后还缺：${waiting(roles, secret, say)}。`,
  waitsWithoutYou: ({ roles, secret }, say) => `不需要您的签名；还缺：${waiting(roles, secret, say)}。`,
  broadcastWithYou: ({ locked }) =>
    `有了您的签名，任何持有它的人都可以广播它${locked ? '，只要它的时间锁已过' : ''}。`,
  broadcastWithoutYou: ({ locked }) =>
    `任何持有它的人都可以广播它${locked ? '，只要它的时间锁已过' : ''}，不需要您的签名。`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}${canMove(say.people(parties), parties)}，现在就可以${secret ? '，只要有秘密' : ''}。`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}时间锁过后，${canMove(say.people(parties), parties)}：${say.lock(lock)}。`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.people(parties), parties)}，现在已经可以；时间锁：${say.lock(lock)}。`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}${say.span(left)}之后，${canMove(say.people(parties), parties)}；时间锁：${say.lock(lock)}。`,
  relocksIntoItself: () => '每个输出都回到它原来的同一个脚本。',
  relocksIntoContract: ({ contract }, say) =>
    `保留的钱进入同一协议的合约 ${say.id(contract)}：输出正好是它的脚本。`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `保留的钱进入协议 ${say.code(agreement)} 的合约 ${say.id(contract)}，该协议修改现在的协议，${accepted ? '所有人都已接受它' : '并非所有人都已接受它'}：输出正好是它的脚本。`,
  amendmentChanges: ({ term, role, milestone, before, after, worseFor }, say) =>
    `修改改变了${CHANGED[term]}${role === undefined ? '' : `（${say.role(role)}）`}${milestone === undefined ? '' : `（阶段 ${say.id(milestone)}）`}；原来：${termValueText(before, { say, nothing: '无' })}；之后：${termValueText(after, { say, nothing: '无' })}${worseFor === undefined ? '' : `；对${say.role(worseFor)}更不利`}。`,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `将付入的合约 ${say.id(contract)}：${say.role(role)}有了秘密就可以独自取走。`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `将付入的合约 ${say.id(contract)}：这笔交易确认之后过${say.lock(lock)}，${say.role(role)}可以独自取走。`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `将付入的合约 ${say.id(contract)}：从 ${say.lock(lock)} 起，${say.role(role)}可以独自取走。`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `将付入的合约 ${say.id(contract)}：${say.role(role)}马上就可以独自取走（${say.lock(lock)}）。`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `将付入的合约 ${say.id(contract)}：从 ${say.lock(lock)} 起，${say.role(role)}可以独自取走；还差${say.span(left)}。`,
  clockRestarts: ({ lock }, say) => `这笔交易确认时，这个时间锁重新开始计算：${say.lock(lock)}。`,
  freezeAgain: ({ fee }, say) =>
    `只要签名的人同意，可以一再这样做，每次都要付手续费：这次 ${say.amount(fee)}。`,
  freezeUseless: ({ fee }, say) =>
    `没有时间锁会重新开始，因为它们都是固定的日期或区块：这样做只会花掉 ${say.amount(fee)}。`,
  secretBecomesPublic: () => '秘密会公开，无法收回。',
  signatureStays: () => '签名无法撤回：它一直有效，直到同一笔钱以别的方式被花掉。',
  refused: ({ rule, objection }, say) =>
    `拒绝（${say.code(rule)}）：${textOf(objection, { catalogue: CHINESE_REVIEW, voice: say })}。`,
  warned: ({ rule, objection }, say) =>
    `警告（${say.code(rule)}）：${textOf(objection, { catalogue: CHINESE_REVIEW, voice: say })}。`,
}
