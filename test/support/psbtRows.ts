import { Psbt as Bip174 } from 'bip174'
import { Transaction } from 'bitcoinjs-lib'
import { scanPsbt } from '../../src/psbt/framing.js'
import { toHex } from '../../src/units/bytes.js'

/** A PSBT read by the package bip174: an implementation that shares no code with ours. */
export const readByBip174 = (bytes: Uint8Array): Bip174 =>
  Bip174.fromBuffer(bytes, (buffer) => {
    const transaction = Transaction.fromBuffer(buffer)
    return {
      getInputOutputCounts: () => ({
        inputCount: transaction.ins.length,
        outputCount: transaction.outs.length,
      }),
      addInput: () => undefined,
      addOutput: () => undefined,
      toBuffer: () => buffer,
    }
  })

/** Each map's rows as sorted text, so that two PSBTs can be compared whatever the order of their rows. */
export const rowsOf = (bytes: Uint8Array, counts: { inputs: number; outputs: number }): string[][] => {
  const { global, inputs, outputs } = scanPsbt(bytes, () => counts)
  return [global, ...inputs, ...outputs].map((map) =>
    map.map(({ key, value }) => `${toHex(key)} ${toHex(value)}`).sort(),
  )
}
