import {
  type AwardOptions,
  award,
  bump,
  combine,
  complete,
  EscrowError,
  type Funded,
  finalize,
  type ReleaseOptions,
  readSpend,
  refund,
  release,
  review,
  type SwapTarget,
  sats,
  sign,
} from 'taproot-escrow'
import {
  claimSwap,
  compileSwap,
  type LockedSwap,
  matchSwap,
  refundSwap,
  type Swap,
  swapTarget,
} from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import {
  everyPathDocument,
  finished,
  fundAll,
  made,
  milestones,
  secretsOf,
  signerFor,
} from '../support/contracts.js'
import { firstFunded } from '../support/funded.js'
import { startNode } from '../support/node.js'
import { AMOUNT, clientOf, paymentHashOf, preimageOf, providerOf } from '../support/swaps.js'
import { type Watch, watch } from '../support/watching.js'

const node = await startNode()
const { rpc, wallet } = node

const { contracts } = made(
  everyPathDocument(
    'blocks',
    { from: 2, decision: 10, backupFrom: 12, silence: 150, rescue: 300 },
    { pays: 'worker' },
  ),
)

await node.mineUntilHeight(150)
const at = async () => ({ height: await node.height(), medianTime: await node.medianTime() })
const payout = async (party: ReturnType<typeof clientOf>) => ({
  signer: party.signer,
  to: await wallet.getnewaddress({ type: 'bech32m' }),
  feeRate: '2',
})

let swaps = 20

/** A swap of its own keys and preimage: the worker is the client. */
const sceneOf = async (blocks = 300) => {
  swaps += 1
  const [provider, client, preimage] = [providerOf(swaps), clientOf(swaps), preimageOf(swaps)]
  const swap = compileSwap({
    kind: 'submarine',
    network: 'regtest',
    paymentHash: paymentHashOf(preimage),
    provider: provider.key,
    client: client.key,
    timeout: (await node.height()) + blocks,
    amount: AMOUNT,
  })
  return { swap, preimage, provider, client, target: swapTarget(swap, { known: [] }) }
}

const viaOf = ({ target }: Awaited<ReturnType<typeof sceneOf>>) => ({ swap: target, amount: target.amount })

const lockedBy = async (swap: Swap, hex: string): Promise<LockedSwap> =>
  matchSwap(swap, hex, { confirmedAt: (await node.broadcastAndMine(hex)).height })

/** The first contract with its output, so many blocks old. */
const funded = async (blocks = 0): Promise<Funded> => {
  const [one] = await fundAll(node, contracts)
  await node.mine(blocks)
  return one!
}

/** What a follower of the chain says of the spends of a deposit. */
const outcomesIn = (watching: Watch, { contract, outpoint }: Funded, via: readonly SwapTarget[]) =>
  watching
    .status(contract, { via })
    .spends.filter(({ outpoint: { txid, vout } }) => txid === outpoint.txid && vout === outpoint.vout)
    .map(({ deed }) => deed?.outcome)

