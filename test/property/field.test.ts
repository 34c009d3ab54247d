import { schnorr } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Field, numbersOf, valuesOf } from '../../src/audit/engine/field.js'

const { Fp } = schnorr.Point
const p = Fp.ORDER

/** Among any numbers those whose limbs are all ones or all zeros, and those beside 0 and the prime. */
const values = fc.oneof(
  fc.bigInt({ min: 0n, max: p - 1n }),
  fc.constantFrom(0n, 1n, 2n, p - 1n, p - 2n, 2n ** 255n, 2n ** 256n - p, 2n ** 240n - 1n, 2n ** 24n - 1n),
  fc.nat({ max: 255 }).map((bit) => 2n ** BigInt(bit)),
  fc.nat({ max: 255 }).map((bit) => Fp.create(-(2n ** BigInt(bit)))),
)
const triples = fc.array(fc.tuple(values, values, values), { minLength: 1, maxLength: 9 })

it('products less a number are those of the library', () => {
  fc.assert(
    fc.property(triples, (list) => {
      const [left, right, less] = [0, 1, 2].map((at) => numbersOf(list.map((triple) => triple[at]!)))
      const field = new Field(list.length)
      expect(valuesOf(field.product(left!, right!))).toEqual(list.map(([a, b]) => Fp.mul(a, b)))
      expect(valuesOf(field.product(left!, right!, less))).toEqual(
        list.map(([a, b, c]) => Fp.sub(Fp.mul(a, b), c)),
      )
    }),
  )
})

it('a product of a difference and a number, less a sum, has limbs that all of it can be done with again', () => {
  fc.assert(
    fc.property(triples, fc.integer({ min: 1, max: 40 }), (list, times) => {
      let known = [0, 1, 2].map((at) => list.map((triple) => triple[at]!))
      let numbers = known.map(numbersOf)
      for (let time = 0; time < times; time++) {
        const [a, b, c] = numbers
        const field = new Field(list.length)
        numbers = [
          field.product(field.difference(a!, b!), field.difference(b!, c!), field.difference(a!, c!, 1)),
          field.product(a!, field.difference(c!, b!)),
          field.product(b!, b!, c),
        ]
        const [x, y, z] = known
        const each = (compute: (at: number) => bigint) => x!.map((_, at) => Fp.create(compute(at)))
        known = [
          each((at) => (x![at]! - y![at]!) * (y![at]! - z![at]!) - x![at]! - z![at]!),
          each((at) => x![at]! * (z![at]! - y![at]!)),
          each((at) => y![at]! * y![at]! - z![at]!),
        ]
      }
      expect(numbers.map(valuesOf)).toEqual(known)
      for (const limb of numbers.flatMap((one) => [...one]))
        expect(Math.abs(limb)).toBeLessThan(2 ** 23 + 100)
    }),
  )
})

it('inverses are those of the library, however many there are, and none where one number has none', () => {
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 20 }), (list) => {
      const inverses = new Field(list.length).inverses(numbersOf(list))
      expect(inverses && valuesOf(inverses)).toEqual(
        list.includes(0n) ? undefined : list.map((value) => Fp.inv(value)),
      )
    }),
  )
})

it('results stay until they are cleared, with room for them or without', () => {
  for (const count of [0, 1, 100]) {
    const field = new Field(count)
    const one = field.product(numbersOf([2n]), numbersOf([3n]))
    const two = field.product(numbersOf([5n]), numbersOf([7n]))
    expect([one, two].map(valuesOf)).toEqual([[6n], [35n]])
    field.clear()
    expect(valuesOf(field.difference(numbersOf([5n]), numbersOf([7n])))).toEqual([p - 2n])
  }
})
