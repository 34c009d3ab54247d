import { type ErrorFamily, errorFamily } from '../errors.js'

/** Found alone by those who only write descriptors. */
const checksumCodes = {
  /** A character that descriptors do not have. */
  DESCRIPTOR_CHARACTER: 'input',
} as const

const codes = {
  /** No descriptor of the form tr(KEY) or tr(KEY,TREE). */
  DESCRIPTOR_MALFORMED: 'input',
  /** A text over 36,000 characters. */
  DESCRIPTOR_TOO_LARGE: 'input',
  /** A script tree deeper than the 128 levels of BIP 341. */
  DESCRIPTOR_TOO_DEEP: 'input',
  /** A descriptor without `#` and its 8 characters, where they are needed to notice mistyping. */
  DESCRIPTOR_CHECKSUM_MISSING: 'input',
  /** Mistyped or cut off: look at the descriptor again, not only at its checksum. */
  DESCRIPTOR_CHECKSUM: 'input',
  /** Another kind of output than tr(). */
  DESCRIPTOR_NOT_TAPROOT: 'input',
  /** A leaf that is valid elsewhere, of a kind that this library does not use. */
  DESCRIPTOR_LEAF_UNSUPPORTED: 'input',
  /** BIP 390: musig() of a shape that is not allowed. */
  DESCRIPTOR_MUSIG: 'input',
  /** BIP 389: multipath steps of different lengths. */
  DESCRIPTOR_MULTIPATH: 'input',
} as const

export const checksumError: ErrorFamily<typeof checksumCodes> = /* @__PURE__ */ errorFamily(checksumCodes)

export const descriptorError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
