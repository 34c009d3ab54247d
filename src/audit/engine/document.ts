import { taggedHash } from './encoding.js'

/*
 * The second engine compiles agreements once more, from docs/spec.md alone, on other libraries. Nothing in
 * this folder may import anything of the package outside it, so that one mistake cannot stand in both. It judges
 * nothing: it takes texts that the parser has accepted.
 */

/** A lock as the agreement writes it: one of four members. */
export interface SecondLock {
  readonly blocks?: number
  readonly seconds?: number
  readonly height?: number
  readonly time?: number
}

/** k of n keys. */
export interface SecondQuorum {
  readonly threshold: number
  readonly keys: readonly string[]
}

/** Terms that a milestone may state for itself, each as a whole. */
export interface SecondTerms {
  readonly silence?: { readonly pays: 'employer' | 'worker'; readonly after: SecondLock }
  readonly rescue?: { readonly after: SecondLock }
  readonly dispute?: { readonly from?: SecondLock; readonly backupFrom?: SecondLock }
}

export type SecondRole = 'employer' | 'worker' | 'arbiter' | 'backupArbiter'

/** Of an agreement's document what its compilation needs. */
export interface SecondDocument extends SecondTerms {
  readonly network: 'mainnet' | 'testnet' | 'signet' | 'regtest'
  readonly index: number
  readonly employer: SecondQuorum
  readonly worker: SecondQuorum
  readonly arbiter?: SecondQuorum
  readonly backupArbiter?: SecondQuorum
  readonly keyPath: 'musig2' | 'closed'
  readonly milestones: readonly (SecondTerms & { readonly amount: string; readonly secretHash?: string })[]
  readonly weights?: Readonly<Record<string, number>>
}

/** RFC 8785 for what an agreement holds: objects, lists, texts, whole numbers. */
export const secondCanonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(secondCanonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${secondCanonical(member)}`).join(',')}}`
}

/** The id of canonical text, 32 bytes. */
export const secondId = (canonical: string): Uint8Array =>
  taggedHash('taproot-escrow/agreement', new TextEncoder().encode(canonical))
