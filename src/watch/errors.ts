import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Headers that follow no block which the view keeps: the chain forks below, or some are left out. */
  VIEW_TOO_OLD: 'state',
  /** Not 80 bytes. */
  VIEW_HEADER_MALFORMED: 'input',
  /** Headers of which one does not follow the one before it. */
  VIEW_HEADERS_UNLINKED: 'mismatch',
  /** A header whose hash is above the target that it names, or that names none. */
  VIEW_HEADER_WORK: 'mismatch',
  /** A view and a contract, or two views, of different chains. */
  VIEW_NETWORK: 'input',
  /** Two views of which the second did not come from the first. */
  VIEW_ORDER: 'input',
  /** A view's JSON form that contradicts itself, or is of another version. */
  VIEW_JSON: 'input',
  /** A proof that is no JSON of its format, or without the header that it is about. */
  PROOF_MALFORMED: 'input',
  /** A proof about another network than the contract's. */
  PROOF_NETWORK: 'mismatch',
  /** The checkpoint is not among a proof's headers, or another block stands there. */
  PROOF_CHECKPOINT: 'mismatch',
  /** A header that does not follow the one before it. */
  PROOF_HEADER_LINK: 'mismatch',
  /** A header with another target than the chain's rule asks, or without the headers that the rule looks at. */
  PROOF_HEADER_TARGET: 'mismatch',
  /** A header whose hash is above its target. */
  PROOF_HEADER_WORK: 'mismatch',
  /** A header whose time is not above the median of the eleven before it, or ahead of the clock. */
  PROOF_HEADER_TIME: 'mismatch',
  /** What is no transaction, or one of 64 bytes, which an inner node of a block's tree looks like. */
  PROOF_TRANSACTION: 'mismatch',
  /** What is said to be the block's coinbase transaction is none. */
  PROOF_COINBASE: 'mismatch',
  /** A branch that is longer or shorter than that of the block's coinbase transaction. */
  PROOF_DEPTH: 'mismatch',
  /** A branch that does not lead to the block's root. */
  PROOF_BRANCH: 'mismatch',
  /** The output does not pay the contract. */
  PROOF_OUTPUT: 'mismatch',
  /** Bytes that are no block: cut off, with more behind, or with lengths that lie. */
  BLOCK_MALFORMED: 'input',
  /** A script to watch that is no P2TR output script. */
  WATCH_SCRIPT: 'input',
} as const

export const watchError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
