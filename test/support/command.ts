import { mnemonicToSeedSync } from 'bip39'
import { cliError } from '../../src/cli/errors.js'
import type { CommandIo } from '../../src/cli/io.js'
import { run } from '../../src/cli/run.js'
import { compile } from '../../src/contract/compile.js'
import { serializeTransaction } from '../../src/psbt/transaction.js'
import { parseAgreement } from '../../src/terms/parse.js'
import { toHex } from '../../src/units/bytes.js'
import { sats } from '../../src/units/sats.js'
import { addressOf } from './holders.js'
import { bip32, mnemonicOf } from './mnemonics.js'

/** The command in a folder that exists in memory only. */

/** What a run of the command left behind. */
export interface Ran {
  readonly code: number
  /** Lines of standard output. */
  readonly out: readonly string[]
  /** Lines of standard error. */
  readonly errors: readonly string[]
}

export interface RunOptions {
  /** All of standard input. */
  readonly input?: string
  /** Standard input as it comes. */
  readonly lines?: AsyncIterable<string>
  readonly environment?: Readonly<Record<string, string>>
  /** The usual data folder of bitcoind. */
  readonly nodeFolder?: string
  /** The time in Unix seconds. */
  readonly now?: number
  /** What is typed at a prompt. */
  readonly typed?: string
  /** Ctrl-C, once it is aborted. */
  readonly interruption?: AbortSignal
}

/** A folder with files, and the command in it. */
export interface Folder {
  readonly files: Map<string, string | Uint8Array>
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Ran>
  /** The text of a file. */
  readonly text: (path: string) => string
}

const encoded = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

export const folderOf = (contents: Readonly<Record<string, string | Uint8Array>> = {}): Folder => {
  const files = new Map(Object.entries(contents))
  return {
    files,
    text: (path) => new TextDecoder().decode(encoded(files.get(path)!)),
    run: async (args, options = {}) => {
      const out: string[] = []
      const errors: string[] = []
      const code = await run(args, memoryIo(files, { out, errors, options }))
      return { code, out, errors }
    },
  }
}

