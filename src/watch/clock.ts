import { aText, aWhole, type Check, checkThat, membersOf } from '../given/check.js'

/** The last block of a chain, as far as clocks need it. */
export interface ClockTip {
  readonly height: number
  /** As a status has it; no clock depends on it. */
  readonly hash?: string
  /** Of its last 11 blocks (BIP 113). Locks by time are unknown without it. */
  readonly medianTime?: number
  /** Unix seconds: now, or when its last block was mined. For approximate dates; told from the median time where it is not said. */
  readonly time?: number
  /** What a block took on average of late. For approximate dates; ten minutes where it is not said. */
  readonly secondsPerBlock?: number
}

const aPace: Check = /* @__PURE__ */ checkThat(
  'a number of seconds, 0 or more',
  (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
)

/** The last block of a chain, its moments as far as they are known. */
export const aClockTip: Check = (value, field) => {
  membersOf<ClockTip>({
    height: aWhole,
    'hash?': aText,
    'medianTime?': aWhole,
    'time?': aWhole,
    'secondsPerBlock?': aPace,
  })(value, field)
}
