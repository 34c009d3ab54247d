import type { FindingSentence } from '../sentences/findings.js'

/**
 * How much a finding matters: `danger` where somebody can lose money that the agreement gives him, `warning` where
 * somebody should act or know before paying in, `note` for what is merely worth knowing.
 */
export const SEVERITIES = ['danger', 'warning', 'note'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Something that the audit found. */
export interface Finding {
  /** Names the cause; never changes its meaning within a major version. */
  readonly code: string
  readonly severity: Severity
  /** What it is about, such as `contract 7`, `contract 7, leaf employerAlone` or `agreement`. */
  readonly subject: string
  /** What was found, with the numbers that it rests on: for `say` in any language and with names. */
  readonly sentence: FindingSentence
  /** The sentence in English. */
  readonly text: string
  /** The rule that is broken, such as `BIP 342, "Rule changes"` or `relay: Bitcoin Knots 29.5, -datacarriersize`. */
  readonly rule?: string
}