describe('the worker’s part goes into a swap', () => {
  it.each(['key', 'employerAndWorker', 'workerAlone', 'workerWithSecret'] as const)(
    'by a release over %s: the provider claims it with the preimage, and the payee has the rest',
    async (path) => {
      const scene = await sceneOf(500)
      const watching = await watch(node, contracts)
      const one = await funded(path === 'workerAlone' ? 150 : 0)
      const secrets = path === 'workerWithSecret' ? secretsOf(contracts) : []
      const options: ReleaseOptions = { path, secrets, via: viaOf(scene), feeRate: '2', at: await at() }
      const draft = release(one, options)
      expect(draft.plan.outputs.map(({ amount }) => amount)).toEqual([
        1_000_000n - AMOUNT - draft.plan.fee,
        AMOUNT,
      ])
      expect(readSpend(one, draft.psbt, { via: [scene.target] }).plan).toEqual(draft.plan)
      const final = await finished(draft)
      const locked = await lockedBy(scene.swap, final.hex)
      expect(final.weight).toBe(draft.plan.weight)
      await watching.look()
      expect(outcomesIn(watching, one, [scene.target])).toEqual([
        { matches: 'yes', kind: 'release', via: scene.target.address },
      ])
      const stranger = await sceneOf(500)
      for (const via of [[], [stranger.target]])
        expect(outcomesIn(watching, one, via)).toMatchObject([{ matches: 'no', code: 'SPEND_OUTPUTS' }])
      const claim = await claimSwap(locked, {
        ...(await payout(scene.provider)),
        preimage: scene.preimage,
        at: await at(),
      })
      expect(await node.broadcastAndMine(claim.hex)).toMatchObject({ vsize: 151 })
    },
  )

  it.each(['arbiterAndWorker', 'backupAndWorker'] as const)(
    'by an award over %s: the employer has its part, the arbiter its fee',
    async (path) => {
      const scene = await sceneOf()
      const watching = await watch(node, contracts)
      const one = await funded(12)
      const options: AwardOptions = {
        path,
        split: { employer: 4000, worker: 6000 },
        via: viaOf(scene),
        feeRate: '2',
        at: await at(),
      }
      const draft = award(one, options)
      const { plan } = readSpend(one, draft.psbt, { via: [scene.target] })
      expect(plan).toEqual(draft.plan)
      expect(plan.outputs.map(({ recipients: [first] }) => first)).toMatchObject([
        { role: path === 'arbiterAndWorker' ? 'arbiter' : 'backupArbiter' },
        { role: 'employer' },
        { role: 'worker' },
        { swap: scene.target },
      ])
      const locked = await lockedBy(scene.swap, (await finished(draft)).hex)
      await watching.look()
      expect(outcomesIn(watching, one, [scene.target])).toEqual([
        { matches: 'yes', kind: 'award', via: scene.target.address },
      ])
      await node.expectAccepted(
        (
          await claimSwap(locked, {
            ...(await payout(scene.provider)),
            preimage: scene.preimage,
            at: await at(),
          })
        ).hex,
      )
    },
  )

  it('by no path that the worker does not sign', async () => {
    const scene = await sceneOf()
    const one = firstFunded(everyPathDocument('blocks', { silence: 150, decision: 10, backupFrom: 12 }))
    for (const path of ['arbiterAndEmployer', 'backupAndEmployer'] as const)
      expect(() =>
        award(one, { path, split: { employer: 0, worker: 10_000 }, via: viaOf(scene), feeRate: '2' }),
      ).toThrow(/: arbiterAndWorker, backupAndWorker, received /)
  })

  it('and comes back to the worker after the timeout, where nobody claims', async () => {
    const scene = await sceneOf(150)
    const draft = release(await funded(), { via: viaOf(scene), feeRate: '2', at: await at() })
    const locked = await lockedBy(scene.swap, (await finished(draft)).hex)
    const { timeout } = scene.swap.terms
    const back = await refundSwap(locked, { ...(await payout(scene.client)), at: { height: timeout } })
    await node.mineUntilHeight(timeout - 1)
    await node.expectRefused(back.hex, 'non-final')
    await node.mine()
    expect(await node.broadcastAndMine(back.hex)).toMatchObject({ vsize: 138 })
  })

  it('to the satoshi: a replacement takes its fee off what the payee gets', async () => {
    const scene = await sceneOf()
    const one = await funded()
    const draft = release(one, { path: 'employerAndWorker', via: viaOf(scene), feeRate: '2', at: await at() })
    const slow = await finished(draft)
    await rpc.sendrawtransaction(slow.hex)
    const faster = bump(draft, { feeRate: '9' })
    const quick = await finished(readSpend(one, faster.psbt, { via: [scene.target] }))
    await rpc.sendrawtransaction(quick.hex)
    expect(await rpc.getrawmempool()).not.toContain(slow.txid)
    await node.mine()
    expect(matchSwap(scene.swap, quick.hex).amount).toBe(matchSwap(scene.swap, slow.hex).amount)
  })

  it('and a satoshi less is refused, though the node would take it', async () => {
    const scene = await sceneOf()
    const one = await funded()
    const less = { ...scene.target, amount: sats(AMOUNT - 1n) }
    const lie = release(one, {
      path: 'employerAndWorker',
      via: { swap: less, amount: less.amount },
      feeRate: '2',
      at: await at(),
    })
    await node.expectAccepted((await finished(lie)).hex)
    expect(() => readSpend(one, lie.psbt, { via: [scene.target] })).toThrow(EscrowError)
  })
})

