import { anAgreement } from '../agreement/given.js'
import type { Agreement } from '../agreement/types.js'
import { MEMO_NOT_NFC } from '../sentences/english/notes.js'

/** Something about a valid agreement that its reader should know. */
export interface AgreementNote {
  readonly code: 'TEXT_NOT_NFC'
  /** Path of the value, such as `milestones[2].memo`. */
  readonly field: string
  /** One plain sentence. */
  readonly text: string
}

/**
 * What a reader should know of an agreement, though it is valid. `TEXT_NOT_NFC`: a memo is not in Unicode
 * normalization form C, so that another text may look the same. What that form is of characters younger than a
 * runtime, the runtime does not know: for this reason it is a note and no rule.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * for (const { field, text } of agreementNotes(agreement)) show(field, text)
 */
export const agreementNotes = (agreement: Agreement): readonly AgreementNote[] => {
  anAgreement(agreement, 'agreement')
  return agreement.milestones.flatMap(({ memo }, at) =>
    memo === undefined || memo === memo.normalize('NFC')
      ? []
      : [
          {
            code: 'TEXT_NOT_NFC',
            field: `milestones[${at}].memo`,
            text: MEMO_NOT_NFC,
          },
        ],
  )
}
