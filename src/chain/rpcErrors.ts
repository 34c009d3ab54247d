import { EscrowError } from '../errors.js'
import { limitError, sourceError } from './errors.js'
import { LimitReached } from './limits.js'

/** What a client's error is as one of a source. */
const MEANING = {
  RPC_REFUSED: 'SOURCE_REFUSED',
  RPC_UNREACHABLE: 'SOURCE_UNREACHABLE',
  RPC_TIMED_OUT: 'SOURCE_TIMED_OUT',
  RPC_ABORTED: 'SOURCE_ABORTED',
  RPC_UNAUTHORIZED: 'SOURCE_UNAUTHORIZED',
  RPC_MALFORMED: 'SOURCE_MALFORMED',
} as const

const isMeant = (code: string): code is keyof typeof MEANING => Object.hasOwn(MEANING, code)

/** Runs what asks a node, and throws the client's errors as those of a source, with the first as their cause. */
export const asSourceErrors = async <T>(source: string, run: () => Promise<T>): Promise<T> => {
  try {
    return await run()
  } catch (error) {
    if (error instanceof LimitReached) throw limitError(source, error)
    if (!(error instanceof EscrowError) || !isMeant(error.code)) throw error
    const { field, expected, received } = error.data
    const cause = error.code === 'RPC_ABORTED' ? error.cause : error
    throw sourceError(MEANING[error.code], { field, expected, received, source }, cause)
  }
}

/** Whether a node refused a call with one of its codes. */
export const refusedWith = (error: unknown, codes: readonly number[]): boolean =>
  error instanceof EscrowError &&
  error.code === 'RPC_REFUSED' &&
  codes.some((code) => code === error.data['rpcCode'])
