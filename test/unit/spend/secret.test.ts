import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { bech32m } from '@scure/base'
import { Transaction } from 'bitcoinjs-lib'
import {
  complete,
  createSecret,
  finalize,
  leafOf,
  opensContract,
  recoverSecret,
  release,
  satsPerVb,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { hashOfSecret, secretBytes } from '../../../src/spend/secret.js'
import { made, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { secretHashOf, secretOf } from '../../support/holders.js'
import { pinned, thrown } from '../../support/thrown.js'

const bytes = secretOf(secretHashOf(1300))
/** By another implementation of BIP 350. */
const secret = bech32m.encode('secret', bech32m.toWords(bytes))
const { agreement, contracts } = made({
  ...plainDocument(),
  milestones: [{ amount: '1000000', secretHash: secretHashOf(1300) }, { amount: '1000000' }],
})
const contract = contracts[0]!

describe('a secret', () => {
  it('is made with the hash that a milestone names, another one each time', () => {
    const [one, other] = [createSecret(), createSecret()]
    expect(one.secret).toMatch(/^secret1[02-9ac-hj-np-z]{58}$/)
    expect(one.secret).not.toBe(other.secret)
    const opened = secretBytes(one.secret)
    expect(one.hash).toBe(createHash('sha256').update(opened).digest('hex'))
    const [milestone] = made({
      ...plainDocument(),
      milestones: [{ amount: '1000000', secretHash: one.hash }],
    }).contracts
    expect([one, other].map((created) => opensContract(created.secret, milestone!))).toEqual([true, false])
  })

  it('is one text for its 32 bytes, and opens the contract whose hash it has either way', () => {
    expect(secretBytes(secret)).toEqual(bytes)
    expect(secretBytes(bytes)).toBe(bytes)
    expect([opensContract(secret, contract), opensContract(bytes, contract)]).toEqual([true, true])
    expect(opensContract(createSecret().secret, contract)).toBe(false)
  })

  it('opens no contract that names no hash', () => {
    expect(opensContract(secret, contracts[1]!)).toBe(false)
  })

  it('is recovered from the transaction that used it', async () => {
    const draft = release(fundedWith(contract), {
      path: 'workerWithSecret',
      secrets: [secret],
      feeRate: satsPerVb('1'),
    })
    const { hex } = finalize(complete(await sign(draft, signerFor(agreement, 'worker'))))
    expect(recoverSecret(contract, hex)).toBe(secret)
  })

  it('is not found in a transaction that did not use it', async () => {
    const draft = release(fundedWith(contract), { path: 'employerAndWorker', feeRate: satsPerVb('1') })
    const signed = await sign(draft, signerFor(agreement, 'employer'))
    const { hex } = finalize(complete(await sign(signed, signerFor(agreement, 'worker'))))
    expect(recoverSecret(contract, hex)).toBeUndefined()
  })

  describe('in a transaction from anybody', () => {
    const { script, controlBlock } = leafOf(contract, 'workerWithSecret')
    const signature = new Uint8Array(64)
    /** A transaction with an input of this witness, among others that reveal nothing. */
    const revealing = (...witness: readonly Uint8Array[]) => {
      const transaction = new Transaction()
      for (const items of [[signature], [], witness]) {
        transaction.addInput(new Uint8Array(32), transaction.ins.length)
        transaction.ins.at(-1)!.witness = [...items]
      }
      transaction.addOutput(contract.outputScript, 1000n)
      return transaction.toHex()
    }

    it('is found in whichever input, beside an annex, too', () => {
      expect(recoverSecret(contract, revealing(bytes, signature, script, controlBlock))).toBe(secret)
      const annex = Uint8Array.of(0x50, 1)
      expect(recoverSecret(contract, revealing(bytes, signature, script, controlBlock, annex))).toBe(secret)
    })

    it.each<[string, readonly Uint8Array[]]>([
      ['another script', [bytes, signature, leafOf(contract, 'employerAlone').script, controlBlock]],
      ['other bytes', [new Uint8Array(32), signature, script, controlBlock]],
      ['too few bytes', [bytes.subarray(1), signature, script, controlBlock]],
      ['no items', []],
    ])('is not found where an input reveals %s', (_, witness) => {
      expect(recoverSecret(contract, revealing(...witness))).toBeUndefined()
    })

    it('is not looked for where the contract has none', () => {
      expect(thrown(() => recoverSecret(contracts[1]!, revealing(bytes)))).toMatchObject({
        code: 'CONTRACT_PATH_MISSING',
        data: { received: '"workerWithSecret"' },
      })
    })
  })

  it('with a typing error is refused without being shown', () => {
    const mistyped = `${secret.slice(0, -1)}${secret.endsWith('q') ? 'p' : 'q'}`
    const error: unknown = (() => {
      try {
        return secretBytes(mistyped)
      } catch (caught) {
        return caught
      }
    })()
    expect(error).toMatchObject({ code: 'SECRET_MALFORMED' })
    expect(inspect(error, { depth: null })).not.toContain(mistyped)
  })

  it.each([new Uint8Array(31), new Uint8Array(33), '', 'secret1qqqq', `bc1${secret.slice(7)}`])(
    'is not %j',
    (malformed) => {
      expect(thrown(() => secretBytes(malformed))).toMatchObject({
        code: 'SECRET_MALFORMED',
        message:
          'secret: expected a text that starts with secret1 and has a valid checksum, or 32 bytes, received something else (not shown)',
      })
    },
  )

  it('that opens another contract is refused before anything is built', () => {
    const secrets = [createSecret().secret]
    expect(
      pinned(() =>
        release(fundedWith(contract), { path: 'workerWithSecret', secrets, feeRate: satsPerVb('1') }),
      ).code,
    ).toBe('SECRET_WRONG')
  })
})

it('a contract that is none is refused by that name', () => {
  expect(thrown(() => opensContract(secret, {} as never)).data.field).toBe('contract')
})

it('the hash of a secret is that which agreements write, of its text as of its bytes', () => {
  for (const one of [secret, bytes]) expect(hashOfSecret(one, 'secrets[0]')).toBe(secretHashOf(1300))
  expect(thrown(() => hashOfSecret('secret1', 'secrets[0]')).data.field).toBe('secrets[0]')
})
