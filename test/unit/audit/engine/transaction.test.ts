import { hex } from '@scure/base'
import { Transaction } from '@scure/btc-signer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSecond, secondSighash } from '../../../../src/audit/engine/transaction.js'
import { serializeTransaction } from '../../../../src/psbt/transaction.js'
import { toHex } from '../../../../src/units/bytes.js'
import { sats } from '../../../../src/units/sats.js'

const bytes = (maxLength: number) => fc.uint8Array({ maxLength })
const word = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex)
const uint32 = fc.nat(0xffffffff)
const amount = fc.bigInt(0n, 1_000_000n).map((value) => sats(value))

const transaction = fc.record({
  version: fc.constantFrom(1, 2, 3, 0xffffffff),
  lockTime: uint32,
  inputs: fc.array(
    fc.record({
      outpoint: fc.record({ txid: word, vout: uint32 }),
      sequence: uint32,
      witness: fc.array(bytes(300), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  outputs: fc.array(fc.record({ script: bytes(40), amount }), { minLength: 1, maxLength: 3 }),
})
const signed = fc.record(
  {
    script: fc.uint8Array({ minLength: 1, maxLength: 300 }),
    annex: fc.uint8Array({ minLength: 1, maxLength: 9 }),
  },
  { requiredKeys: [] },
)
const types = fc.constantFrom(0, 1, 2, 3, 0x81, 0x82, 0x83)

const theirs = (raw: string): Transaction =>
  Transaction.fromRaw(hex.decode(raw), {
    allowUnknownOutputs: true,
    allowUnknownVersion: true,
    disableScriptCheck: true,
  })

describe('the second engine', () => {
  it('signs what the class of its package signs, or nothing', () => {
    fc.assert(
      fc.property(transaction, signed, types, fc.nat(), (parts, parted, type, at) => {
        const raw = toHex(serializeTransaction(parts))
        const input = at % parts.inputs.length
        const spent = parts.inputs.map((_, index) => ({
          script: Uint8Array.of(0x51, index),
          amount: sats(BigInt(index)),
        }))
        const digest = (work: () => Uint8Array): string => {
          try {
            return toHex(work())
          } catch {
            return 'nothing'
          }
        }
        const expected = digest(() =>
          theirs(raw).preimageWitnessV1(
            input,
            spent.map(({ script }) => script),
            type,
            spent.map((prevout) => prevout.amount),
            undefined,
            parted.script,
            undefined,
            parted.annex,
          ),
        )
        expect(digest(() => secondSighash({ hex: raw, spent }, { input, type, ...parted }))).toBe(expected)
        expect(digest(() => secondSighash({ hex: raw, spent: spent.slice(1) }, { input: 0, type }))).toBe(
          'nothing',
        )
      }),
      { numRuns: 300 },
    )
  })

  it('reads what the class of its package reads', () => {
    fc.assert(
      fc.property(transaction, (parts) => {
        const raw = toHex(serializeTransaction(parts))
        const whole = theirs(raw)
        expect(readSecond(raw)).toEqual({
          txid: whole.id,
          version: whole.version,
          lockTime: whole.lockTime,
          weight: whole.weight,
          sequences: parts.inputs.map(({ sequence }) => sequence),
          outputs: parts.outputs,
          witnesses: parts.inputs.map(({ witness }) => witness),
        })
      }),
      { numRuns: 50 },
    )
  })
})
