import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment, say: Voice): string =>
  'height' in moment
    ? `bloco ${say.id(moment.height)} como último da cadeia`
    : `relógio da cadeia em ${say.moment(moment.medianTime)}`

const SIDES = { provider: 'o serviço de troca', client: 'o cliente' } as const
const COMPARED = { under: 'menos', over: 'mais' } as const

export const PORTUGUESE_COMMAND: CommandWords = {
  streamPlan: ({ pot, least, most, fee, vsize }, say) =>
    `Pagamentos contínuos. Em depósito: ${say.amount(pot)}; para ${say.role('worker')}: entre ${say.amount(least)} e ${say.amount(most)}; para a rede ${say.amount(fee)} (${say.number(vsize)} vB).`,
  streamUntil: ({ closeBefore, from, who }, say) =>
    `É preciso fechá-los antes deste momento: ${tip(closeBefore, say)}. Quem pode levar o dinheiro depois: ${say.people(who)}${who.length === 1 ? '' : ' em conjunto'}; a partir de quando: ${tip(from, say)}.`,
  streamSigned: ({ pays, most }, say) =>
    `Assinado: ao todo ${say.amount(pays)} para ${say.role('worker')}, de um máximo de ${say.amount(most)}.`,
  streamHolds: ({ pays, most, closeBefore, missing, ahead }, say) =>
    `Ao fechar os pagamentos, ${say.role('worker')} recebe ${say.amount(pays)}, de um máximo de ${say.amount(most)}${missing === undefined ? '' : `; é menos do que se deve: faltam ${say.amount(missing)}`}${ahead === undefined ? '' : `; adiantado: ${say.amount(ahead)}`}. É preciso fechá-los antes deste momento: ${tip(closeBefore, say)}.`,
  streamCloses: ({ pays, fee, vsize, txid }, say) =>
    `A transação ${say.code(txid)} fecha os pagamentos com ${say.amount(pays)} para ${say.role('worker')}; para a rede ${say.amount(fee)} (${say.number(vsize)} vB).`,
  swapIs: ({ kind, amount, address }, say) =>
    kind === 'submarine'
      ? `Uma troca para a Lightning: é preciso enviar exatamente ${say.amount(amount)} para ${say.code(address)}, uma única vez. O que chegar depois pode ser levado sem que nada seja dado por ele.`
      : `Uma troca a partir da Lightning: o serviço de troca tem de enviar exatamente ${say.amount(amount)} para ${say.code(address)}, uma única vez. Você não envia nada para esse endereço.`,
  swapSides: ({ claimer, refunder, paymentHash, timeout }, say) =>
    `Quem pode retirar o dinheiro com a pré-imagem de ${say.code(paymentHash)}: ${SIDES[claimer]}. Quem pode recuperá-lo depois do bloco ${say.id(timeout)}, se ninguém o retirou: ${SIDES[refunder]}.`,
  swapCosts: ({ cost }, say) => `A troca custa ${say.amount(cost)}.`,
  swapSpent: ({ how, amount, to, fee, vsize }, say) =>
    `${how === 'claimed' ? 'Transação para retirar' : 'Transação para recuperar'}: ${say.amount(amount)} para ${say.code(to)}; para a rede ${say.amount(fee)} (${say.number(vsize)} vB).`,
  transaction: ({ txid }, say) => `Transação: ${say.code(txid)}`,
  fundRequest: ({ milestone, amount, address }, say) =>
    `Etapa ${say.id(milestone)}: é preciso pagar ${say.amount(amount)} para ${say.code(address)}`,
  fundFound: ({ milestone, amount, outpoint, match, agreed, confirmedAt }, say) =>
    `Etapa ${say.id(milestone)}: depósito de ${say.amount(amount)} em ${say.outpoint(outpoint)}; é ${match === 'exact' ? 'o combinado' : `${COMPARED[match]} do que o combinado, que é ${say.amount(agreed)}`}; ${confirmedAt === undefined ? 'não se sabe se está em um bloco' : `está no bloco ${say.id(confirmedAt)}`}.`,
  fundPays: ({ txid, contracts, fee, vsize, feeRate, change }, say) =>
    `Transação ${say.code(txid)}: contratos que ela paga: ${say.number(contracts)}; para a rede ${say.amount(fee)} (${say.number(vsize)} vB, ${say.decimal(feeRate)} sat/vB); ${change === undefined ? 'sem troco' : `troco: ${say.amount(change.amount)} para ${say.code(change.address)}`}.`,
  spendFee: ({ fee, vsize }, say) => `Para a rede: ${say.amount(fee)} (${say.number(vsize)} vB).`,
  spendSigned: ({ progress }, say) => `Assinaturas: ${say.and(progress)}.`,
  spendWhole: (_, say) =>
    `Já assinaram todos os que tinham de assinar: agora a transação pode ser concluída com o comando ${say.code('finalize')}.`,
  fundAfter: ({ numbers }, say) =>
    `Antes de enviá-la é preciso enviar as transações com estes números: ${say.and(numbers.map(say.id))}.`,
}
