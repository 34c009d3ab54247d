import type { Fragment } from '../script/miniscript.js'
import type { Contract } from './contract.js'

/** What a device, or BIP 388 itself, does not take. */
export type PolicyRule =
  /** A bare key: policies hold extended keys only (BIP 388, "Key information vector"). */
  | 'extendedKeys'
  /** Leaves in Miniscript. */
  | 'taprootMiniscript'
  | 'musig'
  | 'sha256'
  | 'templateLength'
  /** Keys of the policy, each counted once. */
  | 'keyCount'
  /** Keys as they are written in the tree, and the internal key. */
  | 'expressionCount'
  /** Steps of a key's origin. */
  | 'originDepth'
  /** Characters of a key with its origin. */
  | 'keyLength'
  /** Bytes that the device needs to hold the policy. */
  | 'memory'
  | 'addressIndex'

/** What a policy has or has not. */
type TraitRule = 'extendedKeys' | 'taprootMiniscript' | 'musig' | 'sha256'

/** What is counted. */
type CountRule = Exclude<PolicyRule, TraitRule>

/** What a device does not take: policies with something, or with more of something than so many. */
export type Limit = TraitRule | { readonly rule: CountRule; readonly most: number }

/** A wallet policy (BIP 388): what a signing device shows once, and then recognises. */
export interface WalletPolicy {
  /** 25 characters, 72 bits of a hash that name this very policy: another template or key gives another name. */
  readonly name: string
  /** A descriptor template, such as `tr(musig(@0,@1)/**,{…})`. */
  readonly template: string
  /** What `@0`, `@1` … stand for: extended keys, with their origins where somebody holds them. */
  readonly keys: readonly string[]
}

/** What limits are about. */
export interface PolicyFacts extends Omit<WalletPolicy, 'name'> {
  readonly contract: Contract
  /** Where a bare key stands, which is none of a policy: the first such place. */
  readonly bareKey: string | undefined
}

/** A limit that a policy breaks. */
export interface BrokenLimit {
  readonly rule: PolicyRule
  /** Such as `at most 15 keys`. */
  readonly expected: string
  readonly received: string
  /** Where something is counted: how much of it there is, and how much may be. */
  readonly counted?: { readonly count: number; readonly most: number }
}

interface Trait {
  readonly expected: string
  /** What there is, where there is such a thing. */
  readonly found: (facts: PolicyFacts) => string | undefined
}

const TRAITS: Readonly<Record<TraitRule, Trait>> = {
  extendedKeys: {
    expected: 'extended keys only',
    found: ({ bareKey }) => bareKey && `a bare key in ${bareKey}`,
  },
  taprootMiniscript: { expected: 'no Miniscript below tr()', found: ({ template }) => template },
  musig: {
    expected: 'no musig()',
    found: ({ contract }) => (contract.internal.kind === 'musig2' ? 'an open key path' : undefined),
  },
  sha256: {
    expected: 'no leaf with a hash',
    found: ({ contract }) =>
      contract.paths.some(({ secretHash }) => secretHash !== undefined)
        ? 'the leaf workerWithSecret'
        : undefined,
  },
}

/** What stands below a leaf, each part for itself. */
const partsOf = <Key>(fragment: Fragment<Key>): readonly Fragment<Key>[] =>
  fragment.type === 'and_v' ? [fragment, ...partsOf(fragment.left), ...partsOf(fragment.right)] : [fragment]

const partsIn = ({ contract }: PolicyFacts) => contract.leaves.flatMap(({ fragment }) => partsOf(fragment))

const keysIn = (part: Fragment<unknown>): number =>
  part.type === 'multi_a' ? part.keys.length : part.type === 'pk' ? 1 : 0

/** Bytes that a part takes in the app of Ledger; and_v wraps its left side into a `v:` of as many as itself. */
const ledgerBytes = (part: Fragment<unknown>): number => {
  switch (part.type) {
    case 'pk':
      return 28
    case 'multi_a':
      return 16 + 16 * part.keys.length
    case 'and_v':
      return 12 + 12
    case 'older':
    case 'after':
      return 12
    case 'sha256':
      return 40
  }
}

/** What the app of Ledger needs to hold a policy: the key, the branches, the leaves and what is in them. */
const ledgerMemory = (facts: PolicyFacts): number => {
  const { leaves, internal } = facts.contract
  const key = internal.kind === 'musig2' ? 36 : 28
  const parts = partsIn(facts).reduce((bytes, part) => bytes + ledgerBytes(part), 0)
  return key + 8 * (leaves.length - 1) + 8 * leaves.length + parts
}

interface Count {
  readonly unit: string
  readonly count: (facts: PolicyFacts) => number
}

const COUNTS: Readonly<Record<CountRule, Count>> = {
  templateLength: { unit: 'characters', count: ({ template }) => template.length },
  keyCount: { unit: 'keys', count: ({ keys }) => keys.length },
  expressionCount: {
    unit: 'keys as they are written',
    count: (facts) => partsIn(facts).reduce((count, part) => count + keysIn(part), 1),
  },
  originDepth: {
    unit: 'steps in the origin of a key',
    count: ({ keys }) =>
      Math.max(...keys.map((key) => key.slice(0, key.indexOf(']') + 1).split('/').length - 1)),
  },
  keyLength: {
    unit: 'characters in a key with its origin',
    count: ({ keys }) => Math.max(...keys.map((key) => key.length)),
  },
  memory: { unit: 'bytes of memory', count: ledgerMemory },
  addressIndex: { unit: 'as address index', count: ({ contract }) => contract.index },
}

const broken = (facts: PolicyFacts, limit: Limit): BrokenLimit | undefined => {
  if (typeof limit === 'string') {
    const { expected, found } = TRAITS[limit]
    const received = found(facts)
    return received === undefined ? undefined : { rule: limit, expected, received }
  }
  const { rule, most } = limit
  const { unit, count } = COUNTS[rule]
  const counted = count(facts)
  return counted > most
    ? { rule, expected: `at most ${most} ${unit}`, received: `${counted}`, counted: { count: counted, most } }
    : undefined
}

/** The first of a device's limits, or the one of BIP 388 itself, that a policy breaks. */
export const brokenLimit = (facts: PolicyFacts, limits: readonly Limit[]): BrokenLimit | undefined => {
  for (const limit of ['extendedKeys' as const, ...limits]) {
    const found = broken(facts, limit)
    if (found !== undefined) return found
  }
  return undefined
}
