import { Psbt as Bip174 } from 'bip174'
import { Transaction } from 'bitcoinjs-lib'
import { encodePsbt } from '../../src/psbt/codec.js'
import { scanPsbt, writePsbt } from '../../src/psbt/framing.js'
import { EMPTY_INPUT, EMPTY_OUTPUT, type Frame, type Psbt, type Row } from '../../src/psbt/model.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { fullPsbt } from './psbtSample.js'

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

/** A PSBT of one input and one output of which nothing is known. */
export const small: Psbt = {
  ...fullPsbt({ inputs: 1, outputs: 1 }),
  inputs: [EMPTY_INPUT],
  outputs: [EMPTY_OUTPUT],
  others: [],
}

/** A row by the hex of its key; a number is the length of a value of zeros. */
export const row = (hex: string, value: number | Uint8Array): Row => ({
  key: fromHex(hex) ?? new Uint8Array(0),
  value: typeof value === 'number' ? new Uint8Array(value) : value,
})

/** The bytes of a small PSBT with these rows in one of its maps. */
export const withRows = (map: 'global' | 'input' | 'output', ...rows: readonly Row[]): Uint8Array => {
  const base = scanPsbt(encodePsbt(small), () => ({ inputs: 1, outputs: 1 }))
  const changed: Frame = {
    global: map === 'global' ? [...base.global, ...rows] : base.global,
    inputs: [map === 'input' ? rows : []],
    outputs: [map === 'output' ? rows : []],
  }
  return writePsbt(changed)
}
