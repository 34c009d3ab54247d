import { shown } from '../../errors.js'
import { termsError } from '../errors.js'

/**
 * Refuses what is no object, and members that would be passed over: a misspelled clock must not become the default
 * one. Types say the same to those who use them.
 *
 * @throws EscrowError `PARAMETER_TYPE`, `PARAMETER_UNKNOWN`
 */
export const checkParameters = (
  value: unknown,
  { field, known }: { readonly field: string; readonly known: readonly string[] },
): void => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw termsError('PARAMETER_TYPE', {
      field: field || 'parameters',
      expected: 'an object',
      received: shown(value),
    })
  for (const [name, member] of Object.entries(value))
    if (member !== undefined && !known.includes(name))
      throw termsError('PARAMETER_UNKNOWN', {
        field: field === '' ? plainName(name) : `${field}.${plainName(name)}`,
        expected: `only ${known.join(', ')}`,
        received: shown(member),
      })
}

/** A name from outside, fit to stand in a field. */
const plainName = (name: string): string => (/^\w{1,64}$/.test(name) ? name : shown(name))
