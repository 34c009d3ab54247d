import type { ReportWords } from '../../sentences/report.js'
import type { Voice } from '../../sentences/voice.js'
import { subjectsIn } from '../subjects.js'
import { PORTUGUESE_PHRASES } from './phrases.js'
import { PORTUGUESE_HEADS } from './reportHeads.js'

const several = (count: number, [one, many]: readonly [string, string], say: Voice): string =>
  `${say.number(count)} ${say.plural(count) === 'one' ? one : many}`

const secret = (count: number, say: Voice): string =>
  count === 0
    ? ''
    : count === 1
      ? ', conhecendo o segredo'
      : `, conhecendo ${several(count, ['segredo', 'segredos'], say)}`

const CONTRACTS = ['contrato', 'contratos'] as const
const SEVERITIES = {
  danger: ['perigo', 'perigos'],
  warning: ['aviso', 'avisos'],
  note: ['nota', 'notas'],
} as const
const STANDINGS = {
  unfunded: 'sem fundos',
  arriving: 'com um depósito a caminho',
  confirming: 'com um depósito por confirmar',
  funded: 'com fundos',
  leaving: 'com um gasto a caminho',
  left: 'cujo dinheiro já saiu',
} as const

const HOW = {
  deposit: 'Deposita dinheiro no',
  freeze: 'Congela: o dinheiro volta para o',
  relock: 'Bloqueia dinheiro de novo no',
  amendment: 'Move dinheiro para um acordo alterado, para o',
  other: 'Move dinheiro para outro acordo, para o',
} as const

const about = /* @__PURE__ */ subjectsIn({
  named: PORTUGUESE_PHRASES.named,
  contracts: ({ contracts, count }) => `${count === 1 ? 'contrato' : 'contratos'} ${contracts}`,
  device: ({ device }, say) => `dispositivo ${say.code(device)}`,
  claim: ({ position }, say) => `afirmação ${say.id(position)}`,
  way: ({ signers }) => `caminho com assinatura de: ${signers}`,
  leaf: ({ leaf }) => `folha ${leaf}`,
})

