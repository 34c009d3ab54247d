import { Psbt, Transaction } from 'bitcoinjs-lib'
import { verifySchnorr } from 'tiny-secp256k1'
import type { Spent } from './contender.js'
import type { SpendWork } from './works.js'

const SIGHASH_DEFAULT = 0

const failure = (contender: string, work: string, what: string): Error =>
  new Error(`${contender} does other work in "${work}": ${what}`)

/** A contender is timed only where its result is the one that the others have. */
export const assertAddresses = (
  contender: string,
  work: string,
  got: readonly string[],
  expected: readonly string[],
): void => {
  if (got.length !== expected.length) throw failure(contender, work, `${got.length} addresses`)
  const at = got.findIndex((address, index) => address !== expected[index])
  if (at >= 0) throw failure(contender, work, `address ${at} is ${got[at]}, expected ${expected[at]}`)
}

/** The unsigned transaction, and what each input's signatures must be over, both by bitcoinjs-lib. */
export interface Expected {
  readonly txid: string
  readonly hashes: readonly Uint8Array[]
}

export const expectedOf = (work: SpendWork, { transaction }: Spent): Expected => {
  const parsed = Transaction.fromHex(transaction)
  const scripts = work.funded.map(({ outputScript }) => outputScript)
  const amounts = work.funded.map(() => work.amount)
  return {
    txid: parsed.getId(),
    hashes: work.funded.map(({ leafHash }, at) =>
      parsed.hashForWitnessV1(at, scripts, amounts, SIGHASH_DEFAULT, leafHash),
    ),
  }
}

const equal = (left: Uint8Array | undefined, right: Uint8Array): boolean =>
  left !== undefined && Buffer.compare(left, right) === 0

/**
 * The same transaction up to its signatures, each signature valid for its key and leaf, in the witness and in the
 * PSBT.
 */
export const assertSpent = (contender: string, work: SpendWork, got: Spent, expected: Expected): void => {
  const transaction = Transaction.fromHex(got.transaction)
  if (transaction.getId() !== expected.txid)
    throw failure(contender, work.name, `txid ${transaction.getId()}, expected ${expected.txid}`)
  const psbt = Psbt.fromBase64(got.psbt)
  for (const [at, funded] of work.funded.entries()) {
    const hash = expected.hashes[at]
    const [worker, employer, script, controlBlock, ...rest] = transaction.ins[at]?.witness ?? []
    if (hash === undefined || worker === undefined || employer === undefined || rest.length > 0)
      throw failure(contender, work.name, `witness of input ${at}`)
    if (!equal(script, funded.script) || !equal(controlBlock, funded.controlBlock))
      throw failure(contender, work.name, `script or control block of input ${at}`)
    if (!verifySchnorr(hash, funded.employerKey, employer))
      throw failure(contender, work.name, `employer's signature of input ${at}`)
    if (!verifySchnorr(hash, funded.workerKey, worker))
      throw failure(contender, work.name, `worker's signature of input ${at}`)
    const carried = psbt.data.inputs[at]?.tapScriptSig ?? []
    const carries = (key: Uint8Array, signature: Uint8Array): boolean =>
      carried.some((row) => equal(row.pubkey, key) && equal(row.signature, signature))
    if (!carries(funded.employerKey, employer) || !carries(funded.workerKey, worker))
      throw failure(contender, work.name, `the PSBT lacks a signature of input ${at}`)
  }
}
