import { analyzeMiniscript, compileMiniscript } from '@bitcoinerlab/miniscript'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/contract/compile.js'
import { EscrowError } from '../../src/errors.js'
import { inputWitnessLength } from '../../src/plan/weight.js'
import { liftScript } from '../../src/script/lift.js'
import {
  compileFragment,
  type Fragment,
  formatMiniscript,
  keysOf,
  mapKeys,
} from '../../src/script/miniscript.js'
import { parseMiniscript } from '../../src/script/parse.js'
import { satisfactionLengths, satisfy, witnessLength } from '../../src/script/satisfy.js'
import { parseAgreement } from '../../src/terms/parse.js'
import { toHex } from '../../src/units/bytes.js'
import { agreementDocuments } from '../support/arbitraries.js'
import { asmOf, judgedText } from '../support/judge.js'
import { runs } from '../support/runs.js'

const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const keys: fc.Arbitrary<Fragment<Uint8Array>> = fc.oneof(
  key.map((one) => ({ type: 'pk' as const, key: one })),
  fc.tuple(fc.array(key, { minLength: 1, maxLength: 20 }), fc.nat()).map(([list, threshold]) => ({
    type: 'multi_a' as const,
    threshold: 1 + (threshold % list.length),
    keys: list,
  })),
)
const condition: fc.Arbitrary<Fragment<Uint8Array>> = fc.oneof(
  fc
    .tuple(fc.constantFrom(0, 0x400000), fc.integer({ min: 1, max: 65_535 }))
    .map(([flag, value]) => ({ type: 'older' as const, value: flag + value })),
  fc.integer({ min: 1, max: 0x7fffffff }).map((value) => ({ type: 'after' as const, value })),
  key.map((hash) => ({ type: 'sha256' as const, hash })),
)
/** Parts joined from the left, keys first, as leaves are built. */
const fragments: fc.Arbitrary<Fragment<Uint8Array>> = fc
  .tuple(fc.array(keys, { minLength: 1, maxLength: 3 }), fc.array(condition, { maxLength: 2 }))
  .map(([who, when]) => [...who, ...when].reduce((left, right) => ({ type: 'and_v', left, right })))

describe('a fragment of any shape', () => {
  it('lifts from its script and reads from its text', () => {
    fc.assert(
      fc.property(fragments, (fragment) => {
        const script = compileFragment(fragment)
        expect(liftScript(script)).toEqual(fragment)
        const text = formatMiniscript(mapKeys(fragment, toHex))
        expect(formatMiniscript(parseMiniscript(text))).toBe(text)
      }),
      { numRuns: runs(500) },
    )
  })

  it('is satisfied by enough signers, whoever they are, in as many bytes as planned', () => {
    fc.assert(
      fc.property(fragments, fc.infiniteStream(fc.boolean()), (fragment, chance) => {
        const signers = new Set(keysOf(fragment).filter(() => chance.next().value))
        const stack = satisfy(fragment, {
          signature: (one) => (signers.has(one) ? new Uint8Array(64) : undefined),
          preimage: () => new Uint8Array(32),
        })
        const enough = (part: Fragment<Uint8Array>): boolean => {
          if (part.type === 'and_v') return enough(part.left) && enough(part.right)
          if (part.type === 'pk') return signers.has(part.key)
          return (
            part.type !== 'multi_a' || part.keys.filter((one) => signers.has(one)).length >= part.threshold
          )
        }
        expect(stack !== undefined).toBe(enough(fragment))
        if (stack !== undefined)
          expect(witnessLength(stack.map(({ length }) => length))).toBe(
            witnessLength(satisfactionLengths(fragment)),
          )
      }),
      { numRuns: runs(500) },
    )
  })
})

describe('whatever comes', () => {
  const onlyOurs = (work: () => unknown): void => {
    try {
      work()
    } catch (error) {
      expect(error).toBeInstanceOf(EscrowError)
    }
  }

  it('as text is read or refused by our own error', () => {
    const words = fc.constantFrom(
      'pk(',
      'multi_a(',
      'and_v(',
      'v:',
      'older(',
      'after(',
      'sha256(',
      ')',
      ',',
      '1',
      '0',
      'A',
      '(',
      ' ',
      '2147483648',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words, { maxLength: 40 }).map((list) => list.join('')),
          fc.string(),
        ),
        (text) => {
          onlyOurs(() => expect(formatMiniscript(parseMiniscript(text))).toBe(text))
        },
      ),
      { numRuns: runs(2000) },
    )
  })

  it('as a script is one of ours to the byte, or refused by our own error', () => {
    const damaged = fc.tuple(fragments, fc.nat(), fc.nat(255)).map(([fragment, at, byte]) => {
      const script = Uint8Array.from(compileFragment(fragment))
      script[at % script.length] = byte
      return script
    })
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 80 })), (script) => {
        onlyOurs(() => expect(compileFragment(liftScript(script))).toEqual(script))
      }),
      { numRuns: runs(2000) },
    )
  })
})

describe('every leaf of every agreement', () => {
  it('is sane to the judge of Miniscript, and the same script', () => {
    fc.assert(
      fc.property(agreementDocuments({ mostMilestones: 2 }), (document) => {
        for (const contract of compile(parseAgreement(JSON.stringify(document))))
          for (const { fragment, script, path, depth } of contract.leaves) {
            const text = judgedText(fragment)
            expect(analyzeMiniscript(text, { tapscript: true })).toMatchObject({
              issane: true,
              valid: true,
              needsSignature: true,
              nonMalleable: true,
              timelockMix: false,
              hasDuplicateKeys: false,
            })
            expect(asmOf(script)).toBe(compileMiniscript(text, { tapscript: true }).asm)
            expect(toHex(compileFragment(mapKeys(fragment, ({ xOnly }) => xOnly)))).toBe(toHex(script))
            if (path.name === 'terms') continue
            // no item of the stack over 80 bytes, no more than 1000 of them: what nodes relay and execute
            const lengths = satisfactionLengths(fragment)
            expect(Math.max(...lengths)).toBeLessThanOrEqual(80)
            expect(lengths.length).toBeLessThan(1000)
            expect(inputWitnessLength(contract, path.name as 'employerAndWorker')).toBe(
              witnessLength([...lengths, script.length, 33 + 32 * depth]),
            )
          }
      }),
      { numRuns: runs(60) },
    )
  })
})
