import { backend } from '#backend'
import { shown } from '../../errors.js'
import { aText, aWhole, type Check, listOf, membersOf, someBytes } from '../../given/check.js'
import { aggregateKeys, aggregateNode, sortKeys } from '../../keys/aggregate.js'
import { descendant } from '../../keys/derivation.js'
import { HARDENED, type KeyNode } from '../../keys/extendedKey.js'
import { formatOrigin, type KeyOrigin, parseKeyExpression } from '../../keys/keyExpression.js'
import { unspendableFormOf } from '../../keys/unspendable.js'
import { TAPSCRIPT_VERSION } from '../../taproot/commitment.js'
import { leavesOf, mapTree, type ScriptTree } from '../../taproot/tree.js'
import { equalBytes, toHex } from '../../units/bytes.js'
import { PATHS } from '../../words.js'
import { auditError } from '../errors.js'
import { isAggregate } from './internal.js'
import type { InternalSource, KeySource, LiftSubject } from './subject.js'

/** A key with the place that somebody says it has, as `PSBT_OUT_TAP_BIP32_DERIVATION` carries it (BIP 371). */
export interface ClaimedOrigin extends KeyOrigin {
  /** 32 x-only bytes. */
  readonly key: Uint8Array
}

/** An aggregate with its participants, as `PSBT_OUT_MUSIG2_PARTICIPANT_PUBKEYS` carries it (BIP 373). */
export interface ClaimedAggregate {
  /** 33 bytes each. */
  readonly aggregate: Uint8Array
  readonly participants: readonly Uint8Array[]
}

/** An output as scripts and keys: what a PSBT says of it, or a descriptor's keys at one index. */
export interface OutputMaterial {
  /** 32 x-only bytes. */
  readonly internalKey: Uint8Array
  readonly tree: ScriptTree<{ readonly script: Uint8Array; readonly version?: number }> | undefined
  /** Claims: each is checked where the account is known. */
  readonly origins?: readonly ClaimedOrigin[]
  readonly participants?: readonly ClaimedAggregate[]
  /**
   * Extended keys with their origins, as `PSBT_GLOBAL_XPUB` and agreements write them, bare keys in hex, and the
   * extended key of the terms: keys are derived from them again, so that nothing rests on claims.
   */
  readonly accounts?: readonly string[]
  /** The last step of every key; taken from the origins where it is left out. */
  readonly index?: number
}

export const anOrigin: Check = (value, field) => {
  membersOf<ClaimedOrigin>({ fingerprint: aText, path: listOf(aWhole), key: someBytes })(value, field)
}

export const anAggregate: Check = (value, field) => {
  membersOf<ClaimedAggregate>({ aggregate: someBytes, participants: listOf(someBytes) })(value, field)
}

interface Account {
  readonly name: string
  readonly node?: KeyNode
  readonly bare?: Uint8Array
  readonly origin?: KeyOrigin
}

const accountOf = (text: string, at: number): Account => {
  const { key, origin } = parseKeyExpression(text, { field: `accounts[${at}]` })
  if (key.kind !== 'extended') return { name: text, bare: key.publicKey.subarray(-32) }
  const prefix = origin === undefined ? '' : formatOrigin(origin)
  return { name: `${prefix}${key.text}`, node: key, ...(origin === undefined ? {} : { origin }) }
}

/** Branches on which keys are looked for: all that a leaf could have and some more, 0 for what nobody or both hold. */
const branchesOf = (node: KeyNode): readonly number[] =>
  unspendableFormOf(node) !== undefined || isAggregate(node) ? [0] : PATHS.map((_, number) => 2 * number)

/** Every key that an account can have in a contract of this index. */
const derivedSources = (accounts: readonly Account[], index: number): Map<string, KeySource> =>
  new Map(
    accounts.flatMap(({ name, node, bare }): [string, KeySource][] => {
      if (bare !== undefined) return [[toHex(bare), { account: name, steps: [] }]]
      if (node === undefined) return []
      return branchesOf(node).map((branch) => [
        toHex(descendant(node, [branch, index]).publicKey.subarray(1)),
        { account: name, node, steps: [branch, index] },
      ])
    }),
  )

