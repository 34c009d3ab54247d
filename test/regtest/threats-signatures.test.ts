import { Transaction } from 'bitcoinjs-lib'
import {
  award,
  combine,
  complete,
  type Funded,
  finalize,
  type LeafName,
  leafOf,
  readSpend,
  release,
  type Spend,
  satsPerVb,
  sign,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PsbtInput } from '../../src/psbt/model.js'
import { keysOf } from '../../src/script/miniscript.js'
import {
  everyPathDocument,
  finished,
  fundAll,
  made,
  milestones,
  signedByAll,
  signerFor,
} from '../support/contracts.js'
import {
  changed,
  digestOf,
  FALSE_STACK,
  forged,
  INVALID_SIGNATURE,
  refusal,
  schnorr,
  secretKeyOf,
  stranger,
  tamperedInput,
  thief,
} from '../support/forgery.js'
import { startNode } from '../support/node.js'

/*
 * What a signature covers, whose it is, and of which leaf.
 */

const node = await startNode()
const feeRate = satsPerVb('2')
const split = { employer: 4000, worker: 6000 }

const NONE = 2
const SINGLE = 3
const ALL_ANYONE = 0x81
const NONE_ANYONE = 0x82
const SINGLE_ANYONE = 0x83

const { agreement, contracts } = made({
  ...everyPathDocument('blocks', { decision: 100, silence: 100 }),
  milestones: milestones(3, { firstSecret: 300 }),
})
let funded: readonly Funded[] = []
beforeAll(async () => {
  funded = await fundAll(node, contracts)
})
const employer = signerFor(agreement, 'employer')
const worker = signerFor(agreement, 'worker')

const releaseOf = () => release(funded[0]!, { path: 'employerAndWorker', feeRate })
const awardOf = () => award(funded[0]!, { path: 'arbiterAndWorker', split, feeRate })

/** A signature of this leaf's key, over the spend's transaction, by the key's holder unless said otherwise. */
const signatureOf = (
  spend: Spend,
  name: LeafName,
  { position = 0, type = 0, secretKey }: { position?: number; type?: number; secretKey?: Uint8Array } = {},
): PsbtInput['tapScriptSignatures'][number] => {
  const { contract } = spend.plan.inputs[0]!.funded
  const leaf = leafOf(contract, name)
  const key = keysOf(leaf.fragment)[position]!
  const transaction = Transaction.fromHex(forged(spend))
  const digest = digestOf(spend, transaction, { input: 0, leafHash: leaf.leafHash, type })
  const secret = secretKey ?? secretKeyOf(contract, leaf, key)
  return { xOnly: key.xOnly, leafHash: leaf.leafHash, signature: schnorr(digest, secret, type) }
}

const withSignatures = (spend: Spend, ...signatures: PsbtInput['tapScriptSignatures'][number][]): string =>
  tamperedInput(spend.psbt, ({ tapScriptSignatures }) => ({
    tapScriptSignatures: [...tapScriptSignatures, ...signatures],
  }))

const redirect = (transaction: Transaction) => {
  transaction.outs = [{ script: thief, value: 999_000n }]
}

