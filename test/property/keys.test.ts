import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { descriptorChecksum } from '../../src/descriptor/checksum.js'
import { parseDescriptor } from '../../src/descriptor/parse.js'
import { EscrowError } from '../../src/errors.js'
import { formatKeyExpression, parseKeyExpression } from '../../src/keys/keyExpression.js'
import { parseRoleKey } from '../../src/keys/roleKey.js'
import { accountText } from '../support/accounts.js'

const account = accountText(31)
const descriptor = `tr(musig(${account},${accountText(32)})/0/*,{pk(${account}/<2;3>/*),and_v(v:pk(${account}/<4;5>/*),older(144))})`

/** A text with a few characters replaced, dropped or put in. */
const damaged = (text: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.record({
        at: fc.nat(text.length),
        drop: fc.nat(3),
        put: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom(..."[]{}()<>;/*hH'#,0129zxK")),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((changes) =>
      changes.reduce(
        (damage, { at, drop, put }) => damage.slice(0, at) + put + damage.slice(at + drop),
        text,
      ),
    )

/** Runs a parser; any error but ours fails the test. */
const onlyOurErrors = (parse: () => unknown): void => {
  try {
    parse()
  } catch (error) {
    expect(error).toBeInstanceOf(EscrowError)
    expect(String((error as EscrowError).message)).not.toMatch(/\n/)
  }
}

describe('whatever text comes', () => {
  const anyText = (text: string) => fc.oneof(fc.string({ unit: 'binary' }), damaged(text), fc.string())

  it('a role key is read or refused by our own error', () => {
    fc.assert(
      fc.property(anyText(account), (text) => {
        onlyOurErrors(() => parseRoleKey(text, { network: 'regtest', field: 'key' }))
      }),
      { numRuns: 2000 },
    )
  })

  it('a role key that is read is the text that was written', () => {
    fc.assert(
      fc.property(damaged(account), (text) => {
        onlyOurErrors(() => {
          const key = parseRoleKey(text, { network: 'regtest', field: 'key' })
          expect(key.text).toBe(text)
          expect(formatKeyExpression(parseKeyExpression(text))).toBe(text)
        })
      }),
      { numRuns: 2000 },
    )
  })

  it('a descriptor is read or refused by our own error', () => {
    fc.assert(
      fc.property(anyText(descriptor), (text) => {
        onlyOurErrors(() => parseDescriptor(text, { checksum: 'optional' }))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a key expression', () => {
  const index = fc.integer({ min: 0, max: 0x7fffffff })
  const step = fc.tuple(index, fc.constantFrom('', 'h')).map(([number, mark]) => `${number}${mark}`)
  const multipath = fc
    .uniqueArray(step, { minLength: 2, maxLength: 5 })
    .map((steps) => `<${steps.join(';')}>`)

  it('of any shape prints as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 4 }),
        fc.option(multipath, { nil: undefined }),
        fc.array(step, { maxLength: 4 }),
        fc.constantFrom(undefined, '*', '*h'),
        (before, middle, after, wildcard) => {
          const steps = [...before, middle, ...after, wildcard].flatMap((text) =>
            text === undefined ? [] : [`/${text}`],
          )
          const text = `${account}${steps.join('')}`
          expect(formatKeyExpression(parseKeyExpression(text))).toBe(text)
        },
      ),
    )
  })
})

describe('a descriptor checksum', () => {
  const characters = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))

  it('changes with any one character', () => {
    fc.assert(
      fc.property(fc.nat(descriptor.length - 1), fc.constantFrom(...characters), (at, character) => {
        fc.pre(descriptor[at] !== character)
        const other = descriptor.slice(0, at) + character + descriptor.slice(at + 1)
        expect(descriptorChecksum(other)).not.toBe(descriptorChecksum(descriptor))
      }),
      { numRuns: 500 },
    )
  })
})
