import { accept, accepted, EscrowError, matchFunding, release, sats } from 'taproot-escrow'
import {
  claimSwap,
  claimSwapTogether,
  compileSwap,
  cosignSwap,
  fundFromSwap,
  type LockedSwap,
  matchSwap,
  paySwap,
  planFundFromSwap,
  recoverPreimage,
  refundSwap,
  refundSwapTogether,
  type Swap,
  type SwapKind,
  swapOutputs,
} from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import { parseTransaction } from '../../src/psbt/transaction.js'
import { coinsOfSats } from '../../src/units/coins.js'
import { sumSats } from '../../src/units/sats.js'
import { finished, fundAll, made, milestones, signerFor } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { firstFunded } from '../support/funded.js'
import { startNode } from '../support/node.js'
import { AMOUNT, clientOf, paymentHashOf, preimageOf, providerOf } from '../support/swaps.js'

const node = await startNode()
const { rpc, wallet } = node
const KINDS = ['submarine', 'reverse'] as const

// heights of two bytes, as scripts hold them for long
await node.mineUntilHeight(150)

let swaps = 0

interface Scene {
  readonly swap: Swap
  readonly preimage: string
  readonly provider: ReturnType<typeof providerOf>
  readonly client: ReturnType<typeof clientOf>
  readonly claimer: ReturnType<typeof clientOf>
  readonly refunder: ReturnType<typeof clientOf>
}

/** A swap of its own keys and preimage, whose refund opens so many blocks from now. */
const sceneOf = async (kind: SwapKind, blocks: number): Promise<Scene> => {
  swaps += 1
  const [provider, client] = [providerOf(swaps), clientOf(swaps)]
  const preimage = preimageOf(swaps)
  const swap = compileSwap({
    kind,
    network: 'regtest',
    paymentHash: paymentHashOf(preimage),
    provider: provider.key,
    client: client.key,
    timeout: (await node.height()) + blocks,
    amount: AMOUNT,
  })
  const [claimer, refunder] = kind === 'submarine' ? [provider, client] : [client, provider]
  return { swap, preimage, provider, client, claimer, refunder }
}

const lock = async ({ swap }: Scene): Promise<LockedSwap> => {
  const [deposit] = await node.fund([{ address: swap.address, amount: swap.terms.amount }])
  return matchSwap(swap, deposit!.hex, { confirmedAt: deposit!.height })
}

const at = async () => ({ height: await node.height() })
const payout = async ({ signer }: { signer: Parameters<typeof claimSwap>[1]['signer'] }, feeRate = '2') => ({
  signer,
  to: await wallet.getnewaddress(),
  feeRate,
})

