import { backend } from '#backend'
import { regrouped } from '../units/regrouped.js'
import { phraseWordPosition } from './phraseWords.js'

/** BIP 39, "Generating the mnemonic": how many words a phrase has. */
const LENGTHS: readonly number[] = [12, 15, 18, 21, 24]
const SHORTEST = 12
const BITS_A_WORD = 11

/** Whether the checksum of these words fits: a bit for every three of them, behind the entropy. */
export const checksumFits = (positions: readonly number[]): boolean => {
  const { whole, held, bits } = regrouped(positions, { from: BITS_A_WORD, to: 8 })
  const entropy = (positions.length / 3) * 4
  const unused = 8 - positions.length / 3
  const [digest = 0] = backend.sha256(new Uint8Array(whole.slice(0, entropy)))
  return ((whole[entropy] ?? held << (8 - bits)) ^ digest) >> unused === 0
}

/**
 * Whether a text holds a recovery phrase: 12, 15, 18, 21 or 24 words of the English list whose checksum fits, each told
 * by its first four letters, in either case, with anything but letters between them. Of a longer row of such words the
 * beginning and the end are tried. Answers about a secret, computes nothing with it.
 *
 * Source: BIP 39, "Generating the mnemonic".
 */
export const holdsRecoveryPhrase = (text: string): boolean => {
  const rows: number[][] = [[]]
  for (const word of text.match(/[A-Za-z]+/g) ?? []) {
    const position = phraseWordPosition(word)
    if (position === undefined) rows.push([])
    else rows[rows.length - 1]?.push(position)
  }
  return rows
    .filter((row) => row.length >= SHORTEST)
    .some((row) =>
      LENGTHS.some(
        (length) =>
          (row.length >= length && checksumFits(row.slice(0, length))) ||
          (row.length > length && checksumFits(row.slice(-length))),
      ),
    )
}
