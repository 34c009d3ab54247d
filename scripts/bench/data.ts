/*
 * What every contender is given.
 */

/** Keys of one contract as x coordinates, in the order of the leaves in which they stand. */
export interface GivenKeys {
  readonly internalKey: Uint8Array
  /** In `employerAndWorker`, `arbiterAndEmployer`, `employerAlone`. */
  readonly employer: readonly [Uint8Array, Uint8Array, Uint8Array]
  /** In `employerAndWorker`, `arbiterAndWorker`. */
  readonly worker: readonly [Uint8Array, Uint8Array]
  /** In `arbiterAndWorker`, `arbiterAndEmployer`. */
  readonly arbiter: readonly [Uint8Array, Uint8Array]
}

/**
 * Four leaves over given keys: `{employerAndWorker,{{arbiterAndWorker,arbiterAndEmployer},employerAlone}}`, the
 * Huffman tree of the default weights.
 */
export interface CompileGivenWork {
  readonly kind: 'compileGiven'
  readonly name: string
  readonly count: number
  readonly silence: number
  readonly contracts: readonly GivenKeys[]
}

/** An account key of one party: at once as the text that stands in the agreement and as its parts. */
export interface Account {
  readonly expression: string
  readonly origin: string
  readonly extendedPublicKey: string
  readonly publicKey: Uint8Array
  readonly chainCode: Uint8Array
  readonly extendedPrivateKey: string
  readonly privateKey: Uint8Array
}

/** An agreement with `count` milestones; every contract has nine child keys of its own. */
export interface AgreementData {
  readonly count: number
  /** Index of the first contract. */
  readonly index: number
  readonly silence: number
  readonly employer: Account
  readonly worker: Account
  readonly arbiter: Account
  readonly text: string
  /** Chain code of the unspendable key of the terms leaf: the tagged hash of the agreement's id. */
  readonly termsChainCode: Uint8Array
}
