import { any, inFile, type Reason } from './reason.js'

/** Survivors of `plan/`. */
export const PLAN: readonly Reason[] = [
  {
    reason: 'equivalent: no rule has the name that stands in the list then, and no report is of no agreement',
    explains: any(
      inFile('plan/plan.ts', '[] → ["Stryker was here"]'),
      inFile('plan/relock.ts', '[] → ["Stryker was here"]'),
    ),
  },
  {
    reason: 'only the types need the check: no outcome but a relock has a target',
    explains: inFile('plan/outcome.ts', "outcome.kind === 'relock' → true"),
  },
  {
    reason: 'only the types need the check: there is a lock for each input',
    explains: inFile('plan/plan.ts', 'locks[position]?.sequence → locks[position].sequence'),
  },
  {
    reason: 'equivalent: what is paid was found to be an amount before, so its field is never named',
    explains: inFile('plan/money.ts', '\'output\' → ""', '\'arbiterFee\' → ""'),
  },
  {
    reason: 'only the types need the check: an empty list of inputs was refused before',
    explains: inFile('plan/split.ts', 'first === undefined → false', '[] → ["Stryker was here"]'),
  },
  {
    reason: 'equivalent: one input alone never weighs more than a standard transaction may',
    explains: inFile('plan/split.ts', 'batch.length > 0 → true', 'batch.length > 0 → batch.length >= 0'),
  },
]
