import { accept, accepted, matchFunding, readSpend, refund, release } from 'taproot-escrow'
import {
  claimSwap,
  claimSwapTogether,
  cosignSwap,
  fundFromSwap,
  type LockedSwap,
  planFundFromSwap,
  recoverPreimage,
  refundSwap,
  refundSwapTogether,
  type Swap,
  swapTarget,
} from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import type { Mined } from '../../scripts/bitcoind/regtest.js'
import { openLightning } from '../../scripts/lightning/pair.js'
import { finished, fundAll, made, milestones, signerFor } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { startNode } from '../support/node.js'
import {
  lockedFor,
  offeredIn,
  offeredOut,
  partiesOf,
  type Sides,
  type SwapParties,
} from '../support/swapSides.js'
import { paymentHashOf, type SwapParty } from '../support/swaps.js'

/*
 * Two nodes of LDK with a channel, on the same chain as the contracts. Payments go from the first to the second: it is
 * the provider, or the employer without one, that pays a worker; and the employer that pays a provider.
 */

const node = await startNode()
const { wallet } = node
// heights of two bytes, as scripts hold them for long
await node.mineUntilHeight(150)
const { payer, payee, turn, channel } = await openLightning(node)

/** What is paid over Lightning, what the provider of a swap takes for it, and both in the lockup. */
const LIGHTNING = 100_000n
const MSAT = 1000n
const COST = 500n
/** What the worker's payee has of a release, less its fee; and all of it. */
const REST = 1000n
const POT = LIGHTNING + COST + REST
/** Blocks before a timeout that a provider keeps to itself. */
const MARGIN = 36

let swaps = 0
const nextParties = () => {
  swaps += 1
  return partiesOf(swaps)
}

const tip = async () => ({ height: await node.height(), medianTime: await node.medianTime() })
const mineTo = async (height: number) => {
  await node.mineUntilHeight(height)
  await turn()
}
const paidBy = ({ transaction }: Mined): readonly bigint[] => transaction.vout.map(({ value }) => value)
const payout = async ({ signer }: SwapParty) => ({
  signer,
  to: await wallet.getnewaddress(),
  feeRate: '2',
})

const moment = async () => {
  const { height, medianTime: time } = await tip()
  return { height, time }
}
/** An offer for an invoice of the worker's, made by the provider and read by the worker. */
const offered = async (invoice: string, parties: SwapParties): Promise<Sides<Swap>> =>
  offeredOut(parties, { invoice, at: await moment(), blocks: 200, cost: COST })

const lock = async (sides: Sides<Swap>): Promise<Sides<LockedSwap>> => {
  const { address, terms } = sides.client
  const [deposit] = await node.fund([{ address, amount: terms.amount }])
  await turn()
  return lockedFor(sides, deposit!)
}

/** The provider pays by a route that runs out long before the lockup can be taken back. */
const payFor = async (invoice: string, { terms: { timeout } }: Swap): Promise<void> => {
  payer.pay(invoice, { within: timeout - (await node.height()) - MARGIN })
  await turn()
}

/** The preimage that the paying node got for its payment. */
const preimageSaid = (paymentHash: string): string => {
  const [sent] = payer.said(paymentHash)
  return sent?.kind === 'sent' ? sent.preimage : 'none'
}

/** A release whose worker's part goes into the swap, signed by both after each has read it, and not sent. */
const releasedInto = async ({ client }: Sides<Swap>) => {
  const document = plainDocument()
  document.worker.payees = [{ address: await wallet.getnewaddress(), share: 10_000 }]
  document.milestones = milestones(1, { amount: POT })
  const [funded] = await fundAll(node, made(document).contracts)
  const swap = swapTarget(client, { known: [] })
  const draft = release(funded!, { via: { swap, amount: swap.amount }, feeRate: '2', at: await tip() })
  const { plan } = readSpend(funded!, draft.psbt, { via: [swap] })
  expect(plan).toEqual(draft.plan)
  expect(plan.outputs.map(({ amount }) => amount)).toEqual([REST - plan.fee, LIGHTNING + COST])
  return { funded: funded!, final: await finished(draft) }
}

