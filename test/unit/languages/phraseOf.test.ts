import { type Phrase, phraseOf } from 'taproot-escrow/languages'
import { describe, expect, it } from 'vitest'
import { FRENCH_PHRASES } from '../../../src/languages/french/phrases.js'
import { FRENCH_TONGUE } from '../../../src/languages/french/tongue.js'
import { PHRASES } from '../../../src/languages/phraseTable.js'
import { voiceOf } from '../../../src/sentences/voice.js'

type Value = Phrase['data'][keyof Phrase['data']] | unknown

/** Typical values of each kind of slot, one after the other: as English writes them, and what they are. */
const VALUES: Readonly<Record<string, readonly (readonly [text: string, value: Value])[]>> = {
  n: [
    ['9', 9],
    ['7', 7],
    ['-1', -1],
  ],
  i: [
    ['3', 3],
    ['0', 0],
  ],
  o: [['3', 3]],
  a: [
    ['1000000', 1_000_000n],
    ['1,000,000 sat (0.01 BTC)', 1_000_000n],
    ['20999999', 20_999_999n],
    ['330', 330n],
    ['0', 0n],
  ],
  b: [['about 30 days (4,320 blocks)', 4320]],
  z: [['about 45 days (3,893,760 seconds)', 3_893_760]],
  m: [['2025-01-02 03:04:05 UTC', 1_735_787_045]],
  r: [
    ['backup arbiter', 'backupArbiter'],
    ['employer', 'employer'],
  ],
  w: [['workerWithSecret', 'workerWithSecret']],
  p: [['employerAlone, workerAlone or key', ['employerAlone', 'workerAlone', 'key']]],
  k: [['@0, employer.keys[1] and 02ab', ['@0', 'employer.keys[1]', '02ab']]],
  c: [
    ['0xc0', '0xc0'],
    ['tpubD6Nz', 'tpubD6Nz'],
  ],
  d: [
    ['OP_HASH160 of it', 'OP_HASH160 of it'],
    ['two words', 'two words'],
  ],
  t: [
    ['anybody', { code: 'anybody', data: {}, text: 'anybody' }],
    ['a name', 'a name'],
    ['leaf 0/1', { code: 'leaf', data: { c: '0/1' }, text: 'leaf 0/1' }],
  ],
  f: [['threshold', { code: 'threshold', data: {}, text: 'threshold' }]],
  h: [
    ['as soon as block 900000 is mined', phrase('mined', { i: 900_000 }, 'as soon as block 900000 is mined')],
    [
      'from about 24 hours (144 blocks) after the funding on',
      phrase('fromBlocks', { b: 144 }, 'from about 24 hours (144 blocks) after the funding on'),
    ],
  ],
  v: [
    ['not malleable', { code: 'notMalleable', data: {}, text: 'not malleable' }],
    ['always needs a signature', { code: 'needsSignature', data: {}, text: 'always needs a signature' }],
  ],
  q: [['expected a number, received "x"', 'expected a number, received "x"']],
}

function phrase(code: string, data: object, text: string): object {
  return { code, data, text }
}

const filledIn = (template: string): { readonly text: string; readonly data: object } => {
  const data: Record<string, Value> = {}
  const text = template.replace(/\{((\w)(\d*))\}/g, (_, slot: string, kind: string, number: string) => {
    const [written, value] = VALUES[kind]![number === '' ? 0 : Number(number) - 1]!
    data[slot] = value
    return written
  })
  return { text, data }
}

describe('what is told in English by its text alone', () => {
  it.each(Object.entries(PHRASES))('has code and data again: %s', (code, template) => {
    const { text, data } = filledIn(template)
    expect(phraseOf(text)).toEqual({ code, data, text })
  })

  it('is recognised at the beginning of a sentence, too', () => {
    expect(phraseOf('Anybody')).toEqual({ code: 'anybody', data: {}, text: 'Anybody' })
    expect(phraseOf('The BACKUP ARBITER alone')?.data).toEqual({ r: 'backupArbiter' })
  })

  it('has positions as programs count them, and languages say them as people do', () => {
    const french = voiceOf(FRENCH_TONGUE)
    expect(phraseOf('worker.keys[0]')?.data).toEqual({ r: 'worker', o: 0 })
    expect(FRENCH_PHRASES.named('worker.keys[0]', french)).toBe('le travailleur : clé 1')
    expect(FRENCH_PHRASES.named('worker.payees[1].address', french)).toBe('bénéficiaire 2 : adresse')
    expect(french.payees([{ role: 'worker', payee: 1 }])).toBe('le travailleur (bénéficiaire 2)')
  })

  it('holds phrases in phrases', () => {
    const text = 'Not used: input 2 shows a control block of 34 bytes, which none has (BIP 341).'
    expect(phraseOf(text)).toMatchObject({
      code: 'notUsed',
      data: {
        q: { code: 'inputShows', data: { i: 2, q: { code: 'controlLength', data: { n: 34 } } } },
      },
    })
  })

  it('is nothing else: no other text, nothing long, no number that is not exact, no moment that never was', () => {
    const tree = (levels: string): string => `The tree is ${levels} levels deep; contracts have at most 7.`
    const tip = (moment: string): string => `a tip of median time ${moment} UTC`
    expect(phraseOf('')).toBeUndefined()
    expect(phraseOf('Somebody wrote this.')).toBeUndefined()
    expect(phraseOf(tree('9'))).toBeDefined()
    expect(phraseOf(tree('9007199254740993'))).toBeUndefined()
    expect(phraseOf(tip('2025-01-02 03:04:05'))).toBeDefined()
    expect(phraseOf(tip('2025-13-02 03:04:05'))).toBeUndefined()
    expect(phraseOf(`it uses ${'x'.repeat(1992)}`)).toBeDefined()
    expect(phraseOf(`it uses ${'x'.repeat(1993)}`)).toBeUndefined()
  })

  it('is the same whatever the letters of the text become in lower case', () => {
    expect(phraseOf('it uses \u212a\u0130')?.data).toEqual({ c: '\u212a\u0130' })
    // KELVIN SIGN is no k
    expect(phraseOf('\u212aeys')).toBeUndefined()
  })

  it('refuses what is no text', () => {
    // @ts-expect-error: what callers without types may hand over
    expect(() => phraseOf(7)).toThrow('expected text')
  })
})
