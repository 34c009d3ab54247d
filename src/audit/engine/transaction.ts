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
  Transaction.fromRaw(hex.decode(text), { allowUnknownOutputs: true, disableScriptCheck: true })

/**
 * What a signature of an input signs, SIGHASH_DEFAULT, 32 bytes: through the leaf with this script, or through the
 * key path without one (BIP 341, BIP 342).
 */
export const secondSighash = (
  { hex: text, spent }: SecondTransaction,
  { input, script }: { input: number; script?: Uint8Array },
): Uint8Array =>
  read(text).preimageWitnessV1(
    input,
    spent.map((output) => output.script),
    SigHash.DEFAULT,
    spent.map(({ amount }) => amount),
    undefined,
    script,
  )

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