describe('a signature of less than everything', () => {
  it('lets the node accept outputs that nobody agreed to: SIGHASH_NONE', async () => {
    await node.expectAccepted(forged(releaseOf(), { type: NONE, changeAfter: redirect }))
    await node.expectAccepted(forged(awardOf(), { type: NONE, changeAfter: redirect }))
  })

  it('lets the node accept other outputs but one: SIGHASH_SINGLE', async () => {
    const swapRest = (transaction: Transaction) => {
      const [first, ...rest] = transaction.outs
      const sum = rest.reduce((total, { value }) => total + value, 0n)
      transaction.outs = [first!, { script: thief, value: sum }]
    }
    await node.expectAccepted(forged(awardOf(), { type: SINGLE, changeAfter: swapRest }))
    await node.expectAccepted(forged(awardOf(), { type: SINGLE_ANYONE, changeAfter: swapRest }))
  })

  it('lets the node accept other inputs: SIGHASH_ANYONECANPAY', async () => {
    const [draft] = release(funded.slice(0, 2), { path: 'employerAndWorker', feeRate })
    const dropInput = (transaction: Transaction) => void transaction.ins.pop()
    await node.expectAccepted(
      forged(draft!, {
        type: NONE_ANYONE,
        changeAfter: (transaction) => {
          dropInput(transaction)
          redirect(transaction)
        },
      }),
    )
    await node.expectAccepted(
      forged(draft!, {
        type: ALL_ANYONE,
        change: (transaction) => {
          transaction.outs[0]!.value = 900_000n
        },
        changeAfter: dropInput,
      }),
    )
  })

  it('is refused by the node where it covers everything', async () => {
    await node.expectRefused(forged(releaseOf(), { changeAfter: redirect }), INVALID_SIGNATURE)
  })

  it.each([NONE, SINGLE, ALL_ANYONE, NONE_ANYONE, SINGLE_ANYONE, 1])(
    'is refused by the library: type %i, 65 bytes',
    (type) => {
      const spend = releaseOf()
      const psbt = withSignatures(spend, signatureOf(spend, 'employerAndWorker', { type }))
      expect(refusal(() => readSpend(funded[0]!, psbt))).toBe('SIGNATURE_SIZE')
      const asked = tamperedInput(spend.psbt, () => ({ sighashType: type }))
      expect(refusal(() => readSpend(funded[0]!, asked))).toBe('SPEND_SIGHASH')
    },
  )

  it('is refused by the library on the key path and beside it', () => {
    const signature = new Uint8Array(65).fill(2)
    for (const spend of [release(funded[0]!, { path: 'key', feeRate }), releaseOf()])
      expect(
        refusal(() =>
          readSpend(
            funded[0]!,
            tamperedInput(spend.psbt, () => ({ tapKeySignature: signature })),
          ),
        ),
      ).toBe('SIGNATURE_SIZE')
  })

  it('is refused from a signer of our own', async () => {
    const spend = releaseOf()
    const careless = { sign: async () => [signatureOf(spend, 'employerAndWorker', { type: NONE }).signature] }
    await expect(sign(spend, careless)).rejects.toMatchObject({
      code: 'SIGNER_FAILED',
      data: { roles: ['employer'] },
    })
  })
})

describe('a signature by somebody else', () => {
  it('is refused by the node, whichever of the two it stands for', async () => {
    for (const role of ['employer', 'worker'])
      await node.expectRefused(
        forged(releaseOf(), {
          secretKey: (key) => {
            const { contract } = funded[0]!
            return key.role === role
              ? stranger.secret
              : secretKeyOf(contract, leafOf(contract, 'employerAndWorker'), key)
          },
        }),
        INVALID_SIGNATURE,
      )
  })

  it('is refused by the library, which names whose it should be', () => {
    const spend = releaseOf()
    for (const [position, role] of ['employer', 'worker'].entries()) {
      const psbt = withSignatures(
        spend,
        signatureOf(spend, 'employerAndWorker', { position, secretKey: stranger.secret }),
      )
      expect(() => readSpend(funded[0]!, psbt)).toThrowError(
        expect.objectContaining({
          code: 'SIGNATURE_INVALID',
          data: expect.objectContaining({ roles: [role] }),
        }),
      )
    }
  })

  it('cannot be asked of a signer without a key of the path', async () => {
    for (const role of ['arbiter'] as const)
      await expect(sign(releaseOf(), signerFor(agreement, role))).rejects.toMatchObject({
        code: 'SIGNER_NO_KEY',
      })
  })

  it('is no signature of a key that the contract does not know', () => {
    const spend = releaseOf()
    const real = signatureOf(spend, 'employerAndWorker')
    const terms = leafOf(funded[0]!.contract, 'terms')
    for (const foreign of [
      { ...real, xOnly: leafOf(funded[1]!.contract, 'terms').leafHash },
      { ...real, leafHash: leafOf(funded[1]!.contract, 'employerAndWorker').leafHash },
      { ...real, leafHash: terms.leafHash, xOnly: keysOf(terms.fragment)[0]!.xOnly },
      { ...signatureOf(spend, 'arbiterAndWorker'), leafHash: real.leafHash },
    ])
      expect(refusal(() => readSpend(funded[0]!, withSignatures(spend, foreign)))).toBe('SIGNATURE_FOREIGN')
  })
})

