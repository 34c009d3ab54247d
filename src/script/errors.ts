import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** The text is no Miniscript of the fragments that this library uses. */
  MINISCRIPT_MALFORMED: 'input',
  /** A text over 20,000 characters, or expressions in each other more than 16 levels deep. */
  MINISCRIPT_TOO_LARGE: 'input',
  /** A `multi_a` that wants no key, or more keys than it has. */
  MINISCRIPT_THRESHOLD: 'input',
  /** `older` or `after` with a number that locks nothing. */
  MINISCRIPT_LOCK: 'input',
  /** A hash in `sha256` that is not 32 bytes of hex. */
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
