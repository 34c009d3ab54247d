import { describe, expect, it } from 'vitest'
import { backend as browser } from '../../src/backend/browser.js'
import { backend as node } from '../../src/backend/node.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { describeVectors } from '../support/vectors.js'

interface Row {
  readonly index: string
  readonly 'secret key': string
  readonly 'public key': string
  readonly aux_rand: string
  readonly message: string
  readonly signature: string
  readonly 'verification result': 'TRUE' | 'FALSE'
  readonly comment: string
}

const bytes = (hex: string): Uint8Array => fromHex(hex)!

describeVectors<Row[]>('bip340-test-vectors.json', 'BIP 340', (rows) => {
  // a sighash has 32 bytes; a backend need not take messages of another length
  const ours = rows.filter(({ message }) => message.length === 64)
  const others = rows.filter(({ message }) => message.length !== 64)

  describe.each([
    ['tiny-secp256k1', node],
    ['pure JavaScript', browser],
  ])('with %s', (_, backend) => {
    it.each(ours)('row $index gives its stated verdict $comment', (row) => {
      const [message, key, signature] = [row.message, row['public key'], row.signature].map(bytes)
      const verdict = backend.isXOnlyPoint(key!) && backend.verifySchnorr(message!, key!, signature!)
      expect(verdict).toBe(row['verification result'] === 'TRUE')
    })

    it.each(ours.filter((row) => row['secret key'] !== ''))('row $index signs to the same bytes', (row) => {
      const secret = bytes(row['secret key'])
      expect(toHex(backend.signSchnorr(bytes(row.message), secret, bytes(row.aux_rand)))).toBe(
        row.signature.toLowerCase(),
      )
      expect(toHex(backend.pointFromScalar(secret)!.subarray(1))).toBe(row['public key'].toLowerCase())
    })
  })

  it('leaves out only the rows whose message is no sighash: 0, 1, 17 and 100 bytes', () => {
    expect(others.map(({ message }) => message.length / 2)).toEqual([0, 1, 17, 100])
  })
})
