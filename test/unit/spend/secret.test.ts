import { inspect } from 'node:util'
import {
  complete,
  createSecret,
  finalize,
  opensContract,
  recoverSecret,
  release,
  satsPerVb,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { secretBytes } from '../../../src/spend/secret.js'
import { made, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { pinned, thrown } from '../../support/thrown.js'

const { secret, hash } = createSecret()
const { agreement, contracts } = made({
  ...plainDocument(),
  milestones: [{ amount: '1000000', secretHash: hash }],
})
const contract = contracts[0]!

describe('a secret', () => {
  it('is one text that opens the contract whose hash it has', () => {
    expect(secret).toMatch(/^secret1[02-9ac-hj-np-z]{58}$/)
    expect(opensContract(secret, contract)).toBe(true)
    expect(opensContract(createSecret().secret, contract)).toBe(false)
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
      const { code, message } = thrown(() => secretBytes(malformed))
      expect(code).toBe('SECRET_MALFORMED')
      expect(message.replace(/received .*/, '')).toMatchInlineSnapshot(
        `"secret: expected a text that starts with secret1 and has a valid checksum, or 32 bytes, "`,
      )
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