const memoryIo = (
  files: Map<string, string | Uint8Array>,
  { out, errors, options }: { out: string[]; errors: string[]; options: RunOptions },
): CommandIo => ({
  version: '9.8.7',
  environment: options.environment ?? {},
  nodeFolder: options.nodeFolder ?? 'nowhere',
  now: () => options.now ?? 1_800_000_000,
  readFile: async (path, { limit }) => {
    const content = files.get(path)
    if (content === undefined)
      throw cliError('FILE_UNREADABLE', {
        field: JSON.stringify(path),
        expected: 'a file that can be read',
        received: 'nothing of that name',
      })
    const bytes = encoded(content)
    if (bytes.length <= limit) return bytes
    throw cliError('FILE_TOO_LARGE', { field: path, expected: `at most ${limit} bytes`, received: 'more' })
  },
  readInput: async () => encoded(options.input ?? ''),
  inputLines: async function* () {
    yield* options.lines ?? []
  },
  fileVersions: async function* (path, { until }) {
    let last: string | Uint8Array | undefined
    while (!until.aborted) {
      const content = files.get(path)
      if (content !== undefined && content !== last) {
        last = content
        yield encoded(content)
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
  },
  exists: async (path) => files.has(path),
  writeFile: async (path, text, { existing }) => {
    if (existing === 'keep' && files.has(path))
      throw cliError('FILE_EXISTS', { field: path, expected: 'another file', received: 'one that is' })
    files.set(path, text)
  },
  print: (line) => void out.push(line),
  flushed: async () => {},
  note: (line) => void errors.push(line),
  ask: async (question) => {
    errors.push(question)
    return options.typed ?? ''
  },
  interruption: () => options.interruption ?? new AbortController().signal,
})

const regtest = { wif: 0xef, bip32: { public: 0x043587cf, private: 0x04358394 } }

/** Somebody with a recovery phrase, an account, and an address that is paid. */
export interface Person {
  readonly phrase: string
  /** The account's public key as agreements name it. */
  readonly key: string
  /** The account's private key with its origin. */
  readonly privateKey: string
  readonly address: string
}

/** A person for every number. */
export const personOf = (seed: number): Person => {
  const phrase = mnemonicOf(seed)
  const root = bip32.fromSeed(mnemonicToSeedSync(phrase), regtest)
  const account = root.derivePath("m/87'/1'/0'")
  const origin = `[${toHex(root.fingerprint)}/87h/1h/0h]`
  return {
    phrase,
    key: `${origin}${account.neutered().toBase58()}`,
    privateKey: `${origin}${account.toBase58()}`,
    address: addressOf(seed),
  }
}

/** The three of an escrow. */
export const CAST: Readonly<Record<'employer' | 'worker' | 'arbiter', Person>> = {
  employer: personOf(901),
  worker: personOf(902),
  arbiter: personOf(903),
}

/** Everything secret that a test may put anywhere. */
export const secretsOf = ({ phrase, privateKey }: Person): readonly string[] => [
  phrase,
  privateKey,
  privateKey.slice(privateKey.indexOf(']') + 1),
]

/** Parameters of a plan of three milestones, as a file. */
export const planParameters = (): string =>
  JSON.stringify({
    network: 'regtest',
    index: 0,
    employer: { key: CAST.employer.key, address: CAST.employer.address },
    worker: { key: CAST.worker.key, address: CAST.worker.address },
    arbiter: { key: CAST.arbiter.key, address: CAST.arbiter.address, fee: { bps: 100 } },
    milestones: [
      { amount: '400000', memo: 'draft' },
      { amount: '600000', memo: 'print' },
      { amount: '500000', memo: 'delivery' },
    ],
    clocks: { silence: 160, decision: 20, disputeFrom: 5, rescue: 400, step: 0 },
  })

/** A transaction that pays these scripts, as nobody would ever mine it. */
export const payingTransaction = (
  outputs: readonly { readonly script: Uint8Array; readonly amount: bigint }[],
): string =>
  toHex(
    serializeTransaction({
      version: 2,
      lockTime: 0,
      inputs: [{ outpoint: { txid: 'bb'.repeat(32), vout: 0 }, sequence: 0xfffffffd }],
      outputs: outputs.map(({ script, amount }) => ({ script, amount: sats(amount) })),
    }),
  )

/** Height of the block that holds the payment of {@link escrowFolder}. */
export const PAID_AT = 200

const prepared = async (): Promise<ReadonlyMap<string, string | Uint8Array>> => {
  const folder = folderOf({
    'plan.json': planParameters(),
    'employer.txt': CAST.employer.phrase,
    'worker.txt': CAST.worker.phrase,
    'arbiter.txt': CAST.arbiter.phrase,
  })
  await folder.run(['new', 'milestonePlan', '--param', 'plan.json', '--out', 'agreement.json'])
  const contracts = compile(parseAgreement(folder.text('agreement.json')))
  folder.files.set(
    'tx.hex',
    payingTransaction(contracts.map(({ outputScript, amount }) => ({ script: outputScript, amount }))),
  )
  for (const role of Object.keys(CAST))
    await folder.run(
      `accept agreement.json --as ${role} --mnemonic-file ${role}.txt --out ${role}.accept.json`.split(' '),
    )
  await folder.run(`fund agreement.json --tx tx.hex --confirmed-at ${PAID_AT} --out funded.json`.split(' '))
  return folder.files
}

/** A process derives keys and compiles for the first time: slow on a busy machine. */
export const PREPARATION_MS = 60_000

let escrow: Promise<ReadonlyMap<string, string | Uint8Array>> | undefined

/** A folder of an escrow that everybody accepted and the employer paid: three milestones, nothing spent yet. */
export const escrowFolder = async (): Promise<Folder> => {
  escrow ??= prepared()
  return folderOf(Object.fromEntries(await escrow))
}

/** The words of a line. */
export const words = (line: string): readonly string[] => line.split(' ')
