import {
  award,
  combine,
  complete,
  type Funded,
  finalize,
  readSpend,
  refund,
  release,
  type Spend,
  type SpendPath,
  satsPerVb,
  sign,
  startMusig,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import { EMPTY_INPUT, type PsbtInput } from '../../src/psbt/model.js'
import { keysOf } from '../../src/script/miniscript.js'
import { toHex } from '../../src/units/bytes.js'
import {
  everyPathDocument,
  finished,
  fundAll,
  made,
  secretsOf,
  signedByAll,
  signerFor,
} from '../support/contracts.js'
import { tamperedInput } from '../support/forgery.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const feeRate = satsPerVb('2')
const split = { employer: 4000, worker: 6000 }

const LEAVES: readonly Exclude<SpendPath, 'key'>[] = [
  'employerAndWorker',
  'arbiterAndWorker',
  'arbiterAndEmployer',
  'employerAlone',
  'workerAlone',
  'workerWithSecret',
  'backupAndWorker',
  'backupAndEmployer',
]

const draftOf = (funded: Funded, path: SpendPath): Spend<'unsigned'> => {
  if (path === 'employerAlone') return refund(funded, { path, feeRate })
  if (path === 'workerWithSecret')
    return release(funded, { path, feeRate, secrets: secretsOf([funded.contract]) })
  if (path === 'key' || path === 'employerAndWorker' || path === 'workerAlone')
    return release(funded, { path, feeRate })
  return award(funded, { path, split, feeRate })
}

/** What of `decodepsbt` is compared. */
interface DecodedInput {
  readonly taproot_internal_key: string
  readonly taproot_merkle_root: string
  readonly taproot_scripts?: readonly {
    readonly script: string
    readonly leaf_ver: number
    readonly control_blocks: readonly string[]
  }[]
  readonly taproot_bip32_derivs?: readonly {
    readonly pubkey: string
    readonly master_fingerprint: string
    readonly path: string
    readonly leaf_hashes: readonly string[]
  }[]
  readonly taproot_script_path_sigs?: readonly {
    readonly pubkey: string
    readonly leaf_hash: string
    readonly sig: string
  }[]
  readonly witness_utxo: { readonly scriptPubKey: { readonly address: string } }
}

const decodedInput = async (psbt: string): Promise<DecodedInput> => {
  const { inputs } = await node.rpc.decodepsbt(psbt)
  // the node's own documented answer
  return (inputs as readonly DecodedInput[])[0]!
}

const { contracts } = made(
  everyPathDocument('blocks', { from: 1, backupFrom: 2, silence: 3, rescue: 4, decision: 1 }, { count: 10 }),
)
let funded: readonly Funded[] = []
beforeAll(async () => {
  funded = await fundAll(node, contracts)
  await node.mine(4)
})

describe.each(LEAVES.map((path, at) => [path, at] as const))('the PSBT of a spend by %s', (path, at) => {
  const draft = () => draftOf(funded[at]!, path)

  it('tells the node the output, the leaf, and where every key comes from', async () => {
    const { contract } = funded[at]!
    const leaf = contract.leaves.find((candidate) => candidate.path.name === path)!
    const input = await decodedInput(draft().psbt)
    expect(input.witness_utxo.scriptPubKey.address).toBe(contract.address)
    expect(input.taproot_internal_key).toBe(toHex(contract.internalKey))
    expect(input.taproot_merkle_root).toBe(toHex(contract.merkleRoot))
    expect(input.taproot_scripts).toEqual([
      { script: toHex(leaf.script), leaf_ver: 0xc0, control_blocks: [toHex(leaf.controlBlock)] },
    ])
    const derivations = new Map(input.taproot_bip32_derivs?.map((row) => [row.pubkey, row.leaf_hashes]))
    expect(derivations).toEqual(
      new Map<string, readonly string[]>([
        [toHex(contract.internalKey), []],
        ...keysOf(leaf.fragment).map(({ xOnly }) => [toHex(xOnly), [toHex(leaf.leafHash)]] as const),
      ]),
    )
  })

  it('has the fee and the next role that the node sees too', async () => {
    const unsigned = await node.rpc.analyzepsbt(draft().psbt)
    expect(unsigned.fee).toBe(draft().plan.fee)
    expect(unsigned.error).toBeUndefined()
    const signed = await node.rpc.analyzepsbt((await signedByAll(draft())).psbt)
    expect(signed.next).toBe('finalizer')
  })

  it('is finalized by the node to the very same transaction', async () => {
    const signed = await signedByAll(draft())
    const theirs = await node.rpc.finalizepsbt(signed.psbt)
    expect(theirs.complete).toBe(true)
    expect(theirs.hex).toBe(finalize(complete(signed)).hex)
    await node.expectAccepted(theirs.hex!)
  })
})

describe('signatures that travel apart', () => {
  it.each(LEAVES.slice(0, 3))('make no transaction one by one, by %s', async (path) => {
    const draft = draftOf(funded[LEAVES.indexOf(path)]!, path)
    for (const { role } of draft.progress) {
      const one = await sign(draft, signerFor(draft.plan.agreement, role))
      expect((await node.rpc.finalizepsbt(one.psbt)).complete).toBe(false)
    }
  })

  it.each(LEAVES.slice(0, 3))('are joined by combinepsbt for %s, and read back complete', async (path) => {
    const one = funded[LEAVES.indexOf(path)]!
    const draft = draftOf(one, path)
    const apart = await Promise.all(
      draft.progress.map(({ role }) => sign(draft, signerFor(draft.plan.agreement, role))),
    )
    const joined = await node.rpc.combinepsbt(apart.map(({ psbt }) => psbt))
    const [first, ...rest] = apart
    expect(finalize(complete(readSpend(one, joined))).hex).toBe(
      finalize(complete(combine(first!, ...rest))).hex,
    )
  })

  it('of both rounds of MuSig2 pass through combinepsbt', async () => {
    const one = funded[8]!
    const draft = draftOf(one, 'key')
    const { agreement } = one.contract
    const employer = await startMusig(draft, signerFor(agreement, 'employer'))
    const worker = await startMusig(draft, signerFor(agreement, 'worker'))
    const nonces = await node.rpc.combinepsbt([employer.spend.psbt, worker.spend.psbt])
    const halves = await Promise.all(
      [employer, worker].map(async (session) => (await session.sign(readSpend(one, nonces))).psbt),
    )
    const joined = readSpend(one, await node.rpc.combinepsbt(halves))
    await node.expectAccepted(finalize(complete(joined)).hex)
  })
})

describe('the PSBT of a completed spend by the key path', () => {
  it('is finalized by the node to the very same transaction', async () => {
    const draft = draftOf(funded[9]!, 'key')
    const done = complete(await signedByAll(draft))
    const theirs = await node.rpc.finalizepsbt(done.psbt)
    expect(theirs).toMatchObject({ complete: true, hex: finalize(done).hex })
    await node.expectAccepted(theirs.hex!)
  })

  it('shows the aggregate as an internal key whose path the node prints', async () => {
    const { contract } = funded[9]!
    const input = await decodedInput(draftOf(funded[9]!, 'key').psbt)
    expect(input.taproot_scripts).toBeUndefined()
    expect(
      input.taproot_bip32_derivs?.find(({ pubkey }) => pubkey === toHex(contract.internalKey)),
    ).toMatchObject({ path: `m/0/${contract.index}`, leaf_hashes: [] })
  })
})

/** The PSBT of a draft without the rows of its input that `keep` does not name. */
const stripped = (psbt: string, ...drop: readonly (keyof PsbtInput)[]): string =>
  tamperedInput(psbt, () => Object.fromEntries(drop.map((name) => [name, EMPTY_INPUT[name]])))

describe('what a node gives back', () => {
  const path = 'employerAndWorker'
  const alone = async (role: 'employer' | 'worker', draft: Spend) =>
    sign(draft, signerFor(contracts[0]!.agreement, role))

  it('is read when its combiner has only signatures: the leaf hash names the path', async () => {
    const one = funded[0]!
    const draft = draftOf(one, path)
    const bare = await Promise.all(
      (['employer', 'worker'] as const).map(async (role) =>
        stripped(
          (await alone(role, draft)).psbt,
          'witnessUtxo',
          'tapLeafScripts',
          'tapDerivations',
          'tapInternalKey',
          'tapMerkleRoot',
        ),
      ),
    )
    const joined = await node.rpc.combinepsbt(bare)
    const read = readSpend(one, joined)
    expect(read.plan.path).toBe(path)
    await node.expectAccepted(finalize(complete(read)).hex)
  })

  it('is never read as an unsigned key path where it says nothing of a path', async () => {
    const one = funded[0]!
    const draft = draftOf(one, path)
    const silent = stripped(draft.psbt, 'tapLeafScripts', 'tapDerivations')
    expect(() => readSpend(one, silent)).toThrowError(expect.objectContaining({ code: 'SPEND_PATH_UNCLEAR' }))
    expect(readSpend(one, silent, { draft }).psbt).toBe(draft.psbt)
    const other = draftOf(funded[0]!, 'key')
    expect(() => readSpend(one, draft.psbt, { draft: other })).toThrowError(
      expect.objectContaining({ code: 'SPEND_DIFFERENT' }),
    )
  })

  it.each(LEAVES.map((name, at) => [name, at] as const))(
    'is read when it is final by %s, as the signatures in its witness',
    async (name, at) => {
      const one = funded[at]!
      const signed = await signedByAll(draftOf(one, name))
      const { psbt } = await node.rpc.finalizepsbt(signed.psbt, { as: 'psbt' })
      const read = readSpend(one, psbt!)
      expect([read.plan.path, read.inputs]).toEqual([name, signed.inputs])
      await node.expectAccepted(finalize(complete(read)).hex)
      expect(() => readSpend(funded[at === 0 ? 1 : 0]!, psbt!)).toThrowError(
        expect.objectContaining({ code: 'SPEND_INPUT_FOREIGN' }),
      )
    },
  )

  it('is read as the node prints it: a member of JSON, hex, wrapped lines, bytes', async () => {
    const one = funded[0]!
    const signed = await signedByAll(draftOf(one, path))
    const answer = JSON.stringify(await node.rpc.finalizepsbt(signed.psbt, { as: 'psbt' }), undefined, 2)
    const lines = signed.psbt.replace(/.{64}/g, '$&\r\n')
    const hex = Buffer.from(signed.psbt, 'base64').toString('hex')
    for (const form of [answer, lines, hex, hex.toUpperCase(), JSON.stringify(signed.psbt), `\ufeff${lines}`])
      for (const given of [form, Buffer.from(form), Buffer.from(`\ufeff${form}`, 'utf16le')])
        expect(readSpend(one, given).inputs).toEqual(signed.inputs)
    expect((await finished(draftOf(one, path))).vsize).toBe(signed.plan.vsize)
  })
})
