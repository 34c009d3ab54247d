import { accept, accepted, type Funded, matchFunding, release, sats } from 'taproot-escrow'
import {
  claimSwap,
  claimSwapTogether,
  compileSwap,
  cosignSwap,
  fundFromSwap,
  type LockedSwap,
  matchSwap,
  parseInvoice,
  paySwap,
  planFundFromSwap,
  readSwapOffer,
  recoverPreimage,
  refundSwap,
  refundSwapTogether,
  type Swap,
} from 'taproot-escrow/swap'
import { expect, it } from 'vitest'
import type { Mined } from '../../scripts/bitcoind/regtest.js'
import { openLightning } from '../../scripts/lightning/pair.js'
import { finished, fundAll, made, milestones, signerFor } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { startNode } from '../support/node.js'
import { bareKey, clientOf, offerOf, paymentHashOf, preimageOf, providerOf } from '../support/swaps.js'

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
/** Blocks before a timeout that a provider keeps to itself. */
const MARGIN = 36

let swaps = 0
const nextParties = () => {
  swaps += 1
  return { provider: providerOf(swaps), client: clientOf(swaps), preimage: preimageOf(1000 + swaps) }
}

const at = async () => ({ height: await node.height(), time: await node.medianTime() })
const mineTo = async (height: number) => {
  await node.mineUntilHeight(height)
  await turn()
}
const paidBy = ({ transaction }: Mined): readonly bigint[] => transaction.vout.map(({ value }) => value)
const payout = async ({ signer }: ReturnType<typeof clientOf>) => ({
  signer,
  to: await wallet.getnewaddress(),
  feeRate: '2',
})

/** A swap as each side has it: the other's key is bare, the own one stands behind its origin. */
interface Sides<Kept> {
  readonly client: Kept
  readonly provider: Kept
}

/** An offer for an invoice of the worker's, made by the provider and read by the worker. */
const offered = async (
  invoice: string,
  { provider, client }: ReturnType<typeof nextParties>,
): Promise<Sides<Swap>> => {
  const now = await at()
  const { paymentHash } = parseInvoice(invoice, { network: 'regtest' })
  const own = compileSwap({
    kind: 'submarine',
    network: 'regtest',
    paymentHash,
    provider: provider.key,
    client: bareKey(client.key),
    timeout: now.height + 200,
    amount: sats(LIGHTNING + COST),
  })
  const { swap, cost } = readSwapOffer(JSON.stringify(offerOf(own)), {
    kind: 'submarine',
    network: 'regtest',
    key: client.key,
    invoice,
    at: now,
    cost: sats('1000'),
  })
  expect(cost).toBe(COST)
  return { client: swap, provider: own }
}

/** Each side finds the lockup by itself. */
const found = ({ client, provider }: Sides<Swap>, hex: string, confirmedAt: number): Sides<LockedSwap> => ({
  client: matchSwap(client, hex, { confirmedAt }),
  provider: matchSwap(provider, hex, { confirmedAt }),
})

const lock = async (sides: Sides<Swap>): Promise<Sides<LockedSwap>> => {
  const { address, terms } = sides.client
  const [deposit] = await node.fund([{ address, amount: terms.amount }])
  await turn()
  return found(sides, deposit!.hex, deposit!.height)
}

/** The provider pays by a route that runs out long before the lockup can be taken back. */
const payFor = async (invoice: string, { swap }: LockedSwap): Promise<void> => {
  const { timeout } = swap.terms
  payer.pay(invoice, { within: timeout - (await node.height()) - MARGIN })
  await turn()
}

/** The preimage that the paying node got for its payment. */
const preimageSaid = (paymentHash: string): string => {
  const [sent] = payer.said(paymentHash)
  return sent?.kind === 'sent' ? sent.preimage : 'none'
}

const fundedContract = async (payee: string): Promise<Funded> => {
  const document = plainDocument()
  document.worker.payees = [{ address: payee, share: 10_000 }]
  document.milestones = milestones(1, { amount: 150_000n })
  const [funded] = await fundAll(node, made(document).contracts)
  return funded!
}

