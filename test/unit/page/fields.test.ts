import { describe, expect, it } from 'vitest'
import { knownIn, namesIn, optionsIn } from '../../../src/page/fields.js'

const fieldsOf =
  (said: Readonly<Record<string, string>>) =>
  (id: string): string =>
    said[id] ?? ''
const HASH = 'ab'.repeat(32)

describe('the fields of the page', () => {
  it('say nothing where they are empty', () => {
    expect(optionsIn(fieldsOf({}))).toEqual({})
    expect(knownIn(fieldsOf({}))).toEqual({})
  })

  it('say an address, and of which milestone', () => {
    expect(optionsIn(fieldsOf({ address: 'bc1p' }))).toEqual({ claims: [{ address: 'bc1p' }] })
    expect(optionsIn(fieldsOf({ address: 'bc1p', milestone: '0' }))).toEqual({
      claims: [{ address: 'bc1p', milestone: 0 }],
    })
    // a milestone of no address is nothing to hold against anything
    expect(optionsIn(fieldsOf({ milestone: '3' }))).toEqual({})
    expect(knownIn(fieldsOf({ address: 'bc1p' }))).toEqual({ address: 'bc1p' })
  })

  it('say what people are called, as far as somebody has a name that can be seen', () => {
    expect(namesIn(fieldsOf({}))).toEqual({})
    const names = { employer: 'Ada', worker: 'ليلى', arbiter: 'Bo', backupArbiter: '张伟' }
    expect(namesIn(fieldsOf(names))).toEqual(names)
    expect(namesIn(fieldsOf({ worker: 'Ada' }))).toEqual({ worker: 'Ada' })
    for (const name of ['a\u202eb', 'x'.repeat(101), 'a\u200b'])
      expect(() => namesIn(fieldsOf({ worker: name }))).toThrow(
        expect.objectContaining({
          code: 'NAME_MALFORMED',
          data: expect.objectContaining({ field: 'names.worker' }),
        }),
      )
  })

  it('call nobody as somebody else, or as a role in any language of the page', () => {
    for (const names of [
      { worker: 'Ada', employer: 'ADA' },
      { worker: 'the arbiter' },
      { employer: 'El trabajador' },
      { arbiter: '工人' },
    ])
      expect(() => namesIn(fieldsOf(names))).toThrow(expect.objectContaining({ code: 'NAME_AMBIGUOUS' }))
  })

  it('say the tip of the chain, height and time together', () => {
    expect(optionsIn(fieldsOf({ height: '900000', median: '1900000000' }))).toEqual({
      at: { height: 900_000, medianTime: 1_900_000_000 },
    })
    for (const half of [{ height: '900000' }, { median: '1900000000' }])
      expect(() => optionsIn(fieldsOf(half))).toThrow(expect.objectContaining({ code: 'OPTION_MALFORMED' }))
  })

  it.each(['high', '-1', '1.5', '01', '1e3', '99999999999', ' 1', '٣'])('take no number for %s', (text) => {
    for (const said of [
      { height: text, median: '1' },
      { height: '1', median: text },
      { address: 'a', milestone: text },
    ])
      expect(() => optionsIn(fieldsOf(said))).toThrow(expect.objectContaining({ code: 'OPTION_MALFORMED' }))
  })

  it('say a block that is known, or refuse what is none', () => {
    expect(knownIn(fieldsOf({ checkpoint: `800:${HASH}` }))).toEqual({
      checkpoint: { height: 800, hash: HASH },
    })
    expect(knownIn(fieldsOf({ checkpoint: `{"height":800,"hash":"${HASH}"}` }))).toEqual({
      checkpoint: { height: 800, hash: HASH },
    })
    for (const checkpoint of ['800', HASH, `800:${HASH}00`, '{}'])
      expect(() => knownIn(fieldsOf({ checkpoint }))).toThrow(/checkpoint/)
  })
})
