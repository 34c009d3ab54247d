import {
  type Event,
  Event_ChannelClosed,
  Event_ChannelReady,
  Event_PaymentClaimable,
  Event_PaymentClaimed,
  Event_PaymentFailed,
  Event_PaymentSent,
  Option_PaymentFailureReasonZ_Some,
  Option_ThirtyTwoBytesZ_Some,
  Option_u32Z_Some,
  Option_u64Z_Some,
  PaymentFailureReason,
} from 'lightningdevkit'

/** What a node says of a payment, as plain data. Hashes and preimages are hex. */
export type PaymentEvent =
  | {
      /** It has arrived, and waits for the preimage: until the block before this height. */
      readonly kind: 'claimable'
      readonly amountMsat: bigint
      readonly claimDeadline: number
    }
  | { readonly kind: 'claimed'; readonly amountMsat: bigint }
  | { readonly kind: 'sent'; readonly preimage: string; readonly feeMsat: bigint }
  | { readonly kind: 'failed'; readonly reason: string }

/** One event of LDK, as far as anybody here asks. */
export type Told =
  | {
      readonly of: 'payment'
      readonly paymentHash: string
      readonly event: PaymentEvent
      readonly own?: Uint8Array
    }
  | { readonly of: 'channel'; readonly state: string }
  | { readonly of: 'something else' }

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Reads an event; `own` is the preimage of an invoice that the node made by itself. */
export const toldBy = (event: Event): Told => {
  if (event instanceof Event_PaymentClaimable) {
    const { payment_hash, amount_msat, claim_deadline, purpose } = event
    if (!(claim_deadline instanceof Option_u32Z_Some)) throw new Error('a payment that can wait for ever')
    const own = purpose.preimage()
    return {
      of: 'payment',
      paymentHash: hexOf(payment_hash),
      event: { kind: 'claimable', amountMsat: amount_msat, claimDeadline: claim_deadline.some },
      ...(own instanceof Option_ThirtyTwoBytesZ_Some && { own: own.some }),
    }
  }
  if (event instanceof Event_PaymentClaimed) {
    const { payment_hash, amount_msat } = event
    return {
      of: 'payment',
      paymentHash: hexOf(payment_hash),
      event: { kind: 'claimed', amountMsat: amount_msat },
    }
  }
  if (event instanceof Event_PaymentSent) {
    const { payment_hash, payment_preimage, fee_paid_msat } = event
    return {
      of: 'payment',
      paymentHash: hexOf(payment_hash),
      event: {
        kind: 'sent',
        preimage: hexOf(payment_preimage),
        feeMsat: fee_paid_msat instanceof Option_u64Z_Some ? fee_paid_msat.some : 0n,
      },
    }
  }
  if (event instanceof Event_PaymentFailed) {
    const { payment_id, reason } = event
    return {
      of: 'payment',
      // each payment here has its hash as its id
      paymentHash: hexOf(payment_id),
      event: {
        kind: 'failed',
        reason: reason instanceof Option_PaymentFailureReasonZ_Some ? nameOf(reason.some) : 'none',
      },
    }
  }
  if (event instanceof Event_ChannelReady) return { of: 'channel', state: 'ready' }
  if (event instanceof Event_ChannelClosed)
    return { of: 'channel', state: `closed: ${event.reason.to_str()}` }
  return { of: 'something else' }
}

const nameOf = (reason: PaymentFailureReason): string =>
  PaymentFailureReason[reason].replace('LDKPaymentFailureReason_', '')
