import type {
  AuditedLeaf,
  AuditedOutput,
  AuditedParty,
  Demand,
  HeldKey,
  InternalKeyReading,
  KeyHolder,
  Matrix,
  ScriptReading,
  ScriptWay,
} from 'taproot-escrow/audit'

/*
 * Outputs as an auditor reads them, made by hand: no byte of them is a real script, only lengths count. A key is
 * a text such as `A0`: the party and the position of the key in its list; `-` is a key that nobody holds.
 */

const bytesOf = (text: string): Uint8Array => {
  const bytes = new Uint8Array(32)
  bytes.set(new TextEncoder().encode(text))
  return bytes
}

const holderOf = (key: string): KeyHolder =>
  key.startsWith('-')
    ? { kind: 'nobody', why: 'a child of H' }
    : { kind: 'party', party: key.slice(0, -1), position: Number(key.slice(-1)) }

/** Signatures of all these keys, or of so many of them. */
export const signed = (keys: string, threshold: number = keys.split(' ').length): Demand => ({
  kind: 'signatures',
  threshold,
  keys: keys.split(' ').map(bytesOf),
})
export const blocks = (count: number): Demand => ({ kind: 'older', lock: { blocks: count } })
export const seconds = (count: number): Demand => ({ kind: 'older', lock: { seconds: count } })
export const height = (at: number): Demand => ({ kind: 'after', lock: { height: at } })
export const time = (at: number): Demand => ({ kind: 'after', lock: { time: at } })
export const preimage = (name: string): Demand => ({
  kind: 'preimage',
  hash: 'sha256',
  digest: bytesOf(name),
})
/** The digest of {@link preimage} as a coalition names it. */
export const digestOf = (name: string): string => Buffer.from(bytesOf(name)).toString('hex')

const itemsOf = (demands: readonly Demand[]): readonly number[] =>
  demands.flatMap((demand) => {
    if (demand.kind === 'signatures')
      return demand.keys.map((_, position) => (position < demand.threshold ? 64 : 0))
    return demand.kind === 'preimage' ? [32] : []
  })

/** A way that demands all of these. */
export const way = (...demands: readonly Demand[]): ScriptWay => ({ demands, items: itemsOf(demands) })

/** What a leaf made by hand says; its script has 40 bytes and lies at depth 1 where nothing else is said. */
export interface LeafPlan {
  readonly name: string
  readonly ways?: readonly ScriptWay[]
  readonly reading?: ScriptReading
  readonly depth?: number
  readonly script?: number
}

const leafOf = ({ name, ways = [], reading, depth = 1, script = 40 }: LeafPlan): AuditedLeaf => {
  const keys = new Map<string, HeldKey>()
  for (const { demands } of ways)
    for (const demand of demands)
      if (demand.kind === 'signatures')
        for (const key of demand.keys) {
          const text = Buffer.from(key).toString().replaceAll('\0', '')
          if (!text.startsWith('?')) keys.set(text, { key, holder: holderOf(text) })
        }
  return {
    name,
    script: new Uint8Array(script),
    version: 0xc0,
    leafHash: bytesOf(name),
    depth,
    keys: [...keys.values()],
    reading: reading ?? { understood: true, ways, remarks: [] },
  }
}

/** An output of these leaves; parties with one key each where only their names are given. */
export const outputWith = ({
  parties,
  internal = { kind: 'nobody', why: 'H' },
  leaves,
}: {
  readonly parties: readonly (string | AuditedParty)[]
  readonly internal?: InternalKeyReading
  readonly leaves: readonly LeafPlan[]
}): AuditedOutput => ({
  parties: parties.map((party) => (typeof party === 'string' ? { name: party, size: 1 } : party)),
  internalKey: bytesOf('internal'),
  internal,
  tree: undefined,
  leaves: leaves.map(leafOf),
  merkleRoot: undefined,
  outputKey: bytesOf('output'),
  outputScript: new Uint8Array(34),
})

/** `2A B +6100…` : a coalition in short, `nobody` for none. */
export const coalitionText = ({ members, secrets }: Matrix['coalitions'][number]): string =>
  [
    ...members.map(({ party, keys }) => (keys === 1 ? party : `${keys}${party}`)),
    ...secrets.map((secret) => `+${Buffer.from(secret, 'hex').toString().replaceAll('\0', '')}`),
  ].join(' ') || 'nobody'

/** Every cell with moves: the coalition, and for each stretch the names of its moves. */
export const cellsOf = ({ coalitions, moves }: Matrix): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    coalitions.flatMap((coalition, at) => {
      const row = moves[at]!.map((cell) => cell.map(({ by }) => by).join(' '))
      return row.every((cell) => cell === '') ? [] : [[coalitionText(coalition), row]]
    }),
  )
