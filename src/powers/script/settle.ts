import { type Facts, withItem, withQuorum } from './facts.js'
import { notUnderstood } from './notUnderstood.js'
import type { Among, Condition } from './value.js'
import type { Work } from './work.js'

/** Most conditions of different kinds in one count whose combinations are tried one by one. */
const MAX_MIXED = 12
const NOTHING = /* @__PURE__ */ new Uint8Array(0)

const one = (facts: Facts | undefined): readonly Facts[] => (facts === undefined ? [] : [facts])

/** A condition that an item answers, with what the item is if it holds and if it does not. */
const settleItem = (
  facts: Facts,
  condition: Exclude<Condition, Among>,
  wanted: 'true' | 'false',
): readonly Facts[] => {
  const { item } = condition
  const holds = wanted === 'true'
  switch (condition.kind) {
    case 'signature': {
      if (!holds) return one(withItem(facts, item, { kind: 'exactly', bytes: NOTHING }))
      const { key } = condition
      const signed = withItem(facts, item, { kind: 'signature', key })
      if (signed === undefined || signed === facts) return one(signed)
      return [{ ...signed, quorums: [...signed.quorums, { threshold: 1, keys: [key], items: [item] }] }]
    }
    case 'filled':
      return one(withItem(facts, item, holds ? { kind: 'filled' } : { kind: 'exactly', bytes: NOTHING }))
    case 'truthy':
      return one(withItem(facts, item, holds ? { kind: 'truthy' } : { kind: 'exactly', bytes: NOTHING }))
    case 'length':
      return one(withItem(facts, item, { kind: holds ? 'length' : 'otherLength', length: condition.length }))
    case 'exactly':
      if (!holds) throw notUnderstood('it asks that an item of the witness is not certain bytes')
      return one(withItem(facts, item, { kind: 'exactly', bytes: condition.bytes }))
    case 'preimage': {
      const { kind, hash, digest, at } = condition
      const place = at === undefined ? {} : { at }
      return one(
        withItem(
          facts,
          item,
          holds ? { kind, hash, digest, ...place } : { kind: 'noPreimage', hash, digest },
        ),
      )
    }
  }
}

type SignatureLike = Extract<Condition, { readonly kind: 'signature' | 'filled' }>

const isSignatureLike = (condition: Condition): condition is SignatureLike =>
  condition.kind === 'signature' || condition.kind === 'filled'

/**
 * So many of a list of keys sign, as few as do. Whoever holds more of the keys can also sign with fewer, so the
 * smallest number says it all.
 */
const settleSignatures = (
  facts: Facts,
  terms: readonly SignatureLike[],
  isAllowed: (count: number) => boolean,
): Facts | undefined => {
  const free = terms.filter(({ kind }) => kind === 'filled')
  const signatures = terms.flatMap((term) => (term.kind === 'signature' ? [term] : []))
  for (let threshold = 0; threshold <= signatures.length; threshold++)
    for (let filled = free.length; filled >= 0; filled--) {
      if (!isAllowed(threshold + filled)) continue
      let settled: Facts | undefined = facts
      for (const [at, { item }] of free.entries())
        settled =
          settled &&
          withItem(settled, item, at < filled ? { kind: 'filled' } : { kind: 'exactly', bytes: NOTHING })
      if (threshold === 0)
        for (const { item } of signatures)
          settled = settled && withItem(settled, item, { kind: 'exactly', bytes: NOTHING })
      if (settled === undefined) throw notUnderstood('it uses a signature twice')
      if (threshold === 0) return settled
      const keys = signatures.map(({ key }) => key)
      const items = signatures.map(({ item }) => item)
      return withQuorum(settled, { threshold, keys, items })
    }
  return undefined
}

const settleAmong = (
  facts: Facts,
  { terms, allowed }: Among,
  { wanted, work }: SettleOptions,
): readonly Facts[] => {
  const isAllowed = (count: number): boolean => allowed.has(count) === (wanted === 'true')
  const signatures = terms.filter(isSignatureLike)
  const others = terms.filter((term) => !isSignatureLike(term))
  if (others.length > MAX_MIXED) throw notUnderstood('it counts too many conditions of different kinds')
  const settled: Facts[] = []
  const choose = (at: number, chosen: Facts, count: number): void => {
    work.spend(1 + signatures.length)
    const next = others[at]
    if (next !== undefined) {
      for (const one of settle(chosen, next, { wanted: 'true', work })) choose(at + 1, one, count + 1)
      for (const one of settle(chosen, next, { wanted: 'false', work })) choose(at + 1, one, count)
    } else if (signatures.length > 0) {
      const all = settleSignatures(chosen, signatures, (more) => isAllowed(count + more))
      if (all !== undefined) settled.push(all)
    } else if (isAllowed(count)) settled.push(chosen)
  }
  choose(0, facts, 0)
  return settled
}

export interface SettleOptions {
  readonly wanted: 'true' | 'false'
  readonly work: Work
}

/** All ways in which a condition can be made true, or false. */
export const settle = (facts: Facts, condition: Condition, options: SettleOptions): readonly Facts[] =>
  condition.kind === 'among'
    ? settleAmong(facts, condition, options)
    : settleItem(facts, condition, options.wanted)