/** The last step of a claim: those of accounts, which are hardened, say nothing of it. */
const indexOf = (origins: readonly ClaimedOrigin[]): number | undefined =>
  origins.map(({ path }) => path.at(-1)).find((step) => step !== undefined && step < HARDENED)

/** The place of a key whose account is not known: the last two steps are the contract's own. */
const claimedSource = ({ fingerprint, path }: KeyOrigin): KeySource => ({
  account: formatOrigin({ fingerprint, path: path.slice(0, -2) }),
  steps: path.slice(-2),
})

const aggregateSource = (
  { aggregate, participants }: ClaimedAggregate,
  { material, accounts, index }: { material: OutputMaterial; accounts: readonly Account[]; index: number },
): InternalSource | undefined => {
  if (participants.length === 0 || !participants.every((point) => backend.isPoint(point))) return undefined
  if (!equalBytes(aggregateKeys(sortKeys(participants)), aggregate)) return undefined
  const child = descendant(aggregateNode(aggregate), [0, index])
  if (!equalBytes(child.publicKey.subarray(1), material.internalKey)) return undefined
  return {
    kind: 'aggregate',
    participants: participants.map((point): KeySource => {
      const account = accounts.find(({ node }) => node !== undefined && equalBytes(node.publicKey, point))
      if (account?.node !== undefined) return { account: account.name, node: account.node, steps: [0, index] }
      const claimed = (material.origins ?? []).find(({ key }) => equalBytes(key, point.subarray(1)))
      return { account: claimed === undefined ? toHex(point) : formatOrigin(claimed), steps: [0, index] }
    }),
  }
}

const checkMaterial = ({ internalKey, tree }: OutputMaterial): void => {
  const bytes = [internalKey, ...(tree === undefined ? [] : leavesOf(tree).map(({ leaf }) => leaf.script))]
  if (!bytes.every((part) => part instanceof Uint8Array) || !backend.isXOnlyPoint(internalKey))
    throw auditError('AUDIT_OUTPUT_MALFORMED', {
      field: 'internalKey',
      expected: 'an x-only key of 32 bytes, and leaves of bytes',
      received: shown(internalKey),
    })
}

/**
 * An output's scripts with everything that can be known about their keys.
 *
 * @throws EscrowError `AUDIT_OUTPUT_MALFORMED`, `KEY_*` for accounts that are none
 */
export const subjectOfMaterial = (material: OutputMaterial): LiftSubject => {
  checkMaterial(material)
  const { internalKey, tree, origins = [], participants = [] } = material
  const accounts = (material.accounts ?? []).map(accountOf)
  const index = material.index ?? indexOf(origins) ?? 0
  const derived = derivedSources(accounts, index)
  const sources = new Map(derived)
  const named = (origin: KeyOrigin): boolean => {
    const { account } = claimedSource(origin)
    return accounts.some((one) => one.origin !== undefined && formatOrigin(one.origin) === account)
  }
  for (const origin of origins) {
    const key = toHex(origin.key)
    // a claim about an account that is known has to come out when its keys are derived
    if (!sources.has(key) && !named(origin) && origin.path.length >= 2)
      sources.set(key, claimedSource(origin))
  }
  const aggregate = participants
    .map((claim) => aggregateSource(claim, { material, accounts, index }))
    .find((found) => found !== undefined)
  const source = derived.get(toHex(internalKey))
  const internal: InternalSource | undefined =
    aggregate ?? (source === undefined ? undefined : { kind: 'key', source })
  return {
    internalKey,
    ...(internal === undefined ? {} : { internal }),
    tree: tree && mapTree(tree, ({ script, version = TAPSCRIPT_VERSION }) => ({ script, version })),
    sources,
  }
}
