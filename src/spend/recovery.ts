import type { Agreement } from '../agreement/types.js'
import { aContract, type Contract } from '../contract/contract.js'
import { aFunded, type Funded } from '../contract/funded.js'
import { shown } from '../errors.js'
import { anObject, aText } from '../given/check.js'
import type { RoleKey } from '../keys/roleKey.js'
import { timelineOf } from '../paths/timeline.js'
import type { LeafPath } from '../paths/types.js'
import { inputWeight, transactionWeight } from '../plan/weight.js'
import { coinsOfSats } from '../units/coins.js'
import { virtualSize } from '../units/feeRate.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { Role, SpendPath } from '../words.js'
import { spendError } from './errors.js'
import { type Command, keyPlaceholder, RecoveryCommands, signedPlaceholders } from './recoveryCommands.js'
import { fromWhen, roleName, withWhom } from './recoveryWords.js'

/** What the sections are about. */
interface Subject {
  readonly contract: Contract
  readonly funded: Funded | undefined
  readonly role: Role
  readonly keys: readonly RoleKey[]
  readonly threshold: number
  /** Leaves that the role can sign, in the order in which they open. */
  readonly leaves: readonly Leaf[]
}

interface Leaf {
  readonly name: SpendPath
  readonly path: LeafPath
}

const P2TR_SCRIPT_LENGTH = 34

const commandLines = (commands: readonly Command[]): readonly string[] =>
  commands.flatMap(({ line, answer }) => [
    `    ${line}`,
    ...(answer === undefined
      ? []
      : [
          `    -> ${answer.placeholder}: ${answer.field === undefined ? 'the answer' : `"${answer.field}" in the answer`}`,
        ]),
  ])

const title = (text: string): readonly string[] => ['', text, '='.repeat(text.length), '']

/** Sentences of the summary: one for each path, in order of time; the key path too, though no command takes it. */
const possibilities = ({ contract, funded, role }: Subject): readonly string[] =>
  timelineOf(contract.agreement, contract.milestone).flatMap(({ lock, opens }) =>
    opens.flatMap((name) => {
      const path = contract.paths.find((candidate) => candidate.name === name)
      if (path === undefined || !path.parties.includes(role)) return []
      const when = fromWhen(lock, funded ?? {})
      const how =
        name === 'key'
          ? ' (MuSig2: needs software that knows it; the path employerAndWorker does the same without)'
          : path.secretHash === undefined
            ? ''
            : ', by whoever has the secret'
      return [`- ${withWhom(path, role)}, ${when}: path ${name}${how}`]
    }),
  )

const addressesOf = ({ employer, worker, arbiter, backupArbiter }: Agreement): readonly string[] => [
  `- employer: ${employer.address.text}`,
  ...worker.payees.map(({ address, share }) => `- worker, ${share / 100} %: ${address.text}`),
  ...(arbiter === undefined ? [] : [`- arbiter: ${arbiter.address.text}`]),
  ...(backupArbiter === undefined ? [] : [`- backup arbiter: ${backupArbiter.address.text}`]),
]

const contractSection = ({ contract, funded }: Subject): readonly string[] => {
  const { agreement, milestone, index, address, amount } = contract
  return [
    ...title('THE CONTRACT'),
    `agreement   ${agreement.id}`,
    `milestone   ${milestone}, index ${index}, ${coinsOfSats(amount)} coins as agreed`,
    `chain       ${agreement.network}`,
    `address     ${address}`,
    ...(funded === undefined
      ? ['deposit     not in this file: look for an output that pays the address']
      : [
          `deposit     ${formatOutpoint(funded.outpoint)}, ${coinsOfSats(funded.amount)} coins`,
          ...(funded.confirmedAt === undefined ? [] : [`confirmed   in block ${funded.confirmedAt}`]),
        ]),
    '',
    `Its descriptor; the contract is the output at index ${index}:`,
    '',
    `    ${contract.descriptor}`,
    ...(contract.descriptor === contract.portableDescriptor
      ? []
      : [
          '',
          'The same output for nodes that do not know musig():',
          '',
          `    ${contract.portableDescriptor}`,
        ]),
    '',
    'Where the agreement sends money:',
    '',
    ...addressesOf(agreement),
  ]
}

const placeholderSection = ({ funded, leaves, keys }: Subject): readonly string[] => [
  ...title('WHAT YOU WRITE INTO THE COMMANDS'),
  ...(keys.some(({ kind }) => kind === 'extended')
    ? [
        '<EXTENDED_PRIVATE_KEY>  your account with its origin, [fingerprint/87h/1h/5h]tprv… or xprv…; or your master key',
        '                        and the steps behind it, tprv…/87h/1h/5h. Each command below says which account.',
      ]
    : []),
  ...(keys.some(({ kind }) => kind === 'bare') ? ['<PRIVATE_KEY>           your key in WIF'] : []),
  ...(funded === undefined
    ? [
        '<TXID>, <VOUT>          the transaction that paid the address, and the position of the output, from 0',
      ]
    : []),
  '<ADDRESS>               where the money goes',
  `<AMOUNT>                in coins: what the output holds${funded === undefined ? '' : `, ${coinsOfSats(funded.amount)},`} less the fee`,
  ...(leaves.some(({ path }) => path.secretHash !== undefined)
    ? ['<SECRET>                64 hex digits; it becomes public']
    : []),
  '',
  'Behind "->" stands what the answer to a command is called in the commands after it.',
  'Several outputs: [{"<ADDRESS>":"<AMOUNT>"},{"<ADDRESS>":"<AMOUNT>"}].',
]

