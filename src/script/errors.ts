import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** The text is no Miniscript of the fragments that this library uses. */
  MINISCRIPT_MALFORMED: 'input',
  MINISCRIPT_TOO_LARGE: 'input',
  MINISCRIPT_THRESHOLD: 'input',
  /** `older` or `after` with a number that locks nothing. */
  MINISCRIPT_LOCK: 'input',
  MINISCRIPT_HASH_LENGTH: 'input',
  /** The script is not one that this library's fragments compile to. */
  SCRIPT_NOT_MINISCRIPT: 'mismatch',
  /** More keys than a witness can have items for, or than strict nodes let stand unused. */
  SCRIPT_TOO_MANY_KEYS: 'limit',
  /** More keys and signatures than strict nodes relay. */
  SCRIPT_WITNESS_TOO_LARGE: 'limit',
} as const

/** Which rule a `limit` comes from. */
export interface LimitLayer {
  readonly layer: 'consensus' | 'relay'
}

interface Extras {
  SCRIPT_TOO_MANY_KEYS: LimitLayer
  SCRIPT_WITNESS_TOO_LARGE: LimitLayer
}

export const scriptError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<
  typeof codes,
  Extras
>(codes)
