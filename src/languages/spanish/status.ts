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
  `${say.people(parties)}${parties.length === 1 ? ' sin nadie más' : ' en conjunto'}${secret ? ' con el secreto' : ''}`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join('; o bien ')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `para ${to.length === 0 ? `una persona desconocida (${say.code(address)})` : say.payees(to)}, ${say.amount(amount)}`

const STAGES = { leaving: 'De salida', paidOut: 'Pagado', movedOn: 'Trasladado' } as const

const WHAT = { deposit: 'El depósito', spend: 'El gasto' } as const

const UNKNOWN = {
  confirmedAt: 'cuando esté en un bloque, desde cuya altura se cuenta el plazo de espera',
  medianTimeBefore: 'desde una hora que aquí no consta: no se conoce la hora mediana anterior a su bloque',
  medianTime: 'desde una hora que aquí no consta: no se conoce la hora mediana del último bloque',
} as const

/** What a status says, in Spanish. */
export const SPANISH_STATUS: Catalogue<StatusSentences> = {
  asOfBlock: ({ height, hash }, say) => `A la altura del bloque ${say.id(height)} (${say.code(hash)}):`,
  aboutContracts: ({ indexes, count }, say) =>
    count > indexes.length
      ? `${say.number(count)} contratos, el primero de ellos el ${say.and(indexes.map(say.id))}`
      : `${count === 1 ? 'Contrato' : 'Contratos'} ${say.and(indexes.map(say.id))}`,
  aboutMilestone: ({ milestone, agreement }, say) =>
    `Etapa ${say.id(milestone)} del acuerdo ${say.code(agreement)}`,
  nothingSeen: () => 'No hay nada en custodia: no se ha visto ningún depósito.',
  nothingLeft: () => 'No hay nada en custodia: lo que se vio de entrada fue reemplazado o descartado.',
  inEscrow: ({ amount, place }, say) => `En custodia: ${say.amount(amount)}, ${placeText(place, say)}.`,
  onItsWayIn: ({ amount, place }, say) => `De entrada: ${say.amount(amount)}, ${placeText(place, say)}.`,
  lessThanAgreed: ({ agreed }, say) => `Es menos que lo acordado: ${say.amount(agreed)}.`,
  moreThanAgreed: ({ agreed }, say) => `Es más que lo acordado: ${say.amount(agreed)}.`,
  anotherDeposit: () => 'Hay otro depósito junto a este.',
  cameLate: () => 'Llegó cuando el contrato ya había terminado.',
  moneyMoves: ({ stage, outcome, path, signers, pays, txid, place }, say) => {
    const what =
      outcome === 'unknown'
        ? 'una transacción de la que no se sabe nada más'
        : outcome === 'none'
          ? 'una transacción que no es ningún resultado del acuerdo'
          : say.outcome(outcome)
    const how = path === 'key' ? ' con una sola firma conjunta (MuSig2)' : ''
    const who = signers.length === 0 ? how : `, firmada por ${say.people(signers)}${how}`
    const to = pays.length === 0 ? '' : `: ${say.and(pays.map((one) => payment(one, say)))}`
    return `${STAGES[stage]} por ${what}${who}${to}; transacción ${say.code(txid)}, ${placeText(place, say)}.`
  },
  canBeMovedNow: ({ by: all }, say) => `Pueden moverlo ya: ${by(all, say)}.`,
  canBeMovedFrom: ({ by: all, from, about }, say) =>
    `Pueden moverlo: ${by(all, say)}, ${
      'height' in from
        ? `desde que el último bloque sea el ${say.id(from.height)}, como pronto en el bloque ${say.id(from.block)}`
        : `desde que la hora mediana de la cadena sea ${say.moment(from.time)}`
    }${about === undefined ? '' : `, hacia ${say.moment(about)}`}.`,
  canBeMovedUnknown: ({ by: all, missing }, say) => `Pueden moverlo: ${by(all, say)}, ${UNKNOWN[missing]}.`,
  depositArrived: ({ amount, deposit }, say) =>
    `Un depósito de ${say.amount(amount)} está de entrada: ${say.outpoint(deposit)}.`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `Un depósito tiene ${say.amount(amount)}, menos que lo acordado, ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `Un depósito tiene ${say.amount(amount)}, más que lo acordado, ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  severalDeposits: () => 'Más de un depósito paga el contrato.',
  depositLate: ({ amount, deposit }, say) =>
    `Un depósito de ${say.amount(amount)} llegó cuando el contrato ya había terminado: ${say.outpoint(deposit)}.`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `Un depósito de ${say.amount(amount)} está confirmado en el bloque ${say.id(height)}: ${say.outpoint(deposit)}.`,
  pathOpens: ({ deposit, ...who }, say) =>
    `Desde ahora puede mover el depósito ${say.outpoint(deposit)}: ${acting(who, say)}.`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `Se acerca un plazo para ${say.role(role)}: desde que ${'height' in opens ? `el último bloque sea el ${say.id(opens.height)}` : `la hora mediana de la cadena sea ${say.moment(opens.time)}`}, puede mover el depósito ${say.outpoint(deposit)}: ${acting(who, say)}.`,
  spendSeen: ({ txid, deposit }, say) =>
    `La transacción ${say.code(txid)} gasta el depósito ${say.outpoint(deposit)} y espera su bloque.`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `La transacción ${say.code(txid)}, que gasta el depósito ${say.outpoint(deposit)}, está confirmada en el bloque ${say.id(height)}.`,
  secretShown: ({ txid, secret }, say) =>
    `La transacción ${say.code(txid)} muestra el secreto a todos: ${say.code(secret)}.`,
  blockUndone: ({ what, txid, height }, say) =>
    `${WHAT[what]} ${say.code(txid)} estaba en el bloque ${say.id(height)}, que ya no está en la cadena.`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `${WHAT[what]} ${say.code(txid)} fue reemplazado por la transacción ${say.code(other)}.`,
  wasDropped: ({ what, txid }, say) => `${WHAT[what]} ${say.code(txid)} ya no espera ningún bloque.`,
  isStuck: ({ what, txid, rate }, say) =>
    `${WHAT[what]} ${say.code(txid)} paga menos de lo que cuesta un lugar en los próximos bloques: ${say.decimal(rate)} sat/vB.`,
}
