import { any, inFile, type Reason } from './reason.js'

/** Survivors of `paths/`, `script/` and `taproot/`. */
export const TREE: readonly Reason[] = [
  {
    reason: 'equivalent: the two sides are never equal, so whether equality is included changes nothing',
    explains: any(
      inFile('taproot/commitment.ts', 'compareBytes(left, right) <= 0 → compareBytes(left, right) < 0'),
      inFile('taproot/tree.ts', 'first.order < second.order → first.order <= second.order'),
    ),
  },
  {
    reason: 'only the types need the check: payees whose shares add up to the whole have all been read',
    explains: inFile(
      'paths/money.ts',
      'payee?.share → payee.share',
      'payee?.address → payee.address',
      'payee.share !== null → true',
      'payees == null → false',
    ),
  },
  {
    reason: 'equivalent: a text among the demands needs nothing, and sorting leaves it behind them',
    explains: inFile('paths/money.ts', '[] → ["Stryker was here"]'),
  },
  {
    reason: 'equivalent: where no fee is taken off none is named, and nothing is written `0` in either way',
    explains: inFile('paths/money.ts', '\'\' → "Stryker was here!"', 'gets < 0n → gets <= 0n'),
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
    reason:
      'performance only: terms that milestones share are checked once, and an issue that stands on the list is not put there again',
    explains: inFile(
      'paths/schedule.ts',
      'silence === undefined && rescue === undefined && dispute ===… → false',
      'ownsNothing && inheritedSeen → false',
      'inheritedSeen ||= ownsNothing → inheritedSeen &&= ownsNothing',
    ),
  },
  {
    reason:
      'only the types need the check: an index that could not be read counts as 0, which is never too high',
    explains: inFile('paths/soundness.ts', 'index === null → false'),
  },
  {
    reason: 'equivalent: a script that pushes by OP_PUSHDATA1 is never what its fragments compile to',
    explains: inFile('script/lift.ts', 'opcode < 0x4c → opcode <= 0x4c'),
  },
  {
    reason: 'equivalent: where an instruction is missing there is neither an opcode nor a number',
    explains: inFile('script/lift.ts', '{ opcode: 0 } → {}'),
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
