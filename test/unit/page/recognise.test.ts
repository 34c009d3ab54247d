import { describe, expect, it } from 'vitest'
import { recogniseFile, recogniseText } from '../../../src/page/recognise.js'
import { fromHex, utf8 } from '../../../src/units/bytes.js'

const TRANSACTION = `02000000${'00'.repeat(20)}`
const PSBT = `70736274ff01${'00'.repeat(8)}`
const PSBT_BASE64 = 'cHNidP8BAAAAAAAAAAA='

describe('what somebody pastes', () => {
  it.each([
    [' {"format": 1}\n', { kind: 'agreement', text: '{"format": 1}' }],
    ['{"format":"taproot-escrow/view"}', { kind: 'view', text: '{"format":"taproot-escrow/view"}' }],
    [' {"format":"taproot-escrow/watch"}', { kind: 'view', text: '{"format":"taproot-escrow/watch"}' }],
    ['{"format":"taproot-escrow/view"', { kind: 'agreement', text: '{"format":"taproot-escrow/view"' }],
    ['{"format":"taproot-escrow/terms"}', { kind: 'terms', text: '{"format":"taproot-escrow/terms"}' }],
    [
      '{"format":"taproot-escrow/inclusion"}',
      { kind: 'funding', text: '{"format":"taproot-escrow/inclusion"}' },
    ],
    [
      '{"format":"taproot-escrow/acceptance"}',
      { kind: 'acceptances', text: '{"format":"taproot-escrow/acceptance"}' },
    ],
    [
      ' [ {"format":"taproot-escrow/acceptance"}]\n',
      { kind: 'acceptances', text: '[ {"format":"taproot-escrow/acceptance"}]' },
    ],
    ['tr(02aa)', { kind: 'descriptor', text: 'tr(02aa)' }],
    [` ${PSBT_BASE64.slice(0, 8)}\n${PSBT_BASE64.slice(8)} `, { kind: 'psbt', text: PSBT_BASE64 }],
    [PSBT.toUpperCase(), { kind: 'psbt', text: PSBT_BASE64 }],
    [TRANSACTION, { kind: 'transaction', text: TRANSACTION }],
    [`{"psbt":"${PSBT_BASE64}","complete":false}`, { kind: 'psbt', text: PSBT_BASE64 }],
    [`{"label":"Büro","hex":"${TRANSACTION}"}`, { kind: 'transaction', text: TRANSACTION }],
    ['tr(02aa,\n  pk(03bb))', { kind: 'descriptor', text: 'tr(02aa,pk(03bb))' }],
    ['{"descriptor":"tr(02aa)"}', { kind: 'descriptor', text: 'tr(02aa)' }],
  ])('is recognised by how it begins: %s', (text, given) => {
    expect(recogniseText(text)).toEqual(given)
  })

  it.each([
    '',
    'hello',
    'abc',
    '02000000',
    '[]',
    '[1',
    '[{"format":"taproot-escrow/view"}]',
    '{"format":"taproot-escrow/event"}',
    '[{"format":"taproot-escrow/funded"}]',
  ])('is refused where it is nothing of the kind: %s', (text) => {
    expect(recogniseText(text)).toBeUndefined()
  })
})

describe('a file', () => {
  it('is a binary PSBT or transaction, or a text', () => {
    expect(recogniseFile(fromHex(PSBT)!)).toEqual({ kind: 'psbt', text: PSBT_BASE64 })
    expect(recogniseFile(fromHex(TRANSACTION)!)).toEqual({ kind: 'transaction', text: TRANSACTION })
    expect(recogniseFile(utf8('{"format":1}'))).toEqual({ kind: 'agreement', text: '{"format":1}' })
    expect(recogniseFile(fromHex('ffffffffff')!)).toBeUndefined()
  })
})
