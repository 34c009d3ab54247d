import { type ErrorFamily, type ErrorsOf, errorFamily } from '../errors.js'

const codes = {
  /** The client's own options are malformed. */
  RPC_OPTIONS: 'input',
  /** The node answered with an error of its own. */
  RPC_REFUSED: 'state',
  /** Nothing answers at the address, or the connection broke. */
  RPC_UNREACHABLE: 'state',
  /** No complete answer within the time limit. */
  RPC_TIMED_OUT: 'state',
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
  readonly RPC_UNAUTHORIZED: RpcErrorData
  readonly RPC_MALFORMED: RpcErrorData
}

export const chainError: ErrorFamily<typeof codes, RpcErrorExtras> = /* @__PURE__ */ errorFamily(codes)

/** Every error of the client, told apart by `code`. */
export type RpcError = ErrorsOf<typeof chainError>
