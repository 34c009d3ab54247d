import type { Fragment } from '../script/miniscript.js'
import type { Contract } from './contract.js'

/** Signing devices whose limits are known; `generic` stands for whatever takes all of BIP 388. */
export const POLICY_DEVICES = ['generic', 'ledger', 'coldcard', 'bitbox02', 'trezor', 'jade'] as const
export type PolicyDevice = (typeof POLICY_DEVICES)[number]

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
}

export interface Limit {
  readonly rule: PolicyRule
  readonly expected: string
  /** What is too much, where something is. */
  readonly broken: (facts: PolicyFacts) => string | undefined
}

const atMost = (
  rule: PolicyRule,
  most: number,
  [unit, count]: readonly [string, (facts: PolicyFacts) => number],
): Limit => ({
  rule,
  expected: `at most ${most} ${unit}`,
  broken: (facts) => (count(facts) > most ? `${count(facts)}` : undefined),
})

const NO_MUSIG: Limit = {
  rule: 'musig',
  expected: 'no musig()',
  broken: ({ contract }) => (contract.internal.kind === 'musig2' ? 'an open key path' : undefined),
}

const NO_SHA256: Limit = {
  rule: 'sha256',
  expected: 'no leaf with a hash',
  broken: ({ contract }) =>
    contract.paths.some(({ secretHash }) => secretHash !== undefined)
      ? 'the leaf workerWithSecret'
      : undefined,
}

const NO_MINISCRIPT: Limit = {
  rule: 'taprootMiniscript',
  expected: 'no Miniscript below tr()',
  broken: ({ template }) => template,
}

const keyCount = (most: number): Limit => atMost('keyCount', most, ['keys', ({ keys }) => keys.length])

const originDepth = (most: number): Limit =>
  atMost('originDepth', most, [
    'steps in the origin of a key',
    ({ keys }) => Math.max(...keys.map((key) => key.slice(0, key.indexOf(']') + 1).split('/').length - 1)),
  ])

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

/** The limits of each device, with their sources and versions in `docs/devices.md`. */
export const limitsOf = (device: PolicyDevice): readonly Limit[] => {
  switch (device) {
    case 'generic':
      return []
    case 'ledger':
      return [
        atMost('templateLength', 512, ['characters', ({ template }) => template.length]),
        keyCount(15),
        originDepth(8),
        atMost('keyLength', 162, [
          'characters in a key with its origin',
          ({ keys }) => Math.max(...keys.map((key) => key.length)),
        ]),
        atMost('memory', 896, ['bytes of memory', ledgerMemory]),
      ]
    case 'coldcard':
      return [
        atMost('expressionCount', 32, [
          'keys as they are written',
          (facts) => partsIn(facts).reduce((count, part) => count + keysIn(part), 1),
        ]),
        originDepth(12),
      ]
    case 'bitbox02':
      return [
        NO_MUSIG,
        NO_SHA256,
        keyCount(20),
        atMost('addressIndex', 9999, ['as address index', ({ contract }) => contract.index]),
      ]
    case 'trezor':
    case 'jade':
      return [NO_MINISCRIPT]
  }
}
