import { parseGivenAddress } from '../agreement/address.js'
import { shown } from '../errors.js'
import {
  anything,
  aText,
  type Check,
  hasMembers,
  listOf,
  membersOf,
  oneOf,
  textOrBytes,
} from '../given/check.js'
import { checkFeeCaps, checkFeeFloor, FEE_RULES, type FeeFloor, type FeeRule } from '../plan/feeCaps.js'
import { transactionWeight } from '../plan/weight.js'
import {
  type ParsedTransaction,
  parseTransaction,
  serializeTransaction,
  transactionWeight as weightOf,
} from '../psbt/transaction.js'
import type { FinalTransaction } from '../spend/finalize.js'
import {
  aFeeRate,
  type FeeRateInput,
  feeFor,
  formatFeeRate,
  readFeeRate,
  virtualSize,
} from '../units/feeRate.js'
import { SEQUENCE_REPLACEABLE } from '../units/lock.js'
import { aNetwork, type NetworkName } from '../units/network.js'
import { anAmount, type Sats, sats } from '../units/sats.js'
import { aCoinKey, type CoinKey, checkCoins, coinWeight, type SpendableCoin } from './coin.js'
import { fundingError } from './errors.js'
import { fundingPsbt } from './psbt.js'

export interface ChildOptions extends FeeFloor {
  /** The transaction that is too slow, signed: what `finalize` answered, its hex, or its bytes. */
  readonly parent: FinalTransaction | string | Uint8Array
  /** What the parent pays to the network; `plan.fee` of a spend. */
  readonly parentFee: Sats
  /** The parent's output that the receiver holds: P2TR (spent by its key path) or P2WPKH. */
  readonly vout: number
  /** For signers that do not know their own coins. */
  readonly key?: CoinKey
  /** Where the receiver's money goes: an address of their own. */
  readonly to: string
  readonly network: NetworkName
  /** What parent and child pay together. */
  readonly feeRate: FeeRateInput
  /** Caps on the child's fee that the caller knowingly lifts. */
  readonly relax?: readonly FeeRule[]
}

/** A transaction that pays for its parent, still to be signed by its receiver's wallet. */
export interface ChildTransaction {
  /** Base64 PSBT (BIP 174), for any wallet that holds the output's key. */
  readonly psbt: string
  /** 3 where the parent is (BIP 431), else 2. */
  readonly version: 2 | 3
  /** Of the child alone. */
  readonly fee: Sats
  /** What is left for the receiver. */
  readonly amount: Sats
  /** Exact for P2TR; for P2WPKH the most that it can be, a unit or two more than it turns out. */
  readonly weight: number
  /** Virtual bytes. */
  readonly vsize: number
}

const aParent: Check = (value, field) => {
  const hex = hasMembers(value) ? value['hex'] : value
  textOrBytes(hex, field)
}

const parsedParent = (parent: ChildOptions['parent']): ParsedTransaction => {
  const isText = typeof parent === 'string' || parent instanceof Uint8Array
  const parsed = parseTransaction(isText ? parent : parent.hex, 'parent')
  const bare = parsed.inputs.findIndex(
    ({ witness, scriptSig }) => witness.length === 0 && scriptSig.length === 0,
  )
  if (bare >= 0)
    throw fundingError('CHILD_PARENT_UNSIGNED', {
      field: `parent.inputs[${bare}]`,
      expected: 'a signed transaction, whose size is known',
      received: 'an input without signatures',
    })
  return parsed
}

const receivedCoin = (parent: ParsedTransaction, options: ChildOptions): SpendableCoin => {
  const { vout, network, key } = options
  const output = Number.isInteger(vout) ? parent.outputs[vout] : undefined
  const [coin] =
    output === undefined
      ? []
      : checkCoins([{ txid: parent.txid, vout, ...output, ...(key && { key }) }], { network })
  if (coin === undefined)
    throw fundingError('CHILD_OUTPUT_MISSING', {
      field: 'vout',
      expected: `an output from 0 to ${parent.outputs.length - 1}`,
      received: shown(vout),
    })
  return coin
}

