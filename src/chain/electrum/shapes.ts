import * as v from 'valibot'
import { fromHex } from '../../units/bytes.js'
import type { FeeRate } from '../../units/feeRate.js'
import { HEADER_BYTES } from '../../watch/header.js'
import { feeRateOfCoins } from '../coins.js'
import type { Shape } from '../shapes.js'

const whole = v.pipe(v.number(), v.safeInteger())
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** Bytes in hex. */
const bytes: Shape<Uint8Array> = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = fromHex(dataset.value)
    if (read !== undefined) return read
    addIssue({ message: 'not hex' })
    return NEVER
  }),
)

const header: Shape<Uint8Array> = v.pipe(
  bytes,
  v.check(({ length }) => length === HEADER_BYTES),
)

/** A fee rate in coins; what is none, such as -1, is told apart by the caller. */
const rate: Shape<FeeRate | undefined> = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((text) => feeRateOfCoins(String(text))),
)

export const text: Shape<string> = v.string()
export const raw: Shape<Uint8Array> = bytes
export const blockHeader: Shape<Uint8Array> = header
export const feeRate: Shape<FeeRate | undefined> = rate
export const version: Shape<readonly [string, string]> = v.tuple([v.string(), v.string()])
export const features: Shape<{ readonly genesis_hash: string }> = v.object({ genesis_hash: hash })
export const tip: Shape<{ readonly hex: Uint8Array; readonly height: number }> = v.object({
  hex: header,
  height: v.pipe(whole, v.minValue(0)),
})
/** A script's status: a hash over its history, or nothing where it has none. */
export const status: Shape<string | null> = v.nullable(hash)

/** Headers in one text up to 1.4, in a list from 1.6 on. */
export const headers: Shape<readonly Uint8Array[]> = v.union([
  v.pipe(
    v.object({ headers: v.array(header) }),
    v.transform((answer) => answer.headers),
  ),
  v.pipe(
    v.object({ hex: bytes }),
    v.check(({ hex }) => hex.length % HEADER_BYTES === 0),
    v.transform(({ hex }) =>
      Array.from({ length: hex.length / HEADER_BYTES }, (_, at) =>
        hex.slice(at * HEADER_BYTES, (at + 1) * HEADER_BYTES),
      ),
    ),
  ),
])

export const history: Shape<readonly { readonly tx_hash: string; readonly height: number }[]> = v.array(
  v.object({ tx_hash: hash, height: whole }),
)

const branch = v.pipe(v.array(hash), v.maxLength(32))

export const proof: Shape<{
  readonly block_height: number
  readonly merkle: readonly string[]
  readonly pos: number
}> = v.object({ block_height: whole, merkle: branch, pos: v.pipe(whole, v.minValue(0)) })

export const fromPosition: Shape<{ readonly tx_hash: string; readonly merkle: readonly string[] }> = v.object(
  {
    tx_hash: hash,
    merkle: branch,
  },
)

export const leastRate: Shape<FeeRate | undefined> = v.pipe(
  v.object({ mempoolminfee: rate }),
  v.transform(({ mempoolminfee }) => mempoolminfee),
)

export const packageResult: Shape<{
  readonly package_msg: string
  readonly 'tx-results': Readonly<Record<string, { readonly txid: string; readonly error?: string }>>
}> = v.object({
  package_msg: v.string(),
  'tx-results': v.record(v.string(), v.object({ txid: hash, error: v.exactOptional(v.string()) })),
})
