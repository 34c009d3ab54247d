import { randomFillSync } from 'node:crypto'
import { privateAdd, signSchnorr, verifySchnorr } from 'tiny-secp256k1'
import type { Spent } from '../contender.js'
import { FEE_RATE, SEQUENCE, type SpendWork } from '../works.js'
import { present, sha256, stepper, TAG_LENGTH, tagged } from './bytes.js'

/** A signer: the account's secret and what the agreement already says of its branch `/0`. */
export interface FloorSigner {
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
  readonly chainCode: Uint8Array
  readonly branchPublicKey: Uint8Array
}

const OUTPOINT = 36
const INPUT = 41
const SCRIPT = 34
const SIGNATURE = 64

const varint = (value: number): Buffer =>
  value < 0xfd ? Buffer.from([value]) : Buffer.from([0xfd, value & 0xff, value >> 8])

/** BIP 141: the weight of the transaction, from the sizes of its parts. */
const weightOf = (work: SpendWork): number => {
  const { script, controlBlock } = present(work.funded[0])
  const stripped = 4 + varint(work.count).length + work.count * INPUT + 1 + 8 + 1 + SCRIPT + 4
  const witness = 1 + 2 * (1 + SIGNATURE) + 1 + script.length + 1 + controlBlock.length
  return 4 * stripped + 2 + work.count * witness
}

interface Built {
  readonly inputs: Buffer
  readonly outputs: Buffer
  /** One buffer of 32 bytes an input. */
  readonly hashes: readonly Buffer[]
}

/** BIP 341, "Common signature message", and BIP 342's extension: shared parts hashed once, then 212 bytes an input. */
const build = (work: SpendWork): Built => {
  const { count, funded, amount } = work
  const txid = Buffer.from(work.fundingTxid, 'hex').reverse()
  const prevouts = Buffer.allocUnsafe(count * OUTPOINT)
  const amounts = Buffer.allocUnsafe(count * 8)
  const scripts = Buffer.allocUnsafe(count * (1 + SCRIPT))
  const sequences = Buffer.allocUnsafe(count * 4)
  const inputs = Buffer.alloc(count * INPUT)
  for (const [at, { vout, outputScript }] of funded.entries()) {
    prevouts.set(txid, at * OUTPOINT)
    prevouts.writeUInt32LE(vout, at * OUTPOINT + 32)
    amounts.writeBigUInt64LE(amount, at * 8)
    scripts[at * (1 + SCRIPT)] = SCRIPT
    scripts.set(outputScript, at * (1 + SCRIPT) + 1)
    sequences.writeUInt32LE(SEQUENCE, at * 4)
    prevouts.copy(inputs, at * INPUT, at * OUTPOINT, (at + 1) * OUTPOINT)
    inputs.writeUInt32LE(SEQUENCE, at * INPUT + 37)
  }
  const fee = BigInt(Math.ceil(weightOf(work) / 4)) * FEE_RATE
  const outputs = Buffer.alloc(8 + 1 + SCRIPT)
  outputs.writeBigUInt64LE(amount * BigInt(count) - fee)
  outputs[8] = SCRIPT
  outputs.set(work.payoutScript, 9)

  const message = tagged('TapSighash', 212)
  const head = TAG_LENGTH
  message[head + 2] = 2
  for (const [at, part] of [prevouts, amounts, scripts, sequences, outputs].entries())
    message.set(sha256(part), head + 10 + 32 * at)
  message[head + 170] = 2
  message.fill(0xff, head + 208)
  const hashes = funded.map(({ leafHash }, at) => {
    message.writeUInt32LE(at, head + 171)
    message.set(leafHash, head + 175)
    return sha256(message)
  })
  return { inputs, outputs, hashes }
}

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

const row = (type: number, key: readonly Uint8Array[], value: readonly Uint8Array[]): Uint8Array[] => {
  const size = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0)
  return [Buffer.from([1 + size(key), type]), ...key, varint(size(value)), ...value]
}

const LEAF_VERSION = Buffer.from([0xc0])
const END = Buffer.from([0])
const PSBT_MAGIC = Buffer.from('70736274ff', 'hex')

/** BIP 174 and 371: the rows that a signer and a finalizer cannot do without, with both signatures. */
const psbtOf = (
  work: SpendWork,
  unsigned: Buffer,
  signatures: readonly (readonly Uint8Array[])[],
): string => {
  const amount = Buffer.alloc(8)
  amount.writeBigUInt64LE(work.amount)
  const size = varint(unsigned.length)
  const long = Buffer.alloc(5)
  long[0] = 0xfe
  long.writeUInt32LE(unsigned.length, 1)
  const parts: Uint8Array[] = [
    PSBT_MAGIC,
    Buffer.from([1, 0]),
    unsigned.length > 0xffff ? long : size,
    unsigned,
    END,
  ]
  const [employer = [], worker = []] = signatures
  for (const [at, contract] of work.funded.entries())
    parts.push(
      ...row(0x01, [], [amount, Buffer.from([SCRIPT]), contract.outputScript]),
      ...row(0x14, [contract.employerKey, contract.leafHash], [present(employer[at])]),
      ...row(0x14, [contract.workerKey, contract.leafHash], [present(worker[at])]),
      ...row(0x15, [contract.controlBlock], [contract.script, LEAF_VERSION]),
      ...row(0x17, [], [contract.internalKey]),
      ...row(0x18, [], [contract.merkleRoot]),
      END,
    )
  parts.push(END)
  return Buffer.concat(parts).toString('base64')
}

/** Build, sign twice, verify each signature once, write the PSBT that carries both, finalize. */
export const spend = (
  work: SpendWork,
  signers: { readonly employer: FloorSigner; readonly worker: FloorSigner },
): Spent => {
  const built = build(work)
  const employer = sign(work, built, signers.employer)
  const worker = sign(work, built, signers.worker)
  for (const [at, { employerKey, workerKey }] of work.funded.entries()) {
    const hash = present(built.hashes[at])
    if (!verifySchnorr(hash, employerKey, present(employer[at])))
      throw new Error('invalid signature of the employer')
    if (!verifySchnorr(hash, workerKey, present(worker[at])))
      throw new Error('invalid signature of the worker')
  }
  const version = Buffer.from([2, 0, 0, 0])
  const body = [varint(work.count), built.inputs, Buffer.from([1]), built.outputs]
  const locktime = Buffer.alloc(4)
  const witnesses: Uint8Array[] = []
  const pushSignature = Buffer.from([SIGNATURE])
  for (const [at, { script, controlBlock }] of work.funded.entries())
    witnesses.push(
      Buffer.from([4, SIGNATURE]),
      present(worker[at]),
      pushSignature,
      present(employer[at]),
      Buffer.from([script.length]),
      script,
      Buffer.from([controlBlock.length]),
      controlBlock,
    )
  return {
    psbt: psbtOf(work, Buffer.concat([version, ...body, locktime]), [employer, worker]),
    transaction: Buffer.concat([version, Buffer.from([0, 1]), ...body, ...witnesses, locktime]).toString(
      'hex',
    ),
  }
}
