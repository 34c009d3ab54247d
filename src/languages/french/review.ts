import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValuesIn } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who} avec une seule signature commune (MuSig2)`
  return path === 'workerWithSecret' ? `${who} (il faut le secret)` : who
}

/** French says `peut` of what is open and `pourra` of what opens later. */
const canMove = (who: string, { length }: readonly Role[], later?: 'later'): string => {
  if (length === 1) return `${who} ${later ? 'pourra' : 'peut'} prendre l'argent sans personne d'autre`
  return `${who} ${later ? 'pourront' : 'peuvent'} ensemble déplacer l'argent`
}

/** A relative lock counts from the confirmation, not from the day on which somebody reads of it. */
const lasts = (lock: Lock, say: Voice, past?: 'past'): string =>
  isRelative(lock)
    ? `${past ? 'durait' : 'dure'} ${say.lock(lock)} à partir de la confirmation du dépôt`
    : `${past ? 'allait' : 'va'} jusqu'au ${say.lock(lock)}`

const deposit = (position: number, say: Voice): string => `le dépôt ${say.id(position + 1)}`

/** How a sentence begins: with a capital, or else with the deposit and without a capital behind the colon. */
const of = (
  { deposit: at, deposits }: { deposit: number; deposits: number },
  say: Voice,
  { first, inside }: { first: string; inside: string },
): string => (deposits > 1 ? `Pour ${deposit(at, say)} : ${inside}` : first)

const who = (parties: readonly Role[], say: Voice): { first: string; inside: string } => ({
  first: say.People(parties),
  inside: say.people(parties),
})

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['le secret'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'le moment où commence le paiement en cas de silence',
  rescue: 'le moment où commence le sauvetage',
  'dispute.from': 'le moment où commencent les litiges',
  'dispute.backupFrom': "le moment où commence le tour de l'arbitre suppléant",
}

const CHANGED: Readonly<Record<ChangedTerm, string>> = {
  role: 'tout ce qui concerne une personne',
  keys: 'les clés',
  threshold: 'combien de clés doivent signer',
  address: "l'adresse",
  payees: 'qui est payé',
  fee: 'les honoraires',
  keyPath: "si l'employeur et le travailleur peuvent signer avec une seule signature commune",
  milestone: "toute l'étape",
  amount: 'le montant',
  memo: 'la description',
  secretHash: 'le hash du secret',
  silencePays: 'qui est payé en cas de silence',
  silenceAfter: 'à partir de quand on est payé en cas de silence',
  rescue: 'le sauvetage',
  dispute: 'les conditions des litiges',
  network: 'le réseau',
  weights: 'les poids des chemins',
  document: 'le document',
  salt: 'le sel',
}

const termName = ({ term, role, milestone }: ReviewSentences['termName'], say: Voice): string =>
  `${CHANGED[term]}${role === undefined ? '' : ` (${say.role(role)})`}${milestone === undefined ? '' : ` (étape ${say.id(milestone)})`}`

const termValue = /* @__PURE__ */ termValuesIn({
  nothing: 'rien',
  percent: '\u00a0%',
  colon: ' : ',
  times: {
    from: DEADLINES['dispute.from'],
    decision: 'le délai pour décider',
    backupFrom: DEADLINES['dispute.backupFrom'],
  },
})

