import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValueText } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who} con una sola firma conjunta (MuSig2)`
  return path === 'workerWithSecret' ? `${who} con el secreto` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1 ? `${who} puede llevarse el dinero sin nadie más` : `${who} en conjunto pueden mover el dinero`

const deposit = (position: number, say: Voice): string => `el depósito ${say.id(position + 1)}`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `Sobre ${deposit(at, say)}: ` : ''

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['el secreto'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'el final por silencio',
  rescue: 'el rescate',
  'dispute.from': 'el comienzo de las disputas',
  'dispute.backupFrom': 'el comienzo del turno del árbitro suplente',
}

const CHANGED: Readonly<Record<ChangedTerm, string>> = {
  role: 'todo lo que se refiere a una persona',
  keys: 'las claves',
  threshold: 'cuántas claves tienen que firmar',
  address: 'la dirección',
  payees: 'quién cobra',
  fee: 'los honorarios',
  keyPath: 'si empleador y trabajador pueden firmar con una sola firma conjunta',
  milestone: 'toda la etapa',
  amount: 'el importe',
  memo: 'la descripción',
  secretHash: 'el hash del secreto',
  silencePays: 'a quién paga el silencio',
  silenceAfter: 'cuándo paga el silencio',
  rescue: 'el rescate',
  dispute: 'las condiciones de las disputas',
  network: 'la red',
  weights: 'los pesos de los caminos',
  document: 'el documento',
  salt: 'la sal',
}

/** What a review says, in Spanish. */
export const SPANISH_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `la regla ${say.code(rule)} se anuló cuando se planeó este gasto`,
  planRefuses: ({ message }, say) => `una regla del plan lo rechaza: ${say.code(message)}`,
  fundingUnconfirmed: () =>
    'no consta que el depósito esté confirmado; quien lo pagó quizá todavía pueda gastarlo en otra parte',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `esto gasta el dinero de ${say.number(contracts)} contratos, y la elección no los nombra como entradas`,
  choiceInputs: ({ spent, chosen }, say) =>
    `esto gasta ${say.and(spent.map(say.outpoint))}, y se había elegido ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `aquí firman: ${signedBy(path, say)}; se había elegido un gasto en el que firman: ${signedBy(chosen, say)}`,
  choiceAmounts: ({ outcome }, say) =>
    `esto es ${say.outcome(outcome)} que paga a otros, u otros importes, que lo elegido`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `esto es ${say.outcome(outcome)}, y se había elegido ${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)} recibe ${say.amount(received)}, y se había elegido al menos ${say.amount(least)}`,
  choiceFee: ({ fee, most }, say) =>
    `la red se lleva ${say.amount(fee)}, y se había elegido como máximo ${say.amount(most)}`,
  targetRoleGone: ({ agreement, role }, say) =>
    `en el acuerdo ${say.code(agreement)} ya no está ${say.role(role)}`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `otras claves actúan por ${say.role(role)} en el acuerdo ${say.code(agreement)}`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `el acuerdo ${say.code(agreement)} tiene claves para ${say.role(role)}, y este no tiene ninguna: junto con cualquiera de las partes pueden llevarse lo que se mueva allí`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `se paga el contrato ${say.id(contract)}, y en él ${DEADLINES[term]} (${say.lock(lock)}) ya pasó`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `se paga el contrato ${say.id(contract)}, y en él ${DEADLINES[term]} (${say.lock(lock)}) no deja tiempo para una decisión`,
  targetOpenNow: ({ contract, role }, say) =>
    `se paga el contrato ${say.id(contract)}, y ${say.role(role)} puede llevárselo enseguida sin nadie más`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `se paga el contrato ${say.id(contract)}, y ${say.role(role)} puede llevárselo sin nadie más antes de que pasen ${say.span(left)}`,
  targetLocksOut: ({ contract, role }, say) =>
    `se paga el contrato ${say.id(contract)}, del cual ${say.role(role)} no obtiene nada en dos años si la otra parte desaparece`,
  raceNow: ({ parties }, say) =>
    `ya ahora ${canMove(say.people(parties), parties)}; esta transacción puede perder la carrera`,
  raceSoon: ({ parties, left }, say) =>
    `dentro de ${say.span(left)} ${canMove(say.people(parties), parties)}; esta transacción puede perder la carrera`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `no se conoce ${wanted === 'confirmedAt' ? 'el bloque' : 'la hora del bloque'} que confirmó ${deposit(at, say)}, así que nadie puede decir desde cuándo ${canMove(say.people(parties), parties)}; su plazo: ${say.lock(lock)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `no consta que ${deposit(at, say)} esté confirmado: su plazo de ${say.lock(lock)} empieza con el bloque que lo confirme`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} solo se abre tras este plazo: ${say.lock(lock)}; faltan ${say.span(left)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `la devolución del intercambio se abre en el bloque ${say.id(timeout)}, a ${say.number(left)} bloques de ahora: de ${say.number(least)} a ${say.number(most)} es seguro`,
  swapTwice: () =>
    'usted firmó un gasto de otro dinero hacia el mismo intercambio, y lo que llega en segundo lugar se lo llevan a cambio de nada',
  signedBefore: ({ outcome, fee }, say) =>
    `usted ya firmó antes ${say.outcome(outcome)} del mismo dinero con una comisión de ${say.amount(fee)}, y vale para siempre`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `Gasta la etapa ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrato ${say.id(contract)}: ${say.amount(amount)} en ${say.outpoint(outpoint)}.`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `Este gasto es ${say.outcome(outcome)} de ${say.amount(pot)}. Firman: ${signedBy(path, say)}.`,
  paysOut: ({ amount, to, address }, say) =>
    `Para ${say.payees(to)}: ${say.amount(amount)}, en la dirección ${say.code(address)}.`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `La red se lleva ${say.amount(amount)}: ${say.decimal(rate)} sat/vB, ${say.decimal(percent)} % de las entradas.`,
  arbiterTakes: ({ amount, role }, say) => `${say.Role(role)} se lleva ${say.amount(amount)}.`,
  youReceive: ({ amount }, say) => `Usted recibe ${say.amount(amount)}.`,
  youReceiveNothing: () => 'Usted no recibe nada.',
  addressShared: ({ amount, roles }, say) =>
    `De eso, ${say.amount(amount)} van a una dirección en la que también cobra ${say.people(roles)}.`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `De ${yours ? 'su parte' : `la parte del trabajo (${say.role('worker')})`}, ${say.amount(amount)} van a un intercambio (${say.code(address)}): puede cobrarlos quien tiene la clave ${say.code(provider)} con la preimagen de ${say.code(paymentHash)}; lo que no se cobre vuelve a ${yours ? 'usted, con ' : ''}la clave ${say.code(client)} después del bloque ${say.id(timeout)}.`,
  spendAfterConfirmation: () =>
    'No gaste eso antes de que esto esté confirmado: lo que cuelga de ello puede impedir que quienes cobran junto a usted lo aceleren.',
  waitsAfterYou: ({ roles, secret }, say) =>
    `Después de usted todavía falta: ${waiting(roles, secret, say)}.`,
  waitsWithoutYou: ({ roles, secret }, say) => `No se pide su firma; falta: ${waiting(roles, secret, say)}.`,
  broadcastWithYou: ({ locked }) =>
    `Con su firma podrá difundirlo cualquiera que lo tenga${locked ? ', cuando haya vencido su plazo' : ''}.`,
  broadcastWithoutYou: ({ locked }) =>
    `Puede difundirlo cualquiera que lo tenga${locked ? ', cuando haya vencido su plazo' : ''}, sin la firma de usted.`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} enseguida${secret ? ', si tiene el secreto' : ''}.`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} cuando venza su plazo: ${say.lock(lock)}.`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} ya; su plazo: ${say.lock(lock)}.`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}Dentro de ${say.span(left)} ${canMove(say.people(parties), parties)}; su plazo: ${say.lock(lock)}.`,
  relocksIntoItself: () => 'Cada salida vuelve exactamente al script del que viene.',
  relocksIntoContract: ({ contract }, say) =>
    `Lo que se guarda va al contrato ${say.id(contract)} del mismo acuerdo: la salida tiene exactamente su script.`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `Lo que se guarda va al contrato ${say.id(contract)} del acuerdo ${say.code(agreement)}, que modifica este y que ${accepted ? 'todos han aceptado' : 'no todos han aceptado'}: la salida tiene exactamente su script.`,
  amendmentChanges: ({ term, role, milestone, before, after, worseFor }, say) =>
    `La modificación cambia ${CHANGED[term]}${role === undefined ? '' : ` (${say.role(role)})`}${milestone === undefined ? '' : ` (etapa ${say.id(milestone)})`}; antes: ${termValueText(before, { say, nothing: 'nada' })}; después: ${termValueText(after, { say, nothing: 'nada' })}${worseFor === undefined ? '' : `; es peor para ${say.role(worseFor)}`}.`,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `Contrato ${say.id(contract)}, que se paga: ${say.role(role)} puede llevárselo sin nadie más si tiene el secreto.`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que se paga: ${say.role(role)} puede llevárselo sin nadie más ${say.lock(lock)} después de que esto se confirme.`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que se paga: ${say.role(role)} puede llevárselo sin nadie más desde este momento: ${say.lock(lock)}.`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que se paga: ${say.role(role)} puede llevárselo enseguida sin nadie más (${say.lock(lock)}).`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `Contrato ${say.id(contract)}, que se paga: ${say.role(role)} puede llevárselo sin nadie más desde este momento: ${say.lock(lock)}; faltan ${say.span(left)}.`,
  clockRestarts: ({ lock }, say) => `Este plazo empieza de nuevo cuando esto se confirme: ${say.lock(lock)}.`,
  freezeAgain: ({ fee }, say) =>
    `Puede hacerse otra vez, tantas como acuerden quienes firman, con una comisión cada vez: ahora ${say.amount(fee)}.`,
  freezeUseless: ({ fee }, say) =>
    `Ningún plazo empieza de nuevo, porque todos son fechas o bloques fijos: esto solo cuesta ${say.amount(fee)}.`,
  secretBecomesPublic: () => 'El secreto se hace público y eso no se puede deshacer.',
  signatureStays: () =>
    'Una firma no se puede retirar: vale hasta que el mismo dinero se gaste de otra manera.',
  refused: ({ rule, objection }, say) =>
    `Rechazado (${say.code(rule)}): ${textOf(objection, { catalogue: SPANISH_REVIEW, voice: say })}.`,
  warned: ({ rule, objection }, say) =>
    `Advertencia (${say.code(rule)}): ${textOf(objection, { catalogue: SPANISH_REVIEW, voice: say })}.`,
}
