import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backend as browser } from '../../src/backend/browser.js'
import { backend as node } from '../../src/backend/node.js'
import { fromHex, toHex } from '../../src/units/bytes.js'

/** Where arithmetic goes wrong: around zero, the order of the group and the prime of the field. */
const EDGES = [
  '00'.repeat(32),
  `${'00'.repeat(31)}01`,
  'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140',
  'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141',
  'fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2e',
  'fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f',
  'ff'.repeat(32),
].map((hex) => fromHex(hex)!)

const G = fromHex('0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798')!

const word = fc.oneof(
  { weight: 3, arbitrary: fc.uint8Array({ minLength: 32, maxLength: 32 }) },
  { weight: 1, arbitrary: fc.constantFrom(...EDGES) },
)
const onCurve = word.map((secret) => node.pointFromScalar(secret) ?? G)
const compressed = fc.oneof(
  { weight: 3, arbitrary: onCurve },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(0, 2, 3, 4), word).map(([lead, x]) => Uint8Array.of(lead, ...x)),
  },
)
const point = fc.oneof(
  { weight: 3, arbitrary: compressed },
  // uncompressed, as sums come out
  { weight: 1, arbitrary: onCurve.map((one) => node.pointAddScalar(one, EDGES[1]!) ?? one) },
)

const shown = (value: unknown): unknown =>
  value instanceof Uint8Array
    ? toHex(value)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shown(part)]))
      : value

/** Both libraries throw where a secret is none; which text they say so with is their affair. */
const outcome = (work: () => unknown): unknown => {
  try {
    return shown(work())
  } catch {
    return 'refused'
  }
}

describe('the curve of browsers answers what the curve of Node does', () => {
  it('when points are added and multiplied', () => {
    fc.assert(
      fc.property(point, point, word, (left, right, scalar) => {
        const answers = [node, browser].map((curve) => ({
          isPoint: curve.isPoint(left),
          isXOnlyPoint: curve.isXOnlyPoint(scalar),
          isPrivate: curve.isPrivate(scalar),
          pointFromScalar: outcome(() => curve.pointFromScalar(scalar)),
          pointAdd: outcome(() => curve.pointAdd(left, right)),
          pointAddScalar: outcome(() => curve.pointAddScalar(left, scalar)),
          pointMultiply: outcome(() => curve.pointMultiply(left, scalar)),
          tweak: outcome(() =>
            curve.xOnlyPointAddTweak(left.length === 33 ? left.subarray(1) : left, scalar),
          ),
        }))
        expect(answers[1]).toEqual(answers[0])
      }),
    )
  })

  it('when secrets are added and negated', () => {
    fc.assert(
      fc.property(word.filter(node.isPrivate), word, (secret, scalar) => {
        const answers = [node, browser].map((curve) => ({
          privateAdd: outcome(() => curve.privateAdd(secret, scalar)),
          privateNegate: outcome(() => curve.privateNegate(secret)),
        }))
        expect(answers[1]).toEqual(answers[0])
      }),
    )
  })

  it('when messages are signed and signatures verified', () => {
    fc.assert(
      fc.property(word, word, word, fc.nat(63), (secret, message, auxiliary, position) => {
        const [signature, again] = [node, browser].map((curve) =>
          outcome(() => curve.signSchnorr(message, secret, auxiliary)),
        )
        expect(again).toEqual(signature)
        if (typeof signature !== 'string' || signature === 'refused') return
        const good = fromHex(signature)!
        const bad = Uint8Array.from(good, (byte, at) => (at === position ? byte ^ 1 : byte))
        const key = node.pointFromScalar(secret)!.subarray(1)
        for (const curve of [node, browser]) {
          expect(curve.verifySchnorr(message, key, good)).toBe(true)
          expect(curve.verifySchnorr(message, key, bad)).toBe(false)
        }
      }),
      { numRuns: 50 },
    )
  })
})