/** What a review says, in French. */
export const FRENCH_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) =>
    `la règle ${say.code(rule)} a été enlevée quand cette dépense a été préparée`,
  planRefuses: ({ message }, say) =>
    `une règle du plan refuse ceci (message du programme, en anglais : « ${say.code(message)} »)`,
  fundingUnconfirmed: () =>
    "on ne sait pas si le dépôt est confirmé ; celui qui l'a payé pourrait encore le dépenser ailleurs",
  choiceInputsUnnamed: ({ contracts }, say) =>
    `ceci dépense l'argent de ${say.number(contracts)} contrats, et le choix ne les nomme pas comme entrées`,
  choiceInputs: ({ spent, chosen }, say) =>
    `ceci dépense ${say.and(spent.map(say.outpoint))}, alors que le choix était de dépenser ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `ceci est signé par ${signedBy(path, say)}, alors que le choix était une dépense signée par ${signedBy(chosen, say)}`,
  choiceAmounts: ({ outcome }, say) =>
    `ceci est ${say.outcome(outcome)}, mais ceux qui sont payés, ou les montants, ne sont pas ceux qui ont été choisis`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `ceci est ${say.outcome(outcome)}, alors que le choix était ${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)} reçoit ${say.amount(received)}, alors que le choix était d'au moins ${say.amount(least)}`,
  choiceFee: ({ fee, most }, say) =>
    `les frais du réseau sont de ${say.amount(fee)}, alors que le choix était d'au plus ${say.amount(most)}`,
  targetRoleGone: ({ agreement, role }, say) =>
    `${say.role(role)} ne fait plus partie de l'accord ${say.code(agreement)}`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `dans l'accord ${say.code(agreement)}, d'autres clés qu'ici agissent pour ${say.role(role)}`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `l'accord ${say.code(agreement)} a des clés pour ${say.role(role)}, et l'accord actuel n'en a pas : avec l'une ou l'autre des deux parties, ces clés peuvent prendre l'argent qui y est envoyé`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `ceci envoie de l'argent au contrat ${say.id(contract)}, et là, ${DEADLINES[term]} (${say.lock(lock)}) est déjà passé`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `ceci envoie de l'argent au contrat ${say.id(contract)}, et là, ${DEADLINES[term]} (${say.lock(lock)}) arrive si tôt qu'il ne reste pas le temps de prendre une décision`,
  targetOpenNow: ({ contract, role }, say) =>
    `ceci envoie de l'argent au contrat ${say.id(contract)}, et ${say.role(role)} peut le prendre tout de suite sans personne d'autre`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `ceci envoie de l'argent au contrat ${say.id(contract)}, et dans ${say.span(left)}, ${say.role(role)} pourra le prendre sans personne d'autre`,
  targetLocksOut: ({ contract, role }, say) =>
    `ceci envoie de l'argent au contrat ${say.id(contract)}, et si l'autre partie disparaît, ${say.role(role)} n'en reçoit rien pendant deux ans`,
  raceNow: ({ parties }, say) =>
    `dès maintenant, ${canMove(say.people(parties), parties)} ; une autre transaction peut être confirmée avant celle-ci`,
  raceSoon: ({ parties, left }, say) =>
    `dans ${say.span(left)}, ${canMove(say.people(parties), parties, 'later')} ; une autre transaction peut être confirmée avant celle-ci`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `on ne connaît pas ${wanted === 'confirmedAt' ? 'le bloc' : "l'heure du bloc"} qui a confirmé ${deposit(at, say)}, donc personne ne peut dire à partir de quand ${canMove(say.people(parties), parties)} ; le délai d'attente ${lasts(lock, say)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `on ne sait pas si ${deposit(at, say)} est confirmé : le délai d'attente d'${say.lock(lock)} commence avec le bloc qui le confirme`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} ne s'ouvre qu'à la fin du délai d'attente, dans ${say.span(left)} ; ce délai ${lasts(lock, say)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `le remboursement de l'échange s'ouvre au bloc ${say.id(timeout)} ; blocs qui restent d'ici là : ${say.number(left)} ; pour que ce soit sûr, il doit en rester de ${say.number(least)} à ${say.number(most)}`,
  swapTwice: () =>
    "vous avez déjà signé une dépense qui envoie d'autre argent dans le même échange, et l'argent qui arrive en second est pris sans que rien soit donné pour lui",
  signedBefore: ({ outcome, fee }, say) =>
    `vous avez déjà signé ${say.outcome(outcome)} pour le même argent, avec des frais du réseau de ${say.amount(fee)}, et cette signature reste valable tant que l'argent n'est pas dépensé autrement`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `Ceci dépense l'argent de l'étape ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrat ${say.id(contract)} : ${say.amount(amount)} dans ${say.outpoint(outpoint)}.`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `Cette dépense est ${say.outcome(outcome)} de ${say.amount(pot)}. Elle est signée par ${signedBy(path, say)}.`,
  paysOut: ({ amount, to, address }, say) =>
    `Pour ${say.payees(to)} : ${say.amount(amount)}, à l'adresse ${say.code(address)}.`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `Les frais du réseau Bitcoin sont de ${say.amount(amount)} : ${say.decimal(rate)} sat/vB, ${say.decimal(percent)}\u00a0% de l'argent dépensé.`,
  arbiterTakes: ({ amount, role }, say) => `${say.Role(role)} prend ${say.amount(amount)}.`,
  youReceive: ({ amount }, say) => `Vous recevez ${say.amount(amount)}.`,
  youReceiveNothing: () => 'Vous ne recevez rien.',
  addressShared: ({ amount, roles }, say) =>
    `Sur cette somme, ${say.amount(amount)} vont à une adresse où ${say.people(roles)} ${roles.length === 1 ? 'reçoit' : 'reçoivent'} aussi de l'argent.`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `Sur ${yours ? 'votre part' : `la part que reçoit ${say.role('worker')}`}, ${say.amount(amount)} vont dans un échange (${say.code(address)}) : celui qui a la clé ${say.code(provider)} peut les prendre avec la préimage de ${say.code(paymentHash)} ; ce qui n'est pas pris revient à ${yours ? 'vous, avec ' : ''}la clé ${say.code(client)}, après le bloc ${say.id(timeout)}.`,
  spendAfterConfirmation: () =>
    "Ne dépensez pas ce que vous recevez ici avant que cette transaction soit confirmée : le dépenser plus tôt peut empêcher ceux qui sont payés avec vous d'accélérer cette transaction.",
  waitsAfterYou: ({ roles, secret }, say) => `Après vous, il manque encore : ${waiting(roles, secret, say)}.`,
  waitsWithoutYou: ({ roles, secret }, say) =>
    `Votre signature n'est pas demandée ; il manque : ${waiting(roles, secret, say)}.`,
  broadcastWithYou: ({ locked }) =>
    `Avec votre signature, toute personne qui a cette transaction peut l'envoyer au réseau${locked ? ", une fois le délai d'attente terminé" : ''}.`,
  broadcastWithoutYou: ({ locked }) =>
    `Même sans votre signature, toute personne qui a cette transaction peut l'envoyer au réseau${locked ? ", une fois le délai d'attente terminé" : ''}.`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${canMove(of(at, say, who(parties, say)), parties)}, tout de suite${secret ? ", à condition d'avoir le secret" : ''}.`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${canMove(of(at, say, who(parties, say)), parties, 'later')} une fois le délai d'attente terminé ; ce délai ${lasts(lock, say)}.`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${canMove(of(at, say, who(parties, say)), parties)}, dès maintenant ; le délai d'attente est terminé : il ${lasts(lock, say, 'past')}.`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say, { first: 'Dans', inside: 'dans' })} ${say.span(left)}, ${canMove(say.people(parties), parties, 'later')} ; le délai d'attente finit alors : il ${lasts(lock, say)}.`,
  relocksIntoItself: () => "Chaque sortie retourne exactement au script d'où elle vient.",
  relocksIntoContract: ({ contract }, say) =>
    `Ce qui est gardé va au contrat ${say.id(contract)} du même accord : la sortie a exactement le script de ce contrat.`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `Ce qui est gardé va au contrat ${say.id(contract)} de l'accord ${say.code(agreement)}, qui modifie l'accord actuel et ${accepted ? 'que tous ont accepté' : "qu'au moins une personne n'a pas accepté"} : la sortie a exactement le script de ce contrat.`,
  termName,
  amendmentChanges: ({ before, after, worseFor, ...of }, say) =>
    `La modification change ${termName(of, say)} ; avant : ${termValue({ value: before }, say)} ; après : ${termValue({ value: after }, say)}${worseFor === undefined ? '' : ` ; c'est moins bon pour ${say.role(worseFor)}`}.`,
  termValue,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `Contrat ${say.id(contract)}, qui reçoit de l'argent : ${say.role(role)} peut le prendre sans personne d'autre, à condition d'avoir le secret.`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `Contrat ${say.id(contract)}, qui reçoit de l'argent : ${say.lock(lock)} après la confirmation de cette transaction, ${say.role(role)} pourra le prendre sans personne d'autre.`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `Contrat ${say.id(contract)}, qui reçoit de l'argent : ${say.role(role)} peut le prendre sans personne d'autre à partir du ${say.lock(lock)}.`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `Contrat ${say.id(contract)}, qui reçoit de l'argent : ${say.role(role)} peut le prendre tout de suite sans personne d'autre ; le délai d'attente est terminé : il ${lasts(lock, say, 'past')}.`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `Contrat ${say.id(contract)}, qui reçoit de l'argent : ${say.role(role)} pourra le prendre sans personne d'autre à partir du ${say.lock(lock)}, dans ${say.span(left)}.`,
  clockRestarts: ({ lock }, say) =>
    `Le délai d'attente d'${say.lock(lock)} recommence à zéro quand cette transaction est confirmée.`,
  freezeAgain: ({ fee }, say) =>
    `Cela peut être refait, aussi souvent que les signataires sont d'accord, avec des frais du réseau à chaque fois : maintenant ${say.amount(fee)}.`,
  freezeUseless: ({ fee }, say) =>
    `Aucun délai d'attente ne recommence, car tous finissent à des dates ou à des blocs fixes : ceci ne sert à rien et coûte ${say.amount(fee)}.`,
  secretBecomesPublic: () => 'Le secret devient public, et cela ne peut pas être annulé.',
  signatureStays: () =>
    "Une signature ne peut pas être retirée : elle reste valable jusqu'à ce que le même argent soit dépensé d'une autre façon.",
  refused: ({ rule, objection }, say) =>
    `Refusé (${say.code(rule)}) : ${textOf(objection, { catalogue: FRENCH_REVIEW, voice: say })}.`,
  warned: ({ rule, objection }, say) =>
    `Avertissement (${say.code(rule)}) : ${textOf(objection, { catalogue: FRENCH_REVIEW, voice: say })}.`,
}
