import type { RoleKey } from '../keys/roleKey.js'
import type { Lock, Span } from '../units/lock.js'
import type { NetworkName } from '../units/network.js'
import type { Sats } from '../units/sats.js'
import type { Address, ArbiterFee, KeyPathKind, Party, WeightablePath } from './types.js'

/**
 * A value of a document under examination: `null` where something was given that could not be read, whose issue
 * is on the list. Rules that need the value pass it over. `undefined` says that nothing was given.
 */
export type Read<Value> = Value | null

export interface QuorumDraft {
  readonly threshold: Read<number>
  readonly keys: Read<readonly Read<RoleKey>[]>
}

export interface EmployerDraft extends QuorumDraft {
  readonly address: Read<Address>
}

export interface PayeeDraft {
  readonly address: Read<Address>
  readonly share: Read<number>
}

export interface WorkerDraft extends QuorumDraft {
  readonly payees: Read<readonly Read<PayeeDraft>[]>
}

export interface ArbiterDraft extends QuorumDraft {
  readonly address: Read<Address>
  readonly fee: Read<ArbiterFee>
}

export interface SilenceDraft {
  readonly pays: Read<Party>
  readonly after: Read<Lock>
}

export interface RescueDraft {
  readonly after: Read<Lock>
}

export interface DisputeDraft {
  readonly from: Read<Lock> | undefined
  readonly decision: Read<Span>
  readonly backupFrom: Read<Lock> | undefined
}

/** The terms that a milestone takes from the agreement unless it states its own. */
export interface TermsDraft {
  readonly silence: Read<SilenceDraft> | undefined
  readonly rescue: Read<RescueDraft> | undefined
  readonly dispute: Read<DisputeDraft> | undefined
}

export interface MilestoneDraft extends TermsDraft {
  readonly amount: Read<Sats>
  readonly memo: Read<string> | undefined
  readonly secretHash: Read<Uint8Array> | undefined
}

/** An agreement as its document states it, before milestones take what they do not state themselves. */
export interface AgreementDraft extends TermsDraft {
  readonly network: Read<NetworkName>
  readonly index: Read<number>
  readonly employer: Read<EmployerDraft>
  readonly worker: Read<WorkerDraft>
  readonly arbiter: Read<ArbiterDraft> | undefined
  readonly backupArbiter: Read<ArbiterDraft> | undefined
  readonly keyPath: Read<KeyPathKind>
  readonly milestones: Read<readonly Read<MilestoneDraft>[]>
  readonly weights: Read<Readonly<Partial<Record<WeightablePath, Read<number>>>>> | undefined
  readonly document: Read<string> | undefined
  readonly previous: Read<string> | undefined
  readonly salt: Read<string> | undefined
}