it('a release is paid out over Lightning by a provider, who claims with the preimage', async () => {
  const parties = nextParties()
  const before = payer.sendable()
  const invoice = payee.invoice({ amount: LIGHTNING })
  const sides = await offered(invoice, parties)
  const { final } = await releasedInto(sides)
  const { height, weight } = await node.broadcastAndMine(final.hex)
  expect(weight).toBe(final.weight)
  const { provider: locked } = lockedFor(sides, { ...final, height })

  await payFor(invoice, locked.swap)
  const { paymentHash } = locked.swap.terms
  const preimage = preimageSaid(paymentHash)
  expect(paymentHashOf(preimage)).toBe(paymentHash)
  expect(payer.said(paymentHash)).toEqual([{ kind: 'sent', preimage, feeMsat: 0n }])
  const amountMsat = LIGHTNING * MSAT
  const [waiting, taken] = payee.said(paymentHash)
  expect([waiting, taken]).toEqual([
    { kind: 'claimable', amountMsat, claimDeadline: expect.any(Number) },
    { kind: 'claimed', amountMsat },
  ])
  // had the worker waited, the provider would still have had its margin
  const deadline = waiting?.kind === 'claimable' ? waiting.claimDeadline : Number.POSITIVE_INFINITY
  expect(deadline).toBeLessThan(locked.swap.terms.timeout - MARGIN)
  expect(before - payer.sendable()).toBe(amountMsat)

  const claim = await claimSwap(locked, { ...(await payout(parties.provider)), preimage, at: await tip() })
  const mined = await node.broadcastAndMine(claim.hex)
  expect(mined).toMatchObject({ confirmations: 1, vsize: 151 })
  expect(paidBy(mined)).toEqual([LIGHTNING + COST - 2n * 151n])
  // the worker reads in it what its own node was paid for
  expect(recoverPreimage(sides.client, mined.transaction.hex)).toBe(preimage)
})

describe('without anybody: the employer is the provider of a release that both signed and nobody sent', () => {
  const agreed = async () => {
    const parties = nextParties()
    const invoice = payee.invoice({ amount: LIGHTNING })
    const sides = await offered(invoice, parties)
    const { funded, final } = await releasedInto(sides)
    await node.expectAccepted(final.hex)
    return { parties, invoice, sides, funded, final }
  }

  it('its node pays the invoice, and the worker signs the refund together with it', async () => {
    const { invoice, sides, funded, final } = await agreed()
    const { paymentHash } = sides.client.terms
    await payFor(invoice, sides.provider)
    expect(payer.said(paymentHash)).toMatchObject([{ kind: 'sent', feeMsat: 0n }])
    expect(payee.said(paymentHash).at(-1)).toEqual({ kind: 'claimed', amountMsat: LIGHTNING * MSAT })
    const mined = await node.broadcastAndMine(
      (await finished(refund(funded, { path: 'key', feeRate: '2' }))).hex,
    )
    expect(mined).toMatchObject({ confirmations: 1, vsize: 111 })
    expect(paidBy(mined)).toEqual([POT - 2n * 111n])
    // the worker's safeguard has gone with it
    await node.expectRefused(final.hex, 'missing-inputs')
  })

  it('a worker that was paid and signs no refund: the employer sends the release, and claims', async () => {
    const { parties, invoice, sides, final } = await agreed()
    await payFor(invoice, sides.provider)
    const { height } = await node.broadcastAndMine(final.hex)
    const { provider: locked } = lockedFor(sides, { ...final, height })
    const claim = await claimSwap(locked, {
      ...(await payout(parties.provider)),
      preimage: preimageSaid(locked.swap.terms.paymentHash),
      at: await tip(),
    })
    const mined = await node.broadcastAndMine(claim.hex)
    expect(mined).toMatchObject({ confirmations: 1, vsize: 151 })
    expect(paidBy(mined)).toEqual([LIGHTNING + COST - 2n * 151n])
  })

  it('an employer that never pays: the worker sends the release, and takes the lockup back', async () => {
    const { parties, sides, final } = await agreed()
    const { height } = await node.broadcastAndMine(final.hex)
    const { client: locked } = lockedFor(sides, { ...final, height })
    const { timeout, paymentHash } = locked.swap.terms
    const refund = await refundSwap(locked, { ...(await payout(parties.client)), at: { height: timeout } })
    await mineTo(timeout - 1)
    await node.expectRefused(refund.hex, 'non-final')
    await mineTo(timeout)
    const mined = await node.broadcastAndMine(refund.hex)
    expect(mined).toMatchObject({ confirmations: 1, vsize: 138 })
    expect(paidBy(mined)).toEqual([LIGHTNING + COST - 2n * 138n])
    expect([...payer.said(paymentHash), ...payee.said(paymentHash)]).toEqual([])
  })
})

