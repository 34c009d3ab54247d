import {
  award,
  combine,
  complete,
  type Funded,
  finalize,
  type Role,
  readSpend,
  refund,
  release,
  type Spend,
  type SpendPath,
  satsPerVb,
  sign,
  startMusig,
} from 'taproot-escrow'
import type { WalletRpc } from 'taproot-escrow/chain'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodePsbt } from '../../src/psbt/codec.js'
import { parseTransaction } from '../../src/psbt/transaction.js'
import { everyPathDocument, fundAll, made, signerFor } from '../support/contracts.js'
import { coreWallet } from '../support/coreWallet.js'
import { startNode } from '../support/node.js'

/*
 * One party's part is signed by the node's own wallet: the contract's descriptor with that party's extended private
 * key in place of its public one. It knows nothing of paths, reveals every leaf and signs each that holds its key.
 */

const node = await startNode()
const feeRate = satsPerVb('2')

interface Case {
  readonly path: Exclude<SpendPath, 'key'>
  readonly draft: (funded: Funded) => Spend<'unsigned'>
  /** The role that the node's wallet signs for. */
  readonly theirs: Role
  /** The role that signs with this library. */
  readonly ours: Role
}

const split = { employer: 4000, worker: 6000 }
const awardBy = (path: 'arbiterAndWorker' | 'backupAndEmployer') => (funded: Funded) =>
  award(funded, { path, split, feeRate })
const releaseByBoth = (funded: Funded) => release(funded, { path: 'employerAndWorker', feeRate })

const CASES: readonly Case[] = [
  { path: 'employerAndWorker', draft: releaseByBoth, theirs: 'employer', ours: 'worker' },
  { path: 'employerAndWorker', draft: releaseByBoth, theirs: 'worker', ours: 'employer' },
  { path: 'arbiterAndWorker', draft: awardBy('arbiterAndWorker'), theirs: 'arbiter', ours: 'worker' },
  { path: 'arbiterAndWorker', draft: awardBy('arbiterAndWorker'), theirs: 'worker', ours: 'arbiter' },
  {
    path: 'backupAndEmployer',
    draft: awardBy('backupAndEmployer'),
    theirs: 'employer',
    ours: 'backupArbiter',
  },
]

const moments = { from: 1, backupFrom: 2, silence: 5, rescue: 8, decision: 1 }
const { agreement, contracts } = made(everyPathDocument('blocks', moments, { count: CASES.length + 2 }))
const late = made({ ...everyPathDocument('height', { ...moments, silence: 400, rescue: 500 }), index: 900 })

let funded: readonly Funded[] = []
const wallets = new Map<Role, WalletRpc>()

beforeAll(async () => {
  funded = await fundAll(node, [...contracts, ...late.contracts])
  for (const role of ['employer', 'worker', 'arbiter'] as const)
    wallets.set(role, await coreWallet(node.rpc, { contracts: [...contracts, ...late.contracts], role }))
  await node.mine(3)
})

const signedByNode = async (psbt: string, role: Role): Promise<string> =>
  (await wallets.get(role)!.walletprocesspsbt(psbt, { finalize: 'never' })).psbt

