/** Of a memo that looks like another one, in English. */
export const MEMO_NOT_NFC =
  'This memo is not in Unicode normalization form C: another text may look the same and give another agreement.'