/** Reports in Portuguese. */
export const PORTUGUESE_REPORT: ReportWords = {
  heads: PORTUGUESE_HEADS,
  sentences: {
    titleAgreement: ({ contracts }, say) =>
      `Auditoria de um acordo com ${several(contracts, CONTRACTS, say)}`,
    found: ({ found }, say) => `Encontrado: ${say.and(found)}.`,
    counted: ({ severity, count }, say) => several(count, SEVERITIES[severity], say),
    soNow: ({ height, time, contracts }, say) =>
      `Situação no bloco ${say.id(height)}${time === undefined ? '' : `, por volta de ${say.moment(time)}`}${contracts.length === 0 ? '' : `: ${say.and(contracts)}`}.`,
    standing: ({ word, count }, say) => `${several(count, CONTRACTS, say)} ${STANDINGS[word]}`,
    onlyNotes: ({ notes }) =>
      `Esta auditoria não encontrou perigos nem avisos. Abaixo: ${notes} sobre o que as condições permitem.`,
    otherCauses: ({ count }, say) =>
      `E mais ${several(count, ['causa', 'causas'], say)}: veja as constatações.`,
    moreOf: ({ count, code }, say) => `Mais ${say.number(count)} de ${say.code(code)}`,
    enginesAgree: ({ compared }, say) =>
      `Dois programas que não compartilham código calcularam isto e coincidem ${compared === 1 ? 'no único valor' : `em todos os ${say.number(compared)} valores`}.`,
    enginesDiffer: ({ differences, compared }, say) =>
      `Os dois programas divergem em ${several(differences, ['valor', 'valores'], say)} de ${say.number(compared)}: não confie em nenhum.`,
    moment: ({ kind, when }) =>
      kind === 'height'
        ? `depois do ${when}`
        : kind === 'time'
          ? `a partir de ${when}`
          : `${when} depois do depósito`,
    coalition: ({ who, secrets }, say) =>
      `${who.length === 0 ? 'qualquer pessoa' : `${say.and(who)} ${who.length === 1 ? '(sem mais ninguém)' : '(juntos)'}`}${secret(secrets, say)}`,
    signers: ({ who, secrets }, say) =>
      `${who.length === 0 ? 'qualquer pessoa' : say.and(who)}${secret(secrets, say)}`,
    someKeys: ({ who, keys, of }, say) => `${who} (${say.number(keys)} de ${say.number(of)})`,
    keyNumber: ({ who, position }, say) => `${who}, chave ${say.id(position)}`,
    together: ({ who }, say) => `${say.and(who)} juntos, uma só assinatura (MuSig2)`,
    alone: ({ who }) => `${who} (sem mais ninguém)`,
    forWhom: ({ who }) => `Para ${who}`,
    asContract: ({ index }, say) => `Como o contrato ${say.id(index)}`,
    notUnderstood: ({ name }, say) =>
      `Não se compreende ${say.code(name)}: pode haver mais pessoas capazes de mover o dinheiro do que as mostradas aqui.`,
    notListed: ({ combinations, stretches }, say) =>
      `Não são listados por serem demais: combinações (${say.number(combinations)}), períodos de tempo (${say.number(stretches)}).`,
    from: ({ amount }) => `a partir de ${amount}`,
    outcome: ({ outcome }, say) => (outcome === 'sweep' ? 'tudo para uma só saída' : say.outcome(outcome)),
    pushesKey: ({ who }) => `põe na pilha uma chave de: ${who}`,
    inputSpends: ({ input, contract, signers }, say) =>
      `A entrada ${say.id(input)} gasta o dinheiro do contrato ${say.id(contract)}${signers === undefined ? '' : ` (signatários: ${signers})`}:`,
    contractHolds: ({ contract, amount }, say) => `Contrato ${say.id(contract)}: ${say.amount(amount)} em`,
    notTransaction: ({ position }, say) =>
      `O que foi dado com o número ${say.id(position)} não é uma transação:`,
    signatures: ({ role, signed, needed }, say) => `${role} ${say.number(signed)} de ${say.number(needed)}`,
    quorum: ({ threshold, keys }, say) => `${say.number(threshold)} de ${say.number(keys)}`,
    tracedSpend: ({ input, contract, amount, signers }, say) =>
      `A entrada ${say.id(input)} gasta o contrato ${say.id(contract)}${amount === undefined ? '' : `, ${say.amount(amount)}`}; ${signers === undefined ? 'ninguém assinou' : `quem assinou: ${signers}`}.`,
    tracedForeign: ({ input, contract, amount }, say) =>
      `A entrada ${say.id(input)} gasta o contrato ${say.id(contract)}${amount === undefined ? '' : `, ${say.amount(amount)}`}, de uma maneira que o contrato não tem:`,
    tracedSignature: ({ who, verdict }) =>
      verdict === 'invalid'
        ? `Uma assinatura não é válida; de quem: ${who}.`
        : `Uma assinatura não pôde ser verificada, porque não se conhecem todas as saídas gastas; de quem: ${who}.`,
    tracedOutput: ({ output, amount, to }, say) =>
      `A saída ${say.id(output)} paga ${say.amount(amount)}; a quem: ${to ?? 'um script que o acordo não conhece'}.`,
    tracedFunding: ({ how, contract, amount, output, match, spentBy }, say) =>
      `${HOW[how]} contrato ${say.id(contract)}, com ${say.amount(amount)} na saída ${say.id(output)}${match === 'exact' ? '' : `, ${match === 'under' ? 'menos' : 'mais'} do que a etapa diz`}; ${spentBy === undefined ? 'nada do que foi entregue aqui o gasta' : `${say.code(spentBy)} o gasta`}.`,
    tracedOutcome: ({ outcome, signers }, say) =>
      `Isto é ${say.outcome(outcome)}, tal como o acordo prevê com assinatura de: ${signers}.`,
    tracedWouldPay: ({ outcome, to, expected, received }, say) =>
      `Com ${say.outcome(outcome)}, ${to} receberia ${say.amount(expected)}; isto lhe paga ${say.amount(received)}.`,
    tracedStrangers: ({ outputs, count }) =>
      `O acordo não nomeia ninguém para ${count === 1 ? 'a saída' : 'as saídas'} ${outputs}. Uma parte do que o trabalhador recebe pode ir para uma troca para a Lightning, o que nenhum acordo diz: para que isso seja verificado, entregue os dados da troca, dos quais resulta a saída.`,
    tracedUnusual: () => 'Tem algo fora do habitual:',
  },
  about,
  told: PORTUGUESE_PHRASES.told,
}
