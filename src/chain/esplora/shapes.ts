import * as v from 'valibot'
import type { Shape } from '../shapes.js'

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Where a transaction stands; of one that nobody knows it is `confirmed: false`, too. */
export type Status =
  | { readonly confirmed: false }
  | { readonly confirmed: true; readonly block_height: number; readonly block_hash: string }

export const status: Shape<Status> = v.union([
  v.object({ confirmed: v.literal(true), block_height: whole, block_hash: hash }),
  v.object({ confirmed: v.literal(false) }),
])

export interface Entry {
  readonly txid: string
  readonly status: Status
}

/** A page of a history; what stands in the transactions is read from their bytes. */
export const page: Shape<readonly Entry[]> = v.array(v.object({ txid: hash, status }))

/** A block as a list of them shows it: enough to put its header together. */
export interface ListedBlock {
  readonly id: string
  readonly height: number
  readonly version: number
  readonly timestamp: number
  readonly nonce: number
  readonly bits: number
  readonly merkle_root: string
  /** Null or absent of the first block. */
  readonly previousblockhash?: string | null | undefined
}

export const block: Shape<ListedBlock> = v.object({
  id: hash,
  height: whole,
  version: v.pipe(v.number(), v.safeInteger()),
  timestamp: whole,
  nonce: whole,
  bits: whole,
  merkle_root: hash,
  previousblockhash: v.nullish(hash),
})

export const blocks: Shape<readonly ListedBlock[]> = v.array(block)

export interface Proof {
  readonly block_height: number
  readonly merkle: readonly string[]
  readonly pos: number
}

export const proof: Shape<Proof> = v.object({ block_height: whole, merkle: v.array(hash), pos: whole })

/** Satoshis per virtual byte, by how many blocks it takes: numbers, or decimals as their text. */
export const estimates: Shape<Readonly<Record<string, string | number>>> = v.record(
  v.string(),
  v.union([v.string(), v.number()]),
)
