import type { Kept } from '../../chain/keep.js'
import type { BroadcastRefusal } from '../../chain/source.js'
import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import { formatFeeRate } from '../../units/feeRate.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment, say: Voice): string =>
  'height' in moment
    ? `bloco ${say.id(moment.height)} como último da cadeia`
    : `relógio da cadeia em ${say.moment(moment.medianTime)}`

const SIDES = { provider: 'o serviço de troca', client: 'o cliente' } as const
const COMPARED = { under: 'menos', over: 'mais' } as const

const UNFIT = {
  notSpendable: 'não podem ser gastos',
  unconfirmed: 'sem confirmação',
  noAddress: 'sem endereço',
  otherKind: 'não são P2TR nem P2WPKH',
} as const

const SENT = { accepted: 'o nó ou servidor a aceitou', known: 'o nó ou servidor já a conhecia' } as const

const REFUSED = {
  inputsMissingOrSpent: 'o dinheiro que ela gasta não foi encontrado, ou já foi gasto',
  notFinal: 'um prazo de espera ainda não terminou',
  feeTooLow: 'a taxa da rede é baixa demais',
  conflicting: 'outra transação que espera entrar em um bloco gasta o mesmo dinheiro',
  tooManyAncestors: 'transações demais que dependem umas das outras esperam entrar em um bloco',
} as const

const refused = (
  { reason, text }: { readonly reason: BroadcastRefusal; readonly text: string },
  say: Voice,
): string =>
  `o nó ou servidor a recusou${reason === 'other' ? '' : `: ${REFUSED[reason]}`}; resposta: ${say.quoted(text)}`

const become = (told: Kept, wanted: number, say: Voice): string => {
  switch (told.kind) {
    case 'waiting':
      return 'espera entrar em um bloco'
    case 'dropped':
      return 'tinha deixado de esperar o seu bloco e foi enviada de novo'
    case 'replaced':
      return `foi substituída; resposta: ${say.quoted(told.text)}`
    case 'refused':
      return refused(told, say)
    case 'stuck':
      return [
        'não avança',
        ...(told.feeRate === undefined
          ? []
          : [`um lugar em um bloco custa ${say.decimal(formatFeeRate(told.feeRate))} sat/vB`]),
        ...(told.leastFeeRate === undefined
          ? []
          : [
              `o nó aceita uma substituição a partir de ${say.decimal(formatFeeRate(told.leastFeeRate))} sat/vB`,
            ]),
      ].join('; ')
    case 'confirmed':
      return `está no bloco ${say.id(told.block.height)} (${say.code(told.block.hash)})`
    case 'deep':
      return `chegou às confirmações pedidas: ${say.number(wanted)}`
  }
}

const WORTH = {
  work: '',
  cheap: ` Os blocos desta rede são baratos de falsificar.`,
  nothing: ` Os blocos de regtest não custam nada e não provam nada.`,
} as const

/** Behind what a proof shows. */
const SINCE = ` A prova não diz se o depósito foi gasto depois.`

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
  nonceGoes: () =>
    'Esta PSBT contém um número público deste signatário, de uso único: envie-a à outra pessoa e não feche este programa até receber a PSBT dessa pessoa.',
  nonceAwaited: () => 'A PSBT da outra pessoa ainda não chegou.',
  secretAsked: () => 'Frase de recuperação ou chave privada (o que escrever não será mostrado): ',
  feeRateTaken: ({ feeRate, of }, say) =>
    `Taxa da rede: ${say.decimal(formatFeeRate(feeRate))} sat/vB${of === undefined ? '' : `, segundo ${say.code(of)}`}.`,
  unproven: ({ server }, say) =>
    `O que diz ${say.code(server)} não foi verificado: para verificar, use a opção ${say.code('--checkpoint')} ou um nó próprio.`,
  sameFor: ({ role }, say) => `Nenhuma diferença que ${say.role(role)} deva conhecer.`,
  addressFound: ({ address, contract }, say) =>
    `O endereço ${say.code(address)} é o do contrato ${say.id(contract)}.`,
  made: ({ agreement, milestones, total, network }, say) =>
    `Acordo: ${say.code(agreement)}\nEtapas: ${say.number(milestones)}; no total ${say.amount(total)}; rede: ${say.code(network)}`,
  fundAfter: ({ numbers }, say) =>
    `Antes de enviá-la é preciso enviar as transações com estes números: ${say.and(numbers.map(say.id))}.`,
  passedOver: ({ coins }, say) =>
    `Valores da carteira que não são usados para pagar: ${coins.map(({ why, count }) => `${UNFIT[why]} (${say.number(count)})`).join('; ')}.`,
  depositDiffers: ({ milestone, outpoint, found }, say) =>
    `Etapa ${say.id(milestone)}: o depósito ${say.outpoint(outpoint)} ${found === 'nothing' ? 'não foi encontrado no que se leu da cadeia' : found === 'noBlock' ? 'ainda não está em nenhum bloco' : `tem ${say.amount(found.amount)}, não ${say.amount(found.said)}`}.`,
  sent: ({ answer }, say) =>
    `Transação ${say.code(answer.txid)}: ${answer.verdict === 'refused' ? refused(answer, say) : SENT[answer.verdict]}.`,
  kept: ({ told, wanted }, say) => `Transação ${say.code(told.txid)}: ${become(told, wanted, say)}.`,
  recoveryFor: ({ milestone, role }, say) =>
    `Arquivo de recuperação da etapa ${say.id(milestone)} para ${say.role(role)}`,
  written: ({ path }, say) => `Arquivo gravado: ${say.code(path)}`,
  childPays: ({ parent, fee, vsize, feeRate, amount, to }, say) =>
    `Transação que paga taxa também pela transação ${say.code(parent)}: para a rede ${say.amount(fee)} (${say.number(vsize)} vB); as duas juntas pagam ${say.decimal(formatFeeRate(feeRate))} sat/vB; ${say.amount(amount)} para ${say.code(to)}.`,
  secretRead: ({ milestone, secret }, say) => `Etapa ${say.id(milestone)}: o segredo é ${say.code(secret)}`,
  secretMissing: ({ why, milestone }, say) => {
    if (milestone !== undefined)
      return `Etapa ${say.id(milestone)}: ${why === 'hidden' ? 'tem um segredo, mas nenhuma transação lida o mostra' : 'não tem segredo'}.`
    return why === 'hidden'
      ? `Nenhuma transação lida mostra um segredo do acordo.`
      : `O acordo não tem nenhuma etapa com segredo.`
  },
  proofMade: ({ milestone, height, from }, say) =>
    `Etapa ${say.id(milestone)}: prova de que o depósito está no bloco ${say.id(height)}, com os cabeçalhos dos blocos a partir do bloco ${say.id(from)}.${SINCE}`,
  proven: ({ milestone, amount, outpoint, confirmations, tip: last, bits, assurance }, say) =>
    `Etapa ${say.id(milestone)}: depósito de ${say.amount(amount)} em ${say.outpoint(outpoint)}; confirmações até o bloco ${say.id(last.height)} (${say.code(last.hash)}, ${say.moment(last.time)}): ${say.number(confirmations)}; hashes necessários para falsificar a prova, aproximadamente: ${say.code(`2^${bits}`)}.${WORTH[assurance]}${SINCE}`,
  provenTooFew: ({ wanted }, say) => `  São menos do que as confirmações pedidas: ${say.number(wanted)}.`,
}
