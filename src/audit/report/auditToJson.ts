import { type Marks, marks } from '../../forms/form.js'
import { toHex } from '../../units/bytes.js'
import { type Audit, anAudit } from '../audit.js'

/** A value as JSON has it: bytes as lower-case hex, bigints as decimal strings, all else field by field. */
export type Plain<Value> = Value extends Uint8Array | bigint
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : Value extends object
      ? { readonly [Field in keyof Value]: Plain<Value[Field]> }
      : Value

/** An audit as JSON: the fields of {@link Audit}, with the agreement by its id and its canonical text. */
export interface AuditJson extends Marks<'audit'>, Plain<Omit<Audit, 'agreement'>> {
  readonly agreement?: { readonly id: string; readonly text: string }
}

/** A value as {@link Plain} has it. */
export const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return toHex(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, plain(field)]),
  )
}

/**
 * An audit as plain JSON values.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * writeFileSync('audit.json', JSON.stringify(auditToJson(audit(agreementText))))
 */
export const auditToJson = (report: Audit): AuditJson => {
  anAudit(report, 'audit')
  const { agreement, ...rest } = report
  return {
    ...marks('audit'),
    ...(agreement === undefined ? {} : { agreement: { id: agreement.id, text: agreement.text } }),
    // what `plain` does to values is what `Plain` does to their types
    ...(plain(rest) as Plain<Omit<Audit, 'agreement'>>),
  }
}