it('a provider claims by the key path, once the worker’s own node says what it received', async () => {
  const parties = nextParties()
  const invoice = payee.invoice({ amount: LIGHTNING })
  const locked = await lock(await offered(invoice, parties))
  const { paymentHash } = locked.client.swap.terms
  await payFor(invoice, locked.provider.swap)

  const received = payee.said(paymentHash).find(({ kind }) => kind === 'claimed')
  const amountMsat = received?.kind === 'claimed' ? received.amountMsat : 0n
  const claim = await claimSwapTogether(locked.provider, {
    ...(await payout(parties.provider)),
    at: await tip(),
  })
  const half = (msat: bigint) =>
    cosignSwap(locked.client, {
      signer: parties.client.signer,
      publicNonce: claim.publicNonce,
      spends: { transaction: claim.transaction },
      because: { kind: 'received', paymentHash, amountMsat: msat },
    })
  await expect(half(amountMsat - 1n)).rejects.toMatchObject({ code: 'SWAP_REASON' })
  const { hex } = await claim.finish(await half(amountMsat))
  const mined = await node.broadcastAndMine(hex)
  expect(mined).toMatchObject({ confirmations: 1, vsize: 111 })
  expect(paidBy(mined)).toEqual([LIGHTNING + COST - 2n * 111n])
})

it('a payment that fails: the provider gives the lockup back, and the worker has all of it', async () => {
  const parties = nextParties()
  const before = payer.sendable()
  const paymentHash = paymentHashOf(parties.preimage)
  const invoice = payee.invoice({ amount: LIGHTNING, paymentHash })
  const locked = await lock(await offered(invoice, parties))
  await payFor(invoice, locked.provider.swap)
  expect(payer.said(paymentHash)).toEqual([])
  expect(before - payer.sendable()).toBe(LIGHTNING * MSAT)
  payee.fail(paymentHash)
  await turn()
  expect(payer.said(paymentHash)).toEqual([{ kind: 'failed', reason: 'RecipientRejected' }])
  expect(payee.said(paymentHash)).toMatchObject([{ kind: 'claimable' }])
  expect(payer.sendable()).toBe(before)

  const refund = await refundSwapTogether(locked.client, await payout(parties.client))
  const answer = await cosignSwap(locked.provider, {
    signer: parties.provider.signer,
    publicNonce: refund.publicNonce,
    spends: { transaction: refund.transaction },
    because: { kind: 'abandoned', paymentHash },
  })
  const mined = await node.broadcastAndMine((await refund.finish(answer)).hex)
  expect(mined).toMatchObject({ confirmations: 1, vsize: 111 })
  expect(paidBy(mined)).toEqual([LIGHTNING + COST - 2n * 111n])
})

