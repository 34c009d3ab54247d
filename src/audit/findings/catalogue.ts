import type { Severity } from '../finding.js'

/** What is said of every finding with a code. */
export interface FindingTraits {
  readonly severity: Severity
  readonly rule?: string
}

const catalogue = {
  /** A value that two engines compute differently: one of them is wrong, and nobody knows which. */
  ENGINES_DIFFER: { severity: 'danger', rule: 'docs/spec.md' },
  /** The decision's time ends too near to the moment from which a party may take the money alone. */
  AWARD_TOO_LATE: { severity: 'warning', rule: 'docs/spec.md, "Rules between values"' },
  /** From the rescue on both parties can take the money alone. */
  RACE_AFTER_RESCUE: { severity: 'warning' },
  /** A party depends for good on the other one. */
  LOCKED_OUT: { severity: 'danger' },
  /** A height or time that the chain has reached. */
  DEADLINE_PAST: { severity: 'danger', rule: 'BIP 65; BIP 113' },
  /** A height or time before which no decision of the agreed length is possible. */
  DEADLINE_TOO_NEAR: { severity: 'danger', rule: 'BIP 65; BIP 113' },
  /** Heights or times, and no moment of the chain to hold them against. */
  DEADLINES_NOT_CHECKED: { severity: 'note' },
  /** Money that may lie for more than two years. */
  LOCK_BEYOND_TWO_YEARS: { severity: 'warning' },
  /** A spend whose fee at 100 sat/vB takes a tenth of the amount or more. */
  FEES_EAT_AMOUNT: { severity: 'warning' },
  /** A spend that nodes with the usual rules do not pass on. */
  NODES_REFUSE: { severity: 'danger' },
  /** A spend that only strict nodes do not pass on. */
  STRICT_NODES_REFUSE: { severity: 'warning' },
  /** An account of an ordinary wallet. */
  ORDINARY_WALLET: { severity: 'warning', rule: 'docs/spec.md, "Keys"' },
  /** Keys of two roles that name one master key as their origin. */
  ROLES_SHARE_MASTER: { severity: 'danger', rule: 'BIP 380, "Key Expressions"' },
  /** Keys of one list that name one master key as their origin. */
  QUORUM_SHARES_MASTER: { severity: 'warning', rule: 'BIP 380, "Key Expressions"' },
  /** One address for two roles. */
  ROLES_SHARE_ADDRESS: { severity: 'warning' },
  /** Keys that stand in more than one of the contracts given. */
  KEYS_REUSED: { severity: 'warning' },
  /** A hash that stands in another agreement, too. */
  SECRET_REUSED: { severity: 'warning' },
  /** Whoever brings a secret to the worker lets the worker take everything. */
  SECRET_OPENS: { severity: 'note' },
  /** Arbiter and one party together need nobody else. */
  ARBITER_WITH_ONE_PARTY: { severity: 'note' },
  /** A signing device that does not take the contract. */
  DEVICE_LIMIT: { severity: 'note', rule: 'docs/devices.md' },
  /** A transaction that pays otherwise than any outcome of the agreement. */
  OUTCOME_DIFFERS: { severity: 'danger', rule: 'docs/spec.md, "Spends"' },
  /** Not everything that a transaction spends is known. */
  OUTCOME_UNKNOWN: { severity: 'note' },
  SIGNATURE_INVALID: { severity: 'danger', rule: 'BIP 340, "Verification"' },
  /** A signature that leaves a part of the transaction open, or says with a byte of its own that it does not. */
  SIGNATURE_TYPE: { severity: 'warning', rule: 'BIP 341, "Common signature message"' },
  /** The worker's spend showed the secret. */
  SECRET_SHOWN: { severity: 'note' },
  SECRET_WRONG: { severity: 'danger' },
  DEPOSIT_UNDER: { severity: 'warning' },
  DEPOSIT_OVER: { severity: 'note' },
  TRANSACTION_UNRELATED: { severity: 'note' },
  NO_DOCUMENT: { severity: 'note' },
  NO_SALT: { severity: 'note' },
} as const

export type FindingCode = keyof typeof catalogue

/** Every cause that the audit names, but those for which agreements are refused: these have the codes of their errors. */
export const FINDINGS: Readonly<Record<FindingCode, FindingTraits>> = catalogue
