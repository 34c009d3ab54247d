import * as v from 'valibot'
import { satsOfCoins } from '../units/coins.js'
import type { FeeRate } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'
import { feeRateOfCoins } from './coins.js'
import type * as results from './results.js'

/** What is asked of an answer before it is believed. Fields that nobody reads are left out. */
export type Shape<Result> = v.GenericSchema<unknown, Result>

const whole = v.pipe(v.number(), v.safeInteger())
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const hex = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})*$/))
const maybe = v.exactOptional
const texts = v.array(v.string())
/** Older nodes write warnings as one text. */
const warnings = v.union([
  texts,
  v.pipe(
    v.string(),
    v.transform((text) => (text === '' ? [] : [text])),
  ),
])

/** A decimal arrives as its text; a node that leaves out the decimals of a round amount sends a number. */
const decimal = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((value) => String(value)),
)

const converted = <Output>(convert: (text: string) => Output | undefined): Shape<Output> =>
  v.pipe(
    decimal,
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const value = convert(dataset.value)
      if (value !== undefined) return value
      addIssue({ message: 'not an amount of coins' })
      return NEVER
    }),
  )

const coins: Shape<Sats> = converted(satsOfCoins)
const rate: Shape<FeeRate> = converted(feeRateOfCoins)

const scriptPubKey = v.object({ hex, type: v.string(), address: maybe(v.string()) })

export const wholeNumber: Shape<number> = whole
export const text: Shape<string> = v.string()
export const hashText: Shape<string> = hash
export const hexText: Shape<string> = hex
export const tip: Shape<{ readonly hash: string; readonly height: number }> = v.object({
  hash,
  height: whole,
})
export const hashes: Shape<readonly string[]> = v.array(hash)
export const textList: Shape<readonly string[]> = texts
export const nothing: Shape<null> = v.null()
export const sum: Shape<Sats> = coins
/** An answer handed on as it came. */
export const anything: Shape<Readonly<Record<string, unknown>>> = v.record(v.string(), v.unknown())

export const blockchainInfo: Shape<results.BlockchainInfo> = v.object({
  chain: v.string(),
  blocks: whole,
  headers: whole,
  bestblockhash: hash,
  mediantime: whole,
  initialblockdownload: v.boolean(),
  pruned: v.boolean(),
})

export const blockHeader: Shape<results.BlockHeader> = v.object({
  hash,
  confirmations: whole,
  height: whole,
  time: whole,
  mediantime: whole,
  previousblockhash: maybe(hash),
})

export const generatedBlock: Shape<{ readonly hash: string }> = v.object({ hash })

export const networkInfo: Shape<results.NetworkInfo> = v.object({
  version: whole,
  subversion: v.string(),
  relayfee: rate,
  incrementalfee: rate,
})

export const mempoolVerdicts: Shape<readonly results.MempoolVerdict[]> = v.array(
  v.object({
    txid: hash,
    wtxid: maybe(hash),
    allowed: maybe(v.boolean()),
    vsize: maybe(whole),
    fees: maybe(v.object({ base: coins })),
    'reject-reason': maybe(v.string()),
    'reject-details': maybe(v.string()),
  }),
)

export const packageVerdict: Shape<results.PackageVerdict> = v.object({
  package_msg: v.string(),
  'tx-results': v.record(v.string(), v.object({ txid: hash, vsize: maybe(whole), error: maybe(v.string()) })),
})

export const transaction: Shape<results.Transaction> = v.object({
  txid: hash,
  hash,
  hex,
  version: whole,
  size: whole,
  vsize: whole,
  weight: whole,
  locktime: whole,
  vin: v.array(
    v.object({
      txid: maybe(hash),
      vout: maybe(whole),
      sequence: whole,
      txinwitness: maybe(v.array(hex)),
    }),
  ),
  vout: v.array(v.object({ n: whole, value: coins, scriptPubKey })),
  blockhash: maybe(hash),
  confirmations: maybe(whole),
  blocktime: maybe(whole),
})

export const unspentOutput: Shape<results.UnspentOutput | null> = v.nullable(
  v.object({ bestblock: hash, confirmations: whole, value: coins, scriptPubKey, coinbase: v.boolean() }),
)

export const mempoolInfo: Shape<results.MempoolInfo> = v.object({
  size: whole,
  mempoolminfee: rate,
  minrelaytxfee: rate,
  incrementalrelayfee: rate,
})

export const mempoolEntry: Shape<results.MempoolEntry> = v.object({
  vsize: whole,
  weight: whole,
  descendantsize: whole,
  fees: v.object({ base: coins, descendant: coins }),
  'bip125-replaceable': maybe(v.boolean()),
})

export const descriptorInfo: Shape<results.DescriptorInfo> = v.object({
  descriptor: v.string(),
  checksum: v.string(),
  isrange: v.boolean(),
  issolvable: v.boolean(),
  hasprivatekeys: v.boolean(),
})

export const feeEstimate: Shape<results.FeeEstimate> = v.object({
  feerate: maybe(rate),
  errors: maybe(texts),
  blocks: whole,
})

export const finalizedPsbt: Shape<results.FinalizedPsbt> = v.object({
  psbt: maybe(v.string()),
  hex: maybe(hex),
  complete: v.boolean(),
})

export const psbtAnalysis: Shape<results.PsbtAnalysis> = v.object({
  inputs: maybe(v.array(v.object({ has_utxo: v.boolean(), is_final: v.boolean(), next: maybe(v.string()) }))),
  estimated_vsize: maybe(whole),
  fee: maybe(coins),
  next: v.string(),
  error: maybe(v.string()),
})

export const walletLoaded: Shape<results.WalletLoaded> = v.object({
  name: v.string(),
  warnings: maybe(warnings),
})

export const walletPsbt: Shape<results.WalletPsbt> = v.object({
  psbt: v.string(),
  fee: coins,
  changepos: whole,
})

export const processedPsbt: Shape<results.ProcessedPsbt> = v.object({
  psbt: v.string(),
  complete: v.boolean(),
  hex: maybe(hex),
})

export const sentByWallet: Shape<results.SentByWallet> = v.object({
  complete: v.boolean(),
  txid: maybe(hash),
  hex: maybe(hex),
  psbt: maybe(v.string()),
})

export const walletOutputs: Shape<readonly results.WalletOutput[]> = v.array(
  v.object({
    txid: hash,
    vout: whole,
    address: maybe(v.string()),
    scriptPubKey: hex,
    amount: coins,
    confirmations: whole,
    spendable: v.boolean(),
    solvable: v.boolean(),
  }),
)

export const importOutcomes: Shape<readonly results.ImportOutcome[]> = v.array(
  v.object({
    success: v.boolean(),
    warnings: maybe(warnings),
    error: maybe(v.object({ code: whole, message: v.string() })),
  }),
)
