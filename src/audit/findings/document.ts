import { secretInText } from '../../agreement/secretsInText.js'
import type { Agreement } from '../../agreement/types.js'
import { agreementNotes } from '../../terms/notes.js'
import type { Finding } from '../finding.js'
import { finding } from './make.js'

/** What the agreement as a text says, to whomever reads it. */
export const documentFindings = (agreement: Agreement): readonly Finding[] => [
  ...documents(agreement),
  ...memos(agreement),
]

const documents = ({ document, salt }: Agreement): readonly Finding[] => [
  ...(document === undefined ? [finding('agreement', { code: 'NO_DOCUMENT', data: {} })] : []),
  ...(salt === undefined ? [finding('agreement', { code: 'NO_SALT', data: {} })] : []),
]

const memos = (agreement: Agreement): readonly Finding[] => [
  ...agreement.milestones.flatMap(({ memo = '' }, at) => {
    const secret = secretInText(memo)
    return secret === undefined
      ? []
      : [finding(`milestones[${at}].memo`, { code: 'SECRET_IN_TEXT', data: { what: secret } })]
  }),
  ...agreementNotes(agreement).map(({ code, field }) => finding(field, { code, data: {} })),
]
