import { aWhole, type Check, having, someBytes } from '../given/check.js'
import { anOutpoint } from '../units/outpoint.js'
import { anAmount } from '../units/sats.js'
import { aSwap } from './compile.js'

/** The chain's height, and the time by one's own clock in seconds since 1970. */
export interface SwapMoment {
  readonly height: number
  readonly time: number
}

export const aSwapMoment: Check = (value, field) => {
  having({ height: aWhole, time: aWhole })(value, field)
}

/** The chain's height; what else a node's answer holds is passed over. */
export const aTip: Check = (value, field) => {
  having({ height: aWhole })(value, field)
}

/** An output of a swap; what a caller keeps beside it is passed over. */
export const aSwapOutput: Check = (value, field) => {
  having({ swap: aSwap, outpoint: anOutpoint, amount: anAmount, 'confirmedAt?': aWhole })(value, field)
}

/** What one side of a common signature answers the other. */
export const aSwapAnswer: Check = (value, field) => {
  having({ publicNonce: someBytes, partial: someBytes })(value, field)
}
