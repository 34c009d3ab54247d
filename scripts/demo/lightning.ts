import { release, type Sats, sats } from 'taproot-escrow'
import {
  claimSwap,
  compileSwap,
  matchSwap,
  parseInvoice,
  readSwapOffer,
  recoverPreimage,
  type Swap,
  swapKey,
  swapTarget,
} from 'taproot-escrow/swap'
import { swapProvider } from './people.js'
import { FEE_RATE, type Website } from './scenes.js'
import { confirm, formatSats, type Stage, signTogether } from './stage.js'

/** What the worker's node is to get, and what the provider takes for it. */
const PAYMENT: Sats = sats('900000')
const COST: Sats = sats('4500')
/** Blocks until the worker can take the lockup back, and how many of them the provider's payment must leave. */
const TIMEOUT = 144
const MARGIN = 36

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
/** What a key says to others: without its origin. */
const bare = (key: string): string => key.slice(key.indexOf(']') + 1)

/** The provider's answer, as services of the field write it. */
const answerOf = ({ terms, address, claim, refund }: Swap): string =>
  JSON.stringify({
    id: 'hosting',
    swapTree: {
      claimLeaf: { version: 192, output: hexOf(claim.script) },
      refundLeaf: { version: 192, output: hexOf(refund.script) },
    },
    address,
    claimPublicKey: bare(terms.provider),
    timeoutBlockHeight: terms.timeout,
    expectedAmount: Number(terms.amount),
  })

/** The worker's part goes into a swap, whose provider pays an invoice of the worker's Lightning node. */
export const releaseOverLightning = async (stage: Stage, { hosting: funded }: Website): Promise<void> => {
  const { heading, tell, progress, people, node, results } = stage
  const promise = (kept: boolean, text: string) => {
    if (!kept) results.broken.push(`release over Lightning: ${text}`)
  }
  heading('A release over Lightning')
  progress('starting two Lightning nodes in this process, and opening a channel')
  // they take a second to load, and no other scene wants them
  const { openLightning } = await import('../lightning/pair.js')
  const { payer, payee, turn } = await openLightning(node)
  tell(
    'The worker wants the money for the hosting over Lightning, and knows a provider that swaps. Both have a ' +
      `Lightning node (LDK, here in this process) with a channel between them. The worker’s node makes an invoice ` +
      `for ${formatSats(PAYMENT)}, and the provider answers it with an offer.`,
  )
  const invoice = payee.invoice({ amount: PAYMENT })
  const { paymentHash } = parseInvoice(invoice, { network: 'regtest' })
  const { blocks: height, mediantime: medianTime } = await node.rpc.getblockchaininfo()
  const provider = swapProvider()
  const key = swapKey(people.worker.swaps, { index: 0 })
  const theirs = compileSwap({
    kind: 'submarine',
    network: 'regtest',
    paymentHash,
    provider: swapKey(provider.swaps, { index: 0 }),
    client: bare(key),
    timeout: height + TIMEOUT,
    amount: sats(PAYMENT + COST),
  })
  const { swap, cost } = readSwapOffer(answerOf(theirs), {
    kind: 'submarine',
    network: 'regtest',
    key,
    invoice,
    at: { height, time: medianTime },
    cost: COST,
  })
  tell(
    `The library compiles the swap from the worker’s own key and invoice, and compares. It costs ` +
      `${formatSats(cost)}; whoever knows the preimage of the invoice takes the coins, and from block ` +
      `${swap.terms.timeout} on the worker takes them back. The release pays exactly that output, and the worker ` +
      'the rest:',
  )
  const target = swapTarget(swap, { known: [] })
  const draft = release(funded, {
    via: { swap: target, amount: target.amount },
    feeRate: FEE_RATE,
    at: { height },
  })
  const final = await signTogether(stage, { funded, draft, via: [target] })
  const confirmedAt = await confirm(stage, { draft, final })

  const lockup = matchSwap(theirs, final.hex, { confirmedAt })
  payer.pay(invoice, { within: swap.terms.timeout - confirmedAt - MARGIN })
  await turn()
  const sent = payer.said(paymentHash).find((event) => event.kind === 'sent')
  const claimed = payee.said(paymentHash).find((event) => event.kind === 'claimed')
  if (sent === undefined || claimed === undefined) throw new Error('the invoice was not paid')
  tell(
    `The provider sees it confirmed, and its node pays the invoice. The worker’s node says that it received ` +
      `${formatSats(claimed.amountMsat / 1000n)}. The payment has shown the preimage to the provider, who claims with it:`,
  )
  promise(claimed.amountMsat === PAYMENT * 1000n, `the worker received ${claimed.amountMsat} millisatoshis`)
  const { preimage } = sent
  const claim = await claimSwap(lockup, {
    preimage,
    signer: provider.signer,
    to: provider.address,
    feeRate: FEE_RATE,
    at: { height: confirmedAt },
  })
  const mined = await node.broadcastAndMine(claim.hex)
  promise(mined.confirmations > 0 && mined.weight === claim.weight, 'the claim is not as planned')
  promise(recoverPreimage(swap, mined.transaction.hex) === preimage, 'the claim does not show the preimage')
  tell(
    `Confirmed in block ${mined.height}, ${mined.vsize} vB: ${formatSats(claim.amount)} to the provider, ` +
      `${formatSats(claim.fee)} to the miner.`,
  )
}
