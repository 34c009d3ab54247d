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
  `${say.people(parties)}${parties.length === 1 ? ' sem mais ninguém' : ' em conjunto'}${secret ? ' (é preciso conhecer o segredo)' : ''}`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join('; ou então ')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `${say.amount(amount)} para ${to.length === 0 ? `uma pessoa desconhecida (${say.code(address)})` : say.payees(to)}`

const STAGES = { leaving: 'Está saindo', paidOut: 'Pago', movedOn: 'Transferido' } as const

const WHAT = { deposit: 'O depósito', spend: 'O movimento de saída' } as const

const UNKNOWN = {
  confirmedAt: 'quando terminar o prazo de espera, que só começa quando o depósito estiver em um bloco',
  medianTimeBefore:
    'a partir de um momento que aqui não se indica (não se sabe que hora marcava o relógio da cadeia antes do bloco do depósito)',
  medianTime:
    'a partir de um momento que aqui não se indica (não se sabe que hora marca o relógio da cadeia no último bloco)',
} as const

const opening = (from: { readonly height: number } | { readonly time: number }, say: Voice): string =>
  'height' in from
    ? `assim que existir o bloco ${say.id(from.height)}`
    : `assim que o relógio da cadeia chegar a ${say.moment(from.time)}`

const moving = (who: ActingTold, say: Voice): string =>
  `${acting(who, say)} ${who.parties.length === 1 ? 'pode' : 'podem'} mover`

/** What a status says, in Portuguese. */
export const PORTUGUESE_STATUS: Catalogue<StatusSentences> = {
  asOfBlock: ({ height, hash }, say) => `Situação no bloco ${say.id(height)} (${say.code(hash)}):`,
  aboutContracts: ({ indexes, count }, say) =>
    count > indexes.length
      ? `${say.number(count)} contratos, o primeiro deles é o ${say.and(indexes.map(say.id))}`
      : `${count === 1 ? 'Contrato' : 'Contratos'} ${say.and(indexes.map(say.id))}`,
  aboutMilestone: ({ milestone, agreement }, say) =>
    `Etapa ${say.id(milestone)} do acordo ${say.code(agreement)}`,
  nothingSeen: () => 'Nada está em custódia: nenhum depósito foi visto.',
  nothingLeft: () => 'Nada está em custódia: o que se viu a caminho foi substituído ou descartado.',
  inEscrow: ({ amount, place }, say) => `Em custódia: ${say.amount(amount)}, ${placeText(place, say)}.`,
  onItsWayIn: ({ amount, place }, say) =>
    `A caminho do contrato: ${say.amount(amount)}, ${placeText(place, say)}.`,
  lessThanAgreed: ({ agreed }, say) => `É menos do que o combinado, que é ${say.amount(agreed)}.`,
  moreThanAgreed: ({ agreed }, say) => `É mais do que o combinado, que é ${say.amount(agreed)}.`,
  anotherDeposit: () => 'Há outro depósito além deste.',
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
    const to = pays.length === 0 ? '' : `; pagamentos: ${say.and(pays.map((one) => payment(one, say)))}`
    return `${STAGES[stage]} por ${what}${who}${to}; transação ${say.code(txid)}, ${placeText(place, say)}.`
  },
  canBeMovedNow: ({ by: all }, say) => `Quem pode movê-lo agora: ${by(all, say)}.`,
  canBeMovedFrom: ({ by: all, from, about }, say) => {
    const more = [
      ...('height' in from ? [`no bloco ${say.id(from.block)} ou depois`] : []),
      ...(about === undefined ? [] : [`será por volta de ${say.moment(about)}`]),
    ]
    return `Quem pode movê-lo ${opening(from, say)}${more.length === 0 ? '' : ` (${more.join('; ')})`}: ${by(all, say)}.`
  },
  canBeMovedUnknown: ({ by: all, missing }, say) => `Quem pode movê-lo ${UNKNOWN[missing]}: ${by(all, say)}.`,
  depositArrived: ({ amount, deposit }, say) =>
    `Um depósito de ${say.amount(amount)} está a caminho do contrato: ${say.outpoint(deposit)}.`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `Um depósito tem ${say.amount(amount)}, menos do que o combinado, que é ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `Um depósito tem ${say.amount(amount)}, mais do que o combinado, que é ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  severalDeposits: () => 'Há mais de um depósito para o contrato.',
  depositLate: ({ amount, deposit }, say) =>
    `Um depósito de ${say.amount(amount)} chegou quando o contrato já tinha terminado: ${say.outpoint(deposit)}.`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `Um depósito de ${say.amount(amount)} está confirmado no bloco ${say.id(height)}: ${say.outpoint(deposit)}.`,
  pathOpens: ({ deposit, ...who }, say) =>
    `A partir de agora, ${moving(who, say)} o depósito ${say.outpoint(deposit)}.`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `Está chegando uma data-limite para ${say.role(role)}: ${opening(opens, say)}, ${moving(who, say)} o depósito ${say.outpoint(deposit)}.`,
  spendSeen: ({ txid, deposit }, say) =>
    `A transação ${say.code(txid)} move o depósito ${say.outpoint(deposit)} e espera entrar em um bloco.`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `A transação ${say.code(txid)}, que move o depósito ${say.outpoint(deposit)}, está confirmada no bloco ${say.id(height)}.`,
  secretShown: ({ txid, secret }, say) =>
    `A transação ${say.code(txid)} mostra o segredo a todos: ${say.code(secret)}.`,
  blockUndone: ({ what, txid, height }, say) =>
    `${WHAT[what]} ${say.code(txid)} estava no bloco ${say.id(height)}, que não está mais na cadeia.`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `${WHAT[what]} ${say.code(txid)} foi substituído pela transação ${say.code(other)}.`,
  wasDropped: ({ what, txid }, say) =>
    `${WHAT[what]} ${say.code(txid)} foi descartado: não espera mais entrar em um bloco.`,
  isStuck: ({ what, txid, rate }, say) =>
    `${WHAT[what]} ${say.code(txid)} paga ${say.decimal(rate)} sat/vB: é menos do que custa um lugar nos próximos blocos.`,
}
