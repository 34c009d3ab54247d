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
  /** A party depends on the other one, for good or for more than two years. */
  LOCKED_OUT: { severity: 'danger' },
  /** Silence that begins within a day of the funding. */
  SILENCE_TOO_SOON: { severity: 'danger' },
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
  /** An outcome that could not pay those whom it should, at the lowest of the fee rates. */
  OUTCOME_UNPAYABLE: { severity: 'danger', rule: 'docs/spec.md, "Spends"' },
  /** A spend that nodes with the usual rules do not pass on. */
  NODES_REFUSE: { severity: 'danger' },
  /** A spend that only strict nodes do not pass on. */
  STRICT_NODES_REFUSE: { severity: 'warning' },
  /** A leaf that the analysis of Miniscript does not call sane. */
  LEAF_NOT_SANE: { severity: 'danger', rule: 'BIP 379' },
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
  /** An amendment in which others can act for a role. */
  PARTY_REPLACED: { severity: 'danger', rule: 'docs/spec.md, "Amended agreements"' },
  /** An amendment with a role, and so with keys over the money, that nobody had agreed on. */
  PARTY_ADDED: { severity: 'danger', rule: 'docs/spec.md, "Amended agreements"' },
  /** What an amendment says differently. */
  AMENDMENT_DIFFERS: { severity: 'note' },
  /** A hash that stands in another agreement, too. */
  SECRET_REUSED: { severity: 'warning' },
  /** Whoever brings a secret to the worker lets the worker take everything. */
  SECRET_OPENS: { severity: 'note' },
  /** Arbiter and one party together need nobody else. */
  ARBITER_WITH_ONE_PARTY: { severity: 'note' },
  /** A signing device that does not take the contract. */
  DEVICE_LIMIT: { severity: 'note', rule: 'docs/devices.md' },
  /** What rests on the word of a PSBT alone. */
  SPEND_CLAIMS: { severity: 'note', rule: 'BIP 174; BIP 371' },
  /** A rule for which signing is refused. */
  SPEND_REFUSED: { severity: 'danger' },
  /** A rule that warns whoever signs. */
  SPEND_WARNING: { severity: 'warning' },
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
  /** Nothing ties an output to the agreement that it is shown for. */
  TERMS_NOT_BOUND: { severity: 'danger', rule: 'docs/spec.md, "Proving the terms"' },
  CLAIM_ADDRESS: { severity: 'danger', rule: 'docs/spec.md' },
  CLAIM_OUTPUT: { severity: 'danger', rule: 'docs/spec.md' },
  CLAIM_AMOUNT: { severity: 'danger' },
  CLAIM_INTERNAL_KEY: { severity: 'danger', rule: 'BIP 341, "Constructing and spending Taproot outputs"' },
  CLAIM_LEAF_REPLACED: { severity: 'danger', rule: 'docs/spec.md' },
  CLAIM_LEAF_MISSING: { severity: 'danger', rule: 'docs/spec.md' },
  CLAIM_LEAF_ADDED: { severity: 'danger', rule: 'docs/spec.md' },
  CLAIM_LEAF_REPEATED: { severity: 'danger', rule: 'docs/spec.md' },
  /** The right leaves in other places. */
  CLAIM_TREE: { severity: 'danger', rule: 'docs/spec.md' },
  CLAIM_PARITY: { severity: 'danger', rule: 'BIP 341, "Script validation rules"' },
  CLAIM_CONTROL_BLOCK: { severity: 'danger', rule: 'BIP 341, "Script validation rules"' },
  /** The output of a descriptor is no contract of an agreement. */
  NOT_A_CONTRACT: { severity: 'warning', rule: 'docs/spec.md' },
  /** A contract of an agreement of which only the descriptor is known. */
  AGREEMENT_NOT_SHOWN: { severity: 'note', rule: 'docs/spec.md, "Proving the terms"' },
  NO_TREE: { severity: 'warning' },
  TREE_TOO_DEEP: { severity: 'warning', rule: 'relay: Bitcoin Knots 29.5, -datacarriersize' },
  TREE_NOT_HUFFMAN: { severity: 'warning' },
  LEAF_VERSION_UNKNOWN: { severity: 'danger', rule: 'BIP 341, "Script validation rules"' },
  LEAF_OP_SUCCESS: { severity: 'danger', rule: 'BIP 342, "OP_SUCCESSx"' },
  /** A key of another length than 32 bytes, for which any signature counts. */
  LEAF_KEY_TYPE_UNKNOWN: { severity: 'danger', rule: 'BIP 342, "Signature validation"' },
  LEAF_LOCK_WITHOUT_EFFECT: { severity: 'danger', rule: 'BIP 68; BIP 112' },
  LEAF_WITHOUT_SIGNATURE: { severity: 'danger', rule: 'BIP 379, "s" property' },
  LEAF_NOT_OURS: { severity: 'warning' },
  LEAF_OF_NO_PATH: { severity: 'warning' },
  LEAF_BRANCH_WRONG: { severity: 'warning' },
  LEAF_KEYS_WRONG: { severity: 'warning' },
  PATH_MISSING: { severity: 'warning' },
  PATH_TWICE: { severity: 'warning' },
  KEY_REPEATED: { severity: 'danger' },
  KEY_OF_UNKNOWN_ACCOUNT: { severity: 'warning' },
  INDEX_DIFFERS: { severity: 'warning' },
  /** No leaf binds the output to any agreement. */
  TERMS_MISSING: { severity: 'warning', rule: 'docs/spec.md, "Proving the terms"' },
  TERMS_POINT_WRONG: { severity: 'warning', rule: 'docs/spec.md, "Keys of a contract"' },
  LOCK_KINDS_MIXED: { severity: 'warning' },
  CLOCKS_OUT_OF_ORDER: { severity: 'danger', rule: 'docs/spec.md, "Rules between values"' },
  INTERNAL_KEY_NOT_AGGREGATE: { severity: 'danger', rule: 'BIP 328; BIP 390' },
  INTERNAL_KEY_CHAIN_CODE: { severity: 'danger', rule: 'docs/devices.md' },
  /** One party can take everything by the key path. */
  INTERNAL_KEY_OF_ONE_PARTY: {
    severity: 'danger',
    rule: 'BIP 341, "Constructing and spending Taproot outputs"',
  },
  INTERNAL_KEY_UNKNOWN: { severity: 'danger', rule: 'BIP 341, "Constructing and spending Taproot outputs"' },
  NO_DOCUMENT: { severity: 'note' },
  NO_SALT: { severity: 'note' },
  /** A recovery phrase, a private key or the secret of a milestone in a text that everybody reads. */
  SECRET_IN_TEXT: { severity: 'danger', rule: 'docs/spec.md, "Members"' },
  /** A text that another one may look like. */
  TEXT_NOT_NFC: { severity: 'note', rule: 'Unicode Standard Annex 15' },
} as const

export type FindingCode = keyof typeof catalogue

/** Every cause that the audit names, but those for which agreements are refused: these have the codes of their errors. */
export const FINDINGS: Readonly<Record<FindingCode, FindingTraits>> = catalogue
