import { describe, expect, it } from 'vitest'
import { descriptorChecksum, withChecksum, withoutChecksum } from '../../../src/descriptor/checksum.js'

describe('the checksum of a descriptor', () => {
  it('is put behind and taken off again', () => {
    const text = withChecksum('tr(50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0)')
    expect(text).toMatch(/^tr\([0-9a-f]{64}\)#[02-9ac-hj-np-z]{8}$/)
    expect(withChecksum(withoutChecksum(text))).toBe(text)
  })

  it('is demanded unless told otherwise', () => {
    expect(() => withoutChecksum('tr(a)')).toThrow(
      expect.objectContaining({ code: 'DESCRIPTOR_CHECKSUM_MISSING' }),
    )
    expect(withoutChecksum('tr(a)', { checksum: 'optional' })).toBe('tr(a)')
  })

  it('that is wrong does not tell the right one', () => {
    const right = descriptorChecksum('tr(b)')
    expect(() => withoutChecksum(`tr(b)#${descriptorChecksum('tr(a)')}`)).toThrow(
      expect.objectContaining({
        code: 'DESCRIPTOR_CHECKSUM',
        message: expect.not.stringContaining(right),
      }),
    )
  })

  it('covers every character that descriptors have, and no other', () => {
    expect(() =>
      descriptorChecksum(String.fromCharCode(...Array.from({ length: 95 }, (_, at) => 32 + at))),
    ).not.toThrow()
    for (const character of ['\n', 'ü', '\u0000', '😀'])
      expect(() => descriptorChecksum(`tr(${character})`)).toThrow(
        expect.objectContaining({ code: 'DESCRIPTOR_CHARACTER' }),
      )
  })
})
