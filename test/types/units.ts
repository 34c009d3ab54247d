import { type AbsoluteLock, type FeeRate, type Lock, type Sats, sats, satsPerVb } from 'taproot-escrow'

export const amount: Sats = sats('1000000')
export const rate: FeeRate = satsPerVb('2.5')

// @ts-expect-error a bigint has not been checked against the supply
export const unchecked: Sats = 1_000_000n
// @ts-expect-error an amount is no fee rate
export const mixedUp: FeeRate = amount
// @ts-expect-error satoshis never are floating-point numbers
sats(1_000_000)
// @ts-expect-error a rate is written as text: 0.1 has no exact number
satsPerVb(0.1)

export const lock: Lock = { blocks: 144 }
// @ts-expect-error a span of blocks is no height
export const height: AbsoluteLock = { blocks: 144 }