describe('out, without anybody: the employer is the provider', () => {
  /** A contract of about what the swap takes, whose dispute opens so late. */
  const contractWith = (from: number) =>
    made({
      ...everyPathDocument('blocks', { from, decision: 10, silence: 400 }),
      milestones: milestones(1, { amount: AMOUNT + 1500n }),
    })

  /** The release into the swap, signed by both and not sent: both keep it. */
  const signedUnsent = async ({ from = 200 } = {}) => {
    const scene = await sceneOf()
    const { agreement, contracts: [contract] = [] } = contractWith(from)
    const [one] = await fundAll(node, [contract!])
    const draft = release(one!, {
      path: 'employerAndWorker',
      via: viaOf(scene),
      feeRate: '2',
      at: await at(),
    })
    // the employer reads what the worker proposed; each signs what it has read
    const theirs = readSpend(one!, draft.psbt, { via: [scene.target] })
    const context = { at: await at(), expect: { outcome: draft.plan.outcome } }
    const [employer, worker] = (['employer', 'worker'] as const).map((role) => signerFor(agreement, role))
    const both = combine(await sign(theirs, employer!, context), await sign(draft, worker!, context))
    return { ...scene, one: one!, text: review(theirs, { as: 'employer', ...context }).text, both }
  }

  it('pays the invoice, and the worker signs the escrow’s refund: 111 vB in all', async () => {
    const { one, both } = await signedUnsent()
    // the employer's node paid the invoice and has the preimage, the worker's node has the money
    const back = await finished(refund(one, { path: 'key', feeRate: '2' }))
    expect(await node.broadcastAndMine(back.hex)).toMatchObject({ vsize: 111 })
    await node.expectRefused(finalize(complete(both)).hex, 'missing-inputs')
  })

  it('pays the invoice, the worker signs nothing more: the employer sends the release and claims', async () => {
    const { swap, provider, preimage, both } = await signedUnsent()
    const locked = await lockedBy(swap, finalize(complete(both)).hex)
    const claim = await claimSwap(locked, { ...(await payout(provider)), preimage, at: await at() })
    expect(await node.broadcastAndMine(claim.hex)).toMatchObject({ vsize: 151 })
  })

  it('never pays: the worker sends the release, and has the refund of the swap after its timeout', async () => {
    const { swap, client, both } = await signedUnsent()
    const locked = await lockedBy(swap, finalize(complete(both)).hex)
    await node.mineUntilHeight(swap.terms.timeout)
    const back = await refundSwap(locked, { ...(await payout(client)), at: await at() })
    expect(await node.broadcastAndMine(back.hex)).toMatchObject({ vsize: 138 })
  })

  it('must not pay where arbiter and worker can move the money: the review says so, and they take it', async () => {
    const { one, both, text } = await signedUnsent({ from: 2 })
    expect(text.join(' ')).toMatch(/arbiter and the worker together can move the money/)
    await node.mine(2)
    // the invoice was paid, and the worker has the arbiter sign an award: paid twice
    const split = { employer: 0, worker: 10_000 }
    const taken = await finished(award(one, { path: 'arbiterAndWorker', split, feeRate: '2' }))
    await node.broadcastAndMine(taken.hex)
    await node.expectRefused(finalize(complete(both)).hex, 'missing-inputs')
  })
})
