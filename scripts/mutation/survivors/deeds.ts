import { any, inFile, type Reason } from './reason.js'

/** Survivors of `deeds/`. */
export const DEEDS: readonly Reason[] = [
  {
    reason:
      'performance only: the first split that fits is taken, and whatever else is tried is planned and compared to the satoshi',
    explains: inFile(
      'deeds/recognise.ts',
      'value < least + MOST_ALIKE && value <= most → value < least + MOST_ALIKE || value <= most',
      'value < least + MOST_ALIKE → true',
      'value < least + MOST_ALIKE → value <= least + MOST_ALIKE',
      'value <= most → true',
      'amountTo(employer, paid) !== back → false',
      'pot - takenFirst(agreement, { outcome: terms, path, inputs: … → pot + takenFirst(agreement, { outcome: terms, path, inputs: …',
    ),
  },
  {
    reason: 'performance only: terms that pay a swap another amount are planned, too, and fit no output',
    explains: inFile(
      'deeds/recognise.ts',
      'amountTo(addressOf(swap).script, outputs) === swap.amount → true',
    ),
  },
  {
    reason:
      'performance only: terms without a split are compared once, and not for each of those that they have not',
    explains: inFile(
      'deeds/recognise.ts',
      'splitOf(one) !== undefined → true',
      'splitOf(one) === undefined → false',
    ),
  },
  {
    reason:
      'equivalent: where nothing is left to split, a split in satoshis pays what one in basis points does, or less than nothing',
    explains: inFile('deeds/recognise.ts', 'most > 0n → true', 'most > 0n → most >= 0n'),
  },
  {
    reason: 'equivalent: terms that no swap can stand in pay as they do without one, and those come first',
    explains: inFile('deeds/recognise.ts', "terms.kind === 'release' || terms.kind === 'award' → true"),
  },
  {
    reason: 'equivalent: what stands in the list of acceptances then is no report on any agreement',
    explains: inFile('deeds/recognise.ts', '[] → ["Stryker was here"]'),
  },
  {
    reason: 'equivalent: a floor that is undefined is none, and so is an annex',
    explains: any(
      inFile('deeds/recognise.ts', 'feeRateFloor !== undefined → true'),
      inFile('deeds/way.ts', 'reading.annex === undefined → false'),
      inFile('deeds/witness.ts', 'annex === undefined → false'),
    ),
  },
  {
    reason:
      'equivalent: a leaf that wants no secret has neither a hash nor a preimage, and one that wants one has both',
    explains: any(
      inFile(
        'deeds/way.ts',
        'preimage === undefined || hash === undefined → preimage === undefined && hash === undefined',
        'preimage === undefined → false',
        'hash === undefined → false',
      ),
      inFile('deeds/witness.ts', 'preimage === undefined → false'),
    ),
  },
  {
    reason:
      'only the types need the check: the items of the stack have been counted, and two have a last one',
    explains: inFile('deeds/witness.ts', 'last?.[0] → last[0]', 'signature === undefined → false'),
  },
  {
    reason:
      'equivalent: no more is paid than there is, so pot and fee are always amounts and never name their fields',
    explains: any(
      inFile('deeds/recognise.ts', '\'fee\' → ""'),
      inFile('deeds/deed.ts', '\'inputs\' → ""', '\'fee\' → ""'),
    ),
  },
  {
    reason: 'only the types need the check: the lengths of the lists have been compared',
    explains: any(
      inFile('deeds/same.ts', 'other !== undefined → true'),
      inFile('spend/same.ts', 'other !== undefined → true'),
    ),
  },
  {
    reason: 'equivalent: no transaction has the text for its id that stands in the list then',
    explains: inFile('deeds/given.ts', '[] → ["Stryker was here"]'),
  },
  {
    reason:
      'only the types need the check: whoever spends a contract has an input, and a path where none is foreign',
    explains: inFile(
      'deeds/outcome.ts',
      'path === undefined → false',
      "by.kind === 'leaf' → true",
      'first === undefined → false',
      '[] → ["Stryker was here"]',
    ),
  },
  {
    reason: 'only the types need the check: the same scripts are paid as by the outcome, so each is found',
    explains: inFile('deeds/outcome.ts', 'wanted === undefined → false'),
  },
  {
    reason: 'only the types need the check: no list of types has a type that there is not',
    explains: inFile('deeds/signatures.ts', 'type !== undefined → true'),
  },
]
