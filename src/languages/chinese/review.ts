import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValuesIn } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who}以一个共同签名（MuSig2）`
  return path === 'workerWithSecret' ? `${who}（需要知道秘密）` : who
}

const canMove = (who: string, { length }: readonly Role[], can = '可以'): string =>
  length === 1 ? `${who}${can}独自取走这笔钱` : `${who}${can}一起转走这笔钱`

/** A relative lock counts from the confirmation, not from the day on which somebody reads of it. */
const wait = (lock: Lock, say: Voice): string =>
  isRelative(lock) ? `从存款确认起${say.lock(lock)}` : `到${say.lock(lock)} 为止`

const deposit = (position: number, say: Voice): string => `第 ${say.id(position + 1)} 笔存款`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `${deposit(at, say)}：` : ''

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['秘密'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: '无人回应时付款的开始时间',
  rescue: '救援的开始时间',
  'dispute.from': '争议的开始时间',
  'dispute.backupFrom': '轮到候补仲裁人的时间',
}

const CHANGED: Readonly<Record<ChangedTerm, string>> = {
  role: '有关一方的全部内容',
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
  silenceAfter: '无人回应时从何时起付款',
  rescue: '救援',
  dispute: '争议的条件',
  network: '网络',
  weights: '途径的权重',
  document: '文件',
  salt: '盐值',
}

const termName = ({ term, role, milestone }: ReviewSentences['termName'], say: Voice): string =>
  `${CHANGED[term]}${role === undefined ? '' : `（${say.role(role)}）`}${milestone === undefined ? '' : `（阶段 ${say.id(milestone)}）`}`

const termValue = /* @__PURE__ */ termValuesIn({
  nothing: '无',
  percent: '%',
  colon: '：',
  times: {
    from: DEADLINES['dispute.from'],
    decision: '作出裁定的期限',
    backupFrom: DEADLINES['dispute.backupFrom'],
  },
})

/** What a review says, in simplified Chinese. */
export const CHINESE_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `计划这笔支出时取消了规则 ${say.code(rule)}`,
  planRefuses: ({ message }, say) => `计划中的一条规则不允许这样做（程序的英文信息：“${say.code(message)}”）`,
  fundingUnconfirmed: () => '不知道存款是否已确认；付款的人可能还能把这笔钱花到别处',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `这会花掉 ${say.number(contracts)} 个合约的钱，但所作的选择没有把它们列为输入`,
  choiceInputs: ({ spent, chosen }, say) =>
    `这会花掉 ${say.and(spent.map(say.outpoint))}，但选择的是花掉 ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `这由${signedBy(path, say)}签名，但选择的是由${signedBy(chosen, say)}签名的支出`,
  choiceAmounts: ({ outcome }, say) => `这是${say.outcome(outcome)}，但收款的人或金额与所选择的不同`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `这是${say.outcome(outcome)}，但选择的是${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)}收到 ${say.amount(received)}，但选择的是至少收到 ${say.amount(least)}`,
  choiceFee: ({ fee, most }, say) => `网络手续费是 ${say.amount(fee)}，但选择的是最多 ${say.amount(most)}`,
  targetRoleGone: ({ agreement, role }, say) => `协议 ${say.code(agreement)} 中不再有${say.role(role)}`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `在协议 ${say.code(agreement)} 中，代表${say.role(role)}的密钥与现在的不同`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `协议 ${say.code(agreement)} 有${say.role(role)}的密钥，而现在的协议没有：这些密钥与两方中的任何一方一起，就能取走转到那里的钱`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `这会把钱付入合约 ${say.id(contract)}，而在那里，${DEADLINES[term]}（${say.lock(lock)}）已经过了`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `这会把钱付入合约 ${say.id(contract)}，而在那里，${DEADLINES[term]}（${say.lock(lock)}）来得太早，在那之前来不及作出决定`,
  targetOpenNow: ({ contract, role }, say) =>
    `这会把钱付入合约 ${say.id(contract)}，而${say.role(role)}马上就可以独自取走这笔钱`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `这会把钱付入合约 ${say.id(contract)}，而再过${say.span(left)}，${say.role(role)}就可以独自取走这笔钱`,
  targetLocksOut: ({ contract, role }, say) =>
    `这会把钱付入合约 ${say.id(contract)}，而如果另一方消失，${say.role(role)}两年之内从中什么也得不到`,
  raceNow: ({ parties }, say) =>
    `${canMove(say.people(parties), parties, '现在就可以')}；另一笔交易可能比这笔交易先确认`,
  raceSoon: ({ parties, left }, say) =>
    `再过${say.span(left)}，${canMove(say.people(parties), parties)}；另一笔交易可能比这笔交易先确认`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `不知道确认${deposit(at, say)}的区块${wanted === 'confirmedAt' ? '' : '的时间'}，所以没有人能说出从什么时候起${canMove(say.people(parties), parties)}；等待期：${wait(lock, say)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `不知道${deposit(at, say)}是否已确认：${say.lock(lock)}的等待期从确认这笔存款的区块开始计算`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)}要到等待期结束之后才能动用，还要等${say.span(left)}；等待期：${wait(lock, say)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `互换的退款从区块 ${say.id(timeout)} 起可以取；距那时的区块数：${say.number(left)}；距离在 ${say.number(least)} 到 ${say.number(most)} 个之间才安全`,
  swapTwice: () => '您已签过一笔支出，把另外的钱付入同一笔互换；后到的那笔钱会被取走，什么也换不到',
  signedBefore: ({ outcome, fee }, say) =>
    `您以前已为同一笔钱签过${say.outcome(outcome)}，网络手续费 ${say.amount(fee)}，在这笔钱以别的方式花掉之前，那个签名一直有效`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `这会花掉阶段 ${say.id(milestone)}${memo === undefined ? ' ' : `（${say.quoted(memo)}）`}的钱，合约 ${say.id(contract)}：${say.amount(amount)}，位于 ${say.outpoint(outpoint)}。`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `这笔支出是${say.outcome(outcome)}，共 ${say.amount(pot)}，由${signedBy(path, say)}签名。`,
  paysOut: ({ amount, to, address }, say) =>
    `${say.amount(amount)} 付给${say.payees(to)}，地址 ${say.code(address)}。`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `比特币网络的手续费是 ${say.amount(amount)}：${say.decimal(rate)} sat/vB，占所花的钱的 ${say.decimal(percent)}%。`,
  arbiterTakes: ({ amount, role }, say) => `${say.role(role)}收取 ${say.amount(amount)}。`,
  youReceive: ({ amount }, say) => `您收到 ${say.amount(amount)}。`,
  youReceiveNothing: () => '您什么也收不到。',
  addressShared: ({ amount, roles }, say) =>
    `其中 ${say.amount(amount)} 付到一个地址，这个地址同时也是${say.people(roles)}的地址。`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `${yours ? '您' : say.role('worker')}的那份钱中，${say.amount(amount)} 进入一笔互换（${say.code(address)}）：持有密钥 ${say.code(provider)} 的人可凭 ${say.code(paymentHash)} 的原像取走；没有被取走的，在区块 ${say.id(timeout)} 之后${yours ? '退回给您，密钥' : '退回到密钥'} ${say.code(client)}。`,
  spendAfterConfirmation: () =>
    '在这笔交易确认之前，不要花您在这里收到的钱：提前花掉，可能使与您一同收款的人无法给这笔交易加速。',
  waitsAfterYou: ({ roles, secret }, say) => `您签名之后还缺：${waiting(roles, secret, say)}。`,
  waitsWithoutYou: ({ roles, secret }, say) => `不需要您的签名；还缺：${waiting(roles, secret, say)}。`,
  broadcastWithYou: ({ locked }) =>
    `有了您的签名，${locked ? '等待期结束之后，' : ''}任何持有这笔交易的人都可以把它发到网络上。`,
  broadcastWithoutYou: ({ locked }) =>
    `即使没有您的签名，${locked ? '等待期结束之后，' : ''}任何持有这笔交易的人都可以把它发到网络上。`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}${canMove(say.people(parties), parties, '现在就可以')}${secret ? '，条件是知道秘密' : ''}。`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}等待期结束之后，${canMove(say.people(parties), parties)}；等待期：${wait(lock, say)}。`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.people(parties), parties, '现在已经可以')}；等待期已经结束：${wait(lock, say)}。`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}再过${say.span(left)}，${canMove(say.people(parties), parties)}；那时等待期才结束：${wait(lock, say)}。`,
  relocksIntoItself: () => '每个输出都回到它原来的同一个脚本。',
  relocksIntoContract: ({ contract }, say) =>
    `保留的钱进入同一协议的合约 ${say.id(contract)}：输出的脚本与该合约的脚本完全相同。`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `保留的钱进入协议 ${say.code(agreement)} 的合约 ${say.id(contract)}，该协议修改现在的协议，${accepted ? '所有人都已接受该协议' : '并非所有人都已接受该协议'}：输出的脚本与该合约的脚本完全相同。`,
  termName,
  amendmentChanges: ({ before, after, worseFor, ...of }, say) =>
    `这项修改会改变${termName(of, say)}；修改前：${termValue({ value: before }, say)}；修改后：${termValue({ value: after }, say)}${worseFor === undefined ? '' : `；这对${say.role(worseFor)}更不利`}。`,
  termValue,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `收到钱的合约 ${say.id(contract)}：${say.role(role)}知道秘密就可以独自取走这笔钱。`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `收到钱的合约 ${say.id(contract)}：这笔交易确认之后再过${say.lock(lock)}，${say.role(role)}可以独自取走这笔钱。`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `收到钱的合约 ${say.id(contract)}：从${say.lock(lock)} 起，${say.role(role)}可以独自取走这笔钱。`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `收到钱的合约 ${say.id(contract)}：${say.role(role)}马上就可以独自取走这笔钱；等待期已经结束：${wait(lock, say)}。`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `收到钱的合约 ${say.id(contract)}：从${say.lock(lock)} 起，${say.role(role)}可以独自取走这笔钱；还要等${say.span(left)}。`,
  clockRestarts: ({ lock }, say) => `这笔交易确认时，${say.lock(lock)}的等待期重新开始计算。`,
  freezeAgain: ({ fee }, say) =>
    `只要签名的人同意，可以一再这样做，每次都要付网络手续费：这次 ${say.amount(fee)}。`,
  freezeUseless: ({ fee }, say) =>
    `没有等待期会重新开始，因为它们都在固定的日期或区块结束：这样做没有用处，还要花掉 ${say.amount(fee)}。`,
  secretBecomesPublic: () => '秘密会公开，公开之后无法收回。',
  signatureStays: () => '签名无法撤回：它一直有效，直到同一笔钱以别的方式被花掉。',
  refused: ({ rule, objection }, say) =>
    `已拒绝（${say.code(rule)}）：${textOf(objection, { catalogue: CHINESE_REVIEW, voice: say })}。`,
  warned: ({ rule, objection }, say) =>
    `警告（${say.code(rule)}）：${textOf(objection, { catalogue: CHINESE_REVIEW, voice: say })}。`,
}
