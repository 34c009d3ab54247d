import { type ErrorFamily, type ErrorsOf, errorFamily } from '../errors.js'
import type { LimitReached } from './limits.js'

const codes = {
  /** The client's own options are malformed. */
  RPC_OPTIONS: 'input',
  /** The node answered with an error of its own. */
  RPC_REFUSED: 'state',
  /** Nothing answers at the address, or the connection broke. */
  RPC_UNREACHABLE: 'state',
  /** No complete answer within the time limit. */
  RPC_TIMED_OUT: 'state',
  /** The caller's signal gave the call up. Whether the node has acted on it is not known. */
  RPC_ABORTED: 'state',
  /** The node does not accept the user and password, or the cookie file cannot be read. */
  RPC_UNAUTHORIZED: 'input',
  /** The answer is not JSON-RPC, too large, or of another shape than the node's documentation says. */
  RPC_MALFORMED: 'mismatch',
} as const

/** Which method an error is about. */
export interface RpcErrorData {
  readonly method: string
}

/** The node's own words. */
export interface RpcRefusalData extends RpcErrorData {
  /** The node's error code, such as -26 (`RPC_VERIFY_REJECTED`). */
  readonly rpcCode: number
  /** The node's message, without secrets. */
  readonly rpcMessage: string
}

export interface RpcErrorExtras {
  readonly RPC_REFUSED: RpcRefusalData
  readonly RPC_UNREACHABLE: RpcErrorData
  readonly RPC_TIMED_OUT: RpcErrorData
  readonly RPC_ABORTED: RpcErrorData
  readonly RPC_UNAUTHORIZED: RpcErrorData
  readonly RPC_MALFORMED: RpcErrorData
}

export const chainError: ErrorFamily<typeof codes, RpcErrorExtras> = /* @__PURE__ */ errorFamily(codes)

/** Every error of the client, told apart by `code`. */
export type RpcError = ErrorsOf<typeof chainError>

const sourceCodes = {
  /** A source's own options are malformed. */
  SOURCE_OPTIONS: 'input',
  /** Nothing answers, or the connection broke. */
  SOURCE_UNREACHABLE: 'state',
  /** No complete answer within the time limit. */
  SOURCE_TIMED_OUT: 'state',
  /** The caller's signal gave the question up; the error's cause is the signal's reason. */
  SOURCE_ABORTED: 'state',
  /** The server does not take the login, or asks for one. */
  SOURCE_UNAUTHORIZED: 'input',
  /** The server asks for fewer questions, and went on asking after a few pauses. */
  SOURCE_BUSY: 'state',
  /** The server answered with an error of its own. */
  SOURCE_REFUSED: 'state',
  /** The answer is not what the protocol says, contradicts itself, or is longer than anything true can be. */
  SOURCE_MALFORMED: 'mismatch',
  /** The server's certificate is not one that the caller trusts. */
  SOURCE_CERTIFICATE: 'mismatch',
  /** The source serves another chain than the one asked for. */
  SOURCE_NETWORK: 'mismatch',
  /** The source knows no block that has the transaction. */
  SOURCE_UNCONFIRMED: 'state',
  /** Sources that were asked the same said different things; `data.said` has who said what. */
  SOURCES_DISAGREE: 'mismatch',
  /** The source does not have this block: an unknown hash, or one that a pruned node has thrown away. */
  SOURCE_BLOCK_MISSING: 'state',
  /** The source's chain does not have the block that the caller knows to be in it. */
  SOURCE_CHECKPOINT: 'mismatch',
  /** A header that does not follow the one before it. */
  SOURCE_HEADER_LINK: 'mismatch',
  /** A header with another target than the chain's rule asks. */
  SOURCE_HEADER_TARGET: 'mismatch',
  /** A header whose hash is above its target. */
  SOURCE_HEADER_WORK: 'mismatch',
  /** A header whose time is not above the median of the eleven before it, or ahead of the clock. */
  SOURCE_HEADER_TIME: 'mismatch',
  /** The source now shows a chain with less work than the one that it showed before. */
  SOURCE_LESS_WORK: 'state',
  /** The source's last block is older than the caller allows: it, or its node, stands still. */
  SOURCE_TIP_OLD: 'state',
  /** The bytes of a transaction have another id than the one asked for. */
  SOURCE_TXID: 'mismatch',
  /** The source says that a transaction is confirmed and does not prove it. */
  SOURCE_PROOF_MISSING: 'mismatch',
  /** What is no transaction, or one of 64 bytes, which an inner node of a block's tree looks like. */
  SOURCE_PROOF_TRANSACTION: 'mismatch',
  /** What is said to be a block's coinbase transaction is none. */
  SOURCE_PROOF_COINBASE: 'mismatch',
  /** A branch that is longer or shorter than that of the block's coinbase transaction. */
  SOURCE_PROOF_DEPTH: 'mismatch',
  /** A branch that does not lead to the block's root. */
  SOURCE_PROOF_BRANCH: 'mismatch',
  /** The source's chain changed each time while it was read. */
  SOURCE_UNSETTLED: 'state',
} as const

/** Which source an error is about, as it names itself. */
export interface SourceErrorData {
  readonly source: string
}

/** Who said what, where sources differ. */
export interface SourcesErrorData {
  readonly said: readonly { readonly source: string; readonly answer: string }[]
}

export type SourceErrorExtras = {
  readonly [Code in keyof typeof sourceCodes]: Code extends 'SOURCES_DISAGREE'
    ? SourcesErrorData
    : SourceErrorData
}

export const sourceError: ErrorFamily<typeof sourceCodes, SourceErrorExtras> =
  /* @__PURE__ */ errorFamily(sourceCodes)

/** Every error of a source, told apart by `code`. */
export type SourceError = ErrorsOf<typeof sourceError>

/** A limit that was reached, as the error of a source. */
export const limitError = (source: string, { limit, cause }: LimitReached): SourceError =>
  limit === 'timeout'
    ? sourceError('SOURCE_TIMED_OUT', {
        field: 'source',
        expected: `an answer of ${source} in time`,
        received: 'none',
        source,
      })
    : sourceError(
        'SOURCE_ABORTED',
        { field: 'source', expected: 'time for an answer', received: 'a signal that gave it up', source },
        cause,
      )

/** An answer that is not what the protocol says. */
export const malformedAnswer = (
  source: string,
  { expected, received }: { readonly expected: string; readonly received: string },
): SourceError =>
  sourceError('SOURCE_MALFORMED', {
    field: 'source',
    expected: `${expected} from ${source}`,
    received,
    source,
  })

/** Who said what. */
export const disagreement = (about: string, said: SourcesErrorData['said']): SourceError =>
  sourceError('SOURCES_DISAGREE', {
    field: 'sources',
    expected: `the same answer from all about ${about}`,
    received: said.map(({ source, answer }) => `${source}: ${answer.slice(0, 200) || 'nothing'}`).join('; '),
    said,
  })
