import type { Catalogue } from '../../sentences/sentence.js'
import type { ActingTold, PaymentTold, PlaceTold, StatusSentences } from '../../sentences/status.js'
import type { Voice } from '../../sentences/voice.js'

const confirmations = (count: number, say: Voice): string =>
  `${say.number(count)} ${count === 1 ? 'confirmação' : 'confirmações'}`

const placeText = (place: PlaceTold, say: Voice): string => {
  if (place === 'noBlock') return 'ainda em nenhum bloco'
  const { height, confirmations: has, wanted } = place
  return `no bloco ${say.id(height)} (${has < wanted ? `${say.number(has)} de ${confirmations(wanted, say)}` : confirmations(has, say)})`
}

const acting = ({ parties, secret }: ActingTold, say: Voice): string =>
  `${say.people(parties)}${parties.length === 1 ? ' sem mais ninguém' : ' em conjunto'}${secret ? ' com o segredo' : ''}`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join('; ou então ')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `para ${to.length === 0 ? `uma pessoa desconhecida (${say.code(address)})` : say.payees(to)}, ${say.amount(amount)}`

const STAGES = { leaving: 'De saída', paidOut: 'Pago', movedOn: 'Transferido' } as const

const WHAT = { deposit: 'O depósito', spend: 'O gasto' } as const

const UNKNOWN = {
  confirmedAt: 'quando estiver em um bloco, a partir de cuja altura se conta o prazo de espera',
  medianTimeBefore:
    'a partir de uma hora que aqui não consta: não se conhece a hora mediana antes do seu bloco',
  medianTime: 'a partir de uma hora que aqui não consta: não se conhece a hora mediana do último bloco',
} as const

/** What a status says, in Portuguese. */
export const PORTUGUESE_STATUS: Catalogue<StatusSentences> = {
  asOfBlock: ({ height, hash }, say) => `No bloco ${say.id(height)} (${say.code(hash)}):`,
  aboutContracts: ({ indexes, count }, say) =>
    count > indexes.length
      ? `${say.number(count)} contratos, o primeiro deles ${say.and(indexes.map(say.id))}`
      : `${count === 1 ? 'Contrato' : 'Contratos'} ${say.and(indexes.map(say.id))}`,
  aboutMilestone: ({ milestone, agreement }, say) =>
    `Etapa ${say.id(milestone)} do acordo ${say.code(agreement)}`,
  nothingSeen: () => 'Nada está em custódia: nenhum depósito foi visto.',
  nothingLeft: () => 'Nada está em custódia: o que se viu a caminho foi substituído ou descartado.',
  inEscrow: ({ amount, place }, say) => `Em custódia: ${say.amount(amount)}, ${placeText(place, say)}.`,
  onItsWayIn: ({ amount, place }, say) => `A caminho: ${say.amount(amount)}, ${placeText(place, say)}.`,
  lessThanAgreed: ({ agreed }, say) => `É menos que o combinado: ${say.amount(agreed)}.`,
  moreThanAgreed: ({ agreed }, say) => `É mais que o combinado: ${say.amount(agreed)}.`,
  anotherDeposit: () => 'Há outro depósito ao lado deste.',
  cameLate: () => 'Chegou quando o contrato já tinha terminado.',
  moneyMoves: ({ stage, outcome, path, signers, pays, txid, place }, say) => {
    const what =
      outcome === 'unknown'
        ? 'uma transação da qual nada mais se sabe'
        : outcome === 'none'
          ? 'uma transação que não é nenhum resultado do acordo'
          : say.outcome(outcome)
    const how = path === 'key' ? ', com uma só assinatura conjunta (MuSig2)' : ''
    const who = signers.length === 0 ? how : `; quem assinou: ${say.people(signers)}${how}`
    const to = pays.length === 0 ? '' : `: ${say.and(pays.map((one) => payment(one, say)))}`
    return `${STAGES[stage]} por ${what}${who}${to}; transação ${say.code(txid)}, ${placeText(place, say)}.`
  },
  canBeMovedNow: ({ by: all }, say) => `Podem movê-lo já: ${by(all, say)}.`,
  canBeMovedFrom: ({ by: all, from, about }, say) =>
    `Podem movê-lo: ${by(all, say)}, ${
      'height' in from
        ? `desde que o último bloco seja o ${say.id(from.height)}, no mínimo no bloco ${say.id(from.block)}`
        : `desde que a hora mediana da cadeia seja ${say.moment(from.time)}`
    }${about === undefined ? '' : `, por volta de ${say.moment(about)}`}.`,
  canBeMovedUnknown: ({ by: all, missing }, say) => `Podem movê-lo: ${by(all, say)}, ${UNKNOWN[missing]}.`,
  depositArrived: ({ amount, deposit }, say) =>
    `Um depósito de ${say.amount(amount)} está a caminho: ${say.outpoint(deposit)}.`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `Um depósito tem ${say.amount(amount)}, menos que o combinado, ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `Um depósito tem ${say.amount(amount)}, mais que o combinado, ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  severalDeposits: () => 'Mais de um depósito paga o contrato.',
  depositLate: ({ amount, deposit }, say) =>
    `Um depósito de ${say.amount(amount)} chegou quando o contrato já tinha terminado: ${say.outpoint(deposit)}.`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `Um depósito de ${say.amount(amount)} está confirmado no bloco ${say.id(height)}: ${say.outpoint(deposit)}.`,
  pathOpens: ({ deposit, ...who }, say) =>
    `A partir de agora pode mover o depósito ${say.outpoint(deposit)}: ${acting(who, say)}.`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `Um prazo se aproxima para ${say.role(role)}: desde que ${'height' in opens ? `o último bloco seja o ${say.id(opens.height)}` : `a hora mediana da cadeia seja ${say.moment(opens.time)}`}, pode mover o depósito ${say.outpoint(deposit)}: ${acting(who, say)}.`,
  spendSeen: ({ txid, deposit }, say) =>
    `A transação ${say.code(txid)} gasta o depósito ${say.outpoint(deposit)} e espera o seu bloco.`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `A transação ${say.code(txid)}, que gasta o depósito ${say.outpoint(deposit)}, está confirmada no bloco ${say.id(height)}.`,
  secretShown: ({ txid, secret }, say) =>
    `A transação ${say.code(txid)} mostra o segredo a todos: ${say.code(secret)}.`,
  blockUndone: ({ what, txid, height }, say) =>
    `${WHAT[what]} ${say.code(txid)} estava no bloco ${say.id(height)}, que já não está na cadeia.`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `${WHAT[what]} ${say.code(txid)} foi substituído pela transação ${say.code(other)}.`,
  wasDropped: ({ what, txid }, say) => `${WHAT[what]} ${say.code(txid)} já não espera nenhum bloco.`,
  isStuck: ({ what, txid, rate }, say) =>
    `${WHAT[what]} ${say.code(txid)} paga menos do que custa um lugar nos próximos blocos: ${say.decimal(rate)} sat/vB.`,
}
