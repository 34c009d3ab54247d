import type { AbsoluteLock, RelativeLock } from '../units/lock.js'

/** The hashes that tapscript can compare with. */
export type HashName = 'sha256' | 'hash256' | 'ripemd160' | 'hash160' | 'sha1'

/** One thing that a witness must bring, or a time that must have come. */
export type Demand =
  /** Signatures of so many of these keys, 32 x-only bytes each; one key alone is 1 of 1. */
  | { readonly kind: 'signatures'; readonly threshold: number; readonly keys: readonly Uint8Array[] }
  | { readonly kind: 'older'; readonly lock: RelativeLock }
  | { readonly kind: 'after'; readonly lock: AbsoluteLock }
  | { readonly kind: 'preimage'; readonly hash: HashName; readonly digest: Uint8Array }

/** One way through a script: everything in it is demanded. Without demands, anybody can take it. */
export interface ScriptWay {
  readonly demands: readonly Demand[]
  /** Bytes of each item of the witness below script and control block, bottom first. */
  readonly items: readonly number[]
}

/** What is odd about a script, whoever wrote it. */
export type ScriptRemark =
  /** A public key of another length than 32 bytes: its signatures are not checked (BIP 342, "Signature validation"). */
  | 'unknownKeyType'
  /** `older` or `after` with a number that locks nothing. */
  | 'lockWithoutEffect'
  /** A way that demands no signature. */
  | 'noSignature'
  /** `OP_IF` or `OP_NOTIF`: strict nodes do not relay it. */
  | 'conditional'
  /** Bytes that are pushed and dropped: strict nodes do not relay it. */
  | 'droppedData'
  /** `OP_SUCCESSx`: consensus lets everybody through, nodes do not relay it. */
  | 'success'
  /** A leaf version that no rule knows: consensus lets everybody through, nodes do not relay it. */
  | 'unknownLeafVersion'

/** What a leaf's script allows, read from its bytes alone. */
export type ScriptReading =
  | {
      readonly understood: true
      /** Any one of them suffices; without ways nobody can take it. */
      readonly ways: readonly ScriptWay[]
      readonly remarks: readonly ScriptRemark[]
    }
  | { readonly understood: false; readonly reason: string; readonly remarks: readonly ScriptRemark[] }
