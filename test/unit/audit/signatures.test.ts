import { describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { Comparison } from '../../../src/audit/compare.js'
import { SignatureJudge } from '../../../src/audit/trace/signatures.js'
import { serializeTransaction } from '../../../src/psbt/transaction.js'
import { sighasher } from '../../../src/taproot/sighash.js'
import { toHex } from '../../../src/units/bytes.js'
import { sats } from '../../../src/units/sats.js'
import { bareHolder } from '../../support/holders.js'

const { secret } = bareHolder(5)
const key = backend.pointFromScalar(secret)!.slice(1)
const script = Uint8Array.of(0x20, ...key, 0xac)
const spent = [{ script: Uint8Array.of(0x51, 0x20, ...key), amount: sats(10_000n) }]
const transaction = {
  version: 2,
  lockTime: 0,
  inputs: [{ outpoint: { txid: '11'.repeat(32), vout: 0 }, sequence: 0 }],
  outputs: [{ script: spent[0]!.script, amount: sats(9000n) }],
}
const hex = toHex(serializeTransaction(transaction))

const judgeWith = (second: string) => {
  const comparison = new Comparison()
  return {
    comparison,
    judge: new SignatureJudge({ transaction, hex: second, spent, comparison, subject: 'test' }),
  }
}

describe('two engines judge what is signed', () => {
  it('and agree on one transaction', () => {
    const { judge, comparison } = judgeWith(hex)
    const signature = backend.signSchnorr(judge.digest({ input: 0 }), secret, new Uint8Array(32))
    expect(judge.judge({ input: 0, signature, key, field: 'signature' })).toBe('valid')
    expect(judge.judge({ input: 0, signature, key, script, field: 'signature' })).toBe('invalid')
    expect(comparison.result()).toMatchObject({ agree: true, differences: [] })
  })

  it('and name the byte where their digests differ', () => {
    const { judge, comparison } = judgeWith(toHex(serializeTransaction({ ...transaction, lockTime: 1 })))
    const first = judge.digest({ input: 0, script })
    const [difference] = comparison.result().differences
    expect(difference).toMatchObject({ subject: 'test, input 0', field: 'sighash', first: toHex(first) })
    const { at, second } = difference!
    expect(second).toHaveLength(64)
    expect(second.slice(0, 2 * at)).toBe(toHex(first).slice(0, 2 * at))
    expect(second.slice(2 * at, 2 * at + 2)).not.toBe(toHex(first).slice(2 * at, 2 * at + 2))
  })

  it('and say so where one takes a signature and the other does not', () => {
    const { judge, comparison } = judgeWith(hex)
    const digest = sighasher(transaction, spent)({ index: 0 })
    const signature = backend.signSchnorr(digest, secret, new Uint8Array(32))
    const lie = vi.spyOn(backend, 'verifySchnorr').mockReturnValue(false)
    expect(judge.judge({ input: 0, signature, key, field: 'signature' })).toBe('invalid')
    lie.mockRestore()
    expect(comparison.result()).toMatchObject({
      agree: false,
      differences: [{ field: 'signature verifies', at: 0, first: '00', second: '01' }],
    })
  })

  it('and have nothing to compare where the second cannot read the transaction', () => {
    const { judge, comparison } = judgeWith('00')
    judge.digest({ input: 0 })
    expect(comparison.result()).toMatchObject({
      agree: false,
      differences: [{ field: 'sighash', second: '' }],
    })
  })

  it.each([
    [64, 0x00],
    [65, 0x00],
    [65, 0x04],
    [63, 0x01],
    [0, 0x01],
  ])('and call %i bytes that end in %i no signature', (length, last) => {
    const { judge } = judgeWith(hex)
    const signature = new Uint8Array(length).fill(7)
    signature[length - 1] = last
    expect(judge.judge({ input: 0, signature, key, field: 'signature' })).toBe('invalid')
  })
})
