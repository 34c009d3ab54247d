import { type ErrorData, EscrowError } from 'taproot-escrow'
import { type ErrorFamily, type ErrorsOf, errorFamily } from '../../src/errors.js'
import type { unitError } from '../../src/units/errors.js'
import type { Equal, Expect } from './expect.js'

const codes = { FEE_TOO_HIGH: 'limit', KEY_PRIVATE: 'input' } as const
interface Extras {
  FEE_TOO_HIGH: { readonly fee: bigint }
}
const family: ErrorFamily<typeof codes, Extras> = errorFamily<typeof codes, Extras>(codes)
const detail = { field: 'fee', expected: 'less', received: 'more' }

export const tellsApart = (error: ErrorsOf<typeof family>): bigint | string => {
  if (error.code === 'FEE_TOO_HIGH') return error.data.fee
  // @ts-expect-error only the other code carries a fee
  error.data.fee
  type Rest = Expect<Equal<typeof error.code, 'KEY_PRIVATE'>>
  const rest: Rest = true
  return `${error.data.field} ${rest}`
}

export const made: readonly unknown[] = [
  family('KEY_PRIVATE', detail),
  family('FEE_TOO_HIGH', { ...detail, fee: 1n }),
  // @ts-expect-error the data of this code has a fee
  family('FEE_TOO_HIGH', detail),
  // @ts-expect-error the catalogue has no such code
  family('FEE_TOO_LOW', detail),
  // @ts-expect-error every error says what was expected
  family('KEY_PRIVATE', { field: 'fee', received: 'more' }),
]

/** The errors of a folder are a union of literal codes, not of strings. */
export type UnitCode = ErrorsOf<typeof unitError>['code']
export const known: UnitCode = 'LOCK_ZERO'
// @ts-expect-error no unit fails by this code
export const unknown: UnitCode = 'LOCK_OPEN'

export const caught = (error: unknown): ErrorData | undefined => {
  if (!(error instanceof EscrowError)) return undefined
  // @ts-expect-error what an error says cannot be rewritten
  error.code = 'OTHER'
  return error.data
}
