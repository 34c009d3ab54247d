import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '../../../src/psbt/base64.js'
import { refusalOf } from '../../support/thrown.js'

/** Bytes in which every value of six bits stands at every place of a group. */
const bytesOf = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 167 + length * 13) % 256)

describe('base64', () => {
  it('is what Node makes of the same bytes, and is read back', () => {
    for (let length = 0; length < 400; length++) {
      const bytes = bytesOf(length)
      const text = Buffer.from(bytes).toString('base64')
      expect(toBase64(bytes)).toBe(text)
      expect(fromBase64(text, 'text')).toEqual(bytes)
    }
  })

  it.each([6143, 6144, 6145, 12_288, 20_000])(
    'is that of %i bytes, too, more than engines join at once',
    (length) => {
      expect(toBase64(bytesOf(length))).toBe(Buffer.from(bytesOf(length)).toString('base64'))
    },
  )

  it.each(['QQ==', 'QUI=', 'QUJD'])('has one spelling for each list of bytes: of %s', (text) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const digits = text.indexOf('=') === -1 ? 4 : text.indexOf('=')
    for (const last of alphabet) {
      const changed = text.slice(0, digits - 1) + last + text.slice(digits)
      const canonical = Buffer.from(changed, 'base64').toString('base64') === changed
      expect(refusalOf(() => fromBase64(changed, 'text'))).toBe(
        canonical
          ? 'nothing was refused'
          : `PSBT_NOT_BASE64 text: expected base64 with its padding and without white space, received "${changed}"`,
      )
    }
  })
})
