import { schnorr } from '@noble/curves/secp256k1.js'
import { hex } from '@scure/base'
import { SigHash, Transaction } from '@scure/btc-signer'

/** An output that a transaction spends. */
export interface SecondPrevout {
  readonly script: Uint8Array
  readonly amount: bigint
}

/** A transaction in hex, with or without witnesses, with the outputs that it spends, in the order of its inputs. */
export interface SecondTransaction {
  readonly hex: string
  readonly spent: readonly SecondPrevout[]
}

const read = (text: string): Transaction =>
  Transaction.fromRaw(hex.decode(text), {
    allowUnknownOutputs: true,
    allowUnknownVersion: true,
    disableScriptCheck: true,
  })

/** One signature of one input. */
export interface SecondSigned {
  readonly input: number
  /** The leaf's; without it the signature is the key path's. */
  readonly script?: Uint8Array
  /** The signature's type byte; SIGHASH_DEFAULT where it has none. */
  readonly type?: number
  readonly annex?: Uint8Array
}

/** What signatures of inputs sign, 32 bytes each (BIP 341, BIP 342). The transaction is read once. */
export const secondSighasher = ({
  hex: text,
  spent,
}: SecondTransaction): ((signed: SecondSigned) => Uint8Array) => {
  const transaction = read(text)
  const scripts = spent.map(({ script }) => script)
  const amounts = spent.map(({ amount }) => amount)
  return ({ input, script, type = SigHash.DEFAULT, annex }) =>
    transaction.preimageWitnessV1(input, scripts, type, amounts, undefined, script, undefined, annex)
}

/** What one signature of an input signs. */
export const secondSighash = (transaction: SecondTransaction, signed: SecondSigned): Uint8Array =>
  secondSighasher(transaction)(signed)

/** BIP 340, "Verification", with an x-only key. */
export const secondVerify = (
  signature: Uint8Array,
  { digest, key }: { digest: Uint8Array; key: Uint8Array },
): boolean => schnorr.verify(signature, digest, key)

/** What a signed transaction shows of itself. */
export interface SecondReading {
  readonly txid: string
  readonly version: number
  readonly lockTime: number
  readonly weight: number
  readonly sequences: readonly number[]
  readonly outputs: readonly SecondPrevout[]
  /** The witness of each input, from the bottom. */
  readonly witnesses: readonly (readonly Uint8Array[])[]
}

const present = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('a transaction with a hole')
  return value
}

/** Reads a transaction. */
export const readSecond = (text: string): SecondReading => {
  const transaction = read(text)
  const inputs = Array.from({ length: transaction.inputsLength }, (_, at) => transaction.getInput(at))
  return {
    txid: transaction.id,
    version: transaction.version,
    lockTime: transaction.lockTime,
    weight: transaction.weight,
    sequences: inputs.map(({ sequence }) => present(sequence)),
    outputs: Array.from({ length: transaction.outputsLength }, (_, at) => {
      const { script, amount } = transaction.getOutput(at)
      return { script: present(script), amount: present(amount) }
    }),
    witnesses: inputs.map(({ finalScriptWitness }) => finalScriptWitness ?? []),
  }
}
