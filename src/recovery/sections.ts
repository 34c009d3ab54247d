import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import type { RoleKey } from '../keys/roleKey.js'
import { timelineOf } from '../paths/timeline.js'
import type { LeafPath } from '../paths/types.js'
import { inputWeight, transactionWeight } from '../plan/weight.js'
import type { RecoverySentence } from '../sentences/recovery.js'
import { coinsOfSats } from '../units/coins.js'
import { virtualSize } from '../units/feeRate.js'
import type { Role } from '../words.js'
import { type Command, keyPlaceholder, RecoveryCommands, signedPlaceholders } from './commands.js'
import { type Leaf, type Subject, subjectOf, wayOf } from './subject.js'

/** A line of a recovery file: a sentence, behind a mark where it stands in a list; or what is the same in all languages. */
export type RecoveryLine =
  | { readonly sentence: RecoverySentence; readonly mark?: string }
  | { readonly literal: string }

/** Lines below a title, in blocks that belong together. */
export interface RecoverySection {
  readonly title: RecoverySentence
  readonly blocks: readonly (readonly RecoveryLine[])[]
}

type Block = readonly RecoveryLine[]

const P2TR_SCRIPT_LENGTH = 34

const indented = (text: string): RecoveryLine => ({ literal: `    ${text}` })

const commandLines = (commands: readonly Command[]): Block =>
  commands.flatMap(({ line, answer }) => [
    indented(line),
    ...(answer === undefined
      ? []
      : [
          indented(
            `-> ${answer.placeholder}${answer.field === undefined ? '' : `: ${JSON.stringify(answer.field)}`}`,
          ),
        ]),
  ])

/** One for each path, in order of time; the key path too, though no command takes it. */
const possibilities = (subject: Subject): RecoverySection => {
  const { contract, role, leaves } = subject
  const names = timelineOf(contract.agreement, contract.milestone).flatMap(({ opens }) => opens)
  const lines = names.flatMap((name): Block => {
    const path = contract.paths.find((one) => one.name === name)
    if (path === undefined || !path.parties.includes(role)) return []
    const way = wayOf(path, subject)
    const numberOf = (one: string): number => leaves.findIndex((leaf) => leaf.name === one) + 1
    return path.name === 'key'
      ? [
          {
            mark: '-',
            sentence: {
              code: 'recoveryWayTogether',
              data: { ...way, instead: numberOf('employerAndWorker') },
            },
          },
        ]
      : [{ mark: `${numberOf(name)}.`, sentence: { code: 'recoveryWay', data: way } }]
  })
  return { title: { code: 'recoveryCan', data: {} }, blocks: [lines] }
}

const paid = ({ contract: { agreement } }: Subject): Block => {
  const { employer, worker, arbiter, backupArbiter } = agreement
  const told: readonly Extract<RecoverySentence, { code: 'recoveryPaid' }>['data'][] = [
    { to: { role: 'employer' }, address: employer.address.text },
    ...worker.payees.map(({ address, share }, payee) => ({
      to: { role: 'worker', ...(worker.payees.length === 1 ? {} : { payee }) } as const,
      percent: `${share / 100}`,
      address: address.text,
    })),
    ...(arbiter === undefined ? [] : [{ to: { role: 'arbiter' } as const, address: arbiter.address.text }]),
    ...(backupArbiter === undefined
      ? []
      : [{ to: { role: 'backupArbiter' } as const, address: backupArbiter.address.text }]),
  ]
  return told.map((data) => ({ mark: '-', sentence: { code: 'recoveryPaid', data } }))
}

const depositLines = (funded: Funded | undefined): Block => {
  if (funded === undefined) return [{ sentence: { code: 'recoveryDepositUnknown', data: {} } }]
  const { outpoint: deposit, amount, confirmedAt: height } = funded
  return [
    { sentence: { code: 'recoveryDeposit', data: { deposit, amount } } },
    ...(height === undefined ? [] : [{ sentence: { code: 'recoveryConfirmed', data: { height } } } as const]),
  ]
}

