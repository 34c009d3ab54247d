import { expect, it } from 'vitest'
import { decodeSimple, encodeSimple, messageProof } from '../../src/acceptance/message.js'
import { parseAddress } from '../../src/agreement/address.js'
import { backend } from '../../src/backend/node.js'
import { taggedHash } from '../../src/backend/tagged.js'
import { parseTransaction, transactionId } from '../../src/psbt/transaction.js'
import { toHex, utf8 } from '../../src/units/bytes.js'
import { thrown } from '../support/thrown.js'
import { describeVectors } from '../support/vectors.js'

interface Signed {
  readonly message: string
  readonly address: string
  readonly bip322_signatures: readonly string[]
}

interface Refused {
  readonly description: string
  readonly message: string
  readonly address: string
  readonly signature: string
}

const scriptOf = (address: string): Uint8Array => parseAddress(address, { network: 'mainnet' }).script

const verifies = (message: string, address: string, signature: string): boolean => {
  const script = scriptOf(address)
  return backend.verifySchnorr(
    messageProof(message, script).digest,
    script.subarray(2),
    decodeSimple(signature, 'signature'),
  )
}

describeVectors<{
  readonly tx_hashes: readonly {
    readonly message: string
    readonly address: string
    readonly message_hash: string
    readonly to_spend_tx_hash: string
    readonly to_sign_tx_hash: string
  }[]
}>('bip322-basic.json', 'BIP 322, transactions', ({ tx_hashes: rows }) => {
  it.each(rows)('of the message "$message"', ({ message, address, ...expected }) => {
    const { toSpend, toSign } = messageProof(message, scriptOf(address))
    expect({
      message_hash: toHex(taggedHash('BIP0322-signed-message')(utf8(message))),
      to_spend_tx_hash: parseTransaction(toSpend).txid,
      to_sign_tx_hash: transactionId(toSign),
    }).toEqual(expected)
  })
})

describeVectors<{
  readonly simple: readonly Signed[]
  readonly full: readonly Signed[]
  readonly proof_of_funds: readonly Signed[]
  readonly error: readonly Refused[]
}>('bip322-p2tr.json', 'BIP 322, Taproot addresses', ({ simple, full, proof_of_funds: funds, error }) => {
  it.each(simple)(
    'the simple signature of "$message" verifies',
    ({ message, address, bip322_signatures: all }) => {
      for (const signature of all) expect(verifies(message, address, signature)).toBe(true)
    },
  )

  it.each(simple)(
    'the simple signature of "$message" is written with its prefix',
    ({ bip322_signatures: all }) => {
      for (const signature of all)
        expect(
          encodeSimple(decodeSimple(signature, 'signature'))
            .replace(/=+$/, '')
            .endsWith(signature.replace(/^smp/, '')),
        ).toBe(true)
    },
  )

  it.each(error)('$description: no acceptance', ({ message, address, signature }) => {
    const answer = ((): boolean | string => {
      try {
        return verifies(message, address, signature)
      } catch (caught) {
        return thrown(() => {
          throw caught
        }).code
      }
    })()
    expect([false, 'ACCEPTANCE_MALFORMED']).toContain(answer)
  })

  it.each([...full, ...funds])(
    'the longer form of "$message" is not an acceptance',
    ({ bip322_signatures: all }) => {
      for (const signature of all)
        expect(thrown(() => decodeSimple(signature, 'signature')).code).toBe('ACCEPTANCE_MALFORMED')
    },
  )
})
