import type { Outcome } from './results.js'

const inFile = (file: string, ...changes: readonly string[]) => {
  const told = new Set(changes)
  return (outcome: Outcome): boolean =>
    outcome.file === file && (changes.length === 0 || told.has(outcome.change))
}

const any =
  (...explains: readonly ((outcome: Outcome) => boolean)[]) =>
  (outcome: Outcome): boolean =>
    explains.some((one) => one(outcome))

/** Why mutants live: each reason with the changes that it explains; the first that fits is told. */
export const REASONS: readonly {
  readonly reason: string
  readonly explains: (outcome: Outcome) => boolean
}[] = [
  {
    reason:
      'lifting compiles what it read and compares: an earlier check that is gone is made up for by that one',
    explains: ({ file, line, change }) =>
      file === 'script/lift.ts' && line < 85 && !change.includes("'script'"),
  },
  {
    reason: 'equivalent: the two sides are never equal, so whether equality is included changes nothing',
    explains: any(
      inFile('taproot/commitment.ts', 'compareBytes(left, right) <= 0 → compareBytes(left, right) < 0'),
      inFile('taproot/tree.ts', 'first.order < second.order → first.order <= second.order'),
    ),
  },
  {
    reason:
      'performance only: rows that stand in order are not sorted again; short lists, types and lengths go a short way',
    explains: ({ file, line }) =>
      (file === 'psbt/framing.ts' && (line === 24 || line === 151 || (line >= 108 && line <= 118))) ||
      (file === 'psbt/cursor.ts' && line === 71),
  },
  {
    reason: 'equivalent: of neighbours either one may be looked at from the other',
    explains: inFile('psbt/framing.ts', 'index - 1 → index + 1'),
  },
  {
    reason: 'names of rules, for whoever reads the source: nothing prints them',
    explains: ({ file, line }) => file === 'paths/soundness.ts' && line >= 170,
  },
  {
    reason: 'equivalent: an agreement has no weight for the terms, which are looked up in vain',
    explains: inFile('paths/paths.ts', "name === 'terms' → false", '\'terms\' → ""'),
  },
  {
    reason: 'equivalent: whoever has an arbiter has a dispute, or the agreement was refused',
    explains: inFile(
      'paths/paths.ts',
      'dispute?.from → dispute.from',
      'dispute?.backupFrom → dispute.backupFrom',
    ),
  },
  {
    reason: 'equivalent: a mode that is not `verify` is the other one, whatever it is called',
    explains: inFile('script/miniscript.ts', '\'value\' → ""'),
  },
  {
    reason: 'equivalent: no lock and no threshold is below 1, where alone the two forms differ',
    explains: inFile('script/miniscript.ts', 'value >= 1 → true'),
  },
  {
    reason: 'equivalent: a role has one key at least',
    explains: inFile('script/leaf.ts', 'only !== undefined → true'),
  },
]
