import { segwitInputWeight, transactionWeight } from '../plan/weight.js'
import { SIGNATURE_LENGTH, witnessLength } from '../script/satisfy.js'
import { controlBlockLength, outputScript } from '../taproot/commitment.js'
import { toHex } from '../units/bytes.js'
import { virtualSize } from '../units/feeRate.js'
import { isRelative, type Lock, lockKind, lockValue } from '../units/lock.js'
import { MAX_CONTROL_BLOCK_HASHES, MAX_STACK_ITEMS } from './limits.js'
import { type Move, UNKNOWN_PARTY } from './matrix.js'
import type { AuditedLeaf, AuditedOutput, AuditedParty } from './output.js'
import type { Demand, ScriptWay } from './reading.js'
import { obstaclesOf } from './relay.js'

/** Somebody's key, wherever it stands: one holder may have another key in each leaf. */
interface Signer {
  readonly party: string
  readonly position: number
}

/** Signatures of so many of these. */
export interface SignatureNeed {
  readonly threshold: number
  /** A signer twice where a list holds its key twice. */
  readonly signers: readonly Signer[]
}

/** One way to move the money that somebody can go. */
export interface Route {
  readonly move: Move
  readonly needs: readonly SignatureNeed[]
  /** The latest of each kind. */
  readonly locks: readonly Lock[]
  /** Digests in hex. */
  readonly secrets: readonly string[]
  /** Bytes of the serialised witness. */
  readonly witness: number
  /** Absent for the key path. */
  readonly leaf?: AuditedLeaf
  readonly way?: ScriptWay
}

/** The script of some P2TR output. */
export const TAPROOT_OUTPUT: Uint8Array = /* @__PURE__ */ outputScript(/* @__PURE__ */ new Uint8Array(32))

/** One signature. */
const KEY_WITNESS: number = /* @__PURE__ */ witnessLength([SIGNATURE_LENGTH])

/** A transaction with one input that shows a witness of so many bytes, and one P2TR output. */
const moveOf = (by: string, witness: number): Move => {
  const weight = transactionWeight({
    inputWeights: [segwitInputWeight(witness)],
    outputScripts: [TAPROOT_OUTPUT],
  })
  return { by, weight, vsize: virtualSize(weight) }
}

const isOf =
  <Kind extends Demand['kind']>(kind: Kind) =>
  (demand: Demand): demand is Extract<Demand, { kind: Kind }> =>
    demand.kind === kind

/**
 * The latest lock of each kind; `undefined` where no transaction can meet them: an input has one sequence, which
 * counts blocks or time (BIP 68), and a transaction one locktime, which is a height or a time (BIP 65).
 */
const locksOf = (demands: readonly Demand[]): readonly Lock[] | undefined => {
  const latest = new Map<string, Lock>()
  for (const { lock } of [...demands.filter(isOf('older')), ...demands.filter(isOf('after'))]) {
    const known = latest.get(lockKind(lock))
    if (known === undefined || lockValue(known) < lockValue(lock)) latest.set(lockKind(lock), lock)
  }
  const locks = [...latest.values()]
  const relative = locks.filter(isRelative).length
  return relative > 1 || locks.length - relative > 1 ? undefined : locks
}

/** Whose signatures a leaf takes; a key without a holder is treated as somebody's whom nobody knows. */
const signersOf = ({ keys }: AuditedLeaf): ReadonlyMap<string, Signer | undefined> =>
  new Map(keys.map(({ key, holder }) => [toHex(key), holder.kind === 'party' ? holder : undefined]))

const needOf = (
  { threshold, keys }: Extract<Demand, { kind: 'signatures' }>,
  signers: ReadonlyMap<string, Signer | undefined>,
): SignatureNeed => ({
  threshold,
  signers: keys.flatMap((key) => {
    const name = toHex(key)
    const signer = signers.has(name) ? signers.get(name) : { party: UNKNOWN_PARTY, position: 0 }
    return signer === undefined ? [] : [signer]
  }),
})

const wayRoutes = (leaf: AuditedLeaf, way: ScriptWay): readonly Route[] => {
  const locks = locksOf(way.demands)
  const signers = signersOf(leaf)
  const needs = way.demands.filter(isOf('signatures')).map((demand) => needOf(demand, signers))
  const isClosed =
    needs.some((need) => need.signers.length < need.threshold) ||
    leaf.depth > MAX_CONTROL_BLOCK_HASHES ||
    way.items.length > MAX_STACK_ITEMS
  if (locks === undefined || isClosed) return []
  const secrets = new Set(way.demands.filter(isOf('preimage')).map(({ digest }) => toHex(digest)))
  const witness = witnessLength([...way.items, leaf.script.length, controlBlockLength(leaf.depth)])
  const move = moveOf(leaf.name, witness)
  const isRelayed = obstaclesOf({ weight: move.weight, witness, leaf, way }).every(
    ({ nodes }) => nodes !== 'every',
  )
  return [
    {
      move: isRelayed ? move : { ...move, relay: 'refused' },
      needs,
      locks,
      secrets: [...secrets],
      witness,
      leaf,
      way,
    },
  ]
}

const leafRoutes = (leaf: AuditedLeaf): readonly Route[] =>
  leaf.reading.understood ? leaf.reading.ways.flatMap((way) => wayRoutes(leaf, way)) : []

const everyKeyOf = ({ name, size }: AuditedParty): SignatureNeed => ({
  threshold: size,
  signers: Array.from({ length: size }, (_, position) => ({ party: name, position })),
})

/** Who signs by the internal key; nobody where it is closed. */
const keyNeeds = ({ internal, parties }: AuditedOutput): readonly SignatureNeed[] | undefined => {
  switch (internal.kind) {
    case 'nobody':
      return undefined
    case 'unknown':
      return [{ threshold: 1, signers: [{ party: UNKNOWN_PARTY, position: 0 }] }]
    case 'party':
      return [{ threshold: 1, signers: [{ party: internal.party, position: 0 }] }]
    case 'aggregate':
      return internal.parties.map((name) =>
        everyKeyOf(parties.find((party) => party.name === name) ?? { name, size: 1 }),
      )
  }
}

/** Every way to move an output's money that is not closed for ever, the cheapest first, the key path before leaves. */
export const routesOf = (output: AuditedOutput): readonly Route[] => {
  const needs = keyNeeds(output)
  const byKey: readonly Route[] =
    needs === undefined
      ? []
      : [{ move: moveOf('key', KEY_WITNESS), needs, locks: [], secrets: [], witness: KEY_WITNESS }]
  return [...byKey, ...output.leaves.flatMap(leafRoutes)].sort(
    (left, right) => left.move.weight - right.move.weight,
  )
}
