import { backend } from '#backend'
import { EscrowError } from '../../errors.js'
import { aWhole, listOf, membersOf, someBytes } from '../../given/check.js'
import { TAPSCRIPT_VERSION } from '../../taproot/commitment.js'
import { toHex } from '../../units/bytes.js'
import type { Demand, ScriptReading, ScriptRemark, ScriptWay } from '../reading.js'
import type { Facts } from './facts.js'
import { disassemble, type Instruction } from './instructions.js'
import { satisfactionLength } from './lengths.js'
import { OP } from './opcodes.js'
import { keysByHash } from './signatures.js'
import { type WalkedWay, walk } from './walk.js'

export interface ReadScriptOptions {
  /** Leaf version; without it 0xc0, tapscript. */
  readonly version?: number
  /** X-only keys that the script may name by their HASH160, as `pkh(…)` does. */
  readonly keys?: readonly Uint8Array[]
}

/** What a reader of many scripts knows already. */
export interface ReadLeafOptions extends ReadScriptOptions {
  /** Whether 32 bytes are the x coordinate of a point: keys that were derived are, and asking the curve is slow. */
  readonly isPoint?: (key: Uint8Array) => boolean
}

/** A script's reading, and the keys that stand in it. */
export interface ReadLeaf {
  readonly reading: ScriptReading
  /** In the order in which they stand in the script, each place once. */
  readonly keys: readonly Uint8Array[]
}

/** Longest script that is read; a standard transaction cannot reveal a longer one. */
const MAX_SCRIPT_LENGTH = 100_000
/** Consensus: longer pushes fail wherever they stand (BIP 342 leaves the limit as it was). */
const MAX_PUSH_LENGTH = 520
/** Most ways that are told. */
const MAX_WAYS = 256

const SIGNATURE_OPCODES: readonly number[] = [OP.CHECKSIG, OP.CHECKSIGVERIFY, OP.CHECKSIGADD]

/** What can be seen without walking a script. */
const seen = (instructions: readonly Instruction[]): readonly ScriptRemark[] => {
  const remarks: ScriptRemark[] = []
  const isConditional = ({ opcode }: Instruction): boolean => opcode === OP.IF || opcode === OP.NOTIF
  if (instructions.some(isConditional)) remarks.push('conditional')
  const dropped = instructions.some(
    ({ opcode }, at) =>
      (opcode === OP.DROP && instructions[at - 1]?.data !== undefined) ||
      (opcode === OP.IF && instructions[at - 1]?.opcode === OP.ZERO),
  )
  if (dropped) remarks.push('droppedData')
  return remarks
}

const keysBeforeSignatures = (instructions: readonly Instruction[]): Map<number, Uint8Array> =>
  new Map(
    instructions.flatMap(({ data }, at): [number, Uint8Array][] =>
      data !== undefined && SIGNATURE_OPCODES.includes(instructions[at + 1]?.opcode ?? 0) ? [[at, data]] : [],
    ),
  )

const demandsOf = ({ quorums, older, after, items }: Facts): readonly Demand[] => {
  const demands: Demand[] = [...quorums]
    .sort((left, right) => Math.max(...left.items) - Math.max(...right.items))
    .map(({ threshold, keys }) => ({ kind: 'signatures', threshold, keys }))
  if (older?.lock !== undefined) demands.push({ kind: 'older', lock: older.lock })
  if (after?.lock !== undefined) demands.push({ kind: 'after', lock: after.lock })
  for (const facts of items.values())
    for (const fact of facts)
      if (fact.kind === 'preimage') demands.push({ kind: 'preimage', hash: fact.hash, digest: fact.digest })
  const unique = new Map(demands.map((demand) => [demandName(demand), demand]))
  return [...unique.values()]
}

/** A text that is the same for demands that are the same. */
const demandName = (demand: Demand): string => {
  switch (demand.kind) {
    case 'signatures':
      return `${demand.threshold} ${demand.keys.map(toHex).join()}`
    case 'preimage':
      return `${demand.hash} ${toHex(demand.digest)}`
    default:
      return JSON.stringify(demand.lock)
  }
}

const wayOf = ({ facts, reached }: WalkedWay): ScriptWay => ({
  demands: demandsOf(facts),
  items: Array.from({ length: reached }, (_, below) => satisfactionLength(facts, reached - 1 - below)),
})

const cost = ({ items }: ScriptWay): number => items.reduce((sum, length) => sum + length + 1, 0)

/** Ways that demand the same are one, the cheapest. */
const distinctWays = (ways: readonly ScriptWay[]): readonly ScriptWay[] => {
  const known = new Map<string, ScriptWay>()
  for (const way of ways) {
    const name = way.demands.map(demandName).sort().join(' + ')
    const other = known.get(name)
    if (other === undefined || cost(way) < cost(other)) known.set(name, way)
  }
  return [...known.values()]
}

const ANYBODY: readonly ScriptWay[] = [{ demands: [], items: [] }]

/** {@link readScript} with the keys that it has met. */
export const readLeaf = (script: Uint8Array, options: ReadLeafOptions = {}): ReadLeaf => {
  const { version = TAPSCRIPT_VERSION, keys: known = [] } = options
  if (version !== TAPSCRIPT_VERSION)
    return { reading: { understood: true, ways: ANYBODY, remarks: ['unknownLeafVersion'] }, keys: [] }
  if (script.length > MAX_SCRIPT_LENGTH) return unread('it is longer than any that a node relays', [])
  const { instructions, end } = disassemble(script)
  const remarks = new Set(seen(instructions))
  if (end === 'success')
    return { reading: { understood: true, ways: ANYBODY, remarks: ['success'] }, keys: [] }
  const met = keysBeforeSignatures(instructions)
  const fails = end === 'truncated' || instructions.some(({ data }) => (data?.length ?? 0) > MAX_PUSH_LENGTH)
  const keysMet = (): readonly Uint8Array[] =>
    [...met].sort(([left], [right]) => left - right).map(([, key]) => key)
  if (fails) return { reading: { understood: true, ways: [], remarks: [...remarks] }, keys: keysMet() }
  try {
    const keys = { met, withHash160: keysByHash(known), isPoint: options.isPoint ?? backend.isXOnlyPoint }
    const ways = distinctWays(walk(instructions, { keys, remarks }).map(wayOf))
    if (ways.length > MAX_WAYS) return unread(`it has more than ${MAX_WAYS} ways`, [...remarks], keysMet())
    const unsigned = ways.some(({ demands }) => demands.every(({ kind }) => kind !== 'signatures'))
    if (unsigned) remarks.add('noSignature')
    return { reading: { understood: true, ways, remarks: [...remarks] }, keys: keysMet() }
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return unread(error.data.received, [...remarks], keysMet())
  }
}

const unread = (
  reason: string,
  remarks: readonly ScriptRemark[],
  keys: readonly Uint8Array[] = [],
): ReadLeaf => ({ reading: { understood: false, reason, remarks }, keys })

/**
 * What a leaf's script allows, read from its bytes alone: every way through it with all that it demands, or the
 * reason why it cannot be told. Never throws, whatever the bytes are, and its work is bounded.
 *
 * Source: BIP 342; BIP 65 and BIP 112 for locks.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * readScript(leaf.script) // { understood: true, ways: [{ demands: […], items: [64, 64] }], remarks: [] }
 */
export const readScript = (script: Uint8Array, options: ReadScriptOptions = {}): ScriptReading => {
  someBytes(script, 'script')
  membersOf<ReadScriptOptions>({ 'version?': aWhole, 'keys?': listOf(someBytes) })(options, '')
  return readLeaf(script, options).reading
}
