import { describe, expect, it } from 'vitest'
import { formatMiniscript } from '../../../src/script/miniscript.js'
import { parseMiniscript } from '../../../src/script/parse.js'
import { thrown } from '../../support/thrown.js'

const hash = 'ab'.repeat(32)
const list = (threshold: number, count: number): string =>
  `multi_a(${[threshold, ...Array.from({ length: count }, (_, at) => `K${at}`)].join(',')})`

describe('Miniscript text', () => {
  const good = [
    'pk(A)',
    'pk([d34db33f/87h/1h/5h]tpub/<2;3>/*)',
    'pk(musig(A,B)/0/*)',
    'multi_a(1,A)',
    list(20, 20),
    list(999, 999),
    `and_v(v:pk(A),sha256(${hash}))`,
    'and_v(v:pk(A),and_v(v:pk(B),older(4194305)))',
    'and_v(v:pk(A),after(2147483647))',
    'and_v(v:and_v(v:pk(A),pk(B)),older(65535))',
  ]

  it('reads and prints as it was written', () => {
    for (const text of good) expect(formatMiniscript(parseMiniscript(text))).toBe(text)
  })

  it.each(
    [
      ['', 'MINISCRIPT_MALFORMED'],
      ['pk', 'MINISCRIPT_MALFORMED'],
      ['pk()', 'MINISCRIPT_MALFORMED'],
      ['pk(A', 'MINISCRIPT_MALFORMED'],
      ['pk(A))', 'MINISCRIPT_MALFORMED'],
      ['pk(A) ', 'MINISCRIPT_MALFORMED'],
      [' pk(A)', 'MINISCRIPT_MALFORMED'],
      ['pk(A,B)', 'MINISCRIPT_MALFORMED'],
      ['PK(A)', 'MINISCRIPT_MALFORMED'],
      ['pk_k(A)', 'MINISCRIPT_MALFORMED'],
      ['c:pk_k(A)', 'MINISCRIPT_MALFORMED'],
      ['v:pk(A)', 'MINISCRIPT_MALFORMED'],
      ['or_i(pk(A),pk(B))', 'MINISCRIPT_MALFORMED'],
      ['multi(1,A)', 'MINISCRIPT_MALFORMED'],
      ['multi_a(1)', 'MINISCRIPT_MALFORMED'],
      ['multi_a(A,B)', 'MINISCRIPT_MALFORMED'],
      ['multi_a(01,A)', 'MINISCRIPT_MALFORMED'],
      ['multi_a(1,A,)', 'MINISCRIPT_MALFORMED'],
      ['and_v(pk(A),pk(B))', 'MINISCRIPT_MALFORMED'],
      ['and_v(v:pk(A))', 'MINISCRIPT_MALFORMED'],
      ['and_v(v:pk(A),pk(B),pk(C))', 'MINISCRIPT_MALFORMED'],
      ['older()', 'MINISCRIPT_MALFORMED'],
      ['older(-1)', 'MINISCRIPT_MALFORMED'],
      ['older(1.5)', 'MINISCRIPT_MALFORMED'],
      ['older(0144)', 'MINISCRIPT_MALFORMED'],
      ['older(12345678901)', 'MINISCRIPT_MALFORMED'],
      ['older(0)', 'MINISCRIPT_LOCK'],
      ['older(65536)', 'MINISCRIPT_LOCK'],
      ['older(4194304)', 'MINISCRIPT_LOCK'],
      ['older(4259840)', 'MINISCRIPT_LOCK'],
      ['older(2147483648)', 'MINISCRIPT_LOCK'],
      ['after(0)', 'MINISCRIPT_LOCK'],
      ['after(2147483648)', 'MINISCRIPT_LOCK'],
      ['multi_a(0,A)', 'MINISCRIPT_THRESHOLD'],
      ['multi_a(2,A)', 'MINISCRIPT_THRESHOLD'],
      ['sha256(abc)', 'MINISCRIPT_HASH_LENGTH'],
      ['sha256(zz)', 'MINISCRIPT_HASH_LENGTH'],
      [`sha256(${hash}00)`, 'MINISCRIPT_HASH_LENGTH'],
      [list(1, 1000), 'SCRIPT_TOO_MANY_KEYS'],
      [`and_v(v:${list(1, 500)},${list(1, 500)})`, 'SCRIPT_TOO_MANY_KEYS'],
      [`pk(${'A'.repeat(20_000)})`, 'MINISCRIPT_TOO_LARGE'],
      [`${'and_v(v:'.repeat(17)}pk(A)`, 'MINISCRIPT_TOO_LARGE'],
      [`${'and_v(v:pk(A),'.repeat(17)}pk(A)${')'.repeat(17)}`, 'MINISCRIPT_TOO_LARGE'],
      ['('.repeat(20_000), 'MINISCRIPT_MALFORMED'],
      [`pk(${'('.repeat(19_000)}`, 'MINISCRIPT_MALFORMED'],
    ].map(([text = '', code = '']) => [text.slice(0, 40), code, text] as const),
  )('%j is refused with %s', (_, code, text) => {
    const error = thrown(() => parseMiniscript(text, 'descriptor'))
    expect([error.code, error.data.field]).toEqual([code, 'descriptor'])
    expect(error.message.length).toBeLessThan(200)
    expect(error.message).toMatchSnapshot()
  })

  it('nests sixteen levels deep on either side', () => {
    const right = `${'and_v(v:pk(A),'.repeat(16)}pk(A)${')'.repeat(16)}`
    const left = `${'and_v(v:'.repeat(16)}pk(A)${',pk(A))'.repeat(16)}`
    for (const text of [right, left]) expect(formatMiniscript(parseMiniscript(text))).toBe(text)
  })

  it('is refused with the place of the fault', () => {
    expect(thrown(() => parseMiniscript('and_v(v:pk(A),or_b(1,2))')).message).toBe(
      'miniscript: expected pk, multi_a, and_v, older, after or sha256 at character 14, received "or_b(1,2))"',
    )
  })

  it('with more keys than the stack has room for breaks a consensus rule', () => {
    expect(thrown(() => parseMiniscript(list(1, 1000)))).toMatchObject({
      kind: 'limit',
      data: { layer: 'consensus', expected: 'at most 999 keys', received: '1000' },
    })
  })
})
