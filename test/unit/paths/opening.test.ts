import { describe, expect, it } from 'vitest'
import { openingOf } from '../../../src/paths/opening.js'

const tip = { height: 1000, medianTime: 1_800_000_000 }

describe('a lock of a contract that is paid now', () => {
  it('opens after its own span where it is relative, wherever the chain is', () => {
    for (const at of [tip, undefined]) {
      expect(openingOf({ blocks: 7 }, at)).toEqual({ unit: 'blocks', left: 7 })
      expect(openingOf({ seconds: 512 }, at)).toEqual({ unit: 'seconds', left: 512 })
    }
  })

  it('opens by the tip where it is absolute: a time must lie before the median time of the tip', () => {
    expect(openingOf({ height: 1001 }, tip)).toEqual({ unit: 'blocks', left: 1 })
    expect(openingOf({ height: 1000 }, tip)).toEqual({ unit: 'blocks', left: 0 })
    expect(openingOf({ time: 1_800_000_000 }, tip)).toEqual({ unit: 'seconds', left: 1 })
    expect(openingOf({ time: 1_799_999_999 }, tip)).toEqual({ unit: 'seconds', left: 0 })
  })

  it('opens nobody knows when where it is absolute and the tip is not known', () => {
    expect(openingOf({ height: 1 }, undefined)).toBeUndefined()
    expect(openingOf({ time: 1_800_000_000 }, undefined)).toBeUndefined()
  })
})
