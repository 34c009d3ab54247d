import type { AuditedLeaf, AuditedOutput, HeldKey } from '../../powers/output.js'
import type { Demand, ScriptRemark, ScriptWay } from '../../powers/reading.js'
import { capital } from '../../sentences/capital.js'
import { equalBytes, toHex } from '../../units/bytes.js'
import type { Lock } from '../../units/lock.js'
import { listed, momentPhrase } from '../phrases.js'

/** What a remark on a leaf means for whoever pays into it. */
const REMARKS: Readonly<Record<ScriptRemark, string>> = {
  unknownKeyType:
    'has a key that is not 32 bytes long: whatever stands in the place of its signature is accepted, so it protects nothing; nodes do not relay it, but whoever mines can take it',
  lockWithoutEffect: 'has a lock that locks nothing',
  noSignature: 'can be spent without a signature: whoever sees the spend can send the money elsewhere',
  conditional: 'branches inside its script: strict nodes do not relay it',
  droppedData: 'pushes bytes and drops them: strict nodes do not relay it',
  success: 'contains an OP_SUCCESS: nodes do not relay it, but whoever mines can take it',
  unknownLeafVersion:
    'has a version that no rule knows: nodes do not relay it, but whoever mines can take it',
}

/** A before Z, and both before A2. */
const inOrder = (names: readonly string[]): readonly string[] =>
  names.toSorted((left, right) => left.length - right.length || (left < right ? -1 : 1))

const keysPhrase = (names: readonly string[]): string =>
  `${names.length === 1 ? 'key' : 'keys'} ${listed(inOrder(names))}`

interface Signers {
  readonly threshold: number
  readonly names: readonly string[]
}

/** Who can sign for one list of keys; keys that nobody holds are left out. */
const signersOf = (
  { threshold, keys }: Extract<Demand, { readonly kind: 'signatures' }>,
  held: readonly HeldKey[],
): Signers => ({
  threshold,
  names: keys.flatMap((key) => {
    const holder = held.find((one) => equalBytes(one.key, key))?.holder
    return holder?.kind === 'party' ? [holder.party] : []
  }),
})

/** `anybody`, `keys A and B together`, `2 of the keys A, B and C together with key D`. */
const whoPhrase = (signers: readonly Signers[]): string => {
  const certain = signers.filter(({ threshold, names }) => names.length === threshold)
  const chosen = signers.filter(({ threshold, names }) => names.length > threshold)
  const names = certain.flatMap((one) => one.names)
  const phrases = [
    ...chosen.map((one) => `${one.threshold} of the keys ${listed(inOrder(one.names))}`),
    ...(names.length === 0 ? [] : [keysPhrase(names)]),
  ]
  if (phrases.length === 0) return 'anybody'
  return `${phrases.join(' together with ')}${chosen.length === 0 && names.length > 1 ? ' together' : ''}`
}

const HASHES = {
  sha256: 'SHA-256',
  hash256: 'double SHA-256',
  ripemd160: 'RIPEMD-160',
  hash160: 'HASH160',
  sha1: 'SHA-1',
} as const

const wayPhrase = ({ demands }: ScriptWay, { name, keys }: AuditedLeaf): string | undefined => {
  const signers = demands.flatMap((demand) => (demand.kind === 'signatures' ? [signersOf(demand, keys)] : []))
  if (signers.some(({ threshold, names }) => names.length < threshold)) return undefined
  const secrets = demands.flatMap((demand) =>
    demand.kind === 'preimage' ? [`a secret whose ${HASHES[demand.hash]} is ${toHex(demand.digest)}`] : [],
  )
  const locks = demands.flatMap((demand): Lock[] =>
    demand.kind === 'older' || demand.kind === 'after' ? [demand.lock] : [],
  )
  const [from, ...and] = locks
  const knowing = secrets.length === 0 ? '' : ` with ${listed(secrets)}`
  const when = momentPhrase(from === undefined ? {} : { from, and })
  return `${capital(whoPhrase(signers))}${knowing} can take everything ${when}, by ${name}.`
}

const leafSentences = (leaf: AuditedLeaf): readonly string[] => {
  const { name, reading } = leaf
  const remarks = reading.remarks.map((remark) => `${capital(name)} ${REMARKS[remark]}.`)
  if (!reading.understood) return [`What ${name} allows cannot be told: ${reading.reason}.`, ...remarks]
  const ways = reading.ways.flatMap((way) => wayPhrase(way, leaf) ?? [])
  return [...(ways.length === 0 ? [`Nobody can take anything by ${name}.`] : ways), ...remarks]
}

const keyPathSentence = ({ internal }: AuditedOutput): string => {
  switch (internal.kind) {
    case 'nobody':
      return 'The key path is closed: nobody can sign for the internal key.'
    case 'aggregate':
      return `${capital(keysPhrase(internal.parties))} together can take everything at once, by the key path.`
    case 'party':
      return `Key ${internal.party} can take everything at once, by the key path.`
    case 'unknown':
      return 'It cannot be told who can sign for the internal key: whoever can may take everything at once.'
  }
}

/**
 * A foreign output in plain sentences: the key path, then every leaf from left to right, then which key is which.
 *
 * @param accounts what the names of the parties stand for
 */
export const describeOutput = (
  output: AuditedOutput,
  accounts: ReadonlyMap<string, string>,
): readonly string[] => [
  keyPathSentence(output),
  ...output.leaves.flatMap(leafSentences),
  ...[...accounts].map(([name, account]) =>
    account.includes('pub')
      ? `Key ${name} comes from the account ${account}.`
      : account.startsWith('[')
        ? `Key ${name} is said to come from the account ${account}.`
        : `Key ${name} is ${account}.`,
  ),
]