describe.each(KINDS)('a %s swap on a node', (kind) => {
  const vsize = kind === 'submarine' ? 151 : 152

  it('is claimed with the preimage, which everybody then reads from the chain', async () => {
    const scene = await sceneOf(kind, 200)
    const locked = await lock(scene)
    const claim = await claimSwap(locked, {
      ...(await payout(scene.claimer)),
      preimage: scene.preimage,
      at: await at(),
    })
    // another preimage in its place: the node says which opcode refuses it
    const other = claim.hex.replace(scene.preimage, preimageOf(0))
    await node.expectRefused(
      other,
      'mandatory-script-verify-flag-failed (Script failed an OP_EQUALVERIFY operation)',
    )
    const mined = await node.broadcastAndMine(claim.hex)
    expect(mined).toMatchObject({ txid: claim.txid, weight: claim.weight, vsize })
    expect(claim.vsize).toBe(vsize)
    expect(recoverPreimage(scene.swap, claim.hex)).toBe(scene.preimage)
  })

  it('comes back to whoever locked it from the timeout on, and not one block before', async () => {
    const scene = await sceneOf(kind, 4)
    const { timeout } = scene.swap.terms
    const locked = await lock(scene)
    // the library refuses it until then, so it is told that the time has come
    const refund = await refundSwap(locked, { ...(await payout(scene.refunder)), at: { height: timeout } })
    await node.mineUntilHeight(timeout - 1)
    await node.expectRefused(refund.hex, 'non-final')
    await node.mine()
    await node.expectAccepted(refund.hex)
    expect(await node.broadcastAndMine(refund.hex)).toMatchObject({ weight: refund.weight, vsize: 138 })
  })

  it('is claimed by the key path together, once the other side has what it is for', async () => {
    const scene = await sceneOf(kind, 200)
    const locked = await lock(scene)
    const claim = await claimSwapTogether(locked, { ...(await payout(scene.claimer)), at: await at() })
    const { paymentHash } = scene.swap.terms
    const answer = await cosignSwap(locked, {
      signer: scene.refunder.signer,
      publicNonce: claim.publicNonce,
      spends: { transaction: claim.transaction },
      because:
        kind === 'submarine'
          ? { kind: 'received', paymentHash, amountMsat: 100_000_000n }
          : { kind: 'preimage', preimage: scene.preimage },
    })
    const { hex } = await claim.finish(answer)
    expect(await node.broadcastAndMine(hex)).toMatchObject({ weight: 444, vsize: 111 })
    expect(recoverPreimage(scene.swap, hex)).toBeUndefined()
  })

  it('comes back by the key path long before the timeout, where the payment was given up', async () => {
    const scene = await sceneOf(kind, 200)
    const locked = await lock(scene)
    const refund = await refundSwapTogether(locked, await payout(scene.refunder))
    const answer = await cosignSwap(locked, {
      signer: scene.claimer.signer,
      publicNonce: refund.publicNonce,
      spends: { transaction: refund.transaction },
      because: { kind: 'abandoned', paymentHash: scene.swap.terms.paymentHash },
    })
    expect(await node.broadcastAndMine((await refund.finish(answer)).hex)).toMatchObject({ vsize: 111 })
  })

  it('that was paid with another amount, and twice, comes back all the same', async () => {
    const scene = await sceneOf(kind, 3)
    const { address, terms } = scene.swap
    const deposits = await node.fund([
      { address, amount: AMOUNT - 1n },
      { address, amount: AMOUNT },
    ])
    await node.mineUntilHeight(terms.timeout)
    expect(() => matchSwap(scene.swap, deposits[0]!.hex)).toThrow(EscrowError)
    for (const { hex, height } of deposits)
      for (const output of swapOutputs(scene.swap, hex, { confirmedAt: height })) {
        const refund = await refundSwap(output, { ...(await payout(scene.refunder)), at: await at() })
        await node.broadcastAndMine(refund.hex)
      }
  })
})