it('a provider that never claims: the lockup comes back at the timeout, whether it paid or not', async () => {
  const [paying, silent] = [nextParties(), nextParties()]
  const invoice = payee.invoice({ amount: LIGHTNING })
  const paid = await lock(await offered(invoice, paying))
  const unpaid = await lock(await offered(payee.invoice({ amount: LIGHTNING }), silent))
  const { paymentHash } = paid.client.swap.terms
  await payFor(invoice, paid.provider.swap)
  expect(payer.said(paymentHash)).toMatchObject([{ kind: 'sent' }])
  expect(payee.said(unpaid.client.swap.terms.paymentHash)).toEqual([])

  const refunding = async ({ client: locked }: Sides<LockedSwap>, { client }: SwapParties) => {
    const { timeout: height } = locked.swap.terms
    const { hex } = await refundSwap(locked, { ...(await payout(client)), at: { height } })
    return { hex, height }
  }
  const refunds = [await refunding(paid, paying), await refunding(unpaid, silent)]
  await mineTo(refunds[0]!.height - 1)
  for (const { hex } of refunds) await node.expectRefused(hex, 'non-final')
  for (const { hex, height } of refunds) {
    await mineTo(height)
    const mined = await node.broadcastAndMine(hex)
    expect(mined).toMatchObject({ confirmations: 1, vsize: 138 })
    expect(paidBy(mined)).toEqual([LIGHTNING + COST - 2n * 138n])
  }
  // who paid and did not claim has lost it: there is nothing left that the preimage opens
  const late = await claimSwap(paid.provider, {
    ...(await payout(paying.provider)),
    preimage: preimageSaid(paymentHash),
    at: await tip(),
  })
  await node.expectRefused(late.hex, 'missing-inputs')
})

/** What contracts are funded with over Lightning: two of 40,000 sat, and something for the change. */
const CHAIN = 100_000n

/** An offer for the employer's hash: the provider's node holds the invoice for longer than the lockup. */
const offeredFor = async (parties: SwapParties): Promise<Sides<Swap>> => {
  const blocks = 80
  const paymentHash = paymentHashOf(parties.preimage)
  const invoice = payee.invoice({ amount: CHAIN + COST, paymentHash, wait: blocks + 2 * MARGIN })
  return offeredIn(parties, { invoice, amount: CHAIN, at: await moment(), blocks, cost: COST })
}

/** The employer pays, and the payment waits at the provider's node: the height at which it comes back. */
const held = async ({ client: { terms } }: Sides<Swap>): Promise<number> => {
  payer.pay(terms.invoice!, { within: 1008 })
  await turn()
  const [waiting] = payee.said(terms.paymentHash)
  expect(waiting).toMatchObject({ kind: 'claimable', amountMsat: (CHAIN + COST) * MSAT })
  const deadline = waiting?.kind === 'claimable' ? waiting.claimDeadline : 0
  expect(deadline).toBeGreaterThanOrEqual(terms.timeout + MARGIN)
  expect(payer.said(terms.paymentHash)).toEqual([])
  return deadline
}

