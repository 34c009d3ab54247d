import { describe, expect, it } from 'vitest'
import { Cursor } from '../../../src/psbt/cursor.js'
import { psbtError } from '../../../src/psbt/errors.js'
import { refusalOf } from '../../support/thrown.js'

const cursorOf = (...bytes: readonly number[]): Cursor =>
  new Cursor(Uint8Array.from(bytes), (problem, at) =>
    psbtError('PSBT_TRUNCATED', { field: 'bytes', expected: problem, received: `byte ${at}` }),
  )
const TRUNCATED = (at: number): string => `PSBT_TRUNCATED bytes: expected truncated, received byte ${at}`

describe('a cursor', () => {
  it('skips what is there, to the end, and nothing more', () => {
    const cursor = cursorOf(1, 2, 3)
    cursor.skip(1)
    expect(cursor.byte()).toBe(2)
    expect(refusalOf(() => cursor.skip(2))).toBe(TRUNCATED(2))
    expect(cursor.left).toBe(1)
    cursor.skip(1)
    expect(cursor.left).toBe(0)
    cursor.skip(0)
    expect(refusalOf(() => cursor.skip(1))).toBe(TRUNCATED(3))
  })

  it('takes what is there, to the end, and nothing more', () => {
    const cursor = cursorOf(1, 2, 3)
    expect(cursor.take(2)).toEqual(Uint8Array.of(1, 2))
    expect(refusalOf(() => cursor.take(2))).toBe(TRUNCATED(2))
    expect(cursor.take(1)).toEqual(Uint8Array.of(3))
    expect(cursor.take(0)).toEqual(new Uint8Array())
    expect(refusalOf(() => cursor.byte())).toBe(TRUNCATED(3))
  })
})
