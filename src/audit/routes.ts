import { MAX_STANDARD_WEIGHT, segwitInputWeight, transactionWeight } from '../plan/weight.js'
import { SIGNATURE_LENGTH, witnessLength } from '../script/satisfy.js'
import { controlBlockLength } from '../taproot/commitment.js'
import { toHex } from '../units/bytes.js'
import { virtualSize } from '../units/feeRate.js'
import { isRelative, type Lock, lockKind, lockValue } from '../units/lock.js'
import { type Move, UNKNOWN_PARTY } from './matrix.js'
import type { AuditedLeaf, AuditedOutput, AuditedParty } from './output.js'
import type { Demand, ScriptRemark, ScriptWay } from './reading.js'

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
}

/** A P2TR output: 34 bytes of script. */
const TAPROOT_OUTPUT = /* @__PURE__ */ new Uint8Array(34)
/** Bitcoin Core's `MAX_STANDARD_TAPSCRIPT_STACK_ITEM_SIZE`. */
export const MAX_STANDARD_ITEM = 80

/** Consensus lets everybody through, so that such things can be given a meaning one day: no node relays them. */
const REFUSED: readonly ScriptRemark[] = ['success', 'unknownLeafVersion', 'unknownKeyType']

/** The weight of a transaction with one input that shows these witness items, and one P2TR output. */
const weightOf = (items: readonly number[]): number =>
  transactionWeight({
    inputWeights: [segwitInputWeight(witnessLength(items))],
    outputScripts: [TAPROOT_OUTPUT],
  })

const moveOf = (by: string, items: readonly number[]): Move => {
  const weight = weightOf(items)
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

const wayRoute = (leaf: AuditedLeaf, way: ScriptWay, move: Move): readonly Route[] => {
  const locks = locksOf(way.demands)
  const signers = signersOf(leaf)
  const needs = way.demands.filter(isOf('signatures')).map((demand) => needOf(demand, signers))
  const isClosed = needs.some((need) => need.signers.length < need.threshold)
  if (locks === undefined || isClosed) return []
  const secrets = new Set(way.demands.filter(isOf('preimage')).map(({ digest }) => toHex(digest)))
  return [{ move, needs, locks, secrets: [...secrets] }]
}

const leafRoutes = (leaf: AuditedLeaf): readonly Route[] => {
  const { name, script, depth, reading } = leaf
  if (!reading.understood) return []
  const isRefused = reading.remarks.some((remark) => REFUSED.includes(remark))
  return reading.ways.flatMap((way) => {
    const move = moveOf(name, [...way.items, script.length, controlBlockLength(depth)])
    const isRelayed =
      !isRefused && move.weight <= MAX_STANDARD_WEIGHT && way.items.every((item) => item <= MAX_STANDARD_ITEM)
    return wayRoute(leaf, way, isRelayed ? move : { ...move, relay: 'refused' })
  })
}

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
    needs === undefined ? [] : [{ move: moveOf('key', [SIGNATURE_LENGTH]), needs, locks: [], secrets: [] }]
  return [...byKey, ...output.leaves.flatMap(leafRoutes)].sort(
    (left, right) => left.move.weight - right.move.weight,
  )
}
