import { shown } from '../errors.js'
import { anObject, type Check } from '../given/check.js'
import { unitError } from './errors.js'

/** An output of a transaction: the transaction's id as nodes print it, and the output's position. */
export interface Outpoint {
  readonly txid: string
  readonly vout: number
}

const TXID = /^[0-9a-f]{64}$/

/**
 * Checks an outpoint.
 *
 * @throws EscrowError `OUTPOINT_MALFORMED`
 */
export const parseOutpoint = (input: Outpoint, field = 'outpoint'): Outpoint => {
  anObject(input, field)
  const { txid, vout } = input
  if (typeof txid !== 'string' || !TXID.test(txid))
    throw unitError('OUTPOINT_MALFORMED', {
      field: `${field}.txid`,
      expected: '64 lower-case hex digits',
      received: shown(txid),
    })
  if (!Number.isInteger(vout) || vout < 0 || vout > 0xffffffff)
    throw unitError('OUTPOINT_MALFORMED', {
      field: `${field}.vout`,
      expected: 'a whole number from 0 to 4294967295',
      received: shown(vout),
    })
  return { txid, vout }
}

/** An outpoint; what else an object of a node holds is passed over. */
export const anOutpoint: Check = (value, field) => {
  parseOutpoint(value as Outpoint, field) // whatever it is, it is judged there
}

/**
 * `txid:vout`, the field's usual spelling.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * formatOutpoint(funded.outpoint) // 'f00d…:1'
 */
export const formatOutpoint = (outpoint: Outpoint): string => {
  const { txid, vout } = parseOutpoint(outpoint)
  return `${txid}:${vout}`
}
