import { EscrowError } from 'taproot-escrow'

/** What a platform refuses beside what the library refuses. */
export class Refused extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 409 | 422,
    message: string,
  ) {
    super(message)
  }
}

/** How an error is answered: by its kind, never with more than the library says of itself. */
export const answerTo = (error: unknown) => {
  if (error instanceof Refused) return { status: error.status, code: 'REFUSED', message: error.message }
  if (!(error instanceof EscrowError))
    return { status: 500, code: 'INTERNAL', message: 'something went wrong' } as const
  const status = ({ input: 400, mismatch: 422, state: 409, limit: 422, internal: 500 } as const)[error.kind]
  return { status, code: error.code, message: error.message }
}
