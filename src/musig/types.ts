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
