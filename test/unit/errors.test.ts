import { describe, expect, it } from 'vitest'
import { EscrowError, shown } from '../../src/errors.js'
import { mnemonicOf } from '../support/mnemonics.js'
import { wifOf } from '../support/secrets.js'

const error = (text: string): EscrowError =>
  new EscrowError({
    code: 'CODE',
    kind: 'input',
    data: { field: text, expected: text, received: text, more: text, amount: 5n, list: [text] },
  })

describe('an error', () => {
  it('moves no cursor and turns no text around, whatever it was made of', () => {
    const { message, data, stack } = error('a\u001b]52;c;aGk=\u0007\u202e\nb')
    const plain = 'a[U+001B]]52;c;aGk=[U+0007][U+202E][U+000A]b'
    expect(message).toBe(`${plain}: expected ${plain}, received ${plain}`)
    expect(data).toMatchObject({ field: plain, expected: plain, received: plain, more: plain, amount: 5n })
    expect(stack).toContain(message)
    expect(stack).not.toContain('\u001b')
  })
})

describe('a received value', () => {
  const words = mnemonicOf(1).split(' ')
  const key = Buffer.from('9f'.repeat(32), 'hex')

  it.each([
    ['a recovery phrase', words.join(' ')],
    ['a numbered one', words.map((word, at) => `${at + 1}. ${word}`).join(' ')],
    ['one on lines of their own', words.map((word, at) => `${at + 1}) ${word}`).join('\r\n')],
    ['a hyphenated one', words.join('-')],
    ['one with commas', words.join(', ')],
    ['one that is mistyped', words.join(' ').replace(/^\w+/, 'abandom')],
    ['the secret of a milestone', 'secret18zv7rxkxmmrarjatfrv75227ur47tkvjw2h7m38q75xqr8dxzq8s0fgpd2'],
    ['one in upper case', 'SECRET18ZV7RXKXMMRARJATFRV75227UR47TKVJW2H7M38Q75XQR8DXZQ8S0FGPD2'],
    ['one that was cut off', 'my secret18zv7rxkxmm'],
    ['a key in hex', key.toString('hex')],
    ['a key in base64', Buffer.from(words.join()).subarray(0, 32).toString('base64')],
    ['one without padding', Buffer.from(words.join()).subarray(0, 32).toString('base64url')],
    ['a key pair in base64', Buffer.from(words.join()).subarray(0, 64).toString('base64')],
    ['a WIF', wifOf(key)],
    ['an extended private key', `tprv8${'Z'.repeat(106)}`],
  ])('is not shown where it may be a secret: %s', (_, text) => {
    for (const given of [text, `x: ${text}`, `${text} `])
      expect(shown(given)).toBe(`text of ${given.length} characters (not shown)`)
  })

  it.each([
    'a short sentence of eleven words is no phrase at all',
    'bcrt1pwm4tgw49g4fxwahc0nz5kn7d4zqzzcjz52wcpcyv2trhqdv4menq3pl6up',
    'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080',
    'cHNidP8BAFICAAAAAZ38ZijCbFiZ/hvT3DOGZb/VXXraEPYiCXPfLTht7BJ2',
    'secretary1 of the board',
  ])('is shown otherwise: %s', (text) => {
    expect(shown(text)).toBe(JSON.stringify(text))
  })

  it('is one line of JSON in which nothing is invisible', () => {
    expect(shown('a"\n\u202e\u{e0041}\ud800')).toBe(String.raw`"a\"\n\u202e\udb40\udc41\ud800"`)
  })
})

describe('an error as JSON', () => {
  it('tells name, code, kind, message and data, satoshis as decimal strings, and no stack', () => {
    const told = {
      name: 'EscrowError',
      code: 'CODE',
      kind: 'input',
      message: 'a: expected a, received a',
      data: { field: 'a', expected: 'a', received: 'a', more: 'a', amount: '5', list: ['a'] },
    }
    expect(JSON.parse(JSON.stringify(error('a')))).toEqual(told)
    expect(JSON.parse(JSON.stringify({ errors: [error('a')] }))).toEqual({ errors: [told] })
  })
})