describe('what must not be done with swaps', () => {
  it('a late claim: it is replaced by the refund, and the invoice settled with its preimage', async () => {
    const scene = await sceneOf('reverse', 37)
    const locked = await lock(scene)
    const { timeout } = scene.swap.terms
    const claiming = async (options: object = {}) =>
      claimSwap(locked, {
        ...(await payout(scene.client)),
        preimage: scene.preimage,
        at: await at(),
        ...options,
      })
    // 36 blocks before the timeout the claim is signed, and one block later it is not
    expect(timeout - (await node.height())).toBe(36)
    await node.expectAccepted((await claiming()).hex)
    await node.mine()
    await expect(claiming()).rejects.toMatchObject({ code: 'SWAP_TOO_LATE' })

    // somebody who lifts that rule, and claims when the refund is open
    await node.mineUntilHeight(timeout)
    const late = await claiming({ relax: ['claimLate'] })
    await rpc.sendrawtransaction(late.hex)
    expect(await rpc.getrawmempool()).toContain(late.txid)
    // the provider reads the preimage in the mempool: with it, the invoice is settled
    const { hex } = await rpc.getrawtransaction(late.txid)
    const seen = recoverPreimage(scene.swap, hex)!
    expect(paymentHashOf(seen)).toBe(scene.swap.terms.paymentHash)
    // and takes the coins, too
    const refund = await refundSwap(locked, { ...(await payout(scene.provider, '9')), at: await at() })
    const mined = await node.broadcastAndMine(refund.hex)
    expect(mined.confirmations).toBe(1)
    await node.expectRefused(late.hex, 'missing-inputs')
  })

  it('a preimage for a lockup in no block: its owner replaces the lockup, and has the preimage', async () => {
    const scene = await sceneOf('reverse', 200)
    const txid = await wallet.sendmany([{ address: scene.swap.address, amount: AMOUNT }])
    const { hex: lockup } = await rpc.getrawtransaction(txid)
    const locked = matchSwap(scene.swap, lockup)
    const options = { ...(await payout(scene.client)), preimage: scene.preimage, at: await at() }
    await expect(claimSwap(locked, options)).rejects.toMatchObject({ code: 'SWAP_UNCONFIRMED' })
    const claim = await claimSwap(locked, { ...options, relax: ['lockupUnconfirmed'] })
    await rpc.sendrawtransaction(claim.hex)
    // the provider's own wallet spends the same coins for itself, at a higher fee
    const { inputs, outputs } = parseTransaction(lockup)
    const all = sumSats(outputs.map(({ amount }) => amount))
    const raw = await rpc.call('createrawtransaction', [
      inputs.map(({ outpoint }) => ({ ...outpoint })),
      [{ [await wallet.getnewaddress()]: coinsOfSats(all - 100_000n) }],
    ])
    const { hex } = (await wallet.call('signrawtransactionwithwallet', [raw])) as { hex: string }
    await rpc.sendrawtransaction(hex, { maxfeerate: 'unlimited' })
    const mempool = await rpc.getrawmempool()
    expect(mempool).not.toContain(txid)
    expect(mempool).not.toContain(claim.txid)
    await node.mine()
  })

  it('a swap address as payee of an agreement: the second payment is taken for nothing', async () => {
    const scene = await sceneOf('submarine', 300)
    const document = plainDocument()
    document.worker.payees = [{ address: scene.swap.address, share: 10_000 }]
    const releasing = { path: 'employerAndWorker', feeRate: '2' } as const
    // the milestones are such that the amount happens to be right when the fee is off
    const { fee } = release(firstFunded(document), releasing).plan
    document.milestones = milestones(2, { amount: AMOUNT + fee })
    const paid: { hex: string; height: number }[] = []
    for (const funded of await fundAll(node, made(document).contracts)) {
      const { hex } = await finished(release(funded, releasing))
      paid.push({ hex, height: (await node.broadcastAndMine(hex)).height })
    }
    const [first, second] = paid.map(({ hex, height }) => matchSwap(scene.swap, hex, { confirmedAt: height }))
    expect(() => matchSwap(scene.swap, paid[1]!.hex, { known: [first!] })).toThrow(/no part of the swap/)
    // the service paid one invoice, and has the preimage of both
    for (const output of [first!, second!]) {
      const claim = await claimSwap(output, {
        ...(await payout(scene.provider)),
        preimage: scene.preimage,
        at: await at(),
      })
      await node.broadcastAndMine(claim.hex)
    }
  })

  it('a half of a signature for a preimage: the client knew it before anybody paid', async () => {
    const scene = await sceneOf('submarine', 200)
    const locked = await lock(scene)
    const claim = await claimSwapTogether(locked, { ...(await payout(scene.provider)), at: await at() })
    const cosign = {
      signer: scene.client.signer,
      publicNonce: claim.publicNonce,
      spends: { transaction: claim.transaction },
    }
    const because = { kind: 'preimage', preimage: scene.preimage } as const
    await expect(cosignSwap(locked, { ...cosign, because })).rejects.toMatchObject({ code: 'SWAP_REASON' })
    // what the signature would have done: the coins are gone, whoever was paid or not
    const { paymentHash } = scene.swap.terms
    const said = { kind: 'received', paymentHash, amountMsat: 1n } as const
    const { hex } = await claim.finish(await cosignSwap(locked, { ...cosign, because: said }))
    await node.broadcastAndMine(hex)
  })
})

