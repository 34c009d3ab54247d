import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** No height of a block, or no median time. */
  FUNDING_HEIGHT: 'input',
  /** No list of agreements. */
  FUNDING_KNOWN: 'input',
  /** Two agreements whose contracts would have the same keys. */
  FUNDING_INDEX_OVERLAP: 'input',
  /** An absolute deadline that is over, or too near for the arbiter. */
  FUNDING_DEADLINE_PAST: 'state',
  /** A contract that one party alone can take within a day. */
  FUNDING_DEADLINE_NEAR: 'state',
  /** A contract that one party cannot be paid from, within two years or ever, should the other vanish. */
  FUNDING_PARTY_LOCKED_OUT: 'state',
  /** A hash that stands in another agreement: whoever takes the one contract shows the secret of the other. */
  FUNDING_SECRET_REUSED: 'state',
} as const

/** Which contract an error is about. */
type Refused = Readonly<{ agreement: string; milestone: number }>

interface Extras {
  FUNDING_INDEX_OVERLAP: {
    /** Ids of both. */
    readonly agreements: readonly [string, string]
  }
  FUNDING_DEADLINE_PAST: Refused
  FUNDING_DEADLINE_NEAR: Refused & { readonly party: 'employer' | 'worker' }
  FUNDING_PARTY_LOCKED_OUT: Refused & { readonly party: 'employer' | 'worker' }
  FUNDING_SECRET_REUSED: Refused & {
    /** Id of the agreement that has the hash, too. */
    readonly other: string
  }
}

export const admissionError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<
  typeof codes,
  Extras
>(codes)
