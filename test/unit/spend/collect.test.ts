import { createHash } from 'node:crypto'
import {
  complete,
  type LeafName,
  leafOf,
  readSpend,
  refund,
  release,
  type Spend,
  satsPerVb,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { EMPTY_INPUT, type TapScriptSignature } from '../../../src/psbt/model.js'
import { keysOf } from '../../../src/script/miniscript.js'
import { bodyOf } from '../../../src/spend/collected.js'
import { collectInput } from '../../../src/spend/collectInput.js'
import { toHex } from '../../../src/units/bytes.js'
import type { Role } from '../../../src/words.js'
import {
  everyPathDocument,
  made,
  milestones,
  secretsOf,
  signedByAll,
  signerFor,
} from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import {
  digestOf,
  schnorr,
  secretKeyOf,
  tamperedInput,
  tamperedTransaction,
  transactionOf,
} from '../../support/forgery.js'
import { firstFunded, fundedWith } from '../../support/funded.js'
import { bareHolder } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const { agreement, contracts } = made({
  ...everyPathDocument('blocks', { decision: 10, backupFrom: 20, silence: 40, rescue: 60 }),
  milestones: milestones(1, { firstSecret: 900 }),
})
const contract = contracts[0]!
const funded = fundedWith(contract)
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
const draft = release(funded, { path, feeRate })

/** A right signature of a role through any leaf, made without the library. */
const signatureBy = (spend: Spend, name: LeafName, role: Role): TapScriptSignature => {
  const { contract: spent } = spend.plan.inputs[0]!.funded
  const leaf = leafOf(spent, name)
  const key = keysOf(leaf.fragment).find((one) => one.role === role)!
  const digest = digestOf(spend, transactionOf(spend), { input: 0, leafHash: leaf.leafHash })
  const signature = schnorr(digest, secretKeyOf(spent, leaf, key))
  return { xOnly: key.xOnly, leafHash: leaf.leafHash, signature }
}

/** Reads a draft whose first input shows these signatures of leaves. */
const readWith = (...tapScriptSignatures: readonly TapScriptSignature[]) =>
  readSpend(
    funded,
    tamperedInput(draft.psbt, () => ({ tapScriptSignatures })),
  )
const signaturesOf = ({ inputs }: Spend) =>
  inputs.map((input) => (input.kind === 'leaf' ? input.signatures : []))

describe('signatures of leaves in a PSBT', () => {
  it('are kept at the places of their keys', () => {
    const [employer, worker] = [signatureBy(draft, path, 'employer'), signatureBy(draft, path, 'worker')]
    expect(signaturesOf(readWith(worker))).toEqual([[undefined, worker.signature]])
    expect(signaturesOf(readWith(worker, employer))).toEqual([[employer.signature, worker.signature]])
  })

  it('of other leaves are left out, right as they may be', () => {
    const other = signatureBy(draft, 'workerAlone', 'worker')
    const employer = signatureBy(draft, path, 'employer')
    const read = readWith(other, employer)
    expect(signaturesOf(read)).toEqual([[employer.signature, undefined]])
    expect(read.psbt).not.toContain(Buffer.from(other.signature).toString('base64').slice(4, 40))
    expect(readWith(other).state).toBe('unsigned')
  })

  it('of other leaves are left out even where the same bare key is in both', () => {
    const bare = firstFunded({
      ...plainDocument(),
      employer: { ...plainDocument().employer, keys: [bareHolder(31).text] },
      worker: { ...plainDocument().worker, keys: [bareHolder(32).text] },
      keyPath: 'closed',
    })
    const alone = refund(bare, { path: 'employerAlone', feeRate })
    const elsewhere = signatureBy(alone, path, 'employer')
    const read = readSpend(
      bare,
      tamperedInput(alone.psbt, () => ({ tapScriptSignatures: [elsewhere] })),
    )
    expect(signaturesOf(read)).toEqual([[undefined]])
  })

  it('are refused where they are wrong, of whichever leaf, and say whose they should be', () => {
    const employer = signatureBy(draft, path, 'employer')
    const other = signatureBy(draft, 'workerAlone', 'worker')
    const forged = { ...other, signature: employer.signature }
    expect(thrown(() => readWith(forged))).toMatchObject({
      code: 'SIGNATURE_INVALID',
      message:
        'inputs[0].tapScriptSignatures[0]: expected a signature by worker of this very transaction, received one that does not verify',
      data: { roles: ['worker'] },
    })
  })

  it('are refused where the contract has no such leaf, or the leaf no such key', () => {
    const employer = signatureBy(draft, path, 'employer')
    const arbiter = signatureBy(draft, 'arbiterAndWorker', 'arbiter')
    for (const foreign of [
      { ...employer, leafHash: new Uint8Array(32) },
      { ...employer, xOnly: arbiter.xOnly },
      { ...employer, leafHash: new Uint8Array(32), xOnly: arbiter.xOnly },
    ])
      expect(thrown(() => readWith(foreign))).toMatchObject({
        code: 'SIGNATURE_FOREIGN',
        message:
          'inputs[0].tapScriptSignatures[0]: expected a signature of a key and a leaf of the contract, received a signature of something else',
      })
  })

  it('are never of the leaf of the terms, whose key nobody holds', () => {
    const { leafHash, fragment } = leafOf(contract, 'terms')
    const [key] = keysOf(fragment)
    const foreign = { leafHash, xOnly: key!.xOnly, signature: new Uint8Array(64) }
    expect(thrown(() => readWith(foreign)).code).toBe('SIGNATURE_FOREIGN')
  })
})

describe('a signature of the key path beside a leaf', () => {
  it('is left out where it is right', async () => {
    // the same outputs by the other path, so that one transaction can go both ways
    const byKey = readSpend(
      funded,
      tamperedTransaction(release(funded, { feeRate }).psbt, () => ({ outputs: draft.plan.outputs })),
    )
    const [input] = complete(await signedByAll(byKey)).inputs
    const tapKeySignature = input?.kind === 'key' ? input.signature : undefined
    expect(tapKeySignature).toHaveLength(64)
    const both = tamperedInput(draft.psbt, () => ({ tapKeySignature: tapKeySignature! }))
    expect(readSpend(funded, both)).toMatchObject({ state: 'unsigned', inputs: draft.inputs })
    expect(readSpend(funded, both).psbt).toBe(draft.psbt)
  })

  it('is refused where it is wrong', () => {
    const tapKeySignature = signatureBy(draft, path, 'employer').signature
    expect(
      thrown(() =>
        readSpend(
          funded,
          tamperedInput(draft.psbt, () => ({ tapKeySignature })),
        ),
      ),
    ).toMatchObject({
      code: 'SIGNATURE_INVALID',
      message:
        'inputs[0].tapKeySignature: expected a signature by employer and worker of this very transaction, received one that does not verify',
      data: { roles: ['employer', 'worker'] },
    })
  })
})

describe('the secret in a PSBT', () => {
  const [secret] = secretsOf([contract])
  const hash = agreement.milestones[0]!.secretHash!
  const bySecret = release(funded, { path: 'workerWithSecret', feeRate })
  const reading =
    (...sha256Preimages: readonly { hash: Uint8Array; preimage: Uint8Array }[]) =>
    () =>
      readSpend(
        funded,
        tamperedInput(bySecret.psbt, () => ({ sha256Preimages })),
      )

  it('is read, and the worker can complete the spend with it', async () => {
    const withSecret = release(funded, { path: 'workerWithSecret', secrets: [secret!], feeRate })
    const read = readSpend(funded, withSecret.psbt)
    expect(read).toMatchObject({ state: 'unsigned', inputs: [{ preimage: secret }] })
    expect(complete(await sign(read, signerFor(agreement, 'worker'))).state).toBe('complete')
  })

  it('is found among those of other hashes, which say nothing here', () => {
    const other = { hash: new Uint8Array(32), preimage: new Uint8Array(32) }
    expect(reading(other)().inputs[0]).not.toHaveProperty('preimage')
    expect(reading(other, { hash, preimage: secret! })().inputs).toMatchObject([{ preimage: secret }])
  })

  it('is refused where it does not open the hash', () => {
    expect(thrown(reading({ hash, preimage: new Uint8Array(32) }))).toMatchObject({
      code: 'SPEND_PREIMAGE',
      message:
        'inputs[0].sha256Preimages: expected the 32 bytes that open the hash, received 32 bytes that do not',
    })
  })

  it('is refused where it opens the hash with another length, which the script does not take', () => {
    const short = new Uint8Array(31).fill(7)
    const secretHash = createHash('sha256').update(short).digest('hex')
    const unspendable = firstFunded({ ...plainDocument(), milestones: [{ amount: '1000000', secretHash }] })
    const unsigned = release(unspendable, { path: 'workerWithSecret', feeRate })
    const opened = tamperedInput(unsigned.psbt, () => ({
      sha256Preimages: [{ hash: createHash('sha256').update(short).digest(), preimage: short }],
    }))
    expect(thrown(() => readSpend(unspendable, opened))).toMatchObject({
      code: 'SPEND_PREIMAGE',
      data: { received: '31 bytes that do not' },
    })
  })

  it('has no place in a leaf that asks for none', () => {
    const shown = tamperedInput(draft.psbt, () => ({ sha256Preimages: [{ hash, preimage: secret! }] }))
    expect(readSpend(funded, shown).inputs[0]).not.toHaveProperty('preimage')
    expect(toHex(Buffer.from(readSpend(funded, shown).psbt, 'base64'))).not.toContain(toHex(secret!))
  })
})

it('an input that the plan does not have is refused', () => {
  expect(thrown(() => collectInput(EMPTY_INPUT, { body: bodyOf(draft), position: 1 }))).toMatchObject({
    code: 'SPEND_INPUT_FOREIGN',
    message: 'inputs[1]: expected an input of the plan, received another one',
  })
})
