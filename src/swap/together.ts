import { shown } from '../errors.js'
import {
  aBigint,
  aText,
  type Check,
  checkThat,
  hasMembers,
  membersNamed,
  membersOf,
  oneOf,
  someBytes,
  textOrBytes,
} from '../given/check.js'
import { parseInvoice } from '../invoice/invoice.js'
import { aggregateNonces } from '../musig/nonces.js'
import { aggregatePartials } from '../musig/partial.js'
import type { FeeRule } from '../plan/feeCaps.js'
import { parseTransaction, serializeTransaction } from '../psbt/transaction.js'
import { SIGNATURE_LENGTH } from '../script/satisfy.js'
import { aSigner, type Signer } from '../spend/signer.js'
import { toHex } from '../units/bytes.js'
import { virtualSize } from '../units/feeRate.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import type { SwapSide } from '../words.js'
import type { Swap } from './compile.js'
import {
  digester,
  draftOf,
  lockupOf,
  outputOf,
  payoutOf,
  type SwapSpendOptions,
  type SwapTransaction,
  signedTransaction,
  spendChecks,
} from './draft.js'
import { swapError } from './errors.js'
import { aSwapAnswer, aTip } from './given.js'
import type { LockedSwap, SwapOutput } from './match.js'
import { type Preimage, preimageBytes } from './preimage.js'
import { contextOf, SIGNERS, startedPart } from './signing.js'
import { CLAIM_RULES, checkShowable, type SwapClaimRule } from './spend.js'

/** What the other side answers to a nonce: its own, and its half of the signature. */
export interface SwapAnswer {
  /** 66 bytes. */
  readonly publicNonce: Uint8Array
  /** 32 bytes. */
  readonly partial: Uint8Array
}

/** A spend by the key path that waits for the other side's half. It cannot be stored: begin again instead. */
export interface SwapTaking {
  /** Hex, unsigned: for the other side, with the nonce. */
  readonly transaction: string
  /** The 32 bytes that both sign, for a service that wants no more. */
  readonly digest: Uint8Array
  /** 66 bytes. */
  readonly publicNonce: Uint8Array
  readonly fee: Sats
  readonly amount: Sats
  readonly weight: number
  readonly vsize: number
  /** Adds the own half, once: a wrong answer uses the nonce up. */
  readonly finish: (answer: SwapAnswer) => Promise<SwapTransaction>
}

export interface ClaimTogetherOptions extends SwapSpendOptions<SwapClaimRule> {
  /** The chain as it is now. */
  readonly at: { readonly height: number }
}

const taking = async (
  output: SwapOutput,
  { side, ...options }: SwapSpendOptions<string> & { side: SwapSide },
): Promise<SwapTaking> => {
  const { to, feeRate, feeRateFloor, relax, signer } = options
  const { swap } = output
  const draft = draftOf(output, {
    witness: [SIGNATURE_LENGTH],
    lockTime: 0,
    rest: payoutOf(to, output),
    feeRate,
    relax,
    ...(feeRateFloor !== undefined && { feeRateFloor }),
  })
  const message = draft.digest()
  const context = contextOf(swap)
  const part = await startedPart(swap, { digest: message, context, side, signer })
  const inOrder = <Value>(own: Value, other: Value): readonly Value[] =>
    SIGNERS[side] === 0 ? [own, other] : [other, own]
  return {
    transaction: toHex(serializeTransaction(draft.transaction)),
    digest: Uint8Array.from(message),
    publicNonce: part.publicNonce,
    fee: draft.fee,
    amount: draft.amount,
    weight: draft.weight,
    vsize: virtualSize(draft.weight),
    finish: async (answer) => {
      aSwapAnswer(answer, 'answer')
      const publicNonces = inOrder(part.publicNonce, answer.publicNonce)
      // before the own nonce is used up: another answer may follow one that is no nonce
      const aggregateNonce = aggregateNonces(publicNonces)
      const own = await part.sign(aggregateNonce)
      const partials = inOrder(own, answer.partial)
      return signedTransaction(draft, [aggregatePartials({ partials, publicNonces, context, message })])
    },
  }
}

/**
 * Takes a swap's coins by the key path, together with the other side, which by then has the preimage: 111 virtual
 * bytes, and the chain shows nothing of a swap. The other side answers with `cosignSwap`, or a service with what its
 * interface says. Should it not answer, `claimSwap` needs nobody; plan time for that.
 *
 * The provider of a reverse swap is given the preimage for its half, so that everything is checked as for `claimSwap`.
 *
 * Source: BIP 327, "Signing".
 *
 * @throws EscrowError as `claimSwap`, and `MUSIG_…` by `finish`
 * @example
 * const claim = await claimSwapTogether(locked, { signer, to, feeRate: '3', at: { height } })
 * const { hex } = await claim.finish(await askService(claim.transaction, claim.publicNonce, preimage))
 */
export const claimSwapTogether = async (
  given: LockedSwap,
  options: ClaimTogetherOptions,
): Promise<SwapTaking> => {
  membersNamed({ ...spendChecks(CLAIM_RULES), at: aTip })(options, '')
  const output = lockupOf(given)
  checkShowable(output, options)
  return taking(output, { ...options, side: output.swap.claimer })
}

/**
 * Takes a swap's coins back by the key path, together with the other side, before the timeout and at 111 virtual bytes.
 * Should the other side not answer, `refundSwap` needs nobody from the timeout on.
 *
 * @throws EscrowError as `refundSwap`, and `MUSIG_…` by `finish`
 * @example
 * const refund = await refundSwapTogether(locked, { signer, to, feeRate: '3' })
 * const { hex } = await refund.finish(await askService(refund.transaction, refund.publicNonce))
 */
