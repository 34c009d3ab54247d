/** `true` where two types are the same, neither wider nor narrower. */
export type Equal<Left, Right> =
  (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : false

/** Compiles only for `true`. */
export type Expect<Claim extends true> = Claim
