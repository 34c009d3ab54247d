import type { Severity } from '../finding.js'

/** What is said of every finding with a code. */
export interface FindingTraits {
  readonly severity: Severity
  readonly rule?: string
}

const catalogue = {
  ORDINARY_WALLET: { severity: 'warning', rule: 'docs/spec.md, "Keys"' },
} as const

export type FindingCode = keyof typeof catalogue

/** Every cause that the audit names, but those for which agreements are refused: these have the codes of their errors. */
export const FINDINGS: Readonly<Record<FindingCode, FindingTraits>> = catalogue
