/*
 * Types of what browsers and Node both have: a project that declares neither can still read the package's declarations,
 * and leaves these options out.
 */

/** An `AbortSignal`. */
export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer Instance } }
  ? Instance
  : never

/** `fetch`. */
export type Fetch = typeof globalThis extends { fetch: infer Function } ? Function : never
