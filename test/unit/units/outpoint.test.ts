import { describe, expect, it } from 'vitest'
import { formatOutpoint, parseOutpoint } from '../../../src/units/outpoint.js'
import { thrown } from '../../support/thrown.js'

const txid = 'ab'.repeat(32)

describe('an outpoint', () => {
  it.each([0, 1, 0xffffffff])('names output %i of a transaction', (vout) => {
    expect(formatOutpoint(parseOutpoint({ txid, vout }))).toBe(`${txid}:${vout}`)
  })

  it.each([
    [{ txid: txid.toUpperCase(), vout: 0 }, 'outpoint.txid'],
    [{ txid: txid.slice(2), vout: 0 }, 'outpoint.txid'],
    [{ txid: `${txid}00`, vout: 0 }, 'outpoint.txid'],
    [{ txid: `${txid}\n`, vout: 0 }, 'outpoint.txid'],
    [{ txid: 7, vout: 0 }, 'outpoint.txid'],
    [{ txid, vout: -1 }, 'outpoint.vout'],
    [{ txid, vout: 0x100000000 }, 'outpoint.vout'],
    [{ txid, vout: 0.5 }, 'outpoint.vout'],
    [{ txid, vout: '0' }, 'outpoint.vout'],
  ])('is not %j', (input, field) => {
    // callers without types pass anything
    const error = thrown(() => parseOutpoint(input as never))
    expect([error.code, error.data.field]).toEqual(['OUTPOINT_MALFORMED', field])
  })
})
