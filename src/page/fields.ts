import type { AuditOptions } from '../audit/audit.js'
import { cliError } from '../cli/errors.js'
import { shown } from '../errors.js'

const wholeNumber = (field: string, text: string): number => {
  if (/^(?:0|[1-9][0-9]{0,9})$/.test(text)) return Number(text)
  throw cliError('OPTION_MALFORMED', { field, expected: 'a whole number', received: shown(text) })
}

/**
 * What the fields of the page say, by their ids: an address that somebody shows as that of a contract, and the tip of
 * the chain. Empty fields say nothing.
 *
 * @throws EscrowError `OPTION_MALFORMED` for what is no number
 */
export const optionsIn = (field: (id: string) => string): Pick<AuditOptions, 'claims' | 'at'> => {
  const [address, milestone, height, median] = ['address', 'milestone', 'height', 'median'].map(field)
  return {
    ...(address
      ? { claims: [{ address, ...(milestone ? { milestone: wholeNumber('milestone', milestone) } : {}) }] }
      : {}),
    ...(height || median
      ? {
          at: {
            height: wholeNumber('height', height ?? ''),
            medianTime: wholeNumber('median', median ?? ''),
          },
        }
      : {}),
  }
}
