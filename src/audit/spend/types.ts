import type { ReviewFinding } from '../../spend/finding.js'
import type { ReviewedFee } from '../../spend/reviewed.js'
import type { RoleProgress } from '../../spend/types.js'
import type { Outpoint } from '../../units/outpoint.js'
import type { Sats } from '../../units/sats.js'
import type { SpendPath } from '../../words.js'
import type { EngineComparison } from '../compare.js'
import type { ContractName, OutcomeTold, OutputTold } from '../told.js'
import type { Trace } from '../trace/types.js'

/** An input of a PSBT, with the output that it spends as far as anybody says. */
export interface AuditedSpendInput {
  readonly input: number
  readonly outpoint: Outpoint
  /** Absent where the output is no contract's, or nobody says what it is. */
  readonly contract?: ContractName
  /** Of the contract's milestone. */
  readonly memo?: string
  readonly amount?: Sats
  /** Who says so: the PSBT, which may claim anything, or a whole transaction with the right id, which proves it. */
  readonly source: 'psbt' | 'transaction' | 'nobody'
}

/** What a PSBT does, where it is a spend of the agreement. */
export interface SpendTold {
  readonly path: SpendPath
  readonly outcome: OutcomeTold
  readonly outputs: readonly OutputTold[]
  /** Sum of the inputs. */
  readonly pot: Sats
  readonly fee: ReviewedFee
  readonly arbiterFee: Sats
  readonly version: number
  readonly lockTime: number
  /** Who has signed every input, by position in the role's keys, and how many signatures are needed. */
  readonly signers: readonly RoleProgress[]
  /** What the rules of the plan and of a review say, whoever is asked to sign. */
  readonly findings: readonly ReviewFinding[]
}

/** Why a PSBT is no spend of the agreement: an error of this library as data. */
export interface SpendRefusal {
  readonly code: string
  readonly text: string
}

/** What an outsider can conclude from a PSBT. Plain data: bytes are hex. */
export type SpendAudit = {
  readonly inputs: readonly AuditedSpendInput[]
  /** What rests on the PSBT's own word, in sentences. */
  readonly remarks: readonly string[]
  /** Signature hashes and signatures, by both engines. */
  readonly engines: EngineComparison
} & (
  | { readonly kind: 'spend'; readonly spend: SpendTold }
  /** Signed and final: what its transaction would do. */
  | { readonly kind: 'final'; readonly trace: Trace }
  | { readonly kind: 'refused'; readonly refusal: SpendRefusal }
)