const commandsFor = ({ contract, role, funded }: Subject, key: RoleKey, position: number): RecoveryCommands =>
  new RecoveryCommands({ contract, role, position, key, outpoint: funded?.outpoint })

const prepareSection = (subject: Subject): readonly string[] => [
  ...title('PREPARE: A WALLET THAT KNOWS THE CONTRACT AND YOUR KEY'),
  'Your private key stands in these commands: use a computer of your own and clear the history of its shell.',
  'The node warns that not all private keys were provided; that is meant so.',
  ...subject.keys.flatMap((key, position) => [
    '',
    `Key ${position + 1} of ${subject.keys.length}: ${keyPlaceholder(key)} stands for the private key of ${key.text}`,
    '',
    ...commandLines(commandsFor(subject, key, position).prepare()),
  ]),
]

const pathSection = (subject: Subject, { name, path }: Leaf): readonly string[] => {
  const { contract, role, funded, keys } = subject
  const weight = transactionWeight({
    inputWeights: [inputWeight(contract, name)],
    outputScripts: [new Uint8Array(P2TR_SCRIPT_LENGTH)],
  })
  const signed = signedPlaceholders(contract, path)
  const [first] = keys.map((key, position) => commandsFor(subject, key, position))
  if (first === undefined) return []
  return [
    ...title(`PATH ${name}`),
    `${withWhom(path, role)}, ${fromWhen(path.lock, funded ?? {})}.`,
    `The transaction has ${virtualSize(weight)} vB with one output: times the fee rate in sat/vB, that is the fee in sats.`,
    '',
    ...(path.secretHash === undefined
      ? []
      : [
          'The second command puts the secret in; it is for a shell such as bash, and wants exactly one output.',
          '',
        ]),
    signed.length === 1 ? '1. Draft:' : '1. One of you drafts, and sends <PSBT> to the others:',
    '',
    ...commandLines(first.draft(path)),
    '',
    signed.length === 1 ? '2. Sign:' : `2. Each of you signs; these are ${signed.length} signatures:`,
    '',
    ...keys.flatMap((key, position) => [
      ...(keys.length === 1 ? [] : [`With key ${position + 1}:`, '']),
      ...commandLines(commandsFor(subject, key, position).sign()),
      ...(keys.length === 1 ? [] : ['']),
    ]),
    ...(keys.length === 1 ? [''] : []),
    signed.length === 1
      ? '3. Send:'
      : `3. One of you joins and sends; ${signed.join(', ')} are what each of you has as <SIGNED>:`,
    '',
    ...commandLines(first.send(path)),
  ]
}

const agreementSection = ({ contract }: Subject): readonly string[] => [
  ...title('THE AGREEMENT'),
  'Its canonical text; everything above follows from it.',
  '',
  contract.agreement.text,
]

const subjectOf = (input: Contract | Funded, role: Role): Subject => {
  const [contract, funded] = 'contract' in input ? [input.contract, input] : [input, undefined]
  const quorum = contract.agreement[role]
  if (quorum === undefined)
    throw spendError('RECOVERY_ROLE', {
      field: 'role',
      expected: 'a role of the agreement',
      received: shown(role),
    })
  const { keys, threshold } = quorum
  const leaves = timelineOf(contract.agreement, contract.milestone)
    .flatMap(({ opens }) => opens)
    .flatMap((name) =>
      contract.leaves.flatMap(({ path }) =>
        path.name === name && path.parties.includes(role) ? [{ name, path }] : [],
      ),
    )
  return { contract, funded, role, keys, threshold, leaves }
}

/**
 * A text file for one role of a contract: what this role can do, alone or with whom, from when, and the exact
 * `bitcoin-cli` commands that do it without this library. With a funded contract the deposit stands in the commands.
 * It holds no secret, and everything that its reader needs besides their own private key.
 *
 * The key path is not among the commands: nodes before 31 do not know it, and `employerAndWorker` does the same.
 *
 * @throws EscrowError `RECOVERY_ROLE` where the agreement has no such role
 * @example
 * writeFileSync('recovery-employer.txt', recoveryKit(funded, 'employer'))
 */
export const recoveryKit = (input: Contract | Funded, role: Role): string => {
  anObject(input, 'input')
  aText(role, 'role')
  ;('contract' in input ? aFunded : aContract)(input, 'input')
  const subject = subjectOf(input, role)
  const { keys, threshold, leaves } = subject
  const quorum = keys.length === 1 ? '' : `, ${threshold} of ${keys.length} keys`
  return [
    `RECOVERY FILE OF THE ${roleName(role).toUpperCase()}${quorum}`,
    '',
    'How to get money out of an escrow contract with Bitcoin Core 29 or later and nothing else. Nothing in this file is',
    'secret, but it shows the contract. Keep it where your keys are.',
    ...title('WHAT YOU CAN DO'),
    ...possibilities(subject),
    ...contractSection(subject),
    ...placeholderSection(subject),
    ...prepareSection(subject),
    ...leaves.flatMap((leaf) => pathSection(subject, leaf)),
    ...title('BEFORE YOU SEND'),
    'decodepsbt and decoderawtransaction show what a text would do. Whoever signs, signs what the outputs say, whatever',
    'the agreement says: the node does not know it.',
    'Where a transaction pays several people, one of them can slow it down by spending from it. Nodes from version 30 on',
    'take version=3 behind locktime in createpsbt, which prevents that where nodes enforce it (BIP 431).',
    'Whoever is paid beside others spends that only once it is confirmed.',
    ...agreementSection(subject),
    '',
  ].join('\n')
}