it('a claim is replaced by the same at a higher rate, even when it has got late', async () => {
  const scene = await sceneOf('reverse', 38)
  const locked = await lock(scene)
  const claiming = async (feeRate: string, options: object = {}) =>
    claimSwap(locked, {
      ...(await payout(scene.client, feeRate)),
      preimage: scene.preimage,
      at: await at(),
      ...options,
    })
  const slow = await claiming('1')
  await rpc.sendrawtransaction(slow.hex)
  await rpc.call('prioritisetransaction', [slow.txid, 0, -100_000])
  await node.mine(3)
  await expect(claiming('5')).rejects.toMatchObject({ code: 'SWAP_TOO_LATE' })
  const quick = await claiming('5', { relax: ['claimLate'] })
  expect(quick.fee).toBe(sats(BigInt(5 * 152)))
  await rpc.sendrawtransaction(quick.hex)
  expect(await rpc.getrawmempool()).not.toContain(slow.txid)
  await node.mine()
})

it('a payout goes on into a swap by the worker’s own wallet, exactly and once', async () => {
  const scene = await sceneOf('submarine', 200)
  const address = await wallet.getnewaddress({ type: 'bech32m' })
  const [deposit] = await node.fund([{ address, amount: 150_000n }])
  const { txid, vout } = deposit!
  const paid = paySwap(scene.swap, {
    utxos: [{ txid, vout, address, amount: sats('150000') }],
    change: await wallet.getnewaddress(),
    feeRate: '2',
    at: await at(),
    known: [],
  })
  const { hex = '', complete } = await wallet.walletprocesspsbt(paid.psbt)
  expect(complete).toBe(true)
  const mined = await node.broadcastAndMine(hex)
  expect(mined).toMatchObject({ txid: paid.txid, weight: paid.weight })
  const locked = matchSwap(scene.swap, hex, { confirmedAt: mined.height })
  const options = { ...(await payout(scene.provider)), preimage: scene.preimage, at: await at() }
  await node.expectAccepted((await claimSwap(locked, options)).hex)
})

it('contracts are funded by the claim of a swap, and replaced with the same amounts', async () => {
  const { agreement, contracts } = made({
    ...plainDocument(),
    rescue: { after: { blocks: 17_280 } },
    milestones: milestones(2, { amount: 40_000n }),
  })
  const signing = (role: 'employer' | 'worker') => accept(agreement, signerFor(agreement, role), { role })
  const [employer, worker] = [await signing('employer'), await signing('worker')]
  const scene = await sceneOf('reverse', 200)
  const change = await wallet.getnewaddress()
  const plan = async (feeRate: string) => ({
    change,
    feeRate,
    at: { height: await node.height(), medianTime: await node.medianTime() },
    known: [],
    acceptances: [accepted(agreement, [...employer, ...worker])],
    payer: employer,
  })
  // before the invoice is paid
  const planned = planFundFromSwap(scene.swap, contracts, await plan('2'))
  const locked = await lock(scene)
  const claim = { preimage: scene.preimage, signer: scene.client.signer }
  const first = await fundFromSwap(locked, contracts, { ...(await plan('2')), ...claim })
  expect(first).toMatchObject({ fee: planned.fee, weight: planned.weight })
  await rpc.sendrawtransaction(first.hex)
  const second = await fundFromSwap(locked, contracts, { ...(await plan('4')), ...claim })
  const mined = await node.broadcastAndMine(second.hex)
  expect(mined.weight).toBe(planned.weight)
  const funded = matchFunding(agreement, second.hex, { confirmedAt: mined.height })
  expect(funded.map(({ match }) => match)).toEqual(['exact', 'exact'])
  for (const one of funded) {
    const draft = release(one, { path: 'employerAndWorker', feeRate: '2' })
    await node.expectAccepted((await finished(draft)).hex)
  }
})
