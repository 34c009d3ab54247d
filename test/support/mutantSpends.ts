import { Transaction } from 'bitcoinjs-lib'
import {
  award,
  type Contract,
  combine,
  complete,
  type Funded,
  freeze,
  matchFunding,
  type ReadOptions,
  readSpend,
  refund,
  release,
  relock,
  type Spend,
  satsPerVb,
  settle,
  sign,
  startMusig,
} from 'taproot-escrow'
import type { Signer } from 'taproot-escrow/signers'
import { everyPathDocument, type LockKind, made, secretsOf, signersOf } from './contracts.js'
import { fullDocument, type Json } from './documents.js'
import { unseen } from './funded.js'
import { meaningOf, type RawRow, rawRow } from './independentDecoder.js'

/*
 * Real spends, for a hostile peer to change: every path and outcome, all kinds of locks, one and more inputs, at
 * every stage of signing.
 */

/** One spend as it travels, at all its stages. */
export interface Subject {
  readonly name: string
  readonly funded: readonly Funded[]
  readonly options: ReadOptions
  readonly draft: Spend
  readonly meaning: ReturnType<typeof meaningOf>
  /** Bytes of version 0: unsigned, with the first signer's part, …, with everybody's. */
  readonly stages: readonly Uint8Array[]
  /** The row of each input that shows the whole previous transaction. */
  readonly previous: readonly RawRow[]
  /** With everybody's parts: on the key path the partial signatures, not yet made one. */
  readonly whole: Spend
  /** Everybody who signs; the last one is whoever the mutants are sent to. */
  readonly signers: readonly Signer[]
}

const feeRate = satsPerVb('2.5')
const split = { employer: 4000, worker: 6000 }

const LOCKS = {
  blocks: { from: 144, backupFrom: 4320, silence: 8640, rescue: 17_280, decision: 1008 },
  seconds: { from: 51_200, backupFrom: 1_024_000, silence: 5_120_000, rescue: 10_240_000, decision: 512_000 },
  height: { from: 900_000, backupFrom: 905_000, silence: 910_000, rescue: 920_000, decision: 1008 },
  time: {
    from: 1_800_000_000,
    backupFrom: 1_802_000_000,
    silence: 1_804_000_000,
    rescue: 1_808_000_000,
    decision: 512_000,
  },
} satisfies Record<LockKind, unknown>

/** All contracts of a document, paid by one transaction that nobody has broadcast. */
const deposit = (
  document: Json,
): {
  readonly funded: readonly Funded[]
  readonly contracts: readonly Contract[]
  readonly transaction: Buffer
} => {
  const { contracts } = made(document)
  const transaction = new Transaction()
  transaction.version = 2
  transaction.addInput(new Uint8Array(32).fill(contracts.length), 1)
  for (const { outputScript, amount } of contracts) transaction.addOutput(outputScript, amount)
  const bytes = Buffer.from(transaction.toBuffer())
  return { funded: matchFunding(contracts, bytes, { confirmedAt: 800_000 }), contracts, transaction: bytes }
}

type Draft = (funded: readonly Funded[], contracts: readonly Contract[]) => Spend

const first = (spends: readonly Spend[]): Spend => spends[0]!

const DRAFTS: Readonly<Record<string, Draft>> = {
  'release key': (funded) => first(release(funded, { path: 'key', feeRate })),
  'release employerAndWorker': (funded) => first(release(funded, { path: 'employerAndWorker', feeRate })),
  'release workerAlone': (funded) => first(release(funded, { path: 'workerAlone', feeRate })),
  'release workerWithSecret': (funded) =>
    first(
      release(funded, {
        path: 'workerWithSecret',
        secrets: secretsOf(funded.map(({ contract }) => contract)),
        feeRate,
      }),
    ),
  'refund key': (funded) => first(refund(funded, { path: 'key', feeRate })),
  'refund employerAlone': (funded) => first(refund(funded, { path: 'employerAlone', feeRate })),
  'award arbiterAndWorker': (funded) => first(award(funded, { path: 'arbiterAndWorker', split, feeRate })),
  'award arbiterAndEmployer': (funded) =>
    first(award(funded, { path: 'arbiterAndEmployer', split, feeRate })),
  'award backupAndWorker': (funded) => first(award(funded, { path: 'backupAndWorker', split, feeRate })),
  'award backupAndEmployer': (funded) => first(award(funded, { path: 'backupAndEmployer', split, feeRate })),
  'settle employerAndWorker': (funded) =>
    first(settle(funded, { path: 'employerAndWorker', split, feeRate })),
  'freeze arbiterAndEmployer': (funded) =>
    first(freeze(funded, { at: 'unknown', path: 'arbiterAndEmployer', feeRate })),
}

