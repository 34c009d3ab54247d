import { aggregateKeys, aggregateNode, sortKeys } from '../keys/aggregate.js'
import { childTweak, type TweakedChild } from '../keys/derivation.js'
import type { KeyNode } from '../keys/extendedKey.js'
import type { ExtendedKey } from '../keys/roleKey.js'
import { toHex } from '../units/bytes.js'

/** The aggregate of two accounts, and its child 0 with the tweak that leads there (BIP 328). */
export interface AggregateKey {
  readonly node: KeyNode
  readonly branch: TweakedChild
}

const nameOf = ({ publicKey, chainCode }: KeyNode): string => toHex(publicKey) + toHex(chainCode)

/**
 * What follows from accounts alone, whatever the agreement: their branches, and the aggregates of pairs; for the
 * agreements that are compiled together.
 */
export class AccountKeys {
  readonly #branches = new Map<string, Map<number, KeyNode>>()
  readonly #aggregates = new Map<string, AggregateKey>()

  /** The branches of an account that were derived so far, by their number. */
  branchesOf(account: KeyNode): Map<number, KeyNode> {
    const name = nameOf(account)
    const known = this.#branches.get(name) ?? new Map<number, KeyNode>()
    this.#branches.set(name, known)
    return known
  }

  /** BIP 327 of two accounts, BIP 328 below it. */
  aggregateOf(accounts: readonly [ExtendedKey, ExtendedKey]): AggregateKey {
    const publicKeys = sortKeys(accounts.map(({ publicKey }) => publicKey))
    const name = publicKeys.map(toHex).join()
    const known = this.#aggregates.get(name)
    if (known !== undefined) return known
    const node = aggregateNode(aggregateKeys(publicKeys, 'keyPath'))
    const aggregate = { node, branch: childTweak(node, 0) }
    this.#aggregates.set(name, aggregate)
    return aggregate
  }
}