const contractSection = (subject: Subject): RecoverySection => {
  const { contract, funded } = subject
  const { agreement, milestone, index, address, amount, descriptor, portableDescriptor } = contract
  return {
    title: { code: 'recoveryContract', data: {} },
    blocks: [
      [
        { sentence: { code: 'recoveryAgreement', data: { agreement: agreement.id } } },
        { sentence: { code: 'recoveryMilestone', data: { milestone, contract: index, amount } } },
        { sentence: { code: 'recoveryChain', data: { chain: agreement.network } } },
        { sentence: { code: 'recoveryAddress', data: { address } } },
        ...depositLines(funded),
      ],
      [{ sentence: { code: 'recoveryDescriptor', data: { contract: index } } }],
      [indented(descriptor)],
      ...(descriptor === portableDescriptor
        ? []
        : ([
            [{ sentence: { code: 'recoveryPortable', data: {} } }],
            [indented(portableDescriptor)],
          ] as const)),
      [{ sentence: { code: 'recoveryAddresses', data: {} } }],
      paid(subject),
    ],
  }
}

/** How extended private keys look: BIP 32 and BIP 44 have their own letters and numbers for networks of tests. */
const examplesOn = (network: string): { readonly account: string; readonly master: string } => {
  const [key, coin] = network === 'mainnet' ? ['xprv', 0] : ['tprv', 1]
  return { account: `[d34db33f/87h/${coin}h/5h]${key}…`, master: `${key}…/87h/${coin}h/5h` }
}

const placeholderSection = ({ contract, funded, leaves, keys }: Subject): RecoverySection => {
  const fill: readonly RecoverySentence[] = [
    ...(keys.some(({ kind }) => kind === 'extended')
      ? ([
          {
            code: 'recoveryFillAccount',
            data: { placeholder: '<EXTENDED_PRIVATE_KEY>', ...examplesOn(contract.agreement.network) },
          },
        ] as const)
      : []),
    ...(keys.some(({ kind }) => kind === 'bare')
      ? ([{ code: 'recoveryFillKey', data: { placeholder: '<PRIVATE_KEY>' } }] as const)
      : []),
    ...(funded === undefined
      ? ([{ code: 'recoveryFillDeposit', data: { transaction: '<TXID>', position: '<VOUT>' } }] as const)
      : []),
    { code: 'recoveryFillAddress', data: { placeholder: '<ADDRESS>' } },
    {
      code: 'recoveryFillAmount',
      data: { placeholder: '<AMOUNT>', ...(funded && { coins: coinsOfSats(funded.amount) }) },
    },
    ...(leaves.some(({ path }) => path.secretHash !== undefined)
      ? ([{ code: 'recoveryFillSecret', data: { placeholder: '<SECRET>' } }] as const)
      : []),
  ]
  const output = '{"<ADDRESS>":"<AMOUNT>"}'
  return {
    title: { code: 'recoveryFill', data: {} },
    blocks: [
      fill.map((sentence) => ({ mark: '-', sentence })),
      [
        { sentence: { code: 'recoveryAnswers', data: { arrow: '->' } } },
        { sentence: { code: 'recoverySeveral', data: { outputs: `[${output},${output}]` } } },
      ],
    ],
  }
}

const commandsFor = ({ contract, role, funded }: Subject, key: RoleKey, position: number): RecoveryCommands =>
  new RecoveryCommands({ contract, role, position, key, outpoint: funded?.outpoint })

const prepareSection = (subject: Subject): RecoverySection => ({
  title: { code: 'recoveryPrepare', data: {} },
  blocks: [
    [{ sentence: { code: 'recoveryPrivate', data: {} } }],
    ...subject.keys.flatMap((key, position): readonly Block[] => [
      [
        {
          sentence: {
            code: 'recoveryKey',
            data: {
              number: position + 1,
              total: subject.keys.length,
              placeholder: keyPlaceholder(key),
              key: key.text,
            },
          },
        },
      ],
      commandLines(commandsFor(subject, key, position).prepare()),
    ]),
  ],
})

