import type { RecoverySentences, RecoveryWay } from '../../sentences/recovery.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { PORTUGUESE_POWERS } from './powers.js'

const way = ({ block, ...told }: RecoveryWay, say: Voice): string =>
  `${PORTUGUESE_POWERS.ways({ ways: [told], more: 0 }, say)}${block === undefined ? '' : `: ${PORTUGUESE_POWERS.from([{ height: block }], say)}`}`

/** What a recovery file says, in Portuguese. */
export const PORTUGUESE_RECOVERY: Catalogue<RecoverySentences> = {
  recoveryOf: ({ role, quorum }, say) =>
    `Arquivo de recuperação para ${say.role(role)}${quorum === undefined ? '' : ` (chaves que assinam: quaisquer ${say.number(quorum.needed)} de ${say.number(quorum.total)})`}`,
  recoveryAbout: () =>
    'Como tirar o dinheiro de um contrato de custódia com o Bitcoin Core 29 ou posterior e nada mais. Nada neste arquivo é secreto, mas ele mostra o contrato. Guarde-o onde guarda as suas chaves.',
  recoveryCan: () => 'O que você pode fazer',
  recoveryWay: (told, say) => way(told, say),
  recoveryWayTogether: ({ instead, ...told }, say) =>
    `${way(told, say)}, com uma só assinatura conjunta (MuSig2): este arquivo não tem comandos para isso. A maneira ${say.id(instead)} faz o mesmo.`,
  recoveryContract: () => 'O contrato',
  recoveryAgreement: ({ agreement }, say) => `Acordo: ${say.code(agreement)}`,
  recoveryMilestone: ({ milestone, contract, amount }, say) =>
    `Etapa ${say.id(milestone)}, contrato ${say.id(contract)}: ${say.amount(amount)} conforme combinado`,
  recoveryChain: ({ chain }, say) => `Cadeia: ${say.code(chain)}`,
  recoveryAddress: ({ address }, say) => `Endereço: ${say.code(address)}`,
  recoveryDepositUnknown: () => 'Depósito: não está neste arquivo. Procure uma saída que pague ao endereço.',
  recoveryDeposit: ({ deposit, amount }, say) => `Depósito: ${say.outpoint(deposit)}, ${say.amount(amount)}`,
  recoveryConfirmed: ({ height }, say) => `Confirmado no bloco ${say.id(height)}`,
  recoveryDescriptor: ({ contract }, say) =>
    `O descritor; o contrato é a saída de índice ${say.id(contract)}:`,
  recoveryPortable: (_, say) => `A mesma saída, para os nós da rede que não conhecem ${say.code('musig()')}:`,
  recoveryAddresses: () => 'Para onde o acordo envia dinheiro:',
  recoveryPaid: ({ to, percent, address }, say) =>
    `${say.payees([to])}${percent === undefined ? '' : `, ${say.decimal(percent)}%`}: ${say.code(address)}`,
  recoveryFill: () => 'O que você escreve nos comandos',
  recoveryFillAccount: ({ placeholder, account, master }, say) =>
    `${say.code(placeholder)}: a chave privada da sua conta com a origem dela, ${say.code(account)}; ou a sua chave mestra com os passos que vêm depois, ${say.code(master)}. Cada comando abaixo diz qual é a conta.`,
  recoveryFillKey: ({ placeholder }, say) => `${say.code(placeholder)}: a sua chave privada em WIF`,
  recoveryFillDeposit: ({ transaction, position }, say) =>
    `${say.code(transaction)}, ${say.code(position)}: a transação que pagou ao endereço e a posição da saída, contando a partir de 0`,
  recoveryFillAddress: ({ placeholder }, say) => `${say.code(placeholder)}: para onde vai o dinheiro`,
  recoveryFillAmount: ({ placeholder, coins }, say) =>
    `${say.code(placeholder)}: em BTC, o que a saída contém${coins === undefined ? '' : `, ${say.code(coins)},`} menos a taxa da rede`,
  recoveryFillSecret: ({ placeholder }, say) =>
    `${say.code(placeholder)}: o segredo, 64 dígitos hexadecimais; ele se torna público`,
  recoveryAnswers: ({ arrow }, say) =>
    `Depois de ${say.code(arrow)} está o nome que a resposta de um comando tem nos comandos seguintes. Se depois vem um nome entre aspas, é só a parte da resposta que tem esse nome.`,
  recoverySeveral: ({ outputs }, say) => `Várias saídas: ${say.code(outputs)}`,
  recoveryPrepare: () => 'Preparação: uma carteira que conhece o contrato e a sua chave',
  recoveryPrivate: () =>
    'A sua chave privada aparece nestes comandos: use um computador seu e apague depois o histórico do terminal. O nó avisa que não foram dadas todas as chaves privadas: é assim mesmo que deve ser.',
  recoveryKey: ({ number, total, placeholder, key }, say) =>
    `Chave ${say.id(number)} de ${say.number(total)}: ${say.code(placeholder)} está no lugar da chave privada de ${say.code(key)}`,
  recoveryPath: ({ number, ...told }, say) => `Maneira ${say.id(number)}: ${way(told, say)}`,
  recoveryConfirmations: ({ confirmations }, say) =>
    `Os nós aceitam a transação quando o depósito tem pelo menos este número de confirmações: ${say.number(confirmations)}.`,
  recoveryClockBehind: () => 'O relógio da cadeia está cerca de uma hora atrasado.',
  recoverySize: ({ vsize }, say) =>
    `A transação tem ${say.number(vsize)} vB com uma só saída: multiplicado pela tarifa em sat/vB, dá a taxa da rede em sat.`,
  recoverySecretRow: () =>
    'O segundo comando põe o segredo; é para um terminal como o bash, e exige exatamente uma saída.',
  recoveryDraft: () => 'Prepare a transação:',
  recoveryDraftForAll: ({ placeholder }, say) =>
    `Um de vocês prepara a transação e envia ${say.code(placeholder)} aos outros:`,
  recoverySign: () => 'Assine:',
  recoverySignEach: ({ signatures }, say) =>
    `Cada um de vocês assina. Número de assinaturas necessárias: ${say.number(signatures)}:`,
  recoveryWithKey: ({ number }, say) => `Com a chave ${say.id(number)}:`,
  recoverySend: () => 'Envie:',
  recoverySendJoined: ({ signed, own }, say) =>
    `Um de vocês junta as assinaturas e envia. O que cada um tem como ${say.code(own)} entra aqui no lugar de ${signed.map(say.code).join(', ')}:`,
  recoveryBefore: () => 'Antes de enviar',
  recoveryLook: ({ psbtCommand, transactionCommand }, say) =>
    `Os comandos ${say.code(psbtCommand)} e ${say.code(transactionCommand)} mostram o que uma PSBT ou uma transação faria. Quem assina, assina o que dizem as saídas, diga o acordo o que disser: o nó não conhece o acordo.`,
  recoveryPinning: ({ option, behind, command }, say) =>
    `Se uma transação paga a várias pessoas, uma delas pode atrasá-la se gastar o que recebe dela antes de ela estar confirmada. Os nós da versão 30 em diante aceitam ${say.code(option)} depois de ${say.code(behind)} em ${say.code(command)}, o que impede isso onde os nós aplicam essa regra (BIP 431).`,
  recoveryWait: () =>
    'Quem recebe junto com outros não deve gastar o que recebeu até que a transação esteja confirmada.',
  recoveryTerms: () => 'O acordo',
  recoveryText: () => 'O texto canônico dele; tudo o que está acima resulta dele.',
}
