import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** A script deeper in the tree than nodes relay, or than BIP 341 allows. */
  TREE_TOO_DEEP: 'limit',
  /** A script tree of no leaves: a fault of this library, please report it. */
  TREE_EMPTY: 'internal',
  /** A leaf whose weight is not a whole number from 1 to 65536. */
  TREE_WEIGHT_OUT_OF_RANGE: 'input',
  /** The internal key is on no curve, or its tweak meets infinity. */
  INTERNAL_KEY_INVALID: 'input',
} as const

interface Extras {
  TREE_TOO_DEEP: { readonly layer: 'consensus' | 'relay' }
}

export const taprootError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<
  typeof codes,
  Extras
>(codes)
