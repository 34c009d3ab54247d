/**
 * A reason in the words that all versions share: a failed script is `script-verify-flag-failed (…)`, which
 * 29.x calls `mandatory-…` or `non-mandatory-…` and 31 calls `mempool-…`; the cause in parentheses stays.
 */
export const normalizedReason = (reason: string): string =>
  reason.replace(
    /^(?:(?:non-)?mandatory|mempool)-script-verify-flag(?:-failed)?/,
    'script-verify-flag-failed',
  )
