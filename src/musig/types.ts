/** BIP 327, "Tweaking the Aggregate Public Key": `plain` as in BIP 32 derivation, `xOnly` as in BIP 341. */
export interface MusigTweak {
  readonly kind: 'plain' | 'xOnly'
  /** 32 bytes, below the group order. */
  readonly tweak: Uint8Array
}

/** Whose key signs: the keys in the order of their aggregation, and what is added to the aggregate. */
export interface MusigContext {
  /** 33 bytes each. A signer's number is its position here. */
  readonly publicKeys: readonly Uint8Array[]
  readonly tweaks: readonly MusigTweak[]
  /** The aggregate before any tweak, 33 bytes. */
  readonly aggregateKey: Uint8Array
  /** The x-only key after all tweaks, 32 bytes: what the final signature verifies against. */
  readonly outputKey: Uint8Array
}

/** What is signed, under which nonce: what all signers compute alike (BIP 327, "Session Context"). */
export interface Round {
  readonly message: Uint8Array
  readonly aggregateNonce: Uint8Array
  /** How the second nonces count: BIP 327, b. */
  readonly coefficient: bigint
  /** 32 bytes: the first half of the signature. */
  readonly nonceX: Uint8Array
  /** Whether the nonce point has an odd y, so that every nonce counts with the other sign. */
  readonly nonceOdd: boolean
  /** BIP 340's challenge: e. */
  readonly challenge: bigint
}

/** A public nonce as its points, 65 bytes each. */
export type NoncePoints = readonly [Uint8Array, Uint8Array]

/** Everybody's public nonces as they came, as points, and their sum. */
export interface NonceSum {
  readonly publicNonces: readonly Uint8Array[]
  /** Of each signer. */
  readonly points: readonly NoncePoints[]
  /** 65 bytes each, or null at infinity. */
  readonly sums: readonly [Uint8Array | null, Uint8Array | null]
  /** 66 bytes. */
  readonly aggregateNonce: Uint8Array
}
