import { type ErrorFamily, errorFamily } from '../errors.js'
import type { Outcome, Role, SpendPath } from '../words.js'
import type { Split } from './splitTerms.js'

const codes = {
  /** Nothing to spend. */
  FUNDED_NONE: 'input',
  /** Inputs of different agreements, whose money cannot be split by one rule. */
  FUNDED_AGREEMENTS_MIXED: 'input',
  /** The same output twice. */
  FUNDED_DUPLICATE: 'input',
  /** Paths with locks by height beside such by time, which one transaction cannot meet. */
  FUNDED_LOCKS_MIXED: 'input',
  /** The output holds less or more than the milestone says. */
  FUNDED_AMOUNT: 'state',
  /** The chain does not hold the output as deep as the caller wants. */
  FUNDED_UNCONFIRMED: 'state',
  /** A number of confirmations below 1, or a height of the tip that is none. */
  CONFIRMATIONS_MALFORMED: 'input',
  /** A path that cannot bring about this outcome. */
  OUTCOME_PATH: 'input',
  /** The parts of a split miss 10000 basis points, or are neither those nor satoshis for one side. */
  SPLIT_MALFORMED: 'input',
  /** A relock that leads out of the agreement and of those that amend it, or backwards. */
  RELOCK_TARGET: 'input',
  /** A relock into an amended agreement that not everybody accepted. */
  RELOCK_UNACCEPTED: 'state',
  /** A relock into an amended agreement in which other keys act for a role. */
  RELOCK_PARTY_REPLACED: 'mismatch',
  /** A swap of another network. */
  VIA_NETWORK: 'mismatch',
  /** Another amount than the swap takes: its output would be no part of the swap. */
  VIA_AMOUNT: 'mismatch',
  /** A swap whose address the agreement pays somebody at. */
  VIA_ADDRESS: 'mismatch',
  /** A plan's JSON form that pays a swap which the caller did not give. */
  VIA_UNKNOWN: 'mismatch',
  /** Fees, and what a relock keeps, take all that is spent: nothing is left to pay anybody with. */
  FEE_OVER_AMOUNT: 'input',
  /** A fee with which nodes would not take the transaction. */
  FEE_RATE_FLOOR: 'input',
  /** A fee over 500 sat/vB, most likely a mistake; meant, it is lifted by name. */
  FEE_RATE_CAP: 'input',
  /** A fee over a tenth of what is moved, most likely a mistake; meant, it is lifted by name. */
  FEE_SHARE_CAP: 'input',
  /** A split that gives somebody less than nodes relay, while others would not; they are in `nearest`. */
  SPLIT_DUST: 'limit',
  /** A contract that some outcome could not pay those whom it should. */
  OUTCOME_UNPAYABLE: 'limit',
  /** An output that nodes would not relay. */
  OUTPUT_DUST: 'limit',
  /** One input alone outweighs a standard transaction. */
  SPEND_TOO_HEAVY: 'limit',
  /** An award by an arbiter whom the agreement does not have. */
  ROLE_MISSING: 'input',
  /** A plan's JSON form whose members contradict each other. */
  PLAN_JSON_DIFFERENT: 'mismatch',
} as const

type Dust = Readonly<{ layer: 'relay'; address: string; amount: bigint; dust: bigint }>

interface Extras {
  OUTCOME_UNPAYABLE: {
    /** Of the contract. */
    readonly index: number
    readonly path: SpendPath
    readonly outcome: Outcome
  }
  FUNDED_UNCONFIRMED: { readonly confirmations: number }
  RELOCK_PARTY_REPLACED: { readonly roles: readonly Role[] }
  SPLIT_DUST: Dust & {
    /** The next splits below and above that can be paid. */
    readonly nearest: readonly Split[]
  }
  OUTPUT_DUST: Dust
  SPEND_TOO_HEAVY: { readonly layer: 'relay'; readonly weight: number }
  FEE_OVER_AMOUNT: { readonly fee: bigint; readonly pot: bigint }
  FEE_RATE_FLOOR: { readonly layer: 'relay'; readonly fee: bigint; readonly least: bigint }
  FEE_RATE_CAP: { readonly fee: bigint; readonly weight: number }
  FEE_SHARE_CAP: { readonly fee: bigint; readonly pot: bigint }
}

export const planError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<typeof codes, Extras>(
  codes,
)