export const refundSwapTogether = async (
  given: SwapOutput,
  options: SwapSpendOptions<FeeRule>,
): Promise<SwapTaking> => {
  membersNamed(spendChecks())(options, '')
  const output = outputOf(given)
  return taking(output, { ...options, side: output.swap.refunder })
}

/** Why one gives the coins up; checked against the swap. */
export type SwapReason =
  | {
      /**
       * The client of a submarine swap: what the own node says that it received. A preimage proves nothing here, as the
       * client knows it from the beginning.
       */
      readonly kind: 'received'
      readonly paymentHash: string
      readonly amountMsat: bigint
    }
  | {
      /** The provider of a reverse swap: with the preimage it settles the invoice. */
      readonly kind: 'preimage'
      readonly preimage: Preimage
    }
  | {
      /**
       * Whoever could claim: the own node says that the payment has failed and cannot be made any more, or the client
       * of a reverse swap has shown its preimage to nobody and throws it away.
       */
      readonly kind: 'abandoned'
      readonly paymentHash: string
    }

const aReason: Check = (value, field) => {
  const kind = hasMembers(value) ? value['kind'] : undefined
  const checks = {
    received: { paymentHash: aText, amountMsat: aBigint },
    preimage: { preimage: textOrBytes },
    abandoned: { paymentHash: aText },
  } as const
  oneOf(Object.keys(checks))(kind, `${field}.kind`)
  // the line above makes it one
  membersNamed({ kind: aText, ...checks[kind as keyof typeof checks] })(value, field)
}

export interface CosignSwapOptions {
  readonly signer: Signer
  /** The other side's, 66 bytes. */
  readonly publicNonce: Uint8Array
  /**
   * The other side's transaction, unsigned; or the 32 bytes that are signed, where a service sends no more: whatever
   * they stand for, they spend outputs of this swap alone.
   */
  readonly spends: { readonly transaction: string | Uint8Array } | { readonly digest: Uint8Array }
  readonly because: SwapReason
}

const aSpend: Check = (value, field) => {
  const byDigest = hasMembers(value) && 'digest' in value
  if (byDigest) membersNamed({ digest: aDigest })(value, field)
  else membersNamed({ transaction: textOrBytes })(value, field)
}
const aDigest: Check = /* @__PURE__ */ checkThat(
  '32 bytes',
  (value) => value instanceof Uint8Array && value.length === 32,
)

const refused = (expected: string, received: string): ReturnType<typeof swapError> =>
  swapError('SWAP_REASON', { field: 'because', expected, received })

/** The side that gives up, by the reason that it has. */
const givingSide = ({ terms, refunder, claimer }: Swap, because: SwapReason): SwapSide => {
  const { kind, paymentHash, invoice, network } = terms
  if (because.kind !== 'preimage' && because.paymentHash !== paymentHash)
    throw refused(`payment hash ${paymentHash}`, shown(because.paymentHash))
  if (because.kind === 'abandoned') return claimer
  const fits = because.kind === (kind === 'submarine' ? 'received' : 'preimage')
  if (!fits)
    throw refused(
      kind === 'submarine'
        ? 'what the own node received (a preimage proves no payment here), or that the payment is abandoned'
        : 'the preimage, or that the payment is abandoned',
      because.kind,
    )
  if (because.kind === 'preimage') preimageBytes(because.preimage, { terms })
  else {
    const least = invoice === undefined ? 1n : (parseInvoice(invoice, { network }).amountMsat ?? 1n)
    if (because.amountMsat < least)
      throw refused(`at least ${least} millisatoshis received`, `${because.amountMsat}`)
  }
  return refunder
}

const digestOf = (output: SwapOutput, spends: CosignSwapOptions['spends']): Uint8Array => {
  if ('digest' in spends) return spends.digest
  const transaction = parseTransaction(spends.transaction)
  const [input, another] = transaction.inputs
  const own = formatOutpoint(output.outpoint)
  if (input === undefined || another !== undefined || formatOutpoint(input.outpoint) !== own)
    throw swapError('SWAP_TRANSACTION', {
      field: 'spends.transaction',
      expected: `one input, ${own}`,
      received: input === undefined ? 'none' : another === undefined ? 'another one' : 'several',
    })
  return digester(output, transaction)()
}

/**
 * Gives a swap's coins up to the other side: the half of a signature for its transaction. Nonce and half are made in
 * one step and nothing is kept, so that no nonce can be stored or used twice.
 *
 * What is given up is gone: a client of a submarine swap signs when its **own node** says that it received the payment,
 * and not for a preimage, which it has known all along.
 *
 * @throws EscrowError `SWAP_REASON`, `SWAP_PREIMAGE`, `SWAP_TRANSACTION`, `SWAP_SIGNER_NO_KEY`, `MUSIG_…`
 * @example
 * const answer = await cosignSwap(locked, {
 *   signer, publicNonce, spends: { transaction }, because: { kind: 'received', paymentHash, amountMsat },
 * })
 */
export const cosignSwap = async (given: SwapOutput, options: CosignSwapOptions): Promise<SwapAnswer> => {
  membersOf<CosignSwapOptions>({
    signer: aSigner,
    publicNonce: someBytes,
    spends: aSpend,
    because: aReason,
  })(options, '')
  const output = outputOf(given)
  const { swap } = output
  const { signer, publicNonce, spends, because } = options
  const side = givingSide(swap, because)
  const digest = digestOf(output, spends)
  const part = await startedPart(swap, { digest, context: contextOf(swap), side, signer })
  const nonces = [publicNonce, part.publicNonce]
  const partial = await part.sign(aggregateNonces(SIGNERS[side] === 0 ? nonces.reverse() : nonces))
  return { publicNonce: part.publicNonce, partial }
}