it('a release is paid out over Lightning by a provider, who claims with the preimage', async () => {
  const parties = nextParties()
  const before = payer.sendable()
  const invoice = payee.invoice({ amount: LIGHTNING })
  const sides = await offered(invoice, parties)
  const { client: swap } = sides

  const address = await wallet.getnewaddress()
  const funded = await fundedContract(address)
  const draft = release(funded, { feeRate: '2' })
  const { txid } = await node.broadcastAndMine((await finished(draft)).hex)
  const coin = { txid, vout: 0, address, amount: draft.plan.outputs[0]!.amount }
  const lockup = paySwap(swap, { utxos: [coin], change: address, feeRate: '2', at: await at(), known: [] })
  const { hex = '' } = await wallet.walletprocesspsbt(lockup.psbt)
  const { height } = await node.broadcastAndMine(hex)
  const { provider: locked } = found(sides, hex, height)

  await payFor(invoice, locked)
  const { paymentHash } = swap.terms
  const preimage = preimageSaid(paymentHash)
  expect(paymentHashOf(preimage)).toBe(paymentHash)
  expect(payer.said(paymentHash)).toEqual([{ kind: 'sent', preimage, feeMsat: 0n }])
  const amountMsat = LIGHTNING * MSAT
  expect(payee.said(paymentHash)).toEqual([
    { kind: 'claimable', amountMsat, claimDeadline: expect.any(Number) },
    { kind: 'claimed', amountMsat },
  ])
  expect(before - payer.sendable()).toBe(amountMsat)

  const claim = await claimSwap(locked, { ...(await payout(parties.provider)), preimage, at: await at() })
  const mined = await node.broadcastAndMine(claim.hex)
  expect(mined).toMatchObject({ confirmations: 1, vsize: 151 })
  expect(paidBy(mined)).toEqual([LIGHTNING + COST - 2n * 151n])
  // the worker reads in it what its own node was paid for
  expect(recoverPreimage(swap, mined.transaction.hex)).toBe(preimage)
})

it('a provider claims by the key path, once the worker’s own node says what it received', async () => {
  const parties = nextParties()
  const invoice = payee.invoice({ amount: LIGHTNING })
  const locked = await lock(await offered(invoice, parties))
  const { paymentHash } = locked.client.swap.terms
  await payFor(invoice, locked.provider)

  const received = payee.said(paymentHash).find(({ kind }) => kind === 'claimed')
  const amountMsat = received?.kind === 'claimed' ? received.amountMsat : 0n
  const claim = await claimSwapTogether(locked.provider, {
    ...(await payout(parties.provider)),
    at: await at(),
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
  await payFor(invoice, locked.provider)
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
  await payFor(invoice, paid.provider)
  expect(payer.said(paymentHash)).toMatchObject([{ kind: 'sent' }])
  expect(payee.said(unpaid.client.swap.terms.paymentHash)).toEqual([])

  const refunding = async ({ client: locked }: Sides<LockedSwap>, { client }: typeof paying) => {
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
    at: await at(),
  })
  await node.expectRefused(late.hex, 'missing-inputs')
})

/** What contracts are funded with over Lightning: two of 40,000 sat, and something for the change. */
const CHAIN = 100_000n
const funding = () => {
  const { agreement, contracts } = made({
    ...plainDocument(),
    rescue: { after: { blocks: 17_280 } },
    milestones: milestones(2, { amount: 40_000n }),
  })
  return { agreement, contracts }
}

/** An offer for the employer's hash: the provider's node holds the invoice for longer than the lockup. */
const offeredIn = async ({
  provider,
  client,
  preimage,
}: ReturnType<typeof nextParties>): Promise<Sides<Swap>> => {
  const now = await at()
  const paymentHash = paymentHashOf(preimage)
  const blocks = 80
  const invoice = payee.invoice({ amount: CHAIN + COST, paymentHash, wait: blocks + 2 * MARGIN })
  const own = compileSwap({
    kind: 'reverse',
    network: 'regtest',
    paymentHash,
    provider: provider.key,
    client: bareKey(client.key),
    timeout: now.height + blocks,
    amount: sats(CHAIN),
  })
  const offer = readSwapOffer(JSON.stringify({ ...offerOf(own), invoice }), {
    kind: 'reverse',
    network: 'regtest',
    key: client.key,
    paymentHash,
    amount: { chain: sats(CHAIN) },
    at: now,
    cost: sats('1000'),
  })
  expect(offer.cost).toBe(COST)
  return { client: offer.swap, provider: own }
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
  const { agreement, contracts } = funding()
  const signing = (role: 'employer' | 'worker') => accept(agreement, signerFor(agreement, role), { role })
  const [employer, worker] = [await signing('employer'), await signing('worker')]
  const change = await wallet.getnewaddress()
  const plan = async () => ({
    change,
    feeRate: '2',
    at: { height: await node.height(), medianTime: await node.medianTime() },
    known: [],
    acceptances: [accepted(agreement, [...employer, ...worker])],
    payer: employer,
  })
  const before = payer.sendable()
  const sides = await offeredIn(parties)
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
  const sides = await offeredIn(parties)
  await held(sides)
  const locked = await lock(sides)
  const { timeout, paymentHash } = sides.client.terms
  // too late for the employer: what it must not do now, the library does not do
  await mineTo(timeout - 35)
  const claiming = claimSwap(locked.client, {
    ...(await payout(parties.client)),
    preimage: parties.preimage,
    at: await at(),
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
  const sides = await offeredIn(nextParties())
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
