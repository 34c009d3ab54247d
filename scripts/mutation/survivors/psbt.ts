// biome-ignore-all lint/suspicious/noTemplateCurlyInString: changes are quoted as they stand in the sources

import { any, inFile, type Reason } from './reason.js'

/** Survivors of `psbt/`. */
export const PSBT: readonly Reason[] = [
  {
    reason: 'performance only: rows that stand in order are not sorted again',
    explains: inFile(
      'psbt/framing.ts',
      '{ for (let index = 1; index < rows.length; index++) { const … → {}',
      'index < rows.length → index <= rows.length',
      'before !== undefined && row !== undefined && compareBytes(be… → true',
      'before !== undefined && row !== undefined && compareBytes(be… → before !== undefined && row !== undefined || compareBytes(be…',
      'before !== undefined && row !== undefined → true',
      'before !== undefined && row !== undefined → before !== undefined || row !== undefined',
      'before !== undefined → true',
      'row !== undefined → true',
      'compareBytes(before.key, row.key) >= 0 → true',
      'true → false',
      'isSorted(rows) → false',
    ),
  },
  {
    reason:
      'performance only: types and lengths below 253, and short lists, go a shorter way to the same bytes',
    explains: any(
      inFile(
        'psbt/framing.ts',
        'first !== undefined && first < 0xfd → false',
        'first !== undefined → true',
        'first !== undefined → first === undefined',
        'part.length < 0xfd → false',
      ),
      inFile(
        'psbt/cursor.ts',
        'parts.length < 1000 → true',
        'parts.length < 1000 → false',
        'parts.length < 1000 → parts.length <= 1000',
        'parts.length < 1000 → parts.length >= 1000',
      ),
    ),
  },
  {
    reason: 'performance only: bytes that begin as no text does are looked at for one, which they are not',
    explains: inFile(
      'psbt/forms.ts',
      'first <= HIGHEST_VERSION → false',
      'first <= HIGHEST_VERSION → first < HIGHEST_VERSION',
    ),
  },
  {
    reason: 'equivalent: of neighbours either one may be looked at from the other',
    explains: inFile('psbt/framing.ts', 'index - 1 → index + 1'),
  },
  {
    reason: 'equivalent: a problem that is not `truncated` is the other one, whatever it is called',
    explains: inFile('psbt/cursor.ts', '\'notMinimal\' → ""'),
  },
  {
    reason: 'only the types need the check: comparing nothing with a number is never true',
    explains: inFile('psbt/lockTime.ts', 'time !== undefined → true', 'height !== undefined → true'),
  },
  {
    reason: 'equivalent: white space is taken out one by one or several at once',
    explains: inFile('psbt/codec.ts', '/[ \\t\\r\\n]+/g → /[ \\t\\r\\n]/g'),
  },
  {
    reason: 'equivalent: nothing is written to a place that an array of bytes does not have',
    explains: inFile('psbt/base64.ts', 'index < bytes.length → index <= bytes.length'),
  },
  {
    reason: 'equivalent: the character with the code 0 is no digit, and is written down as none once more',
    explains: inFile('psbt/base64.ts', 'value < LETTERS.length → value <= LETTERS.length'),
  },
  {
    reason: 'equivalent: what returns nothing returns what is undefined',
    explains: inFile('psbt/forms.ts', '{ return undefined } → {}'),
  },
  {
    reason:
      'performance only: no JSON but a text or an object holds a line, and neither does what is no JSON',
    explains: inFile('psbt/forms.ts', '/^["{]/.test(plain) → true', '/^["{]/ → /["{]/'),
  },
  {
    reason: 'equivalent: white space is taken out one by one or several at once',
    explains: inFile('psbt/forms.ts', '/\\s+/g → /\\s/g'),
  },
  {
    reason: 'performance only: the bytes of a PSBT are no text, so they are handed on in any case',
    explains: inFile(
      'psbt/forms.ts',
      'PSBT_MAGIC.every((byte, at) => psbt[at] === byte) → false',
      '(byte, at) => psbt[at] === byte → () => undefined',
      'psbt[at] === byte → false',
    ),
  },
  {
    reason:
      'equivalent: no PSBT, transaction or answer begins with, or has a member of, the text that stands there then',
    explains: inFile('psbt/forms.ts', '\'\' → "Stryker was here!"', '[] → ["Stryker was here"]'),
  },
  {
    reason: 'equivalent: a chunk of no letters adds nothing to the text',
    explains: inFile('psbt/base64.ts', 'from < text.length → from <= text.length'),
  },
  {
    reason:
      'equivalent: the row was checked when its map was, its length among the rest, so that reading it cannot fail and name it again',
    explains: any(
      inFile('psbt/codec.ts', '\'psbt.global.version\' → ""'),
      inFile('psbt/inputRows.ts', '`${field}.sighashType` → ``'),
      inFile(
        'psbt/version2.ts',
        '`${field}.requiredTime` → ``',
        '`${field}.requiredHeight` → ``',
        '\'psbt.global\' → ""',
        '\'psbt.global.fallbackLockTime\' → ""',
        '`psbt.inputs[${index}].previousTxid` → ``',
      ),
    ),
  },
  {
    reason:
      'only the types need it: each input and output has its map, or writing was refused, and rows that must stand have a shape',
    explains: inFile(
      'psbt/version2.ts',
      '[] → ["Stryker was here"]',
      'shapes[type]?.name → shapes[type].name',
    ),
  },
  {
    reason: 'equivalent: whoever asks has cut the bytes to 33, or checked their length',
    explains: inFile('psbt/shapes.ts', 'bytes.length === 33 → true'),
  },
  {
    reason: 'equivalent: whether flags are said at all is asked once more, where they are handed on',
    explains: inFile('psbt/version2.ts', 'modifiable !== undefined → true'),
  },
]
