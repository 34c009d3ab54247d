import { backend } from '#backend'
import { aggregateKeys, aggregateNode, sortKeys } from '../../keys/aggregate.js'
import { descendant } from '../../keys/derivation.js'
import type { KeyNode } from '../../keys/extendedKey.js'
import { isUnspendable, unspendableFormOf, unspendableNode } from '../../keys/unspendable.js'
import { concat, equalBytes } from '../../units/bytes.js'
import type { Role } from '../../words.js'
import type { Difference } from '../lifted.js'
import type { Roles } from './assign.js'
import type { PlacedKey } from './shape.js'
import type { InternalSource, KeySource, LiftSubject } from './subject.js'

/** What the internal key of a contract was found to be. */
export type LiftedInternal =
  | { readonly keyPath: 'musig2' | 'closed'; readonly proof: 'derived' | 'claimed' }
  | Difference

const SUBJECT = 'internal key'

/** The extended key of a source, where there is one; a bare key has none. */
const extendedOf = (source: KeySource | undefined): KeyNode | undefined =>
  source !== undefined && source.steps.length > 0 ? source.node : undefined

const soleSource = (roles: Roles, role: Role): KeySource | undefined => {
  const keys = roles.get(role)?.keys ?? []
  return keys.length === 1 ? keys[0]?.source : undefined
}

const aggregated = (points: readonly Uint8Array[]): KeyNode =>
  aggregateNode(aggregateKeys(sortKeys(points), SUBJECT))

const isChild = (node: KeyNode, { internalKey }: LiftSubject, index: number): boolean =>
  equalBytes(descendant(node, [0, index]).publicKey.subarray(1), internalKey)

/** Whether an aggregate is that of these two accounts, as far as their origins say. */
const claimsBoth = (internal: InternalSource | undefined, both: readonly KeySource[]): boolean =>
  internal?.kind === 'aggregate' &&
  internal.participants.length === both.length &&
  both.every(({ account }) => internal.participants.some((participant) => participant.account === account))

/**
 * Holds an internal key against the two that a contract can have: the aggregate of employer and worker, and the
 * point H with the chain code that the keys of the tree give.
 *
 * @param keys the keys of the tree from left to right, the terms key included
 */
export const liftInternal = (
  subject: LiftSubject,
  {
    roles,
    keys,
    index,
  }: { readonly roles: Roles; readonly keys: readonly PlacedKey[]; readonly index: number },
): LiftedInternal => {
  const both = (['employer', 'worker'] as const).flatMap((role) => soleSource(roles, role) ?? [])
  const accounts = both.flatMap((source) => extendedOf(source) ?? [])
  if (accounts.length === 2 && isChild(aggregated(accounts.map((node) => node.publicKey)), subject, index))
    return { keyPath: 'musig2', proof: 'derived' }
  const placed = both.filter(({ node, steps }) => node === undefined && steps.length > 0)
  if (both.length === 2 && placed.length > 0 && claimsBoth(subject.internal, both))
    return { keyPath: 'musig2', proof: 'claimed' }
  const derived = keys.filter(({ source }) => source !== undefined && source.steps.length > 0)
  const points = derived.flatMap(({ source }) => extendedOf(source)?.publicKey ?? [])
  if (
    points.length === derived.length &&
    isChild(unspendableNode(backend.sha256(concat(...points))), subject, index)
  )
    return { keyPath: 'closed', proof: 'derived' }
  return strange(subject, roles)
}

const strange = ({ internal, internalKey }: LiftSubject, roles: Roles): Difference => {
  const difference = (code: Difference['code'], text: string): Difference => ({
    code,
    subject: SUBJECT,
    text,
  })
  const node = internal?.kind === 'key' ? internal.source.node : undefined
  // a bare point has no chain code, and is as plainly nobody's
  if (isUnspendable(node?.publicKey ?? internalKey) || (node && unspendableFormOf(node) !== undefined))
    return difference(
      'INTERNAL_KEY_CHAIN_CODE',
      'The internal key comes from the point H, but not by the chain code that the keys of the tree give.',
    )
  if (internal === undefined)
    return difference(
      'INTERNAL_KEY_UNKNOWN',
      'It cannot be told who can sign for the internal key; whoever can may take everything at once.',
    )
  if (internal.kind === 'aggregate' || isAggregate(node))
    return difference(
      'INTERNAL_KEY_NOT_AGGREGATE',
      'The internal key is an aggregate, but not child 0/index of that of employer and worker.',
    )
  const { account } = internal.source
  const holder = [...roles].find(([, { keys }]) => keys.some(({ source }) => source?.account === account))
  return holder === undefined
    ? difference(
        'INTERNAL_KEY_UNKNOWN',
        'The internal key belongs to somebody who has no part in the leaves, and who may take everything at once.',
      )
    : difference(
        'INTERNAL_KEY_OF_ONE_PARTY',
        `The internal key belongs to the ${holder[0]} alone, who may take everything at once.`,
      )
}

/** Whether a node is an aggregate written as an extended key: their chain code is one and the same (BIP 328). */
export const isAggregate = (node: KeyNode | undefined): boolean =>
  node !== undefined && equalBytes(node.chainCode, aggregateNode(node.publicKey).chainCode)
