import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValueText } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who} بتوقيع مشترك واحد (${say.code('MuSig2')})`
  return path === 'workerWithSecret' ? `${who} مع السر` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1 ? `${who} وحده يستطيع أخذ المال` : `${who} معًا يستطيعان نقل المال`

const deposit = (position: number, say: Voice): string => `الإيداع ${say.id(position + 1)}`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `${deposit(at, say)}: ` : ''

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['السر'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'موعد الدفع عند الصمت',
  rescue: 'موعد الإنقاذ',
  'dispute.from': 'موعد بدء النزاعات',
  'dispute.backupFrom': 'موعد بدء دور المحكّم الاحتياطي',
}

const CHANGED: Readonly<Record<ChangedTerm, string>> = {
  role: 'كل ما يخص أحد الأطراف',
  keys: 'المفاتيح',
  threshold: 'عدد المفاتيح التي يجب أن توقّع',
  address: 'العنوان',
  payees: 'من يُدفع له',
  fee: 'الأجر',
  keyPath: 'هل يستطيع صاحب العمل والعامل التوقيع بتوقيع مشترك واحد',
  milestone: 'المرحلة كلها',
  amount: 'المبلغ',
  memo: 'الوصف',
  secretHash: 'بصمة السر',
  silencePays: 'من يُدفع له عند الصمت',
  silenceAfter: 'متى يُدفع عند الصمت',
  rescue: 'الإنقاذ',
  dispute: 'شروط النزاعات',
  network: 'الشبكة',
  weights: 'أوزان المسارات',
  document: 'المستند',
  salt: 'الملح',
}

/** What a review says, in Arabic. */
export const ARABIC_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `رُفعت القاعدة ${say.code(rule)} عند التخطيط لهذا الإنفاق`,
  planRefuses: ({ message }, say) => `ترفضه إحدى قواعد الخطة: ${say.code(message)}`,
  fundingUnconfirmed: () => 'لا يُعرف أن الإيداع مؤكَّد؛ ومن دفعه قد يستطيع بعدُ إنفاقه في مكان آخر',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `هذا ينفق مال عدد من العقود (${say.number(contracts)})، والاختيار لا يسميها مدخلاتٍ`,
  choiceInputs: ({ spent, chosen }, say) =>
    `هذا ينفق ${say.and(spent.map(say.outpoint))}، بينما المختار هو ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `الموقّع على هذا: ${signedBy(path, say)}، بينما المختار إنفاق يوقّعه: ${signedBy(chosen, say)}`,
  choiceAmounts: ({ outcome }, say) =>
    `هذا ${say.outcome(outcome)}، لكنه يدفع لآخرين أو بمبالغ أخرى غير ما اختير`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `هذا ${say.outcome(outcome)}، بينما المختار هو ${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `ما يتلقاه ${say.role(role)} هو ${say.amount(received)}، بينما المختار هو ${say.amount(least)} على الأقل`,
  choiceFee: ({ fee, most }, say) =>
    `تأخذ الشبكة ${say.amount(fee)}، بينما المختار هو ${say.amount(most)} على الأكثر`,
  targetRoleGone: ({ agreement, role }, say) => `لم يعد في الاتفاق ${say.code(agreement)} ${say.role(role)}`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `في الاتفاق ${say.code(agreement)} مفاتيح أخرى تنوب عن ${say.role(role)}`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `في الاتفاق ${say.code(agreement)} مفاتيح لطرف جديد هو ${say.role(role)}، وليس في هذا الاتفاق شيء منها: مع أي من الطرفين تستطيع هذه المفاتيح أخذ ما يُنقل إلى هناك`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `يُدفع إلى العقد ${say.id(contract)}، وفيه ${DEADLINES[term]} (${say.lock(lock)}) قد مضى`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `يُدفع إلى العقد ${say.id(contract)}، وفيه ${DEADLINES[term]} (${say.lock(lock)}) لا يترك وقتًا لاتخاذ قرار`,
  targetOpenNow: ({ contract, role }, say) =>
    `يُدفع إلى العقد ${say.id(contract)}، و${say.role(role)} وحده يستطيع أخذه فورًا`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `يُدفع إلى العقد ${say.id(contract)}، و${say.role(role)} وحده يستطيع أخذه خلال ${say.span(left)}`,
  targetLocksOut: ({ contract, role }, say) =>
    `يُدفع إلى العقد ${say.id(contract)}، وإذا اختفى الطرف الآخر فإن ${say.role(role)} لا يحصل منه على شيء خلال سنتين`,
  raceNow: ({ parties }, say) =>
    `منذ الآن ${canMove(say.people(parties), parties)}؛ وقد تخسر هذه المعاملة السباق`,
  raceSoon: ({ parties, left }, say) =>
    `بعد ${say.span(left)} ${canMove(say.people(parties), parties)}؛ وقد تخسر هذه المعاملة السباق`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `${wanted === 'confirmedAt' ? 'الكتلة التي أكدت' : 'وقت الكتلة التي أكدت'} ${deposit(at, say)} غير معروف، فلا أحد يعرف متى يصح أن ${canMove(say.people(parties), parties)}؛ القفل الزمني: ${say.lock(lock)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `لا يُعرف أن ${deposit(at, say)} مؤكَّد: قفله الزمني يبدأ من الكتلة التي تؤكده: ${say.lock(lock)}`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} لا يُفتح إلا بعد هذا القفل الزمني: ${say.lock(lock)}؛ وبقي من الآن ${say.span(left)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `استرداد المبادلة يُفتح عند الكتلة ${say.id(timeout)}، والكتل الباقية من الآن ${say.number(left)}: الآمن من ${say.number(least)} إلى ${say.number(most)}`,
  swapTwice: () => 'سبق أن وقّعت على إنفاق مال آخر في المبادلة نفسها، وما يصل ثانيًا يؤخذ بلا مقابل',
  signedBefore: ({ outcome, fee }, say) =>
    `سبق أن وقّعت على ${say.outcome(outcome)} من المال نفسه برسوم قدرها ${say.amount(fee)}، وهو صالح إلى الأبد`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `ينفق المرحلة ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}، العقد ${say.id(contract)}: ${say.amount(amount)} في ${say.outpoint(outpoint)}.`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `هذا الإنفاق هو ${say.outcome(outcome)}، ومجموعه ${say.amount(pot)}. الموقّع: ${signedBy(path, say)}.`,
  paysOut: ({ amount, to, address }, say) =>
    `يذهب ${say.amount(amount)} إلى ${say.payees(to)} على العنوان ${say.code(address)}.`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `تأخذ الشبكة ${say.amount(amount)}: ${say.code(`${say.decimal(rate)} sat/vB`)}، أي ${say.code(`${say.decimal(percent)} %`)} من المدخلات.`,
  arbiterTakes: ({ amount, role }, say) => `يأخذ ${say.role(role)} مبلغ ${say.amount(amount)}.`,
  youReceive: ({ amount }, say) => `أنت تتلقى ${say.amount(amount)}.`,
  youReceiveNothing: () => 'أنت لا تتلقى شيئًا.',
  addressShared: ({ amount, roles }, say) =>
    `من ذلك يذهب ${say.amount(amount)} إلى عنوان هو أيضًا عنوان ${say.people(roles)}.`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `من ${yours ? 'نصيبك' : `نصيب ${say.role('worker')}`} يذهب ${say.amount(amount)} إلى مبادلة (${say.code(address)}): من لديه المفتاح ${say.code(provider)} يستطيع أخذه بالصورة الأصلية للبصمة ${say.code(paymentHash)}؛ وما لا يؤخذ يعود إلى ${yours ? 'مفتاحك' : 'المفتاح'} ${say.code(client)} بعد الكتلة ${say.id(timeout)}.`,
  spendAfterConfirmation: () =>
    'لا تنفق ذلك قبل أن تتأكد هذه المعاملة: فما يتعلق به قد يمنع من يُدفع لهم معك من تسريعها.',
  waitsAfterYou: ({ roles, secret }, say) => `بعد توقيعك ما زال ينقص: ${waiting(roles, secret, say)}.`,
  waitsWithoutYou: ({ roles, secret }, say) => `توقيعك غير مطلوب؛ وينقص: ${waiting(roles, secret, say)}.`,
  broadcastWithYou: ({ locked }) =>
    `بتوقيعك يستطيع أي شخص لديه هذه المعاملة بثّها${locked ? '، بعد أن يُفتح قفلها الزمني' : ''}.`,
  broadcastWithoutYou: ({ locked }) =>
    `يستطيع أي شخص لديه هذه المعاملة بثّها${locked ? '، بعد أن يُفتح قفلها الزمني' : ''}، من دون توقيعك.`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}${canMove(say.people(parties), parties)} فورًا${secret ? '، إذا كان لديه السر' : ''}.`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.people(parties), parties)} متى فُتح القفل الزمني: ${say.lock(lock)}.`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.people(parties), parties)} منذ الآن؛ القفل الزمني: ${say.lock(lock)}.`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}بعد ${say.span(left)} ${canMove(say.people(parties), parties)}؛ القفل الزمني: ${say.lock(lock)}.`,
  relocksIntoItself: () => 'كل مُخرَج يعود إلى النص البرمجي نفسه الذي جاء منه.',
  relocksIntoContract: ({ contract }, say) =>
    `ما يُحتفظ به يذهب إلى العقد ${say.id(contract)} من الاتفاق نفسه: للمُخرَج نصه البرمجي بالضبط.`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `ما يُحتفظ به يذهب إلى العقد ${say.id(contract)} من الاتفاق ${say.code(agreement)}، وهو يعدّل هذا الاتفاق و${accepted ? 'قد قبله الجميع' : 'لم يقبله الجميع'}: للمُخرَج نصه البرمجي بالضبط.`,
  amendmentChanges: ({ term, role, milestone, before, after, worseFor }, say) =>
    `التعديل يغيّر ${CHANGED[term]}${role === undefined ? '' : ` (${say.role(role)})`}${milestone === undefined ? '' : ` (المرحلة ${say.id(milestone)})`}؛ قبل: ${termValueText(before, { say, nothing: 'لا شيء' })}؛ بعد: ${termValueText(after, { say, nothing: 'لا شيء' })}${worseFor === undefined ? '' : `؛ وهذا أسوأ في حق ${say.role(worseFor)}`}.`,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `العقد ${say.id(contract)} الذي يُدفع إليه: ${say.role(role)} وحده يستطيع أخذه إذا كان لديه السر.`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `العقد ${say.id(contract)} الذي يُدفع إليه: ${say.role(role)} وحده يستطيع أخذه بعد ${say.lock(lock)} من تأكيد هذه المعاملة.`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `العقد ${say.id(contract)} الذي يُدفع إليه: ${say.role(role)} وحده يستطيع أخذه ابتداءً من ${say.lock(lock)}.`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `العقد ${say.id(contract)} الذي يُدفع إليه: ${say.role(role)} وحده يستطيع أخذه فورًا (${say.lock(lock)}).`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `العقد ${say.id(contract)} الذي يُدفع إليه: ${say.role(role)} وحده يستطيع أخذه ابتداءً من ${say.lock(lock)}؛ أي بعد ${say.span(left)}.`,
  clockRestarts: ({ lock }, say) =>
    `هذا القفل الزمني يبدأ من جديد عند تأكيد هذه المعاملة: ${say.lock(lock)}.`,
  freezeAgain: ({ fee }, say) =>
    `يمكن تكرار ذلك كلما اتفق الموقّعون، برسوم في كل مرة: الآن ${say.amount(fee)}.`,
  freezeUseless: ({ fee }, say) =>
    `لا يبدأ أي قفل زمني من جديد، لأنها كلها تواريخ أو كتل ثابتة: هذا لا يفعل إلا أن يكلّف ${say.amount(fee)}.`,
  secretBecomesPublic: () => 'يصبح السر علنيًا ولا يمكن استرجاعه.',
  signatureStays: () => 'لا يمكن سحب التوقيع: يبقى صالحًا حتى يُنفَق المال نفسه بطريقة أخرى.',
  refused: ({ rule, objection }, say) =>
    `مرفوض (${say.code(rule)}): ${textOf(objection, { catalogue: ARABIC_REVIEW, voice: say })}.`,
  warned: ({ rule, objection }, say) =>
    `تحذير (${say.code(rule)}): ${textOf(objection, { catalogue: ARABIC_REVIEW, voice: say })}.`,
}
