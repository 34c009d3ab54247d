import { parseAddress } from '../agreement/address.js'
import type { Address, Agreement } from '../agreement/types.js'
import { aText, aWhole, type Check, membersOf } from '../given/check.js'
import { equalBytes } from '../units/bytes.js'
import { aNetwork, type NetworkName } from '../units/network.js'
import { anAmount, type Sats } from '../units/sats.js'
import { planError } from './errors.js'

/**
 * A swap out to Lightning as an outcome pays it, and as people are told of it: plain data that `swapTarget` of
 * `taproot-escrow/swap` makes from the swap's terms. What stands in it is not proven here: take it from a swap that you
 * compiled yourself.
 */
export interface SwapTarget {
  readonly network: NetworkName
  readonly address: string
  /** What the swap takes, to the satoshi. */
  readonly amount: Sats
  /** The height after which the coins can be taken back. */
  readonly timeout: number
  /** 64 hex digits. */
  readonly paymentHash: string
  /** The key that takes the coins with the preimage: a compressed public key in hex. */
  readonly provider: string
  /** The key that takes them back after the timeout. */
  readonly client: string
}

/** Where a part of what the worker gets goes instead of to its payees, and how much that is. */
export interface Via {
  readonly swap: SwapTarget
  /** Exactly what the swap takes. */
  readonly amount: Sats
}

export const aSwapTarget: Check = (value, field) => {
  membersOf<SwapTarget>({
    network: aNetwork,
    address: aText,
    amount: anAmount,
    timeout: aWhole,
    paymentHash: aText,
    provider: aText,
    client: aText,
  })(value, field)
}

export const aVia: Check = (value, field) => {
  membersOf<Via>({ swap: aSwapTarget, amount: anAmount })(value, field)
}

/** The address of a swap, read again. */
export const addressOf = ({ address, network }: SwapTarget): Address =>
  parseAddress(address, { network, field: 'via.swap.address' })

/**
 * A swap gets one output of exactly its amount, which nobody whom the agreement names is paid by, too.
 *
 * @throws EscrowError `VIA_NETWORK`, `VIA_AMOUNT`, `VIA_ADDRESS`, `ADDRESS_…`
 */
export const checkVia = (agreement: Agreement, via: Via | undefined): void => {
  if (via === undefined) return
  const { swap, amount } = via
  if (swap.network !== agreement.network)
    throw planError('VIA_NETWORK', {
      field: 'via.swap.network',
      expected: agreement.network,
      received: swap.network,
    })
  if (amount !== swap.amount)
    throw planError('VIA_AMOUNT', {
      field: 'via.amount',
      expected: `exactly the ${swap.amount} sat of the swap`,
      received: `${amount} sat`,
    })
  const { script } = addressOf(swap)
  const { employer, worker, arbiter, backupArbiter } = agreement
  for (const { address } of [employer, ...worker.payees, arbiter, backupArbiter].flatMap((one) => one ?? []))
    if (equalBytes(address.script, script))
      throw planError('VIA_ADDRESS', {
        field: 'via.swap.address',
        expected:
          'a swap that the agreement pays nobody through: a second output for it is taken for nothing',
        received: `${address.text}, which the agreement names`,
      })
}
