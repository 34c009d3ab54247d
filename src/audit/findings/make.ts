import type { EscrowError } from '../../errors.js'
import type { Finding } from '../finding.js'
import { FINDINGS, type FindingCode } from './catalogue.js'

/** A finding of the catalogue. */
export const finding = (code: FindingCode, subject: string, text: string): Finding => {
  const { severity, rule } = FINDINGS[code]
  return { code, severity, subject, text, ...(rule === undefined ? {} : { rule }) }
}

/** What a reader of this library refused, as a finding with the error's code. */
export const refusal = ({ code, data }: EscrowError, subject: string): Finding => ({
  code,
  severity: 'danger',
  subject: data.field === '' ? subject : `${subject}, ${data.field}`,
  text: `Refused: expected ${data.expected}, received ${data.received}.`,
})
