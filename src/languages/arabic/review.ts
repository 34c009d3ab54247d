import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValuesIn } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who} بتوقيع مشترك واحد (${say.code('MuSig2')})`
  return path === 'workerWithSecret' ? `${who} (بشرط معرفة السر)` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1 ? `يستطيع ${who} أخذ المال من دون توقيع أي شخص آخر` : `يستطيع ${who} معًا نقل المال`

const canTake = (who: string): string => `يستطيع ${who} أخذ هذا المال من دون توقيع أي شخص آخر`

/** A relative lock counts from the confirmation, not from the day on which somebody reads of it. */
const wait = (lock: Lock, say: Voice): string =>
  isRelative(lock) ? `${say.lock(lock)} من تأكيد الإيداع` : `حتى ${say.lock(lock)}`

const deposit = (position: number, say: Voice): string => `الإيداع ${say.id(position + 1)}`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `${deposit(at, say)}: ` : ''

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map((role) => `توقيع ${say.role(role)}`), ...(secret ? ['السر'] : [])])

/** What begins then; no time limit ends. */
const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'موعد أخذ أحد الطرفين المال وحده إن لم يفعل أحد شيئًا',
  rescue: 'موعد بدء الإنقاذ',
  'dispute.from': 'موعد بدء النزاعات',
  'dispute.backupFrom': 'موعد بدء دور المحكّم الاحتياطي',
}

const CHANGED: Readonly<Record<ChangedTerm, string>> = {
  role: 'كل ما يخص أحد الأطراف',
  keys: 'المفاتيح',
  threshold: 'عدد المفاتيح التي يجب أن توقّع',
  address: 'العنوان',
  payees: 'من يُدفع له',
  fee: 'أجر التحكيم',
  keyPath: 'إمكان أن يوقّع صاحب العمل والعامل بتوقيع مشترك واحد',
  milestone: 'المرحلة كلها',
  amount: 'المبلغ',
  memo: 'الوصف',
  secretHash: 'بصمة السر',
  silencePays: 'من يُدفع له إن لم يفعل أحد شيئًا',
  silenceAfter: 'متى يُدفع المال إن لم يفعل أحد شيئًا',
  rescue: 'الإنقاذ',
  dispute: 'شروط النزاعات',
  network: 'شبكة بيتكوين',
  weights: 'أوزان المسارات',
  document: 'المستند',
  salt: 'القيمة العشوائية المضافة (الملح)',
}

const termName = ({ term, role, milestone }: ReviewSentences['termName'], say: Voice): string =>
  `${CHANGED[term]}${role === undefined ? '' : ` (${say.role(role)})`}${milestone === undefined ? '' : ` (المرحلة ${say.id(milestone)})`}`

const termValue = /* @__PURE__ */ termValuesIn({
  nothing: 'لا شيء',
  percent: '%',
  colon: ': ',
  times: {
    from: DEADLINES['dispute.from'],
    decision: 'مهلة اتخاذ القرار',
    backupFrom: DEADLINES['dispute.backupFrom'],
  },
})

/** What a review says, in Arabic. */
export const ARABIC_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `أُلغي العمل بالقاعدة ${say.code(rule)} عند التخطيط لهذا الإنفاق`,
  planRefuses: ({ message }, say) =>
    `ترفض هذا الإنفاق إحدى قواعد الخطة (رسالة البرنامج بالإنجليزية: «${say.code(message)}»)`,
  fundingUnconfirmed: () => 'لا يُعرف هل تأكد الإيداع؛ ومن دفعه قد يكون ما زال قادرًا على إنفاقه في مكان آخر',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `هذا ينفق مال عدد من العقود (${say.number(contracts)})، وما اختير لا يذكرها بين المدخلات`,
  choiceInputs: ({ spent, chosen }, say) =>
    `هذا ينفق ${say.and(spent.map(say.outpoint))}، بينما الذي اختير إنفاقه هو ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `هذا الإنفاق يوقّعه: ${signedBy(path, say)}، بينما الذي اختير إنفاق يوقّعه: ${signedBy(chosen, say)}`,
  choiceAmounts: ({ outcome }, say) =>
    `هذا ${say.outcome(outcome)}، لكنه يدفع لأشخاص آخرين أو يدفع مبالغ أخرى غير ما اختير`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `هذا ${say.outcome(outcome)}، بينما الذي اختير هو ${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `ما يتلقاه ${say.role(role)} هو ${say.amount(received)}، بينما الذي اختير هو ${say.amount(least)} على الأقل`,
  choiceFee: ({ fee, most }, say) =>
    `تأخذ شبكة بيتكوين ${say.amount(fee)}، بينما الذي اختير هو ${say.amount(most)} على الأكثر`,
  targetRoleGone: ({ agreement, role }, say) =>
    `لم يعد ${say.role(role)} طرفًا في الاتفاق ${say.code(agreement)}`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `في الاتفاق ${say.code(agreement)} تنوب عن ${say.role(role)} مفاتيح أخرى غير مفاتيح هذا الاتفاق`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `في الاتفاق ${say.code(agreement)} مفاتيح لطرف جديد هو ${say.role(role)}، وليس في هذا الاتفاق شيء منها: من يملك هذه المفاتيح يستطيع مع أي من الطرفين أخذ ما يُنقل إلى هناك`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `هذا يرسل مالًا إلى العقد ${say.id(contract)}، وفيه ${DEADLINES[term]} (${say.lock(lock)}) قد جاء بالفعل`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `هذا يرسل مالًا إلى العقد ${say.id(contract)}، وفيه ${DEADLINES[term]} (${say.lock(lock)}) لا يترك وقتًا لاتخاذ قرار`,
  targetOpenNow: ({ contract, role }, say) =>
    `هذا يرسل مالًا إلى العقد ${say.id(contract)}، وفورًا ${canTake(say.role(role))}`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `هذا يرسل مالًا إلى العقد ${say.id(contract)}، وبعد مدة من الآن قدرها ${say.span(left)} ${canTake(say.role(role))}`,
  targetLocksOut: ({ contract, role }, say) =>
    `هذا يرسل مالًا إلى العقد ${say.id(contract)}، وإذا اختفى الطرف الآخر فإن ${say.role(role)} لا يحصل منه على شيء طوال سنتين`,
  raceNow: ({ parties }, say) =>
    `الآن ${canMove(say.people(parties), parties)}؛ وقد تتأكد معاملة أخرى قبل هذه المعاملة فلا تنفَّذ هذه`,
  raceSoon: ({ parties, left }, say) =>
    `بعد مدة من الآن قدرها ${say.span(left)} ${canMove(say.people(parties), parties)}؛ وقد تتأكد معاملة أخرى قبل هذه المعاملة فلا تنفَّذ هذه`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `${wanted === 'confirmedAt' ? 'لا تُعرف الكتلة التي أكدت' : 'لا يُعرف وقت الكتلة التي أكدت'} ${deposit(at, say)}، فلا أحد يعرف ابتداءً من أي وقت ${canMove(say.people(parties), parties)}؛ مدة الانتظار: ${wait(lock, say)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `لا يُعرف هل تأكد ${deposit(at, say)}: مدة الانتظار تبدأ من الكتلة التي تؤكده، وقدرها ${say.lock(lock)}`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} لا يُفتح إلا بعد انتهاء مدة الانتظار: ${wait(lock, say)}؛ والباقي من الآن حتى يُفتح: ${say.span(left)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `استرداد مال المبادلة يُفتح عند الكتلة ${say.id(timeout)}؛ عدد الكتل الباقية حتى ذلك: ${say.number(left)}؛ ولا يكون هذا آمنًا إلا إذا كان العدد الباقي من ${say.number(least)} إلى ${say.number(most)}`,
  swapTwice: () =>
    'سبق أن وقّعت على إنفاق مال آخر في المبادلة نفسها، والمال الذي يصل ثانيًا يؤخذ من دون أن يُعطى شيء مقابله',
  signedBefore: ({ outcome, fee }, say) =>
    `سبق أن وقّعت على إنفاق آخر للمال نفسه هو ${say.outcome(outcome)}، ورسوم شبكة بيتكوين فيه ${say.amount(fee)}، وتوقيعك عليه يبقى صالحًا إلى أن يُنفق المال بطريقة أخرى`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `هذه المعاملة تنفق مال المرحلة ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}، العقد ${say.id(contract)}: ${say.amount(amount)} في ${say.outpoint(outpoint)}.`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `هذا الإنفاق هو ${say.outcome(outcome)}، ومجموعه ${say.amount(pot)}. يوقّعه: ${signedBy(path, say)}.`,
  paysOut: ({ amount, to, address }, say) =>
    `يذهب ${say.amount(amount)} إلى ${say.payees(to)} على العنوان ${say.code(address)}.`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `تأخذ شبكة بيتكوين ${say.amount(amount)}: ${say.code(`${say.decimal(rate)} sat/vB`)}، أي ${say.code(`${say.decimal(percent)}%`)} من المال المنفَق.`,
  arbiterTakes: ({ amount, role }, say) => `يأخذ ${say.role(role)} مبلغًا قدره ${say.amount(amount)}.`,
  youReceive: ({ amount }, say) => `أنت تتلقى ${say.amount(amount)}.`,
  youReceiveNothing: () => 'أنت لا تتلقى شيئًا.',
  addressShared: ({ amount, roles }, say) =>
    `من ذلك يذهب ${say.amount(amount)} إلى عنوان هو أيضًا عنوان ${say.people(roles)}.`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `من ${yours ? 'نصيبك' : `نصيب ${say.role('worker')}`} يذهب ${say.amount(amount)} إلى مبادلة (${say.code(address)}): من لديه المفتاح ${say.code(provider)} يستطيع أخذه بالقيمة السرية التي بصمتها ${say.code(paymentHash)}؛ وما لا يؤخذ يعود إلى ${yours ? 'مفتاحك' : 'المفتاح'} ${say.code(client)} بعد الكتلة ${say.id(timeout)}.`,
  spendAfterConfirmation: () =>
    'لا تنفق ما تتلقاه هنا قبل أن تتأكد هذه المعاملة: فإنفاقه قبل ذلك قد يمنع من يُدفع لهم معك من تسريعها.',
  waitsAfterYou: ({ roles, secret }, say) => `بعد توقيعك ما زال ينقص: ${waiting(roles, secret, say)}.`,
  waitsWithoutYou: ({ roles, secret }, say) => `توقيعك غير مطلوب؛ وينقص: ${waiting(roles, secret, say)}.`,
  broadcastWithYou: ({ locked }) =>
    `بتوقيعك يستطيع أي شخص لديه هذه المعاملة إرسالها إلى شبكة بيتكوين${locked ? '، لكن بعد انتهاء مدة الانتظار فقط' : ''}.`,
  broadcastWithoutYou: ({ locked }) =>
    `حتى من دون توقيعك يستطيع أي شخص لديه هذه المعاملة إرسالها إلى شبكة بيتكوين${locked ? '، لكن بعد انتهاء مدة الانتظار فقط' : ''}.`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}${canMove(say.people(parties), parties)} فورًا${secret ? '، إذا كان لديه السر' : ''}.`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}عند انتهاء مدة الانتظار ${canMove(say.people(parties), parties)}؛ مدة الانتظار: ${wait(lock, say)}.`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}الآن ${canMove(say.people(parties), parties)}؛ فقد انتهت مدة الانتظار: ${wait(lock, say)}.`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}بعد مدة من الآن قدرها ${say.span(left)} ${canMove(say.people(parties), parties)}؛ وعندها تنتهي مدة الانتظار: ${wait(lock, say)}.`,
  relocksIntoItself: () => 'كل مُخرَج يعود إلى النص البرمجي نفسه الذي جاء منه.',
  relocksIntoContract: ({ contract }, say) =>
    `المال الذي يُحتفظ به يذهب إلى العقد ${say.id(contract)} من الاتفاق نفسه: للمُخرَج النص البرمجي لذلك العقد بالضبط.`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `المال الذي يُحتفظ به يذهب إلى العقد ${say.id(contract)} من الاتفاق ${say.code(agreement)}، وهو يعدّل هذا الاتفاق و${accepted ? 'قد قبله كل طرف' : 'هناك طرف واحد على الأقل لم يقبله'}: للمُخرَج النص البرمجي لذلك العقد بالضبط.`,
  termName,
  amendmentChanges: ({ before, after, worseFor, ...of }, say) =>
    `التعديل يغيّر ${termName(of, say)}؛ قبل: ${termValue({ value: before }, say)}؛ بعد: ${termValue({ value: after }, say)}${worseFor === undefined ? '' : `؛ وهذا أسوأ في حق ${say.role(worseFor)}`}.`,
  termValue,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `العقد ${say.id(contract)} الذي يُرسل إليه المال: ${canTake(say.role(role))} إذا كان لديه السر.`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `العقد ${say.id(contract)} الذي يُرسل إليه المال: ${canTake(say.role(role))} بعد مدة قدرها ${say.lock(lock)} من تأكيد هذه المعاملة.`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `العقد ${say.id(contract)} الذي يُرسل إليه المال: ${canTake(say.role(role))} ابتداءً من ${say.lock(lock)}.`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `العقد ${say.id(contract)} الذي يُرسل إليه المال: ${canTake(say.role(role))} فورًا؛ فقد انتهت مدة الانتظار: حتى ${say.lock(lock)}.`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `العقد ${say.id(contract)} الذي يُرسل إليه المال: ${canTake(say.role(role))} ابتداءً من ${say.lock(lock)}؛ والباقي من الآن حتى ذلك: ${say.span(left)}.`,
  clockRestarts: ({ lock }, say) =>
    `مدة الانتظار هذه تبدأ من جديد عند تأكيد هذه المعاملة: ${say.lock(lock)}.`,
  freezeAgain: ({ fee }, say) =>
    `يمكن تكرار ذلك كلما اتفق الموقّعون، برسوم لشبكة بيتكوين في كل مرة: الآن ${say.amount(fee)}.`,
  freezeUseless: ({ fee }, say) =>
    `لا تبدأ أي مدة انتظار من جديد، لأنها كلها تنتهي عند تواريخ أو كتل ثابتة: هذا لا يفيد شيئًا ويكلّف ${say.amount(fee)}.`,
  secretBecomesPublic: () => 'يصبح السر معروفًا للجميع ولا يمكن أن يعود سرًّا.',
  signatureStays: () => 'لا يمكن سحب التوقيع: يبقى صالحًا حتى يُنفَق المال نفسه بطريقة أخرى.',
  refused: ({ rule, objection }, say) =>
    `مرفوض (${say.code(rule)}): ${textOf(objection, { catalogue: ARABIC_REVIEW, voice: say })}.`,
  warned: ({ rule, objection }, say) =>
    `تحذير (${say.code(rule)}): ${textOf(objection, { catalogue: ARABIC_REVIEW, voice: say })}.`,
}