const RELOCK: Draft = ([one], contracts) =>
  relock(one!, {
    ...unseen,
    path: 'employerAndWorker',
    into: contracts.at(-1)!,
    keep: (contracts[0]!.amount / 2n) as Contract['amount'],
    pays: { kind: 'release' },
    feeRate,
  })

const bytesOf = (spend: Spend): Uint8Array => Uint8Array.from(Buffer.from(spend.psbt, 'base64'))

const leafStages = async (draft: Spend, by: readonly Signer[]): Promise<readonly Spend[]> => {
  const parts = await Promise.all(by.map((signer) => sign(draft, signer)))
  return [draft, ...parts.map((_, at) => combine(parts[0]!, ...parts.slice(1, at + 1)))]
}

const keyStages = async (draft: Spend, by: readonly Signer[]): Promise<readonly Spend[]> => {
  const sessions = await Promise.all(by.map((signer) => startMusig(draft, signer)))
  const nonces = sessions.map(({ spend }) => spend)
  const announced = combine(nonces[0]!, ...nonces.slice(1))
  const partials = await Promise.all(sessions.map((session) => session.sign(announced)))
  const all = combine(partials[0]!, ...partials.slice(1))
  return [draft, nonces[0]!, announced, partials[0]!, all, complete(all)]
}

const subjectOf = async (
  name: string,
  options: { readonly draft: Draft; readonly document: Json; readonly count?: number; readonly into?: true },
): Promise<Subject> => {
  const { funded: all, contracts, transaction } = deposit(options.document)
  const funded = all.slice(0, options.count ?? all.length)
  const draft = options.draft(funded, contracts)
  const signers = signersOf(draft)
  const stages = await (draft.plan.path === 'key' ? keyStages(draft, signers) : leafStages(draft, signers))
  const readOptions: ReadOptions = options.into ? { into: [contracts.at(-1)!] } : {}
  return {
    name,
    funded,
    options: readOptions,
    draft,
    meaning: meaningOf(bytesOf(draft)),
    stages: stages.map(bytesOf),
    previous: funded.map(() => rawRow(0, transaction)),
    whole: readSpend(funded, stages.at(draft.plan.path === 'key' ? -2 : -1)!.psbt, readOptions),
    signers,
  }
}

/** All real spends; `names` of one contract by blocks, and less of the other locks and of several inputs. */
export const subjects = async (): Promise<readonly Subject[]> => {
  const made: Subject[] = []
  const add = async (kind: LockKind, count: number, names: readonly string[]): Promise<void> => {
    const document = everyPathDocument(kind, LOCKS[kind], { count })
    for (const name of names)
      made.push(await subjectOf(`${name}, ${count} by ${kind}`, { draft: DRAFTS[name]!, document }))
  }
  await add('blocks', 1, Object.keys(DRAFTS))
  await add('blocks', 2, Object.keys(DRAFTS))
  await add('height', 2, ['refund employerAlone', 'award arbiterAndWorker'])
  await add('seconds', 1, ['refund employerAlone', 'award backupAndWorker'])
  await add('time', 1, ['release workerAlone', 'award arbiterAndEmployer'])
  await add('blocks', 3, ['release key'])
  const document = fullDocument()
  for (const name of ['award arbiterAndWorker', 'settle employerAndWorker', 'refund employerAlone'])
    made.push(await subjectOf(`${name}, quorum`, { draft: DRAFTS[name]!, document, count: 1 }))
  made.push(
    await subjectOf('relock employerAndWorker', {
      draft: RELOCK,
      document: everyPathDocument('blocks', LOCKS.blocks, { count: 2 }),
      count: 1,
      into: true,
    }),
  )
  for (const { name, meaning, stages } of made)
    if (stages.some((bytes) => JSON.stringify(meaningOf(bytes)) !== JSON.stringify(meaning)))
      throw new Error(`the stages of ${name} differ in what they mean`)
  return made
}
