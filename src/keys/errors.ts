import { type ErrorFamily, type ErrorsOf, errorFamily } from '../errors.js'

const codes = {
  /** Not a key expression at all. */
  KEY_MALFORMED: 'input',
  /** A text longer than any key or key expression. */
  KEY_TOO_LONG: 'input',
  /** The checksum of a base58 text does not fit. */
  KEY_CHECKSUM: 'input',
  /** Hex or base58 of another length than any key has. */
  KEY_LENGTH: 'input',
  /** Version bytes of an extended key that is neither `xpub` nor `tpub`. */
  KEY_VERSION: 'input',
  /** A public key of 65 bytes, which Taproot does not have: ask for the same key in 33 or 32. */
  KEY_UNCOMPRESSED: 'input',
  /** Bytes of the right length that are no point on secp256k1, so nobody holds their secret. */
  KEY_NOT_ON_CURVE: 'input',
  /** A private key where a public one belongs; never shown. */
  KEY_PRIVATE: 'input',
  /** An xpub where the agreement's network has tpubs, or the reverse. */
  KEY_NETWORK: 'input',
  /** An extended key of depth 0 that names a parent. */
  KEY_ROOT_WITH_PARENT: 'input',
  /** An extended key without `[fingerprint/path]` before it, which signing devices find their keys by. */
  KEY_ORIGIN_MISSING: 'input',
  /** An origin other than `[fingerprint/path]` (BIP 380): 8 hex digits, then steps such as `87h`. */
  KEY_ORIGIN_MALFORMED: 'input',
  /** An origin before a bare key. */
  KEY_ORIGIN_UNEXPECTED: 'input',
  /** The origin has another number of steps than the key has depth. */
  KEY_ORIGIN_DEPTH: 'input',
  /** BIP 32 counts depth in one byte, and a contract takes two steps more. */
  KEY_TOO_DEEP: 'input',
  /** The origin's last step is not the key's child number. */
  KEY_ORIGIN_CHILD: 'input',
  /** The origin's fingerprint is not the one that the key shows. */
  KEY_ORIGIN_FINGERPRINT: 'input',
  /** Derivation behind a key where none belongs. */
  KEY_DERIVATION_UNEXPECTED: 'input',
  /** A step behind a key that is neither a number nor a multipath step nor a wildcard (BIP 380). */
  KEY_DERIVATION_MALFORMED: 'input',
  /** A multipath step of fewer than two different numbers, or a second one (BIP 389). */
  KEY_MULTIPATH_MALFORMED: 'input',
  /** A step, index or account that BIP 32 cannot derive: not a whole number from 0 to 2147483647. */
  KEY_INDEX_OUT_OF_RANGE: 'input',
  /** A wildcard or a multipath step that got no number, or one that it does not have. */
  KEY_INDEX_MISSING: 'input',
  /** A hardened step below an extended public key. */
  KEY_HARDENED: 'input',
  /** A right key in another spelling than the one that agreements use. */
  KEY_NOT_NORMAL_FORM: 'input',
  /** The account of an ordinary wallet (purpose 44, 49, 84 or 86). */
  KEY_ORDINARY_WALLET: 'input',
  /** The point H of BIP 341, which nobody can sign for. */
  KEY_UNSPENDABLE: 'input',
  /** One key twice, by its x coordinate. */
  KEY_DUPLICATE: 'input',
  /** BIP 32: this index has no child key. */
  KEY_CHILD_INVALID: 'input',
  /** A chain code that is no scalar, and so cannot be added to the point H. */
  KEY_CHAIN_CODE_OVER_ORDER: 'input',
  /** No keys to aggregate (BIP 327). */
  KEY_AGGREGATE_EMPTY: 'input',
  /** BIP 327: a key to be aggregated is no point. */
  KEY_AGGREGATE_MEMBER: 'input',
  /** BIP 327: the keys cancel each other out. */
  KEY_AGGREGATE_INFINITY: 'input',
} as const

interface Extras {
  KEY_DUPLICATE: {
    /** The field that holds the same key. */
    readonly other: string
  }
  KEY_AGGREGATE_MEMBER: {
    /** Position of the bad key in the list. */
    readonly index: number
  }
}

export const keyError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<typeof codes, Extras>(
  codes,
)

/** Any error of this folder. */
export type KeyError = ErrorsOf<typeof keyError>
