import { type Names, type SayOptions, type Sentence, say } from 'taproot-escrow'
import { arabic, english, french } from 'taproot-escrow/languages'
import { describe, expect, it } from 'vitest'
import { said } from '../../support/said.js'
import { thrown } from '../../support/thrown.js'

const paid: Sentence = {
  code: 'paysOut',
  data: { amount: 1_000_000n, to: [{ role: 'worker', payee: 1 }], address: 'bc1p' },
}
const takes: Sentence = { code: 'arbiterTakes', data: { amount: 1000n, role: 'arbiter' } }

describe('a sentence', () => {
  it('names people where they have names, and their roles else', () => {
    expect(say(takes, { language: english })).toBe('The arbiter takes 1,000 sat.')
    expect(say(takes, { language: english, names: { arbiter: 'ada' } })).toBe('ada takes 1,000 sat.')
    expect(say(paid, { language: english })).toBe(
      '1,000,000 sat (0.01 BTC) go to the worker (payee 2) at bc1p.',
    )
    expect(say(paid, { language: english, names: { worker: 'Bola', payees: ['Bola'] } })).toContain(
      'to Bola (payee 2) at',
    )
    expect(say(paid, { language: english, names: { payees: ['Bola', 'Efe'] } })).toContain('to Efe at')
  })

  it('is written as its language writes numbers', () => {
    expect(say(paid, { language: french })).toBe(
      'Pour le travailleur (bénéficiaire 2) : 1\u202f000\u202f000 sat (0,01 BTC), à l\u0027adresse bc1p.',
    )
    expect(say(takes, { language: arabic })).toBe('يأخذ المحكّم مبلغًا قدره \u20661,000 sat\u2069.')
  })

  it('of what somebody wrote shows nothing that may be a secret', () => {
    const memo = 'ab'.repeat(32)
    const spends: Sentence = {
      code: 'spendsDeposit',
      data: { milestone: 0, memo, contract: 7, amount: 1n, outpoint: { txid: '00'.repeat(32), vout: 0 } },
    }
    expect(say(spends, { language: english })).toContain('(a text of 64 characters that is not shown)')
    expect(say({ ...spends, data: { ...spends.data, memo: 'logo' } }, { language: english })).toContain(
      '("logo")',
    )
  })
})

describe('a length of time', () => {
  it.each([
    [{ seconds: 1 }, 'about 1 minute (1 second)'],
    [{ seconds: 5399 }, 'about 90 minutes (5,399 seconds)'],
    [{ seconds: 5400 }, 'about 2 hours (5,400 seconds)'],
    [{ blocks: 8 }, 'about 80 minutes (8 blocks)'],
    [{ blocks: 9 }, 'about 2 hours (9 blocks)'],
    [{ blocks: 215 }, 'about 36 hours (215 blocks)'],
    [{ blocks: 216 }, 'about 2 days (216 blocks)'],
    [{ seconds: 3_893_760 }, 'about 45 days (3,893,760 seconds)'],
  ] as const)('of %j is %s', (span, text) => {
    expect(said.span(span)).toBe(text)
  })
})

describe('an amount', () => {
  it.each([
    [0n, '0 sat'],
    [99_999n, '99,999 sat'],
    [100_000n, '100,000 sat (0.001 BTC)'],
    [100_000_000n, '100,000,000 sat (1 BTC)'],
    [1_000_000_000n, '1,000,000,000 sat (10 BTC)'],
    [2_100_000_000_000_000n, '2,100,000,000,000,000 sat (21,000,000 BTC)'],
  ] as const)('of %i is %s', (amount, text) => {
    expect(said.amount(amount)).toBe(text)
  })
})

describe('what is said with', () => {
  const errorOf = (names: unknown) => thrown(() => say(takes, { language: english, names: names as Names })) // what no type allows
  it.each([
    '',
    ' Ada',
    'Ada\u00a0',
    'Ada\n1,000,000 sat',
    'Ada\u202e',
    'Ada\u2066',
    'Ada\u0000',
    '\ud800',
    'A'.repeat(101),
    'A'.repeat(10_000_000),
    7,
  ])('is no name that cannot be seen whole: %#', (name) => {
    for (const names of [{ employer: name }, { worker: name }, { payees: ['Bob', name] }]) {
      const { code, message } = errorOf(names)
      expect(code).toBe('NAME_MALFORMED')
      expect(message.length).toBeLessThan(300)
    }
  })

  it('is nothing but names by roles', () => {
    expect(errorOf({ boss: 'Ada' }).code).toBe('ARGUMENT_UNKNOWN')
    expect(errorOf([]).code).toBe('ARGUMENT_TYPE')
    expect(say(takes, { language: english, names: { arbiter: 'A'.repeat(100) } })).toContain('A'.repeat(100))
  })

  it('is a sentence that the library says, with its data', () => {
    const codeOf = (sentence: unknown) => thrown(() => say(sentence as Sentence, { language: english })).code // what no type allows
    for (const code of ['toString', '__proto__', 'nothing'])
      expect(codeOf({ code, data: {} })).toBe('SENTENCE_MALFORMED')
    expect(codeOf({ code: 'paysOut', data: {} })).toBe('SENTENCE_MALFORMED')
    expect(codeOf({ code: 7, data: {} })).toBe('ARGUMENT_TYPE')
    expect(thrown(() => say(takes, {} as SayOptions)).data.field).toBe('language')
  })
})
