import { analyzeMiniscript, satisfier } from '@bitcoinerlab/miniscript'
import fc from 'fast-check'
import { compile, EscrowError, parseAgreement } from 'taproot-escrow'
import { liftDescriptor, liftOutput, readScript } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { compileAnyMiniscript } from '../../src/audit/lift/miniscript.js'
import { fromHex } from '../../src/units/bytes.js'
import { agreementDocuments } from '../support/arbitraries.js'
import { bareHolder } from '../support/holders.js'
import { dueOf, materialOf } from '../support/lifting.js'
import { leastWays, meaningOf } from '../support/policy.js'
import { waysOf } from '../support/readWays.js'

const KEYS = Array.from({ length: 24 }, (_, at) => bareHolder(200 + at).text)

/** One more wrapper: several are written together before one colon. */
const wrapped = (wrapper: string, text: string): string =>
  /^[a-z]+:/.test(text) ? `${wrapper}${text}` : `${wrapper}:${text}`

/** Miniscripts as texts whose keys are spelled `K`: each place is given a key of its own afterwards. */
const shapes = fc.letrec<{ any: string; plain: string; unit: string }>((tie) => ({
  plain: fc.oneof(
    fc.constantFrom('pk(K)', 'pkh(K)', 'multi_a(2,K,K,K)', 'multi_a(1,K,K)', `sha256(${'11'.repeat(32)})`),
    fc.constantFrom(
      `hash160(${'22'.repeat(20)})`,
      `hash256(${'33'.repeat(32)})`,
      `ripemd160(${'44'.repeat(20)})`,
    ),
    fc.constantFrom('older(144)', 'older(4194305)', 'after(100)', 'after(600000000)'),
  ),
  unit: fc.constantFrom('pk(K)', 'pkh(K)', 'multi_a(2,K,K)', `sha256(${'55'.repeat(32)})`),
  any: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'any' },
    tie('plain'),
    fc.tuple(tie('plain'), tie('any')).map(([left, right]) => `and_v(v:${left},${right})`),
    fc.tuple(tie('unit'), tie('any')).map(([left, right]) => `or_d(${left},${right})`),
    fc.tuple(tie('any'), tie('any')).map(([left, right]) => `or_i(${left},${right})`),
    fc
      .tuple(tie('unit'), tie('any'), tie('any'))
      .map(([first, second, third]) => `andor(${first},${second},${third})`),
    fc.tuple(tie('unit'), tie('any')).map(([left, right]) => `and_b(${left},${wrapped('a', right)})`),
    fc.tuple(tie('unit'), tie('unit')).map(([left, right]) => `or_b(${left},${wrapped('a', right)})`),
    fc
      .tuple(
        fc.integer({ min: 1, max: 3 }),
        tie('unit'),
        tie('unit'),
        fc.constantFrom('older(17)', 'after(9)'),
      )
      .map(([least, first, second, lock]) => `thresh(${least},${first},a:${second},sln:${lock})`),
    fc.tuple(tie('unit'), tie('unit')).map(([left, right]) => `j:and_v(v:${left},${right})`),
  ),
}))

const miniscripts = shapes.any
  .map((shape) => {
    let next = 0
    return shape.replaceAll('K', () => KEYS[next++ % KEYS.length]!)
  })
  .filter((text) => (text.match(/[0-9a-f]{64}/g)?.length ?? 0) < 20)
  .filter((text) => analyzeMiniscript(text, { tapscript: true }).valid)

const readOf = (text: string) =>
  readScript(compileAnyMiniscript(text)!, { keys: KEYS.map((key) => fromHex(key)!) })

/** What the satisfier's witnesses hold. */
const satisfactions = (text: string): readonly string[] => {
  const { nonMalleableSats, malleableSats } = satisfier(text, { tapscript: true })
  return leastWays(
    [...nonMalleableSats, ...malleableSats].map(({ asm, nSequence, nLockTime }) => {
      const signatures = [...asm.matchAll(/<sig\(([0-9a-f]+)\)>/g)].map(([, key]) => `key ${key}`)
      const secrets = [...asm.matchAll(/<([a-z0-9]+)_preimage\(([0-9a-f]+)\)>/g)].map(
        ([, hash, digest]) => `${hash} ${digest}`,
      )
      return new Set([
        ...signatures,
        ...secrets,
        ...(nSequence === undefined ? [] : [`older ${nSequence}`]),
        ...(nLockTime === undefined ? [] : [`after ${nLockTime}`]),
      ])
    }),
  )
}

describe('the reading of any Miniscript from its bytes', () => {
  it('says what the Miniscript means', () => {
    fc.assert(
      fc.property(miniscripts, (text) => {
        expect(waysOf(readOf(text))).toEqual(meaningOf(text))
      }),
      { numRuns: 300 },
    )
  })

  it('has the ways that the satisfier of another library finds, where that takes the script', () => {
    fc.assert(
      fc.property(
        miniscripts.filter((text) => analyzeMiniscript(text, { tapscript: true }).issane),
        (text) => {
          expect(waysOf(readOf(text))).toEqual(satisfactions(text))
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('the reading of any bytes', () => {
  it('answers, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(0xc0, 0xc2), (script, version) => {
        const reading = readScript(script, { version })
        if (!reading.understood) expect(reading.reason).toMatch(/^[a-z][^\n]*$/)
      }),
      { numRuns: 500 },
    )
  })

  it('answers for random opcodes between keys, too', () => {
    const word = fc.oneof(
      fc.constantFrom(...KEYS.slice(0, 3)).map((key) => [32, ...fromHex(key)!]),
      fc
        .constantFrom(0, 0x51, 0x52, 0x63, 0x64, 0x67, 0x68, 0x69, 0x6b, 0x6c, 0x73, 0x75, 0x76, 0x7c)
        .map((op) => [op]),
      fc
        .constantFrom(
          0x82,
          0x87,
          0x88,
          0x91,
          0x92,
          0x93,
          0x9a,
          0x9b,
          0x9c,
          0x9d,
          0xa8,
          0xac,
          0xad,
          0xb1,
          0xb2,
          0xba,
        )
        .map((op) => [op]),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        expect(typeof readScript(Uint8Array.from(words.flat())).understood).toBe('boolean')
      }),
      { numRuns: 500 },
    )
  })
})

describe('lifting', () => {
  it('leads from every contract of any agreement back to its roles and paths', () => {
    fc.assert(
      fc.property(agreementDocuments({ mostMilestones: 2 }), (document) => {
        for (const contract of compile(parseAgreement(JSON.stringify(document)))) {
          const due = { kind: 'contract', contract: dueOf(contract) }
          expect(liftDescriptor(contract.descriptor, { index: contract.index })).toMatchObject(due)
          expect(liftDescriptor(contract.portableDescriptor, { index: contract.index })).toMatchObject(due)
          expect(liftOutput(materialOf(contract))).toMatchObject(due)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('answers to any text with an output or with an error of its own', () => {
    const pieces = fc.constantFrom(
      'tr(',
      KEYS[0]!,
      ',',
      '{',
      '}',
      ')',
      'pk(',
      'and_v(v:',
      'older(1)',
      '/0/*',
      'musig(',
      '#',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (words) => {
        try {
          expect(liftDescriptor(words.join('')).kind).toBe('foreign')
        } catch (error) {
          expect(error).toBeInstanceOf(EscrowError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
