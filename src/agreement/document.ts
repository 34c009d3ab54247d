import type { NetworkName } from '../units/network.js'
import type { KeyPathKind, Party, WeightablePath } from './types.js'

/** Satoshis: a bigint or a decimal string. */
export type AmountInput = bigint | string
/** 32 bytes, or their hex. */
export type HashInput = Uint8Array | string

export type SpanInput = { readonly blocks: number } | { readonly seconds: number }
export type LockInput = SpanInput | { readonly height: number } | { readonly time: number }

export interface QuorumDocument {
  readonly threshold: number
  /** `[fingerprint/87h/1h/5h]tpub…`, or a bare public key in hex. */
  readonly keys: readonly string[]
}

export interface EmployerDocument extends QuorumDocument {
  readonly address: string
}

export interface WorkerDocument extends QuorumDocument {
  /** Shares in basis points, 10000 together. */
  readonly payees: readonly { readonly address: string; readonly share: number }[]
}

export interface ArbiterDocument extends QuorumDocument {
  readonly address: string
  readonly fee: { readonly bps: number } | { readonly sats: AmountInput }
}

export interface TermsDocument {
  readonly silence?: { readonly pays: Party; readonly after: LockInput } | undefined
  readonly rescue?: { readonly after: LockInput } | undefined
  readonly dispute?:
    | {
        readonly from?: LockInput | undefined
        readonly decision: SpanInput
        readonly backupFrom?: LockInput | undefined
      }
    | undefined
}

export interface MilestoneDocument extends TermsDocument {
  readonly amount: AmountInput
  readonly memo?: string | undefined
  readonly secretHash?: HashInput | undefined
}

/** An agreement as `defineAgreement` takes it: the document of `docs/spec.md` with JavaScript's liberties. */
export interface AgreementDocument extends TermsDocument {
  readonly format: 'taproot-escrow/agreement'
  readonly version: 1
  readonly network: NetworkName
  readonly index: number
  readonly employer: EmployerDocument
  readonly worker: WorkerDocument
  readonly arbiter?: ArbiterDocument | undefined
  readonly backupArbiter?: ArbiterDocument | undefined
  readonly keyPath: KeyPathKind
  readonly silence: { readonly pays: Party; readonly after: LockInput }
  readonly milestones: readonly MilestoneDocument[]
  readonly weights?: Readonly<Partial<Record<WeightablePath, number>>> | undefined
  readonly document?: HashInput | undefined
  readonly previous?: HashInput | undefined
  readonly salt?: HashInput | undefined
}
