import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'

/**
 * The official test vectors, read from the folder that the environment variable ESCROW_VECTORS names. A
 * named folder without the file is an error; no named folder is `undefined`, and the tests skip.
 */
export const vectorText = (file: string): string | undefined => {
  const { ESCROW_VECTORS: folder } = process.env
  return folder === undefined || folder === '' ? undefined : readFileSync(join(folder, file), 'utf8')
}

/** One file of JSON vectors; the caller knows its shape. */
export const vectors = <T>(file: string): T | undefined => {
  const text = vectorText(file)
  // the vectors are fixed, published files: their shape is stated by the test that reads them
  return text === undefined ? undefined : (JSON.parse(text) as T)
}

/**
 * Declares tests over one file of vectors, or one skipped test where there are none.
 *
 * @example
 * describeVectors<{ seedHex: string }[]>('bip32-vectors.json', 'BIP 32', (data) => {
 *   it.each(data)('derives the chain of seed $seedHex', (vector) => { … })
 * })
 */
export const describeVectors = <T>(file: string, name: string, body: (data: T) => void): void => {
  const data = vectors<T>(file)
  describe(name, () => {
    if (data === undefined) it.skip(`needs ${file} in the folder ESCROW_VECTORS`)
    else body(data)
  })
}
