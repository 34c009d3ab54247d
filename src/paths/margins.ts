/** A number of blocks, or of seconds, for what is counted in either. */
export type Margin = Readonly<Record<'blocks' | 'seconds', number>>

/** About a day: nearer than this a deadline is warned of, and no contract is paid whose first one is nearer. */
export const WARNING_MARGIN: Margin = { blocks: 144, seconds: 86_400 }
/** About six hours: nearer than this nobody releases money, nor moves it into a contract. */
export const REFUSAL_MARGIN: Margin = { blocks: 36, seconds: 21_600 }
/** Two years of blocks, one every ten minutes, and of seconds: what opens later is no way out for people. */
export const TWO_YEARS: Margin = { blocks: 105_120, seconds: 63_072_000 }
