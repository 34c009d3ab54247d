import type { Catalogue } from '../../sentences/sentence.js'
import type { ActingTold, PaymentTold, PlaceTold, StatusSentences } from '../../sentences/status.js'
import type { Voice } from '../../sentences/voice.js'

const confirmations = (count: number, say: Voice): string =>
  `${say.number(count)} ${count === 1 ? 'confirmación' : 'confirmaciones'}`

const placeText = (place: PlaceTold, say: Voice): string => {
  if (place === 'noBlock') return 'todavía en ningún bloque'
  const { height, confirmations: has, wanted } = place
  return `en el bloque ${say.id(height)} (${has < wanted ? `${say.number(has)} de ${confirmations(wanted, say)}` : confirmations(has, say)})`
}

const acting = ({ parties, secret }: ActingTold, say: Voice): string =>
  `${say.people(parties)}${parties.length === 1 ? ' sin nadie más' : ' en conjunto'}${secret ? ' (hace falta conocer el secreto)' : ''}`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join('; o bien ')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `${say.amount(amount)} para ${to.length === 0 ? `una persona desconocida (${say.code(address)})` : say.payees(to)}`

const STAGES = { leaving: 'Está saliendo', paidOut: 'Pagado', movedOn: 'Trasladado' } as const

const WHAT = { deposit: 'El depósito', spend: 'El movimiento de salida' } as const

const UNKNOWN = {
  confirmedAt: 'cuando termine el plazo de espera, que solo empieza cuando el depósito esté en un bloque',
  medianTimeBefore:
    'a partir de un momento que aquí no se indica (no se sabe qué hora marcaba el reloj de la cadena antes del bloque del depósito)',
  medianTime:
    'a partir de un momento que aquí no se indica (no se sabe qué hora marca el reloj de la cadena en el último bloque)',
} as const

const opening = (from: { readonly height: number } | { readonly time: number }, say: Voice): string =>
  'height' in from
    ? `en cuanto exista el bloque ${say.id(from.height)}`
    : `en cuanto el reloj de la cadena llegue al ${say.moment(from.time)}`

const moving = (who: ActingTold, say: Voice): string =>
  `${acting(who, say)} ${who.parties.length === 1 ? 'puede' : 'pueden'} mover`

/** What a status says, in Spanish. */
export const SPANISH_STATUS: Catalogue<StatusSentences> = {
  asOfBlock: ({ height, hash }, say) => `Situación en el bloque ${say.id(height)} (${say.code(hash)}):`,
  aboutContracts: ({ indexes, count }, say) =>
    count > indexes.length
      ? `${say.number(count)} contratos, el primero de ellos es el ${say.and(indexes.map(say.id))}`
      : `${count === 1 ? 'Contrato' : 'Contratos'} ${say.and(indexes.map(say.id))}`,
  aboutMilestone: ({ milestone, agreement }, say) =>
    `Etapa ${say.id(milestone)} del acuerdo ${say.code(agreement)}`,
  nothingSeen: () => 'No hay nada en custodia: no se ha visto ningún depósito.',
  nothingLeft: () => 'No hay nada en custodia: lo que se vio en camino fue reemplazado o descartado.',
  inEscrow: ({ amount, place }, say) => `En custodia: ${say.amount(amount)}, ${placeText(place, say)}.`,
  onItsWayIn: ({ amount, place }, say) =>
    `En camino al contrato: ${say.amount(amount)}, ${placeText(place, say)}.`,
  lessThanAgreed: ({ agreed }, say) => `Es menos de lo acordado, que es ${say.amount(agreed)}.`,
  moreThanAgreed: ({ agreed }, say) => `Es más de lo acordado, que es ${say.amount(agreed)}.`,
  anotherDeposit: () => 'Hay otro depósito además de este.',
  cameLate: () => 'Llegó cuando el contrato ya había terminado.',
  moneyMoves: ({ stage, outcome, path, signers, pays, txid, place }, say) => {
    const what =
      outcome === 'unknown'
        ? 'una transacción de la que no se sabe nada más'
        : outcome === 'none'
          ? 'una transacción que no es ningún resultado del acuerdo'
          : say.outcome(outcome)
    const how = path === 'key' ? ', con una sola firma conjunta (MuSig2)' : ''
    const who = signers.length === 0 ? how : `; quién firmó: ${say.people(signers)}${how}`
    const to = pays.length === 0 ? '' : `; pagos: ${say.and(pays.map((one) => payment(one, say)))}`
    return `${STAGES[stage]} por ${what}${who}${to}; transacción ${say.code(txid)}, ${placeText(place, say)}.`
  },
  canBeMovedNow: ({ by: all }, say) => `Quién puede moverlo ya: ${by(all, say)}.`,
  canBeMovedFrom: ({ by: all, from, about }, say) => {
    const more = [
      ...('height' in from ? [`en el bloque ${say.id(from.block)} o después`] : []),
      ...(about === undefined ? [] : [`será hacia el ${say.moment(about)}`]),
    ]
    return `Quién puede moverlo ${opening(from, say)}${more.length === 0 ? '' : ` (${more.join('; ')})`}: ${by(all, say)}.`
  },
  canBeMovedUnknown: ({ by: all, missing }, say) =>
    `Quién puede moverlo ${UNKNOWN[missing]}: ${by(all, say)}.`,
  depositArrived: ({ amount, deposit }, say) =>
    `Un depósito de ${say.amount(amount)} está en camino al contrato: ${say.outpoint(deposit)}.`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `Un depósito tiene ${say.amount(amount)}, menos de lo acordado, que es ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `Un depósito tiene ${say.amount(amount)}, más de lo acordado, que es ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  severalDeposits: () => 'Hay más de un depósito para el contrato.',
  depositLate: ({ amount, deposit }, say) =>
    `Un depósito de ${say.amount(amount)} llegó cuando el contrato ya había terminado: ${say.outpoint(deposit)}.`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `Un depósito de ${say.amount(amount)} está confirmado en el bloque ${say.id(height)}: ${say.outpoint(deposit)}.`,
  pathOpens: ({ deposit, ...who }, say) =>
    `Desde ahora, ${moving(who, say)} el depósito ${say.outpoint(deposit)}.`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `Se acerca una fecha límite para ${say.role(role)}: ${opening(opens, say)}, ${moving(who, say)} el depósito ${say.outpoint(deposit)}.`,
  spendSeen: ({ txid, deposit }, say) =>
    `La transacción ${say.code(txid)} mueve el depósito ${say.outpoint(deposit)} y espera entrar en un bloque.`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `La transacción ${say.code(txid)}, que mueve el depósito ${say.outpoint(deposit)}, está confirmada en el bloque ${say.id(height)}.`,
  secretShown: ({ txid, secret }, say) =>
    `La transacción ${say.code(txid)} muestra el secreto a todos: ${say.code(secret)}.`,
  blockUndone: ({ what, txid, height }, say) =>
    `${WHAT[what]} ${say.code(txid)} estaba en el bloque ${say.id(height)}, que ya no está en la cadena.`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `${WHAT[what]} ${say.code(txid)} fue reemplazado por la transacción ${say.code(other)}.`,
  wasDropped: ({ what, txid }, say) =>
    `${WHAT[what]} ${say.code(txid)} fue descartado: ya no espera entrar en un bloque.`,
  isStuck: ({ what, txid, rate }, say) =>
    `${WHAT[what]} ${say.code(txid)} paga ${say.decimal(rate)} sat/vB: es menos de lo que cuesta un lugar en los próximos bloques.`,
}
