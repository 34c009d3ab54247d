import type { RecoverySentences, RecoveryWay } from '../recovery.js'
import type { Catalogue } from '../sentence.js'
import type { Voice } from '../voice.js'
import { ENGLISH_POWERS } from './powers.js'

const way = ({ block, ...told }: RecoveryWay, say: Voice): string =>
  `${ENGLISH_POWERS.ways({ ways: [told], more: 0 }, say)}${block === undefined ? '' : `: ${ENGLISH_POWERS.from([{ height: block }], say)}`}`

/** What a recovery file says, in English. */
export const ENGLISH_RECOVERY: Catalogue<RecoverySentences> = {
  recoveryOf: ({ role, quorum }, say) =>
    `Recovery file of ${say.role(role)}${quorum === undefined ? '' : ` (any ${say.number(quorum.needed)} of ${say.number(quorum.total)} keys sign)`}`,
  recoveryAbout: () =>
    'How to get money out of an escrow contract with Bitcoin Core 29 or later and nothing else. Nothing in this file is secret, but it shows the contract. Keep it where your keys are.',
  recoveryCan: () => 'What you can do',
  recoveryWay: (told, say) => way(told, say),
  recoveryWayTogether: ({ instead, ...told }, say) =>
    `${way(told, say)}, by one signature together (MuSig2): this file has no commands for it. Way ${say.id(instead)} does the same.`,
  recoveryContract: () => 'The contract',
  recoveryAgreement: ({ agreement }, say) => `Agreement: ${say.code(agreement)}`,
  recoveryMilestone: ({ milestone, contract, amount }, say) =>
    `Milestone ${say.id(milestone)}, contract ${say.id(contract)}: ${say.amount(amount)} as agreed`,
  recoveryChain: ({ chain }, say) => `Chain: ${say.code(chain)}`,
  recoveryAddress: ({ address }, say) => `Address: ${say.code(address)}`,
  recoveryDepositUnknown: () => 'Deposit: not in this file. Look for an output that pays the address.',
  recoveryDeposit: ({ deposit, amount }, say) => `Deposit: ${say.outpoint(deposit)}, ${say.amount(amount)}`,
  recoveryConfirmed: ({ height }, say) => `Confirmed in block ${say.id(height)}`,
  recoveryDescriptor: ({ contract }, say) =>
    `Its descriptor; the contract is the output at index ${say.id(contract)}:`,
  recoveryPortable: (_, say) => `The same output for nodes that do not know ${say.code('musig()')}:`,
  recoveryAddresses: () => 'Where the agreement sends money:',
  recoveryPaid: ({ to, percent, address }, say) =>
    `${say.payees([to])}${percent === undefined ? '' : `, ${say.decimal(percent)} %`}: ${say.code(address)}`,
  recoveryFill: () => 'What you write into the commands',
  recoveryFillAccount: ({ placeholder, account, master }, say) =>
    `${say.code(placeholder)}: your account with its origin, ${say.code(account)}; or your master key and the steps behind it, ${say.code(master)}. Each command below says which account.`,
  recoveryFillKey: ({ placeholder }, say) => `${say.code(placeholder)}: your private key in WIF`,
  recoveryFillDeposit: ({ transaction, position }, say) =>
    `${say.code(transaction)}, ${say.code(position)}: the transaction that paid the address, and the position of the output, from 0`,
  recoveryFillAddress: ({ placeholder }, say) => `${say.code(placeholder)}: where the money goes`,
  recoveryFillAmount: ({ placeholder, coins }, say) =>
    `${say.code(placeholder)}: in BTC, what the output holds${coins === undefined ? '' : `, ${say.code(coins)},`} less the fee`,
  recoveryFillSecret: ({ placeholder }, say) =>
    `${say.code(placeholder)}: the secret, 64 hex digits; it becomes public`,
  recoveryAnswers: ({ arrow }, say) =>
    `Behind ${say.code(arrow)} stands what the answer to a command is called in the commands after it. Where a name in quotes follows, it is the part of the answer that has this name.`,
  recoverySeveral: ({ outputs }, say) => `Several outputs: ${say.code(outputs)}`,
  recoveryPrepare: () => 'Prepare: a wallet that knows the contract and your key',
  recoveryPrivate: () =>
    'Your private key stands in these commands: use a computer of your own and clear the history of its shell. The node warns that not all private keys were provided; that is meant so.',
  recoveryKey: ({ number, total, placeholder, key }, say) =>
    `Key ${say.id(number)} of ${say.number(total)}: ${say.code(placeholder)} stands for the private key of ${say.code(key)}`,
  recoveryPath: ({ number, ...told }, say) => `Way ${say.id(number)}: ${way(told, say)}`,
  recoveryConfirmations: ({ confirmations }, say) =>
    `Nodes take the transaction once the deposit has this many confirmations: ${say.number(confirmations)}.`,
  recoveryClockBehind: () => 'The clock of the chain is about an hour behind.',
  recoverySize: ({ vsize }, say) =>
    `The transaction has ${say.number(vsize)} vB with one output: times the fee rate in sat/vB, that is the fee in sat.`,
  recoverySecretRow: () =>
    'The second command puts the secret in; it is for a shell such as bash, and wants exactly one output.',
  recoveryDraft: () => 'Draft:',
  recoveryDraftForAll: ({ placeholder }, say) =>
    `One of you drafts, and sends ${say.code(placeholder)} to the others:`,
  recoverySign: () => 'Sign:',
  recoverySignEach: ({ signatures }, say) =>
    `Each of you signs; ${say.number(signatures)} signatures are needed:`,
  recoveryWithKey: ({ number }, say) => `With key ${say.id(number)}:`,
  recoverySend: () => 'Send:',
  recoverySendJoined: ({ signed, own }, say) =>
    `One of you joins and sends; ${signed.map(say.code).join(', ')} are what each of you has as ${say.code(own)}:`,
  recoveryBefore: () => 'Before you send',
  recoveryLook: ({ psbtCommand, transactionCommand }, say) =>
    `The commands ${say.code(psbtCommand)} and ${say.code(transactionCommand)} show what a PSBT or a transaction would do. Whoever signs, signs what the outputs say, whatever the agreement says: the node does not know it.`,
  recoveryPinning: ({ option, behind, command }, say) =>
    `Where a transaction pays several people, one of them can slow it down by spending from it. Nodes from version 30 on take ${say.code(option)} behind ${say.code(behind)} in ${say.code(command)}, which prevents that where nodes enforce it (BIP 431).`,
  recoveryWait: () => 'Whoever is paid beside others spends that only once it is confirmed.',
  recoveryTerms: () => 'The agreement',
  recoveryText: () => 'Its canonical text; everything above follows from it.',
}