/** From when, as a node counts it. */
const momentLines = ({ lock }: LeafPath): Block => {
  if (lock === undefined) return []
  if ('blocks' in lock)
    return [{ sentence: { code: 'recoveryConfirmations', data: { confirmations: lock.blocks } } }]
  return 'time' in lock ? [{ sentence: { code: 'recoveryClockBehind', data: {} } }] : []
}

const pathSection = (subject: Subject, { name, path }: Leaf, number: number): RecoverySection => {
  const { contract, keys } = subject
  const weight = transactionWeight({
    inputWeights: [inputWeight(contract, name)],
    outputScripts: [new Uint8Array(P2TR_SCRIPT_LENGTH)],
  })
  const signed = signedPlaceholders(contract, path)
  const single = signed.length === 1
  const all = keys.map((key, position) => commandsFor(subject, key, position))
  // drafting and sending depend on no key: with one they are as with all
  const one = all.slice(0, 1)
  const step = (mark: string, sentence: RecoverySentence): Block => [{ mark, sentence }]
  return {
    title: { code: 'recoveryPath', data: { number, ...wayOf(path, subject) } },
    blocks: [
      [
        ...momentLines(path),
        { sentence: { code: 'recoverySize', data: { vsize: virtualSize(weight) } } },
        ...(path.secretHash === undefined
          ? []
          : [{ sentence: { code: 'recoverySecretRow', data: {} } } as const]),
      ],
      step(
        '1.',
        single
          ? { code: 'recoveryDraft', data: {} }
          : { code: 'recoveryDraftForAll', data: { placeholder: '<PSBT>' } },
      ),
      commandLines(one.flatMap((commands) => commands.draft(path))),
      step(
        '2.',
        single
          ? { code: 'recoverySign', data: {} }
          : { code: 'recoverySignEach', data: { signatures: signed.length } },
      ),
      ...all.flatMap((commands, position): readonly Block[] => [
        ...(keys.length === 1
          ? []
          : ([[{ sentence: { code: 'recoveryWithKey', data: { number: position + 1 } } }]] as const)),
        commandLines(commands.sign()),
      ]),
      step(
        '3.',
        single
          ? { code: 'recoverySend', data: {} }
          : { code: 'recoverySendJoined', data: { signed, own: '<SIGNED>' } },
      ),
      commandLines(one.flatMap((commands) => commands.send(path))),
    ],
  }
}

const SENDING: RecoverySection = {
  title: { code: 'recoveryBefore', data: {} },
  blocks: [
    [
      {
        sentence: {
          code: 'recoveryLook',
          data: { psbtCommand: 'decodepsbt', transactionCommand: 'decoderawtransaction' },
        },
      },
      {
        sentence: {
          code: 'recoveryPinning',
          data: { option: 'version=3', behind: 'locktime', command: 'createpsbt' },
        },
      },
      { sentence: { code: 'recoveryWait', data: {} } },
    ],
  ],
}

const agreementSection = ({ contract }: Subject): RecoverySection => ({
  title: { code: 'recoveryTerms', data: {} },
  blocks: [[{ sentence: { code: 'recoveryText', data: {} } }], [{ literal: contract.agreement.text }]],
})

/** All that a file says, before it is said in a language. */
export interface Recovery {
  readonly title: RecoverySentence
  readonly about: RecoverySentence
  readonly sections: readonly RecoverySection[]
}

/** @throws EscrowError `RECOVERY_ROLE` */
export const recoveryOf = (input: Contract | Funded, role: Role): Recovery => {
  const subject = subjectOf(input, role)
  const { keys, threshold, leaves } = subject
  return {
    title: {
      code: 'recoveryOf',
      data: { role, ...(keys.length === 1 ? {} : { quorum: { needed: threshold, total: keys.length } }) },
    },
    about: { code: 'recoveryAbout', data: {} },
    sections: [
      possibilities(subject),
      contractSection(subject),
      placeholderSection(subject),
      prepareSection(subject),
      ...leaves.map((leaf, at) => pathSection(subject, leaf, at + 1)),
      SENDING,
      agreementSection(subject),
    ],
  }
}
