import { execFileSync } from 'node:child_process'
import { recoveryKit } from 'taproot-escrow'
import { expect, it } from 'vitest'
import { decodePsbt, encodePsbt } from '../../src/psbt/codec.js'
import type { Psbt } from '../../src/psbt/model.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { made, secretsOf } from '../support/contracts.js'
import { fullDocument } from '../support/documents.js'
import { stepsOf, wayNumber } from '../support/recoveryFile.js'
import { describeVectors } from '../support/vectors.js'

interface Recorded {
  readonly createpsbt: { readonly created: string; readonly updated: string }
}

const contract = made(fullDocument()).contracts[1]!
const [secret] = secretsOf([contract])

/** What the line of a recovery file that puts the secret in makes of a PSBT. */
const withSecret = (psbt: string): Psbt => {
  const step = stepsOf(recoveryKit(contract, 'worker'), {
    way: wayNumber(contract, 'worker', 'workerWithSecret'),
  })[1]!
  const line = step.line.replace('<PSBT>', psbt).replaceAll('<SECRET>', toHex(secret!))
  return decodePsbt(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' }))
}

const opened = (psbt: string | Uint8Array): Psbt => {
  const { inputs, ...rest } = decodePsbt(psbt)
  const hash = contract.agreement.milestones[contract.milestone]!.secretHash!
  return {
    ...rest,
    inputs: inputs.map((input) => ({ ...input, sha256Preimages: [{ hash, preimage: secret! }] })),
  }
}

describeVectors<Recorded>(
  'core31-musig-psbt.json',
  'Bitcoin Core 31',
  ({ createpsbt: { created, updated } }) => {
    it('writes version 2, into which the recovery file puts the secret, as into version 0', () => {
      expect(created.startsWith('cHNidP8BAgQ')).toBe(true)
      expect(withSecret(created)).toEqual(opened(created))
      const zero = Buffer.from(encodePsbt({ ...decodePsbt(created) })).toString('base64')
      expect(withSecret(zero)).toEqual(opened(zero))
    })

    it('pays a script that ends in a zero byte, or holds what looks like rows, all the same', () => {
      const { transaction, ...rest } = decodePsbt(created)
      const [output] = transaction.outputs
      const program = fromHex(`0001030801030800000000000000010400${'00'.repeat(15)}`)!
      const script = Uint8Array.from([0x51, 0x20, ...program])
      const paying = { ...rest, transaction: { ...transaction, outputs: [{ ...output!, script }] } }
      for (const version of [0, 2] as const) {
        const psbt = Buffer.from(encodePsbt(paying, { version })).toString('base64')
        expect(withSecret(psbt)).toEqual(opened(psbt))
      }
    })

    it('writes PSBTs that are read', () => {
      expect(decodePsbt(updated).transaction).toEqual(decodePsbt(created).transaction)
    })
  },
)
