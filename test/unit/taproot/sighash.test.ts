import { Transaction } from 'bitcoinjs-lib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { sighasher } from '../../../src/taproot/sighash.js'
import { toHex } from '../../../src/units/bytes.js'
import { sats } from '../../../src/units/sats.js'
import type { TransactionOutput, UnsignedTransaction } from '../../../src/units/transaction.js'

afterEach(() => {
  vi.restoreAllMocks()
})

const scriptOf = (number: number): Uint8Array => Uint8Array.of(0x51, 0x20, ...new Uint8Array(32).fill(number))

const spending = (count: number, { version = 2, lockTime = 0 } = {}) => {
  const transaction: UnsignedTransaction = {
    version,
    lockTime,
    inputs: Array.from({ length: count }, (_, at) => ({
      outpoint: { txid: (at + 1).toString(16).padStart(64, '0'), vout: at % 3 },
      sequence: at % 2 === 0 ? 0xfffffffd : 144,
    })),
    outputs: [
      { script: scriptOf(9), amount: sats(1234n) },
      { script: new Uint8Array(300).fill(0x6a), amount: sats(2_100_000_000_000_000n) },
    ],
  }
  const spent: TransactionOutput[] = transaction.inputs.map((_, at) => ({
    script: scriptOf(at),
    amount: sats(BigInt(at) * 1000n),
  }))
  return { transaction, spent }
}

const theirs = ({ transaction, spent }: ReturnType<typeof spending>, index: number, leaf?: Uint8Array) => {
  const other = new Transaction()
  other.version = transaction.version
  other.locktime = transaction.lockTime
  for (const { outpoint, sequence } of transaction.inputs)
    other.addInput(Uint8Array.from(Buffer.from(outpoint.txid, 'hex')).reverse(), outpoint.vout, sequence)
  for (const { script, amount } of transaction.outputs) other.addOutput(script, amount)
  return other.hashForWitnessV1(
    index,
    spent.map(({ script }) => script),
    spent.map(({ amount }) => amount),
    0,
    leaf,
  )
}

describe('what a signature signs', () => {
  it.each([
    { version: 2, lockTime: 0 },
    { version: 3, lockTime: 499_999_999 },
    { version: 2, lockTime: 0xffffffff },
  ])('is what bitcoinjs-lib signs, with %j', (header) => {
    const spend = spending(5, header)
    const digest = sighasher(spend.transaction, spend.spent)
    const leafHash = new Uint8Array(32).fill(3)
    for (let index = 0; index < 5; index++) {
      expect(toHex(digest({ index }))).toBe(toHex(theirs(spend, index)))
      expect(toHex(digest({ index, leafHash }))).toBe(toHex(theirs(spend, index, leafHash)))
    }
  })

  it('costs one hash for each input beside those that all inputs share', () => {
    const hashesFor = (count: number): number => {
      const { transaction, spent } = spending(count)
      const spy = vi.spyOn(backend, 'sha256')
      const digest = sighasher(transaction, spent)
      for (let index = 0; index < count; index++) digest({ index })
      const { length } = spy.mock.calls
      spy.mockRestore()
      return length
    }
    hashesFor(1)
    expect([hashesFor(1), hashesFor(10), hashesFor(100)]).toEqual([6, 15, 105])
  })
})
