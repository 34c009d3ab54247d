import { SIGNATURE_LENGTH } from '../../script/satisfy.js'
import type { Facts, ItemFact, Quorum } from './facts.js'

/** What people use as a secret, where the script leaves its length open. */
const PREIMAGE_LENGTH = 32

const lengthOf = (fact: ItemFact): number => {
  switch (fact.kind) {
    case 'exactly':
      return fact.bytes.length
    case 'length':
      return fact.length
    case 'signature':
      return SIGNATURE_LENGTH
    case 'preimage':
      return PREIMAGE_LENGTH
    case 'filled':
    case 'truthy':
      return 1
    case 'otherLength':
      return fact.length === 0 ? 1 : 0
    default:
      return 0
  }
}

const inQuorum = ({ items, threshold }: Quorum, item: number): number | undefined => {
  const position = items.indexOf(item)
  if (position === -1) return undefined
  return position < threshold ? SIGNATURE_LENGTH : 0
}

/** Bytes of an item of the witness on one way: of signatures the first ones of a list are counted. */
export const satisfactionLength = ({ items, quorums }: Facts, item: number): number => {
  const facts = items.get(item) ?? []
  if (facts.some(({ kind }) => kind === 'quorum'))
    return quorums.map((quorum) => inQuorum(quorum, item)).find((length) => length !== undefined) ?? 0
  const fixed = facts.find(({ kind }) => kind === 'exactly' || kind === 'length')
  if (fixed !== undefined) return lengthOf(fixed)
  return facts.reduce((most, fact) => Math.max(most, lengthOf(fact)), 0)
}
