import { randomFillSync } from 'node:crypto'
import { privateAdd, signSchnorr, verifySchnorr } from 'tiny-secp256k1'
import type { Spent } from '../contender.js'
import type { SpendWork } from '../works.js'
import { present, stepper } from './bytes.js'
import { type Built, build, row, spent } from './transaction.js'

/** A signer: the account's secret and what the agreement already says of its branch `/0`. */
export interface FloorSigner {
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
  readonly chainCode: Uint8Array
  readonly branchPublicKey: Uint8Array
}

export const SIGNATURE = 64

const sign = (work: SpendWork, built: Built, signer: FloorSigner): readonly Uint8Array[] => {
  const branchStep = stepper(signer.publicKey, signer.chainCode)(0)
  const branchSecret = present(privateAdd(signer.privateKey, branchStep.subarray(0, 32)))
  const step = stepper(signer.branchPublicKey, branchStep.subarray(32))
  const auxiliary = randomFillSync(new Uint8Array(32 * work.count))
  return work.funded.map(({ index }, at) => {
    const secret = present(privateAdd(branchSecret, step(index).subarray(0, 32)))
    return signSchnorr(present(built.hashes[at]), secret, auxiliary.subarray(32 * at, 32 * at + 32))
  })
}

const LEAF_VERSION = Buffer.from([0xc0])

/** Build, sign twice, verify each signature once, write the PSBT that carries both, finalize. */
export const spend = (
  work: SpendWork,
  signers: { readonly employer: FloorSigner; readonly worker: FloorSigner },
): Spent => {
  const contractOf = (at: number) => present(work.funded[at])
  const { script, controlBlock } = contractOf(0)
  const built = build(work, 1 + 2 * (1 + SIGNATURE) + 1 + script.length + 1 + controlBlock.length)
  const employer = sign(work, built, signers.employer)
  const worker = sign(work, built, signers.worker)
  for (const [at, { employerKey, workerKey }] of work.funded.entries()) {
    const hash = present(built.hashes[at])
    if (!verifySchnorr(hash, employerKey, present(employer[at])))
      throw new Error('invalid signature of the employer')
    if (!verifySchnorr(hash, workerKey, present(worker[at])))
      throw new Error('invalid signature of the worker')
  }
  const pushSignature = Buffer.from([SIGNATURE])
  return spent(work, built, {
    signatureRows: (at) => {
      const { employerKey, workerKey, leafHash, controlBlock, script } = contractOf(at)
      return [
        ...row(0x14, [employerKey, leafHash], [present(employer[at])]),
        ...row(0x14, [workerKey, leafHash], [present(worker[at])]),
        ...row(0x15, [controlBlock], [script, LEAF_VERSION]),
      ]
    },
    witness: (at) => {
      const { script, controlBlock } = contractOf(at)
      return [
        Buffer.from([4, SIGNATURE]),
        present(worker[at]),
        pushSignature,
        present(employer[at]),
        Buffer.from([script.length]),
        script,
        Buffer.from([controlBlock.length]),
        controlBlock,
      ]
    },
  })
}
