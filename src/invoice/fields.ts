import { invoiceError } from './errors.js'

/** Letters of the fields that are read, by the value of that letter in bech32 (BOLT 11, "Tagged Fields"). */
const TYPES: Readonly<Record<number, FieldName>> = {
  1: 'p',
  3: 'r',
  5: '9',
  6: 'x',
  9: 'f',
  13: 'd',
  16: 's',
  19: 'n',
  23: 'h',
  24: 'c',
  27: 'm',
}
export type FieldName = 'p' | 'r' | '9' | 'x' | 'f' | 'd' | 's' | 'n' | 'h' | 'c' | 'm'

/** Words of the fields that have one length: those of another length are not ours to read, and are passed over. */
const LENGTHS: Readonly<Partial<Record<FieldName, number>>> = { p: 52, s: 52, h: 52, n: 53 }

const HEADER = 3

/** The words of each field, in order of appearance. */
export type Fields = ReadonlyMap<FieldName, readonly (readonly number[])[]>

/**
 * Cuts the words between timestamp and signature into fields. Unknown ones, and those that would have another length,
 * are passed over: the specification's own examples hold such.
 */
export const fieldsOf = (words: readonly number[]): Fields => {
  const fields = new Map<FieldName, readonly (readonly number[])[]>()
  for (let at = 0; at < words.length; ) {
    const [type = 0, high = 0, low] = words.slice(at, at + HEADER)
    const end = at + HEADER + high * 32 + (low ?? 0)
    if (low === undefined || end > words.length)
      throw invoiceError('INVOICE_MALFORMED', {
        field: 'invoice',
        expected: 'fields that end where the signature begins',
        received: 'a field that reaches beyond',
      })
    const name = TYPES[type]
    const data = words.slice(at + HEADER, end)
    if (name !== undefined && (LENGTHS[name] ?? data.length) === data.length)
      fields.set(name, [...(fields.get(name) ?? []), data])
    at = end
  }
  return fields
}

/** The words of a field that stands at most once: readers that choose another one would read another invoice. */
export const onlyOf = (fields: Fields, name: FieldName): readonly number[] | undefined => {
  const [first, second] = fields.get(name) ?? []
  if (second !== undefined)
    throw invoiceError('INVOICE_FIELD_REPEATED', {
      field: `invoice.${name}`,
      expected: 'one field of this kind',
      received: 'several',
    })
  return first
}

/** The words of a field that must stand. */
export const neededOf = (fields: Fields, name: FieldName, what: string): readonly number[] => {
  const words = onlyOf(fields, name)
  if (words === undefined)
    throw invoiceError('INVOICE_FIELD_MISSING', {
      field: `invoice.${name}`,
      expected: what,
      received: 'none',
    })
  return words
}
