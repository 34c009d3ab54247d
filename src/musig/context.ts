import { backend } from '#backend'
import { compressPoint } from '../backend/curve.js'
import { shown } from '../errors.js'
import { aggregateKeys, coefficientsOf } from '../keys/aggregate.js'
import { concat, equalBytes } from '../units/bytes.js'
import { musigError } from './errors.js'
import { type Point, pointOf } from './points.js'
import { scalarOf, scalarOfHash, signed, sum, ZERO } from './scalars.js'
import type { MusigContext, MusigTweak, NoncePoints, NonceSum, Round } from './types.js'

/** One of the keys that sign together: 33 bytes, and as a point of 65 where that is known. */
export interface KeyToGroup {
  readonly publicKey: Uint8Array
  readonly point?: Uint8Array
}

/** Keys that sign together, in the order of their aggregation; what follows from them alone is computed once. */
export class KeyGroup {
  readonly publicKeys: readonly Uint8Array[]
  /** 33 bytes. */
  readonly aggregateKey: Uint8Array
  #coefficients: readonly bigint[] | undefined
  readonly #points: (Point | undefined)[]

  /** The aggregate goes in where it is known already. */
  constructor({ keys, aggregateKey }: { keys: readonly KeyToGroup[]; aggregateKey?: Uint8Array }) {
    this.publicKeys = keys.map(({ publicKey }) => publicKey)
    this.#points = keys.map(({ point }) => point)
    this.aggregateKey = aggregateKey ?? aggregateKeys(this.publicKeys, 'publicKeys')
  }

  /** BIP 327, "KeyAggCoeff", of each key. */
  get coefficients(): readonly bigint[] {
    this.#coefficients ??= coefficientsOf(this.publicKeys).map((bytes) => scalarOfHash(bytes))
    return this.#coefficients
  }

  /** A key as a point. */
  point(signer: number): Point {
    this.#points[signer] ??= pointOf(this.publicKeys[signer] ?? new Uint8Array(0)) ?? null
    return this.#points[signer] ?? null
  }
}

/** A tweak, and whether the point that it is put on has an odd y, which counts for x-only tweaks. */
interface Step extends MusigTweak {
  readonly odd: boolean
}

/** Of a point: whether its y is odd, and its x coordinate. */
interface OutputPoint {
  readonly odd: boolean
  readonly xOnly: Uint8Array
}

/** The one implementation of {@link MusigContext}: it keeps what the signers of one message compute from it. */
export class KeyContext implements MusigContext {
  readonly group: KeyGroup
  readonly tweaks: readonly MusigTweak[]
  readonly outputKey: Uint8Array
  /** Whether the point of the output key has an odd y. */
  readonly odd: boolean
  /** Whether tweaks left the negative of the aggregate: BIP 327, gacc = −1. */
  readonly negated: boolean
  /** What the tweaks add up to: BIP 327, tacc. */
  readonly tweak: bigint
  /** What was computed last, in one spend for whoever asks. */
  round: Round | undefined
  nonces: NonceSum | undefined
  /** The public nonce that was made here last: its points need not be found again from its bytes. */
  made: { readonly publicNonce: Uint8Array; readonly points: NoncePoints } | undefined

  constructor({ group, steps, output }: { group: KeyGroup; steps: readonly Step[]; output: OutputPoint }) {
    this.group = group
    this.tweaks = steps.map(({ kind, tweak }) => ({ kind, tweak }))
    this.outputKey = output.xOnly
    this.odd = output.odd
    let negated = false
    let total = ZERO
    for (const { kind, tweak, odd } of steps) {
      const turned = { odd: kind === 'xOnly' && odd }
      if (turned.odd) negated = !negated
      total = sum(scalarOf(tweak) ?? ZERO, signed(total, turned))
    }
    this.negated = negated
    this.tweak = total
  }

  get publicKeys(): readonly Uint8Array[] {
    return this.group.publicKeys
  }

  get aggregateKey(): Uint8Array {
    return this.group.aggregateKey
  }

  /** Position of a key among those that sign together, or −1. */
  signerOf(publicKey: Uint8Array): number {
    return this.publicKeys.findIndex((candidate) => equalBytes(candidate, publicKey))
  }
}

/** The point after one tweak, or null where the tweak is no scalar or the sum is infinity. */
const tweaked = (point: Uint8Array, { kind, tweak }: MusigTweak): Uint8Array | null => {
  if (kind === 'plain') {
    const added = backend.pointAddScalar(point, tweak)
    return added && compressPoint(added)
  }
  const added = backend.xOnlyPointAddTweak(point.subarray(1), tweak)
  return added === null ? null : concat(Uint8Array.of(2 + added.parity), added.xOnlyPubkey)
}

/** Compressed points say the sign of y first. */
const oddY = ([first]: Uint8Array): boolean => first === 3

/**
 * Whose keys sign together, in the order of their aggregation, and what is added to the aggregate: for a key path
 * of this library the two steps of BIP 328 (plain) and the tweak of BIP 341 (x-only).
 *
 * Source: BIP 327, "KeyAgg Context", "Tweaking the Aggregate Public Key".
 *
 * @throws EscrowError `KEY_AGGREGATE_EMPTY`, `KEY_AGGREGATE_MEMBER`, `KEY_AGGREGATE_INFINITY`, `MUSIG_TWEAK_INVALID`
 * @example
 * const context = musigContext({ publicKeys: sortKeys([employer, worker]), tweaks: [{ kind: 'xOnly', tweak }] })
 */
export const musigContext = ({
  publicKeys,
  tweaks = [],
}: {
  publicKeys: readonly Uint8Array[]
  tweaks?: readonly MusigTweak[]
}): KeyContext => {
  const group = new KeyGroup({ keys: publicKeys.map((publicKey) => ({ publicKey })) })
  let point = group.aggregateKey
  const steps: Step[] = []
  for (const [index, tweak] of tweaks.entries()) {
    const after = tweak.tweak.length === 32 ? tweaked(point, tweak) : null
    if (after === null)
      throw musigError('MUSIG_TWEAK_INVALID', {
        field: `tweaks[${index}]`,
        expected: '32 bytes below the group order',
        received: shown(tweak.tweak),
      })
    steps.push({ ...tweak, odd: oddY(point) })
    point = after
  }
  return new KeyContext({ group, steps, output: { odd: oddY(point), xOnly: point.slice(1) } })
}

/** A context as this library makes them; one that was written down by hand is computed. */
export const keyContext = (context: MusigContext): KeyContext =>
  context instanceof KeyContext ? context : musigContext(context)
