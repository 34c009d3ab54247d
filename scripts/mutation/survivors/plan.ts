import { any, inFile, type Reason } from './reason.js'

/** Survivors of `plan/`. */
export const PLAN: readonly Reason[] = [
  {
    reason:
      'equivalent: no rule and no swap has the name that stands in the list then, and no report is of no agreement',
    explains: any(
      inFile('plan/plan.ts', '[] → ["Stryker was here"]'),
      inFile('plan/relock.ts', '[] → ["Stryker was here"]'),
      inFile('plan/amounts.ts', '[] → ["Stryker was here"]'),
      inFile('plan/json.ts', '[] → ["Stryker was here"]'),
    ),
  },
  {
    reason: 'only the types need the check: there is a lock for each input',
    explains: inFile('plan/plan.ts', 'locks[position]?.sequence → locks[position].sequence'),
  },
  {
    reason: 'equivalent: what is paid was found to be an amount before, so its field is never named',
    explains: inFile('plan/divide.ts', '\'output\' → ""', '\'arbiterFee\' → ""'),
  },
  {
    reason: 'only the types need the check: an empty list of inputs was refused before',
    explains: inFile('plan/split.ts', 'first === undefined → false', '[] → ["Stryker was here"]'),
  },
  {
    reason: 'equivalent: one input alone never weighs more than a standard transaction may',
    explains: inFile('plan/split.ts', 'batch.length > 0 → true', 'batch.length > 0 → batch.length >= 0'),
  },
  {
    reason: 'equivalent: of two equal numbers either one is the lesser',
    explains: inFile('plan/nearest.ts', 'one < other → one <= other'),
  },
  {
    reason:
      'equivalent: a split of all that there is, said in satoshis, pays the other side nothing by name and is never payable; what stands for it is the next one that is tried',
    explains: inFile('plan/nearest.ts', 'value > rest → value >= rest'),
  },
  {
    reason: 'equivalent: the split that was refused is not among those that can be paid',
    explains: inFile('plan/nearest.ts', 'value < given → value <= given', 'value > given → value >= given'),
  },
  {
    reason: 'equivalent: no outcome goes through the leaf of the terms, nor through a path that there is not',
    explains: inFile(
      'plan/payable.ts',
      "name === 'terms' → false",
      '\'terms\' → ""',
      '[] → ["Stryker was here"]',
    ),
  },
  {
    reason:
      'equivalent: dividing a pot between outcomes that a path can bring about is refused for no other reason',
    explains: inFile(
      'plan/payable.ts',
      'error instanceof EscrowError && REASONS.includes(error.code) → true',
      'error instanceof EscrowError && REASONS.includes(error.code) → error instanceof EscrowError || REASONS.includes(error.code)',
    ),
  },
  {
    reason: 'equivalent: a freeze has no milestone that could be too early',
    explains: inFile('plan/relock.ts', "into !== 'itself' → true", '\'itself\' → ""'),
  },
  {
    reason: 'equivalent: only a settlement has a split',
    explains: inFile('plan/outcome.ts', "outcome.pays.kind === 'settle' → true"),
  },
  {
    reason: 'equivalent: nothing is as little a yes as no is',
    explains: inFile('plan/json.ts', '{ // NaN, a bigint, a circle return false } → {}'),
  },
  {
    reason: 'equivalent: where the key path is open it is among the paths of the contract',
    explains: inFile('plan/payable.ts', "internal.kind === 'musig2' → false", '\'musig2\' → ""'),
  },
]