describe.each(CASES)('$path, $theirs by the wallet of a node and $ours by us', (one) => {
  const { path, draft, theirs, ours } = one
  const output = () => funded[CASES.indexOf(one)]!
  const signer = signerFor(agreement, ours)

  it('is complete when the node signs first', async () => {
    const read = readSpend(output(), await signedByNode(draft(output()).psbt, theirs), { path })
    for (const { role, signed } of read.progress) expect(signed).toEqual(role === theirs ? [0] : [])
    await node.expectAccepted(finalize(complete(await sign(read, signer))).hex)
  })

  it('is complete when the node signs second', async () => {
    const signed = await sign(draft(output()), signer)
    const read = readSpend(output(), await signedByNode(signed.psbt, theirs), { path })
    await node.expectAccepted(finalize(complete(read)).hex)
  })

  it('is complete when both sign apart, and either side combines', async () => {
    const start = draft(output())
    const fromUs = await sign(start, signer)
    const fromNode = await signedByNode(start.psbt, theirs)
    const combined = finalize(complete(combine(fromUs, readSpend(output(), fromNode, { path }))))
    const joined = await node.rpc.combinepsbt([fromNode, fromUs.psbt])
    expect(finalize(complete(readSpend(output(), joined, { path })))).toEqual(combined)
    const finalized = await node.rpc.finalizepsbt(joined)
    expect(finalized.complete).toBe(true)
    await node.expectAccepted(finalized.hex!)
  })

  it('tells no path by itself, because the node reveals every leaf', async () => {
    const psbt = await signedByNode(draft(output()).psbt, theirs)
    const [input] = decodePsbt(psbt).inputs
    expect(input?.tapLeafScripts).toHaveLength(output().contract.leaves.length)
    expect(input?.tapScriptSignatures.length).toBeGreaterThan(1)
    expect(() => readSpend(output(), psbt)).toThrowError(
      expect.objectContaining({ code: 'SPEND_PATH_UNCLEAR' }),
    )
  })

  it('passes on the leaf and the signature that were agreed on, and nothing else', async () => {
    const psbt = await signedByNode(draft(output()).psbt, theirs)
    const [input] = decodePsbt(readSpend(output(), psbt, { path }).psbt).inputs
    const leaf = output().contract.leaves.find((candidate) => candidate.path.name === path)!
    expect(input?.tapLeafScripts.map(({ script }) => script)).toEqual([leaf.script])
    expect(input?.tapScriptSignatures.map(({ leafHash }) => leafHash)).toEqual([leaf.leafHash])
  })
})

describe('several contracts in one transaction', () => {
  it('are signed by the wallet of the node together, and read in one', async () => {
    const both = funded.slice(0, 2)
    const path = 'employerAndWorker'
    const [draft] = release(both, { path, feeRate })
    const read = readSpend(both, await signedByNode(draft!.psbt, 'employer'), { path })
    await node.expectAccepted(finalize(complete(await sign(read, signerFor(agreement, 'worker')))).hex)
  })
})

describe('the rounds of MuSig2', () => {
  it('pass through the wallet of a node, which signs leaves that nobody asked for', async () => {
    const [output] = funded
    const draft = release(output!, { path: 'key', feeRate })
    const employer = await startMusig(draft, signerFor(agreement, 'employer'))
    const worker = await startMusig(draft, signerFor(agreement, 'worker'))
    const nonces = combine(employer.spend, worker.spend)
    const passed = readSpend(output!, await signedByNode(nonces.psbt, 'employer'), { path: 'key' })
    const halves = [await employer.sign(passed), await worker.sign(passed)] as const
    const back = readSpend(output!, await signedByNode(combine(...halves).psbt, 'worker'), { path: 'key' })
    await node.expectAccepted(finalize(complete(back)).hex)
  })
})

describe('a PSBT that the node finalized', () => {
  it('is a transaction already, and read as the signatures in it', async () => {
    const [output] = funded
    const signed = await sign(releaseByBoth(output!), signerFor(agreement, 'worker'))
    const done = await wallets.get('employer')!.walletprocesspsbt(signed.psbt)
    expect(done.complete).toBe(true)
    await node.expectAccepted(done.hex!)
    expect(finalize(complete(readSpend(output!, done.psbt))).hex).toBe(done.hex)
    expect(finalize(complete(readSpend(output!, JSON.stringify(done)))).hex).toBe(done.hex)
  })
})

describe('a refund that the wallet of the node signs alone, from our draft', () => {
  const signedAlone = async (output: Funded): Promise<string> => {
    const draft = refund(output, { path: 'employerAlone', feeRate })
    const { complete: whole, hex } = await wallets.get('employer')!.walletprocesspsbt(draft.psbt)
    expect(whole).toBe(true)
    const read = readSpend(output, await signedByNode(draft.psbt, 'employer'), { path: 'employerAlone' })
    const { txid } = finalize(complete(read))
    expect(parseTransaction(hex!).txid).toBe(txid)
    return hex!
  }

  it('is refused one block before the relative deadline and accepted at it', async () => {
    const [output] = await fundAll(node, [contracts.at(-1)!])
    const hex = await signedAlone(output!)
    await node.mine(moments.silence - 2)
    await node.expectRefused(hex, 'non-BIP68-final')
    await node.mine()
    await node.expectAccepted(hex)
  })

  it('is refused one block before the absolute deadline and accepted at it', async () => {
    const hex = await signedAlone(funded.at(-1)!)
    await node.mineUntilHeight(399)
    await node.expectRefused(hex, 'non-final')
    await node.mine()
    await node.expectAccepted(hex)
  })
})
