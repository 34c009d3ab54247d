import { any, inFile, type Reason } from './reason.js'

/** Survivors of `deeds/`. */
export const DEEDS: readonly Reason[] = [
  {
    reason:
      'performance only: the first share that fits is taken, and whatever else is tried is planned and compared to the satoshi',
    explains: inFile(
      'deeds/recognise.ts',
      'share < least + MOST_ALIKE && share <= FULL_SHARE → share < least + MOST_ALIKE || share <= FULL_SHARE',
      'share < least + MOST_ALIKE → true',
      'share < least + MOST_ALIKE → share <= least + MOST_ALIKE',
      'share <= FULL_SHARE → true',
      'amountAt(share) !== back → false',
    ),
  },
  {
    reason: 'equivalent: what stands in the list of acceptances then is no report on any agreement',
    explains: inFile('deeds/recognise.ts', '[] → ["Stryker was here"]'),
  },
  {
    reason:
      'equivalent: no more is paid than there is, so the fee is always an amount and never names its field',
    explains: inFile('deeds/recognise.ts', '\'fee\' → ""'),
  },
  {
    reason: 'only the types need the check: the lengths of the lists have been compared',
    explains: any(
      inFile('deeds/same.ts', 'other !== undefined → true'),
      inFile('spend/same.ts', 'other !== undefined → true'),
    ),
  },
]