/** What the child owes: the rate for both, less what the parent has paid; always more than its own share. */
const feeOwed = (sizes: { weight: number; parentWeight: number }, options: ChildOptions): Sats => {
  const feeRate = readFeeRate(options.feeRate)
  const parentFee = sats(options.parentFee, 'parentFee')
  if (parentFee >= feeFor(sizes.parentWeight, feeRate))
    throw fundingError('CHILD_NOT_NEEDED', {
      field: 'parentFee',
      expected: `a parent that pays less than ${formatFeeRate(feeRate)} sat/vB, ${feeFor(sizes.parentWeight, feeRate)} sat`,
      received: `${parentFee} sat`,
    })
  // nodes add up virtual sizes, each rounded up for itself
  const together = 4 * (virtualSize(sizes.parentWeight) + virtualSize(sizes.weight))
  return sats(feeFor(together, feeRate) - parentFee, 'fee')
}

/**
 * Child pays for parent: spends the receiver's own output of a transaction that is too slow, so that both together
 * pay the rate. Only the receiver signs. One output, and far below the 1000 vB that a child of a version 3
 * transaction may have.
 *
 * A parent that nodes refuse for its fee is sent together with its child (`submitpackage`). A version 3 parent may
 * pay anything then; a version 2 parent still has to pay what nodes relay at all.
 *
 * Source: BIP 431, "Specification"; Bitcoin Core's `doc/policy/packages.md`.
 *
 * @throws EscrowError `CHILD_PARENT_UNSIGNED`, `CHILD_OUTPUT_MISSING`, `CHILD_NOT_NEEDED`, `CHILD_AMOUNT`,
 * `FUNDING_COIN_TYPE`, `FUNDING_COIN_MISMATCH`, `FEE_RATE_CAP`, `FEE_SHARE_CAP`, and what the checks of addresses,
 * amounts and transactions throw
 * @example
 * const { hex } = finalize(complete(spend))
 * childPaysForParent({ parent: hex, parentFee: spend.plan.fee, vout: 0, to, network, feeRate: satsPerVb('20') }).psbt
 */
export const childPaysForParent = (options: ChildOptions): ChildTransaction => {
  membersOf<ChildOptions>({
    parent: aParent,
    parentFee: anAmount,
    vout: anything,
    'key?': aCoinKey,
    to: aText,
    network: aNetwork,
    feeRate: aFeeRate,
    'feeRateFloor?': aFeeRate,
    'relax?': listOf(oneOf(FEE_RULES)),
  })(options, '')
  const parent = parsedParent(options.parent)
  const received = receivedCoin(parent, options)
  const to = parseGivenAddress(options.to, { network: options.network, field: 'to' })
  const weight = transactionWeight({
    inputWeights: [coinWeight(received.kind)],
    outputScripts: [to.script],
  })
  const parentWeight = weightOf(parent)
  const fee = feeOwed({ weight, parentWeight }, options)
  if (received.amount < fee + to.dust)
    throw fundingError('CHILD_AMOUNT', {
      field: `parent.outputs[${options.vout}]`,
      expected: `at least ${fee + to.dust} sat: a fee of ${fee} sat and an output that relays`,
      received: `${received.amount} sat`,
      missing: fee + to.dust - received.amount,
    })
  // the child's fee buys the parent's place too
  const vsize = virtualSize(weight)
  const relax = options.relax ?? []
  checkFeeFloor({ fee: sats(fee + options.parentFee), weight: weight + parentWeight }, { ...options, relax })
  checkFeeCaps({ fee, pot: received.amount, vsize: vsize + virtualSize(parentWeight), weight }, { relax })
  const amount = sats(received.amount - fee, 'amount')
  const version = parent.version === 3 ? 3 : 2
  // many devices sign for a P2WPKH output only when they see what made it
  const previous = received.kind !== 'p2tr' ? serializeTransaction(parent) : undefined
  const psbt = fundingPsbt(
    {
      version,
      lockTime: 0,
      inputs: [{ outpoint: received.outpoint, sequence: SEQUENCE_REPLACEABLE }],
      outputs: [{ script: to.script, amount }],
    },
    [{ ...received, ...(previous && { previous }) }],
  )
  return { psbt, version, fee, amount, weight, vsize }
}
