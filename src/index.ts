export { type ErrorData, type ErrorDetail, type ErrorKind, EscrowError } from './errors.js'
export { type FeeRate, feeFor, formatFeeRate, satsPerVb, virtualSize } from './units/feeRate.js'
export { type AbsoluteLock, describeLock, type Lock, type RelativeLock } from './units/lock.js'
export { NETWORKS, type Network, type NetworkName } from './units/network.js'
export { formatOutpoint, type Outpoint } from './units/outpoint.js'
export { MAX_SATS, type Sats, sats } from './units/sats.js'
export {
  type LeafName,
  OUTCOMES,
  type Outcome,
  PATHS,
  type PathName,
  ROLES,
  type Role,
  type SpendPath,
} from './words.js'