describe('a signature of another leaf', () => {
  it('is dropped where it is valid, and the witness is the one of the plan', async () => {
    const spend = await signedByAll(releaseOf())
    const psbt = withSignatures(
      spend,
      signatureOf(spend, 'workerWithSecret'),
      signatureOf(spend, 'arbiterAndEmployer', { position: 1 }),
      signatureOf(spend, 'employerAlone'),
    )
    const read = readSpend(funded[0]!, psbt)
    expect(read.psbt).toBe(spend.psbt)
    const { hex, weight } = finalize(complete(read))
    expect(weight).toBe(spend.plan.weight)
    await node.expectAccepted(hex)
  })

  it('is refused where it is not valid', () => {
    const spend = releaseOf()
    const psbt = withSignatures(spend, signatureOf(spend, 'employerAlone', { secretKey: stranger.secret }))
    expect(refusal(() => readSpend(funded[0]!, psbt))).toBe('SIGNATURE_INVALID')
  })

  it('does not stand in for a signature of the plan', async () => {
    const signed = await sign(releaseOf(), worker)
    const psbt = withSignatures(signed, signatureOf(signed, 'employerAlone'))
    expect(refusal(() => complete(readSpend(funded[0]!, psbt)))).toBe('SIGNATURE_MISSING')
  })

  it('by the key path is dropped where it is valid, and refused where it is not', async () => {
    const spend = await signedByAll(releaseOf())
    const keySignature = async (draft: Spend): Promise<Uint8Array> => {
      // the same transaction, with no leaf in sight
      const bare = tamperedInput(draft.psbt, () => ({ tapLeafScripts: [], tapDerivations: [] }))
      const [input] = complete(await signedByAll(readSpend(funded[0]!, bare, { path: 'key' }))).inputs
      return input?.kind === 'key' ? input.signature! : new Uint8Array(0)
    }
    const beside = (tapKeySignature: Uint8Array) => tamperedInput(spend.psbt, () => ({ tapKeySignature }))
    const read = readSpend(funded[0]!, beside(await keySignature(releaseOf())))
    expect(read.psbt).toBe(spend.psbt)
    await node.expectAccepted(finalize(complete(read)).hex)

    const dearer = release(funded[0]!, { path: 'employerAndWorker', feeRate: satsPerVb('3') })
    const foreign = await keySignature(dearer)
    expect(refusal(() => readSpend(funded[0]!, beside(foreign)))).toBe('SIGNATURE_INVALID')
  })
})

describe('a signature of the worker under the wrong secret', () => {
  const secrets = () => [new Uint8Array(32).fill(7)]
  const right = () => release(funded[0]!, { path: 'workerWithSecret', feeRate })

  it('is refused by the node', async () => {
    await node.expectRefused(forged(right(), { below: secrets() }), FALSE_STACK)
    await node.expectRefused(
      forged(right(), { below: [new Uint8Array(31)] }),
      'mandatory-script-verify-flag-failed (Script failed an OP_EQUALVERIFY operation)',
    )
  })

  it('is refused by the library, when planned, when read and when none is there', async () => {
    expect(
      refusal(() => release(funded[0]!, { path: 'workerWithSecret', feeRate, secrets: secrets() })),
    ).toBe('SECRET_WRONG')
    const hash = agreement.milestones[0]!.secretHash!
    const psbt = tamperedInput(right().psbt, () => ({
      sha256Preimages: [{ hash, preimage: secrets()[0]! }],
    }))
    expect(refusal(() => readSpend(funded[0]!, psbt))).toBe('SPEND_PREIMAGE')
    const signed = await sign(right(), worker)
    expect(refusal(() => complete(signed))).toBe('SIGNATURE_PREIMAGE_MISSING')
  })
})

describe('signatures that were right', () => {
  it('serve no other transaction', async () => {
    const cheap = await finished(releaseOf())
    const [item] = Transaction.fromHex(cheap.hex).ins[0]!.witness
    const dear = await finished(release(funded[0]!, { path: 'employerAndWorker', feeRate: satsPerVb('3') }))
    await node.expectRefused(
      changed(dear.hex, (transaction) => {
        transaction.ins[0]!.witness[0] = item!
      }),
      INVALID_SIGNATURE,
    )
    const signed = await sign(releaseOf(), employer)
    const other = release(funded[0]!, { path: 'employerAndWorker', feeRate: satsPerVb('3') })
    expect(refusal(() => combine(other, signed))).toBe('SPEND_DIFFERENT')
  })
})
