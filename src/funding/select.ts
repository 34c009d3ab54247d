import { selectUTXO } from '@scure/btc-signer/utxo.js'
import type { Address } from '../agreement/types.js'
import { MAX_STANDARD_WEIGHT, transactionWeight } from '../plan/weight.js'
import { fromHex, toHex } from '../units/bytes.js'
import { type FeeRate, feeFor, virtualSize } from '../units/feeRate.js'
import { type NetworkName, networkOf } from '../units/network.js'
import { formatOutpoint } from '../units/outpoint.js'
import { type Sats, sats, sumSats } from '../units/sats.js'
import type { TransactionOutput } from '../units/transaction.js'
import { coinWeight, programOf, type SpendableCoin } from './coin.js'
import { fundingError } from './errors.js'

/** What every selection of one funding is made for. */
export interface SelectionOptions {
  readonly feeRate: FeeRate
  readonly change: Address
  readonly network: NetworkName
}

/** Coins that pay for some outputs and for themselves. */
export interface Selection {
  /** In the order in which the caller listed them. */
  readonly coins: readonly SpendableCoin[]
  readonly fee: Sats
  readonly weight: number
  /** Absent where nothing would be left, or only dust. */
  readonly change?: Sats
  /** What was left and too little for an output: it is part of the fee. */
  readonly dustToFee: Sats
}

/**
 * The library counts in whole sat/vB. Counted in thousandths of a satoshi, every rate is whole, and enough means
 * the same as in satoshis with the fee rounded up.
 */
const FINER = 1000n

/** Its preferred strategy first; the other takes the fewest coins. */
const STRATEGIES = ['default', 'accumBiggest'] as const

const amountOf = (parts: readonly { readonly amount: bigint }[]): bigint =>
  parts.reduce((sum, { amount }) => sum + amount, 0n)

/** The fee and the change that these coins leave, to the satoshi. */
const settled = (
  coins: readonly SpendableCoin[],
  outputs: readonly TransactionOutput[],
  { feeRate, change }: SelectionOptions,
): Selection => {
  const inputWeights = coins.map(({ kind }) => coinWeight(kind))
  const scripts = outputs.map(({ script }) => script)
  const weightOf = (outputScripts: readonly Uint8Array[]) =>
    transactionWeight({ inputWeights, outputScripts })
  const rest = amountOf(coins) - amountOf(outputs)
  const withChange = weightOf([...scripts, change.script])
  const left = rest - feeFor(withChange, feeRate)
  if (left >= change.dust)
    return {
      coins,
      fee: feeFor(withChange, feeRate),
      weight: withChange,
      change: sats(left),
      dustToFee: sats(0n),
    }
  const weight = weightOf(scripts)
  const due = feeFor(weight, feeRate)
  if (rest < due)
    throw fundingError('FUNDING_SELECTION', {
      field: 'utxos',
      expected: `coins that leave ${due} sat for the fee`,
      received: `${rest} sat`,
    })
  return { coins, fee: sats(rest), weight, dustToFee: sats(rest - due) }
}

/**
 * One output that costs what all of them do: their amounts, and the fee for the bytes that they take more. Outputs
 * have no witness, so that their bytes are whole virtual bytes and nothing is rounded. The library would look at
 * every script again, curve and all.
 */
const asOne = (
  outputs: readonly TransactionOutput[],
  { feeRate, change: { script } }: SelectionOptions,
): { script: Uint8Array; amount: bigint } => {
  const sizeOf = (outputScripts: readonly Uint8Array[]) =>
    virtualSize(transactionWeight({ inputWeights: [], outputScripts }))
  const bytes = sizeOf(outputs.map((output) => output.script)) - sizeOf([script])
  return { script, amount: amountOf(outputs) * FINER + BigInt(bytes) * feeRate }
}

const selected = (
  coins: readonly SpendableCoin[],
  outputs: readonly TransactionOutput[],
  options: SelectionOptions & { strategy: (typeof STRATEGIES)[number] },
): readonly SpendableCoin[] | undefined => {
  const { feeRate, change, network, strategy } = options
  const { hrp, p2pkhVersion, p2shVersion, wifVersion } = networkOf(network)
  const found = selectUTXO(
    coins.map(({ outpoint, amount, script, kind, redeemScript }) => ({
      txid: fromHex(outpoint.txid) ?? new Uint8Array(0),
      index: outpoint.vout,
      witnessUtxo: { script, amount: amount * FINER },
      ...(redeemScript && { redeemScript }),
      // any key that is not the unspendable one says: by the key path
      ...(kind === 'p2tr' && { tapInternalKey: programOf({ script }) }),
    })),
    [asOne(outputs, options)],
    strategy,
    {
      feePerByte: feeRate,
      changeAddress: change.text,
      network: { bech32: hrp, pubKeyHash: p2pkhVersion, scriptHash: p2shVersion, wif: wifVersion },
      dust: change.dust,
      dustRelayFeeRate: FINER,
      createTx: false,
      bip69: false,
      // the output key stands where the internal key would
      disableScriptCheck: true,
    },
  )
  if (found === undefined) return undefined
  const names = new Set(
    found.inputs.map(({ txid, index }) =>
      formatOutpoint({ txid: toHex(txid ?? new Uint8Array(0)), vout: index ?? -1 }),
    ),
  )
  return coins.filter(({ outpoint }) => names.has(formatOutpoint(outpoint)))
}

/** The coins for these outputs, or why there are none: too few, or only with more weight than nodes relay. */
export const selectCoins = (
  coins: readonly SpendableCoin[],
  outputs: readonly TransactionOutput[],
  options: SelectionOptions,
): Selection | 'tooFew' | 'tooHeavy' => {
  for (const strategy of STRATEGIES) {
    const found = selected(coins, outputs, { ...options, strategy })
    if (found === undefined) return 'tooFew'
    const selection = settled(found, outputs, options)
    if (selection.weight <= MAX_STANDARD_WEIGHT) return selection
  }
  return 'tooHeavy'
}

/** How much more coins would have to hold: fees included, for coins that are worth their own fee. */
export const missingFor = (
  coins: readonly SpendableCoin[],
  outputs: readonly TransactionOutput[],
  { feeRate }: SelectionOptions,
): Sats => {
  const worth = coins.filter(({ kind, amount }) => amount > feeFor(coinWeight(kind), feeRate))
  const weight = transactionWeight({
    inputWeights: worth.map(({ kind }) => coinWeight(kind)),
    outputScripts: outputs.map(({ script }) => script),
  })
  const missing = amountOf(outputs) + feeFor(weight, feeRate) - amountOf(worth)
  return sumSats([missing > 0n ? missing : 1n], 'missing')
}
