import type { Funded, Signer } from 'taproot-escrow'
import { planStream, type StreamPlan, type StreamView } from 'taproot-escrow/stream'
import { everyPathDocument, type Moments, made, milestones, signerOf } from './contracts.js'
import type { Json } from './documents.js'
import { fundedWith } from './funded.js'
import { extendedHolder } from './holders.js'

/*
 * A contract that is paid by the minute: an arbiter from block 200 on, silence from block 400 on, which pays the
 * employer.
 */

export const EMPLOYER: Signer = signerOf(extendedHolder(1))
export const WORKER: Signer = signerOf(extendedHolder(2))

export const streamDocument = (moments: Partial<Moments> = {}): Json => ({
  ...everyPathDocument('blocks', { from: 200, decision: 50, silence: 400, ...moments }),
  milestones: milestones(1),
})

/** The tip of a chain that nobody looks at, in which deposits were confirmed by its block 1000. */
export const TIP = { height: 1000, medianTime: 1_800_000_000 }

/** Deposits of the first contract of a document, each with an output of its own, confirmed by the tip's block. */
export const depositsOf = (document: Json, count = 1): readonly Funded[] => {
  const { contracts } = made(document)
  return Array.from({ length: count }, (_, at) => ({
    ...fundedWith(contracts[0]!, { deposit: at + 1 }),
    confirmedAt: TIP.height,
    medianTimeBefore: TIP.medianTime,
  }))
}

/** A stream over so many deposits. */
export const streamOf = ({
  deposits = 1,
  feeRate = '2',
  view = { at: TIP },
  document = streamDocument(),
}: {
  readonly deposits?: number
  readonly feeRate?: string
  readonly view?: StreamView
  readonly document?: Json
} = {}): StreamPlan => planStream({ deposits: depositsOf(document, deposits), feeRate }, view)
