import { describe, expect, it } from 'vitest'
import { refusePrivateKey } from '../../../src/keys/privateKey.js'
import { codeOf } from '../../support/thrown.js'

const body = 'BAvsDKhGkqUdTpvNpWXvVn7yhSgDYv9CFRGqVbeAzqcJqM2jrUR2iHqsPVD'

describe('a private key where a public one belongs', () => {
  it.each([
    `xprv${body}`,
    `[d34db33f/87h]tprv${body}`,
    `tr(tprv${body}/0/*)`,
    `musig(xpub${body},xprv${body})`,
  ])('is refused: %s', (text) => {
    expect(codeOf(() => refusePrivateKey(text, 'key'))).toBe('KEY_PRIVATE')
  })

  it('is not seen in a public key that has the four letters somewhere inside', () => {
    for (const text of [`tpubDCtprv${body}`, `[d34db33f/87h]xpubD6xprv${body}`, `tr(tpubDxprv${body}/0/*)`])
      expect(() => refusePrivateKey(text, 'key')).not.toThrow()
  })
})
