import { describe, expect, it } from 'vitest'
import { refusePrivateKey, shownKey } from '../../../src/keys/privateKey.js'
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

describe('a key in an error', () => {
  it.each([
    `tpub${body}`,
    `xpub${body}`,
    `[d34db33f/87h/1'/5]tpub${body}`,
    `[D34DB33F/87H/1H/5H]tpub${body}`,
  ])('is shown where it is public for certain, however its steps are marked: %s', (text) => {
    expect(shownKey(text)).toContain(text.slice(0, 30))
  })

  it('is not shown where it may be a secret, unless it is too short for one', () => {
    const hidden = (length: number) => `text of ${length} characters (not shown)`
    expect(shownKey('k'.repeat(24))).toBe(`"${'k'.repeat(24)}"`)
    expect(shownKey('k'.repeat(25))).toBe(hidden(25))
    for (const text of [
      `tprv${body}`,
      `[d34db33f/87H]tprv${body}`,
      `[d34db33f/87x]tpub${body}`,
      ` tpub${body}`,
    ])
      expect(shownKey(text)).toBe(hidden(text.length))
  })
})