it('contracts are funded over Lightning: a held payment, settled with the preimage of their funding', async () => {
  const parties = nextParties()
  const { agreement, contracts } = made({
    ...plainDocument(),
    rescue: { after: { blocks: 17_280 } },
    milestones: milestones(2, { amount: 40_000n }),
  })
  const signing = (role: 'employer' | 'worker') => accept(agreement, signerFor(agreement, role), { role })
  const [employer, worker] = [await signing('employer'), await signing('worker')]
  const change = await wallet.getnewaddress()
  const plan = async () => ({
    change,
    feeRate: '2',
    at: await tip(),
    known: [],
    acceptances: [accepted(agreement, [...employer, ...worker])],
    payer: employer,
  })
  const before = payer.sendable()
  const sides = await offeredFor(parties)
  const planned = planFundFromSwap(sides.client, contracts, await plan())
  await held(sides)
  const locked = await lock(sides)

  const { signer } = parties.client
  const funds = await fundFromSwap(locked.client, contracts, {
    ...(await plan()),
    preimage: parties.preimage,
    signer,
  })
  const mined = await node.broadcastAndMine(funds.hex)
  expect(mined).toMatchObject({ confirmations: 1, weight: planned.weight })
  expect(paidBy(mined)).toEqual([40_000n, 40_000n, planned.change])
  expect(planned.change).toBe(CHAIN - 80_000n - planned.fee)
  const contractsFunded = matchFunding(agreement, mined.transaction.hex, { confirmedAt: mined.height })
  expect(contractsFunded.map(({ match }) => match)).toEqual(['exact', 'exact'])

  // the provider watches its lockup: whoever spends it shows the preimage
  await turn()
  const { paymentHash } = sides.provider.terms
  expect(payer.said(paymentHash)).toEqual([])
  const preimage = recoverPreimage(sides.provider, mined.transaction.hex)!
  payee.claim(preimage)
  await turn()
  expect(payee.said(paymentHash).at(-1)).toEqual({ kind: 'claimed', amountMsat: (CHAIN + COST) * MSAT })
  expect(payer.said(paymentHash)).toEqual([{ kind: 'sent', preimage: parties.preimage, feeMsat: 0n }])
  expect(before - payer.sendable()).toBe((CHAIN + COST) * MSAT)
  for (const one of contractsFunded) {
    const mined = await node.broadcastAndMine((await finished(release(one, { feeRate: '2' }))).hex)
    expect(paidBy(mined)).toEqual([40_000n - 2n * 111n])
  }
})

it('an employer that never claims: the provider takes the lockup back, and then gives the payment back', async () => {
  const parties = nextParties()
  const before = payer.sendable()
  const sides = await offeredFor(parties)
  await held(sides)
  const locked = await lock(sides)
  const { timeout, paymentHash } = sides.client.terms
  // too late for the employer: what it must not do now, the library does not do
  await mineTo(timeout - 35)
  const claiming = claimSwap(locked.client, {
    ...(await payout(parties.client)),
    preimage: parties.preimage,
    at: await tip(),
  })
  await expect(claiming).rejects.toMatchObject({ code: 'SWAP_TOO_LATE' })
  const refund = await refundSwap(locked.provider, {
    ...(await payout(parties.provider)),
    at: { height: timeout },
  })
  await mineTo(timeout - 1)
  await node.expectRefused(refund.hex, 'non-final')
  await mineTo(timeout)
  const mined = await node.broadcastAndMine(refund.hex)
  expect(mined).toMatchObject({ confirmations: 1, vsize: 138 })
  expect(paidBy(mined)).toEqual([CHAIN - 2n * 138n])
  await turn()
  expect(payer.said(paymentHash)).toEqual([])
  payee.fail(paymentHash)
  await turn()
  expect(payer.said(paymentHash)).toEqual([{ kind: 'failed', reason: 'RecipientRejected' }])
  expect(payer.sendable()).toBe(before)
})

it('a held payment that nobody settles comes back by itself at its deadline, and not one block before', async () => {
  const before = payer.sendable()
  const sides = await offeredFor(nextParties())
  const deadline = await held(sides)
  const { paymentHash } = sides.client.terms
  await mineTo(deadline - 1)
  expect(payer.said(paymentHash)).toEqual([])
  await mineTo(deadline)
  expect(payer.said(paymentHash)).toEqual([{ kind: 'failed', reason: 'RecipientRejected' }])
  expect(payer.sendable()).toBe(before)
  // and the channel has outlived it all
  expect(channel()).toEqual(['ready', 'ready'])
})

it('a payment that finds no way does not leave the provider’s node', async () => {
  const before = payer.sendable()
  const invoice = payee.invoice({ amount: LIGHTNING, wait: 200 })
  // locks that would outlast the lockup
  expect(() => payer.pay(invoice, { within: 200 })).toThrow('RouteNotFound')
  // more than the channel holds
  const large = payee.invoice({ amount: 3_000_000n })
  expect(() => payer.pay(large, { within: 500 })).toThrow('RouteNotFound')
  await turn()
  expect(payer.sendable()).toBe(before)
})
