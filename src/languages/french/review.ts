import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValueText } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who} avec une seule signature commune (MuSig2)`
  return path === 'workerWithSecret' ? `${who} avec le secret` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1
    ? `${who} peut prendre l'argent sans personne d'autre`
    : `${who} peuvent ensemble déplacer l'argent`

const deposit = (position: number, say: Voice): string => `le dépôt ${say.id(position + 1)}`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `Pour ${deposit(at, say)} : ` : ''

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['le secret'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'la fin par silence',
  rescue: 'le secours',
  'dispute.from': 'le début des litiges',
  'dispute.backupFrom': "le début du tour de l'arbitre suppléant",
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
  silencePays: 'qui est payé par le silence',
  silenceAfter: 'quand le silence paie',
  rescue: 'le secours',
  dispute: 'les conditions des litiges',
  network: 'le réseau',
  weights: 'les poids des chemins',
  document: 'le document',
  salt: 'le sel',
}

/** What a review says, in French. */
export const FRENCH_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `la règle ${say.code(rule)} a été levée quand cette dépense a été prévue`,
  planRefuses: ({ message }, say) => `une règle du plan la refuse : ${say.code(message)}`,
  fundingUnconfirmed: () =>
    "rien ne dit que le dépôt est confirmé ; celui qui l'a payé peut peut-être encore le dépenser ailleurs",
  choiceInputsUnnamed: ({ contracts }, say) =>
    `ceci dépense l'argent de ${say.number(contracts)} contrats, et le choix ne les nomme pas comme entrées`,
  choiceInputs: ({ spent, chosen }, say) =>
    `ceci dépense ${say.and(spent.map(say.outpoint))}, alors que le choix était ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `ceci est signé par ${signedBy(path, say)}, alors que le choix était une dépense signée par ${signedBy(chosen, say)}`,
  choiceAmounts: ({ outcome }, say) =>
    `ceci est ${say.outcome(outcome)} qui paie d'autres personnes, ou d'autres montants, que ce qui a été choisi`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `ceci est ${say.outcome(outcome)}, alors que le choix était ${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)} reçoit ${say.amount(received)}, alors que le choix était au moins ${say.amount(least)}`,
  choiceFee: ({ fee, most }, say) =>
    `le réseau prend ${say.amount(fee)}, alors que le choix était au plus ${say.amount(most)}`,
  targetRoleGone: ({ agreement, role }, say) =>
    `dans l'accord ${say.code(agreement)}, il n'y a plus ${say.role(role)}`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `d'autres clés agissent pour ${say.role(role)} dans l'accord ${say.code(agreement)}`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `l'accord ${say.code(agreement)} a des clés pour ${say.role(role)}, et celui-ci n'en a aucune : avec l'une ou l'autre partie, elles peuvent prendre ce qui y est déplacé`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `le contrat ${say.id(contract)} est payé, et dans celui-ci ${DEADLINES[term]} (${say.lock(lock)}) est dépassé`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `le contrat ${say.id(contract)} est payé, et dans celui-ci ${DEADLINES[term]} (${say.lock(lock)}) ne laisse pas le temps d'une décision`,
  targetOpenNow: ({ contract, role }, say) =>
    `le contrat ${say.id(contract)} est payé, et ${say.role(role)} peut le prendre tout de suite sans personne d'autre`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `le contrat ${say.id(contract)} est payé, et ${say.role(role)} peut le prendre sans personne d'autre d'ici ${say.span(left)}`,
  targetLocksOut: ({ contract, role }, say) =>
    `le contrat ${say.id(contract)} est payé, et ${say.role(role)} n'en tire rien pendant deux ans si l'autre partie disparaît`,
  raceNow: ({ parties }, say) =>
    `dès maintenant, ${canMove(say.people(parties), parties)} ; cette transaction peut perdre la course`,
  raceSoon: ({ parties, left }, say) =>
    `dans ${say.span(left)}, ${canMove(say.people(parties), parties)} ; cette transaction peut perdre la course`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `on ne connaît pas ${wanted === 'confirmedAt' ? 'le bloc' : "l'heure du bloc"} qui a confirmé ${deposit(at, say)}, donc personne ne peut dire à partir de quand ${canMove(say.people(parties), parties)} ; son délai : ${say.lock(lock)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `rien ne dit que ${deposit(at, say)} est confirmé : son délai commence avec le bloc qui le confirme : ${say.lock(lock)}`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} ne s'ouvre qu'après ce délai : ${say.lock(lock)} ; il reste ${say.span(left)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `le remboursement de l'échange s'ouvre au bloc ${say.id(timeout)}, à ${say.number(left)} blocs de maintenant : de ${say.number(least)} à ${say.number(most)}, c'est sûr`,
  swapTwice: () =>
    "vous avez signé une dépense d'un autre argent vers le même échange, et ce qui arrive en second est pris pour rien",
  signedBefore: ({ outcome, fee }, say) =>
    `vous avez déjà signé ${say.outcome(outcome)} du même argent avec des frais de ${say.amount(fee)}, et cela reste valable pour toujours`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `Dépense l'étape ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrat ${say.id(contract)} : ${say.amount(amount)} dans ${say.outpoint(outpoint)}.`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `Cette dépense est ${say.outcome(outcome)} de ${say.amount(pot)}, signée par ${signedBy(path, say)}.`,
  paysOut: ({ amount, to, address }, say) =>
    `Pour ${say.payees(to)} : ${say.amount(amount)}, à l'adresse ${say.code(address)}.`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `Le réseau prend ${say.amount(amount)} : ${say.decimal(rate)} sat/vB, ${say.decimal(percent)} % des entrées.`,
  arbiterTakes: ({ amount, role }, say) => `${say.Role(role)} prend ${say.amount(amount)}.`,
  youReceive: ({ amount }, say) => `Vous recevez ${say.amount(amount)}.`,
  youReceiveNothing: () => 'Vous ne recevez rien.',
  addressShared: ({ amount, roles }, say) =>
    `Sur cette somme, ${say.amount(amount)} vont à une adresse où est payé aussi ${say.people(roles)}.`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `${yours ? 'De votre part' : `De la part du travail (${say.role('worker')})`}, ${say.amount(amount)} vont dans un échange (${say.code(address)}) : qui a la clé ${say.code(provider)} peut les prendre avec la préimage de ${say.code(paymentHash)} ; ce qui n'est pas pris revient à ${yours ? 'vous, avec ' : ''}la clé ${say.code(client)} après le bloc ${say.id(timeout)}.`,
  spendAfterConfirmation: () =>
    "Ne dépensez pas cela avant que ceci soit confirmé : ce qui en dépend peut empêcher ceux qui sont payés avec vous de l'accélérer.",
  waitsAfterYou: ({ roles, secret }, say) => `Après vous, il manque encore : ${waiting(roles, secret, say)}.`,
  waitsWithoutYou: ({ roles, secret }, say) =>
    `Votre signature n'est pas demandée ; il manque : ${waiting(roles, secret, say)}.`,
  broadcastWithYou: ({ locked }) =>
    `Avec votre signature, toute personne qui l'a peut la diffuser${locked ? ', une fois son délai écoulé' : ''}.`,
  broadcastWithoutYou: ({ locked }) =>
    `Toute personne qui l'a peut la diffuser${locked ? ', une fois son délai écoulé' : ''}, sans votre signature.`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)}, tout de suite${secret ? ", à condition d'avoir le secret" : ''}.`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} une fois le délai écoulé : ${say.lock(lock)}.`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)}, dès maintenant ; le délai : ${say.lock(lock)}.`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}Dans ${say.span(left)}, ${canMove(say.people(parties), parties)} ; le délai : ${say.lock(lock)}.`,
  relocksIntoItself: () => "Chaque sortie retourne exactement au script d'où elle vient.",
  relocksIntoContract: ({ contract }, say) =>
    `Ce qui est gardé va au contrat ${say.id(contract)} du même accord : la sortie a exactement son script.`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `Ce qui est gardé va au contrat ${say.id(contract)} de l'accord ${say.code(agreement)}, qui modifie celui-ci et que ${accepted ? 'tous ont accepté' : "tous n'ont pas accepté"} : la sortie a exactement son script.`,
  amendmentChanges: ({ term, role, milestone, before, after, worseFor }, say) =>
    `La modification change ${CHANGED[term]}${role === undefined ? '' : ` (${say.role(role)})`}${milestone === undefined ? '' : ` (étape ${say.id(milestone)})`} ; avant : ${termValueText(before, { say, nothing: 'rien' })} ; après : ${termValueText(after, { say, nothing: 'rien' })}${worseFor === undefined ? '' : ` ; c'est moins bon pour ${say.role(worseFor)}`}.`,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `Contrat ${say.id(contract)}, qui est payé : ${say.role(role)} peut le prendre sans personne d'autre, à condition d'avoir le secret.`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `Contrat ${say.id(contract)}, qui est payé : ${say.role(role)} peut le prendre sans personne d'autre ${say.lock(lock)} après la confirmation de ceci.`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `Contrat ${say.id(contract)}, qui est payé : ${say.role(role)} peut le prendre sans personne d'autre à partir de ce moment : ${say.lock(lock)}.`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `Contrat ${say.id(contract)}, qui est payé : ${say.role(role)} peut le prendre tout de suite sans personne d'autre (${say.lock(lock)}).`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `Contrat ${say.id(contract)}, qui est payé : ${say.role(role)} peut le prendre sans personne d'autre à partir de ce moment : ${say.lock(lock)} ; il reste ${say.span(left)}.`,
  clockRestarts: ({ lock }, say) => `Ce délai recommence quand ceci est confirmé : ${say.lock(lock)}.`,
  freezeAgain: ({ fee }, say) =>
    `Cela peut être refait, aussi souvent que les signataires sont d'accord, avec des frais à chaque fois : maintenant ${say.amount(fee)}.`,
  freezeUseless: ({ fee }, say) =>
    `Aucun délai ne recommence, car tous sont des dates ou des blocs fixes : ceci ne fait que coûter ${say.amount(fee)}.`,
  secretBecomesPublic: () => 'Le secret devient public, et cela ne peut pas être repris.',
  signatureStays: () =>
    "Une signature ne peut pas être retirée : elle reste valable jusqu'à ce que le même argent soit dépensé d'une autre façon.",
  refused: ({ rule, objection }, say) =>
    `Refusé (${say.code(rule)}) : ${textOf(objection, { catalogue: FRENCH_REVIEW, voice: say })}.`,
  warned: ({ rule, objection }, say) =>
    `Avertissement (${say.code(rule)}) : ${textOf(objection, { catalogue: FRENCH_REVIEW, voice: say })}.`,
}
