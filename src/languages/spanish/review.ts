import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValuesIn } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'
import type { Role } from '../../words.js'

const signs = (path: keyof typeof SIGNERS): string => (SIGNERS[path].length === 1 ? 'firma' : 'firman')

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who}, con una sola firma conjunta (MuSig2)`
  return path === 'workerWithSecret' ? `${who}, conociendo el secreto` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1 ? `${who} puede llevarse el dinero sin nadie más` : `${who} en conjunto pueden mover el dinero`

/** A relative lock counts from the confirmation, not from the day on which somebody reads of it. */
const wait = (lock: Lock, say: Voice): string =>
  isRelative(lock) ? `${say.lock(lock)} desde la confirmación del depósito` : say.lock(lock)

const deposit = (position: number, say: Voice): string => `el depósito ${say.id(position + 1)}`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `Sobre ${deposit(at, say)}: ` : ''

const missing = (roles: readonly Role[], secret: boolean): string =>
  roles.length + Number(secret) > 1 ? 'faltan' : 'falta'

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['el secreto'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'el final por silencio',
  rescue: 'el comienzo del rescate',
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
  memo: 'la nota breve',
  secretHash: 'el hash del secreto',
  silencePays: 'a quién se paga si hay silencio',
  silenceAfter: 'cuándo se paga si hay silencio',
  rescue: 'el rescate',
  dispute: 'las condiciones de las disputas',
  network: 'la red',
  weights: 'los pesos de las vías',
  document: 'el documento',
  salt: 'la sal',
}

const termName = ({ term, role, milestone }: ReviewSentences['termName'], say: Voice): string =>
  `${CHANGED[term]}${role === undefined ? '' : ` (${say.role(role)})`}${milestone === undefined ? '' : ` (etapa ${say.id(milestone)})`}`

const termValue = /* @__PURE__ */ termValuesIn({
  nothing: 'nada',
  percent: '\u00a0%',
  colon: ': ',
  times: {
    from: DEADLINES['dispute.from'],
    decision: 'el plazo para decidir',
    backupFrom: DEADLINES['dispute.backupFrom'],
  },
})

/** What a review says, in Spanish. */
export const SPANISH_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `la regla ${say.code(rule)} se quitó cuando se planeó este gasto`,
  planRefuses: ({ message }, say) =>
    `una regla del plan rechaza esto (mensaje del programa, en inglés: «${say.code(message)}»)`,
  fundingUnconfirmed: () =>
    'no se sabe si el depósito está confirmado; quien lo pagó quizá todavía pueda gastarlo en otra parte',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `esto gasta el dinero de ${say.number(contracts)} contratos, y lo que se eligió no los nombra como entradas`,
  choiceInputs: ({ spent, chosen }, say) =>
    `esto gasta ${say.and(spent.map(say.outpoint))}, pero lo elegido era gastar ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `este gasto lo ${signs(path)}: ${signedBy(path, say)}; pero el gasto que se había elegido lo ${signs(chosen)}: ${signedBy(chosen, say)}`,
  choiceAmounts: ({ outcome }, say) =>
    `esto es ${say.outcome(outcome)}, pero no paga como se eligió: paga a otros, u otros importes`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `esto es ${say.outcome(outcome)}, pero lo elegido era ${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)} recibe ${say.amount(received)}, pero lo elegido era que recibiera al menos ${say.amount(least)}`,
  choiceFee: ({ fee, most }, say) =>
    `la red se lleva ${say.amount(fee)}, pero lo elegido era que se llevara como máximo ${say.amount(most)}`,
  targetRoleGone: ({ agreement, role }, say) =>
    `en el acuerdo ${say.code(agreement)} ya no está ${say.role(role)}`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `en el acuerdo ${say.code(agreement)} actúan por ${say.role(role)} otras claves, distintas de las de aquí`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `el acuerdo ${say.code(agreement)} tiene claves para ${say.role(role)}, y el acuerdo de ahora no tiene ninguna: quien tenga esas claves, junto con cualquiera de las dos partes, puede llevarse lo que se mueva allí`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `esto envía dinero al contrato ${say.id(contract)}, y allí ${DEADLINES[term]} (${say.lock(lock)}) ya pasó`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `esto envía dinero al contrato ${say.id(contract)}, y allí ${DEADLINES[term]} (${say.lock(lock)}) no deja tiempo para una decisión`,
  targetOpenNow: ({ contract, role }, say) =>
    `esto envía dinero al contrato ${say.id(contract)}, y ${say.role(role)} puede llevárselo enseguida sin nadie más`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `esto envía dinero al contrato ${say.id(contract)}, y dentro de ${say.span(left)} ${say.role(role)} puede llevárselo sin nadie más`,
  targetLocksOut: ({ contract, role }, say) =>
    `esto envía dinero al contrato ${say.id(contract)}, y de allí ${say.role(role)} no recibe nada durante dos años si la otra parte desaparece`,
  raceNow: ({ parties }, say) =>
    `ahora mismo ${canMove(say.people(parties), parties)}; otra transacción puede confirmarse antes que esta`,
  raceSoon: ({ parties, left }, say) =>
    `dentro de ${say.span(left)} ${canMove(say.people(parties), parties)}; otra transacción puede confirmarse antes que esta`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `no se conoce ${wanted === 'confirmedAt' ? 'el bloque' : 'la hora del bloque'} que confirmó ${deposit(at, say)}, así que nadie puede decir desde cuándo ${canMove(say.people(parties), parties)}; el plazo de espera: ${wait(lock, say)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `no se sabe si ${deposit(at, say)} está confirmado: el plazo de espera de ${say.lock(lock)} empieza con el bloque que lo confirme`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} solo se abre cuando termine el plazo de espera: ${wait(lock, say)}; tiempo que falta: ${say.span(left)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `la devolución del intercambio se abre en el bloque ${say.id(timeout)}; bloques que faltan: ${say.number(left)}; para que sea seguro tienen que faltar de ${say.number(least)} a ${say.number(most)}`,
  swapTwice: () =>
    'usted firmó un gasto de otro dinero hacia el mismo intercambio, y lo que llegue en segundo lugar se lo llevan sin dar nada a cambio',
  signedBefore: ({ outcome, fee }, say) =>
    `usted ya firmó antes ${say.outcome(outcome)} sobre el mismo dinero, con una comisión de la red de ${say.amount(fee)}, y esa firma vale hasta que el dinero se gaste de otra manera`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `Esto gasta la etapa ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrato ${say.id(contract)}: ${say.amount(amount)} en ${say.outpoint(outpoint)}.`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `Este gasto es ${say.outcome(outcome)} de ${say.amount(pot)}. Lo ${signs(path)}: ${signedBy(path, say)}.`,
  paysOut: ({ amount, to, address }, say) =>
    `Para ${say.payees(to)}: ${say.amount(amount)}, en la dirección ${say.code(address)}.`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `La red se lleva ${say.amount(amount)}: ${say.decimal(rate)} sat/vB, ${say.decimal(percent)}\u00a0% del dinero que se gasta.`,
  arbiterTakes: ({ amount, role }, say) => `${say.Role(role)} se lleva ${say.amount(amount)}.`,
  youReceive: ({ amount }, say) => `Usted recibe ${say.amount(amount)}.`,
  youReceiveNothing: () => 'Usted no recibe nada.',
  addressShared: ({ amount, roles }, say) =>
    `De eso, ${say.amount(amount)} van a una dirección en la que también ${roles.length === 1 ? 'cobra' : 'cobran'} ${say.people(roles)}.`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `De la parte ${yours ? 'de usted' : `que cobra ${say.role('worker')}`}, ${say.amount(amount)} van a un intercambio (${say.code(address)}): puede cobrarlos quien tiene la clave ${say.code(provider)} con la preimagen de ${say.code(paymentHash)}; lo que no se cobre vuelve a ${yours ? 'usted, con ' : ''}la clave ${say.code(client)}, después del bloque ${say.id(timeout)}.`,
  spendAfterConfirmation: () =>
    'No gaste lo que recibe aquí antes de que esta transacción esté confirmada: gastarlo antes puede impedir que quienes cobran junto a usted la aceleren.',
  waitsAfterYou: ({ roles, secret }, say) =>
    `Después de usted todavía ${missing(roles, secret)}: ${waiting(roles, secret, say)}.`,
  waitsWithoutYou: ({ roles, secret }, say) =>
    `No se pide la firma de usted; ${missing(roles, secret)}: ${waiting(roles, secret, say)}.`,
  broadcastWithYou: ({ locked }) =>
    `Con la firma de usted, cualquiera que tenga esta transacción puede enviarla a la red${locked ? ', cuando haya terminado el plazo de espera' : ''}.`,
  broadcastWithoutYou: ({ locked }) =>
    `Aunque usted no firme, cualquiera que tenga esta transacción puede enviarla a la red${locked ? ', cuando haya terminado el plazo de espera' : ''}.`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} enseguida${secret ? ', si tiene el secreto' : ''}.`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} cuando termine el plazo de espera: ${wait(lock, say)}.`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} desde ahora; ya terminó el plazo de espera: ${wait(lock, say)}.`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}Dentro de ${say.span(left)} ${canMove(say.people(parties), parties)}; entonces termina el plazo de espera: ${wait(lock, say)}.`,
  relocksIntoItself: () => 'Cada salida vuelve exactamente al script del que viene.',
  relocksIntoContract: ({ contract }, say) =>
    `Lo que se guarda va al contrato ${say.id(contract)} del mismo acuerdo: la salida tiene exactamente el script de ese contrato.`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `Lo que se guarda va al contrato ${say.id(contract)} del acuerdo ${say.code(agreement)}, que modifica este y que ${accepted ? 'todos han aceptado' : 'no todos han aceptado'}: la salida tiene exactamente el script de ese contrato.`,
  termName,
  amendmentChanges: ({ before, after, worseFor, ...of }, say) =>
    `La modificación cambia ${termName(of, say)}; antes: ${termValue({ value: before }, say)}; después: ${termValue({ value: after }, say)}${worseFor === undefined ? '' : `; es peor para ${say.role(worseFor)}`}.`,
  termValue,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `Contrato ${say.id(contract)}, que recibe dinero: ${say.role(role)} puede llevárselo sin nadie más si tiene el secreto.`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que recibe dinero: ${say.role(role)} puede llevárselo sin nadie más a partir de ${say.lock(lock)} después de que esto se confirme.`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que recibe dinero: ${say.role(role)} puede llevárselo sin nadie más a partir del ${say.lock(lock)}.`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que recibe dinero: ${say.role(role)} puede llevárselo enseguida sin nadie más; ya terminó el plazo de espera: ${say.lock(lock)}.`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `Contrato ${say.id(contract)}, que recibe dinero: ${say.role(role)} puede llevárselo sin nadie más a partir del ${say.lock(lock)}; tiempo que falta: ${say.span(left)}.`,
  clockRestarts: ({ lock }, say) =>
    `El plazo de espera de ${say.lock(lock)} empieza de nuevo cuando esto se confirme.`,
  freezeAgain: ({ fee }, say) =>
    `Puede hacerse otra vez, tantas veces como acuerden quienes firman, con una comisión de la red cada vez: ahora ${say.amount(fee)}.`,
  freezeUseless: ({ fee }, say) =>
    `Ningún plazo de espera empieza de nuevo, porque todos terminan en fechas o bloques fijos: esto no sirve de nada y cuesta ${say.amount(fee)}.`,
  secretBecomesPublic: () => 'El secreto se hace público y eso no se puede deshacer.',
  signatureStays: () =>
    'Una firma no se puede retirar: vale hasta que el mismo dinero se gaste de otra manera.',
  refused: ({ rule, objection }, say) =>
    `Rechazado (${say.code(rule)}): ${textOf(objection, { catalogue: SPANISH_REVIEW, voice: say })}.`,
  warned: ({ rule, objection }, say) =>
    `Advertencia (${say.code(rule)}): ${textOf(objection, { catalogue: SPANISH_REVIEW, voice: say })}.`,
}
