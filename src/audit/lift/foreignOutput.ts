import { aggregateKeys, aggregateNode, sortKeys } from '../../keys/aggregate.js'
import type { KeyNode } from '../../keys/extendedKey.js'
import { isUnspendable, unspendableFormOf } from '../../keys/unspendable.js'
import { letter } from '../../powers/letter.js'
import type { AuditedOutput, InternalKeyReading, KeyHolder } from '../../powers/output.js'
import { readOutput } from '../../powers/readOutput.js'
import { mapTree } from '../../taproot/tree.js'
import { equalBytes, fromHex, toHex } from '../../units/bytes.js'
import { isAggregate } from './internal.js'
import type { KeySource, LiftSubject } from './subject.js'

const PLAIN_WHY = 'the point H of BIP 341, or a child of it'
const SHIFTED_WHY = 'a child of H + c·G: the point H of BIP 341 and its own chain code c, no secret'

const COMPRESSED = /^0[23][0-9a-f]{64}$/
/** Most accounts of which pairs are tried for an aggregate that names no participants. */
const MAX_TRIED = 12

/** A foreign output, and which account or key each of its parties is. */
export interface ForeignOutput {
  readonly output: AuditedOutput
  /** Accounts as texts, by the parties' names. */
  readonly accounts: ReadonlyMap<string, string>
}

/** An output whose parties are called A, B … in the order in which their keys stand in the tree. */
export const foreignOutput = (subject: LiftSubject): ForeignOutput => {
  const { internalKey, tree, sources } = subject
  const parties = new Map<string, string>()
  const partyOf = (source: string): string => {
    // a leaf shows the x coordinate only, so a bare key is the same one in both of its forms
    const account = COMPRESSED.test(source) ? source.slice(2) : source
    const name = parties.get(account) ?? letter(parties.size)
    parties.set(account, name)
    return name
  }
  const holderOf = (key: Uint8Array): KeyHolder => {
    const source = sources.get(toHex(key))
    const why = nobodysWhy(source?.node, key)
    if (why !== undefined) return { kind: 'nobody', why }
    return { kind: 'party', party: partyOf(source?.account ?? toHex(key)), position: 0 }
  }
  let next = 0
  const named = tree && mapTree(tree, (leaf) => ({ ...leaf, name: `leaf ${++next}` }))
  const leavesFirst = readOutput({
    internalKey,
    internal: { kind: 'unknown' },
    tree: named,
    holderOf,
    named: [...sources.keys()].flatMap((key) => fromHex(key) ?? []),
    parties: () => [],
  })
  const internal = internalOf(subject, partyOf)
  return {
    output: {
      ...leavesFirst,
      internal,
      parties: [...parties.values()].map((name) => ({ name, size: 1 })),
    },
    accounts: new Map([...parties].map(([account, name]) => [name, account])),
  }
}

/** Why nobody can sign for a key, seen from itself or the extended key that it comes from; nothing where somebody may. */
const nobodysWhy = (node: KeyNode | undefined, key: Uint8Array): string | undefined => {
  if (isUnspendable(node?.publicKey ?? key)) return PLAIN_WHY
  return node !== undefined && unspendableFormOf(node) === 'shifted' ? SHIFTED_WHY : undefined
}

const internalOf = (
  { internal, internalKey, sources }: LiftSubject,
  partyOf: (account: string) => string,
): InternalKeyReading => {
  if (isUnspendable(internalKey)) return { kind: 'nobody', why: PLAIN_WHY }
  if (internal === undefined) {
    const known = sources.get(toHex(internalKey))
    return known === undefined ? { kind: 'unknown' } : { kind: 'party', party: partyOf(known.account) }
  }
  if (internal.kind === 'aggregate')
    return { kind: 'aggregate', parties: internal.participants.map(({ account }) => partyOf(account)) }
  const { source } = internal
  const why = source.node && nobodysWhy(source.node, internalKey)
  if (why !== undefined) return { kind: 'nobody', why }
  if (!isAggregate(source.node)) return { kind: 'party', party: partyOf(source.account) }
  const pair = pairOf(source, sources)
  return pair === undefined ? { kind: 'unknown' } : { kind: 'aggregate', parties: pair.map(partyOf) }
}

/** The two accounts of which an extended key is the aggregate (BIP 328), among those of the leaves. */
const pairOf = (
  { node }: KeySource,
  sources: ReadonlyMap<string, KeySource>,
): readonly string[] | undefined => {
  const accounts = new Map(
    [...sources.values()].flatMap((source) =>
      source.node === undefined ? [] : [[source.account, source.node] as const],
    ),
  )
  const tried = [...accounts].slice(0, MAX_TRIED)
  for (const [at, [left, leftNode]] of tried.entries())
    for (const [right, rightNode] of tried.slice(at + 1)) {
      const points = sortKeys([leftNode.publicKey, rightNode.publicKey])
      if (node !== undefined && equalBytes(aggregateNode(aggregateKeys(points)).publicKey, node.publicKey))
        return [left, right]
    }
  return undefined
}
