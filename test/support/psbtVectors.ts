import { expect, it } from 'vitest'
import { decodePsbt, encodePsbt, psbtToBase64 } from '../../src/psbt/codec.js'
import { rowsOf } from './psbtRows.js'
import { thrown } from './thrown.js'

export interface PsbtVector {
  readonly name: string
  readonly base64: string
  readonly valid: boolean
}

/** Valid PSBTs are read and written with the same rows, the others refused for the row that is malformed. */
export const testPsbtVectors = (vectors: readonly PsbtVector[]): void => {
  it.each(vectors.filter(({ valid }) => valid))('reads and writes: $name', ({ base64 }) => {
    const psbt = decodePsbt(base64)
    const counts = { inputs: psbt.inputs.length, outputs: psbt.outputs.length }
    const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
    expect(rowsOf(encodePsbt(psbt), counts)).toEqual(rowsOf(bytes, counts))
    expect(decodePsbt(psbtToBase64(psbt))).toEqual(psbt)
  })

  it.each(vectors.filter(({ valid }) => !valid))('refuses: $name', ({ base64 }) => {
    expect(thrown(() => decodePsbt(base64)).code).toBe('PSBT_ROW_MALFORMED')
  })
}

/** What is said of each malformed one. */
export const refusals = (vectors: readonly PsbtVector[]): readonly string[] =>
  vectors.filter(({ valid }) => !valid).map(({ base64 }) => thrown(() => decodePsbt(base64)).message)
