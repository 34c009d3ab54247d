import { keyError } from './errors.js'
import { HARDENED } from './extendedKey.js'
import { shownKey } from './privateKey.js'

const STEP = /^([0-9]+)(h|')?$/

/** One step of a path as text: `87` or `87h`. */
export const formatStep = (step: number): string => (step >= HARDENED ? `${step - HARDENED}h` : String(step))

/** A path as text: `87h/1h/5h`. */
export const formatPath = (path: readonly number[]): string => path.map(formatStep).join('/')

/**
 * The number of one step, with the hardened bit. `malformed` says which error a text that is no step makes:
 * origins and derivations have their own.
 */
export const parseStep = (
  text: string,
  { field, malformed }: { field: string; malformed: 'KEY_ORIGIN_MALFORMED' | 'KEY_DERIVATION_MALFORMED' },
): number => {
  const [, digits, mark] = STEP.exec(text) ?? []
  if (digits === undefined)
    throw keyError(malformed, {
      field,
      expected: 'steps of decimal digits, h behind a hardened one',
      received: shownKey(text),
    })
  const index = Number(digits)
  if (index >= HARDENED)
    throw keyError('KEY_INDEX_OUT_OF_RANGE', {
      field,
      expected: `steps from 0 to ${HARDENED - 1}`,
      received: digits.slice(0, 20),
    })
  return mark === undefined ? index : index + HARDENED
}
