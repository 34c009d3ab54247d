import type { AuditOptions } from '../audit/audit.js'
import { distinctNames } from '../cli/distinctNames.js'
import { cliError } from '../cli/errors.js'
import { checkpointIn } from '../cli/sources/checkpoint.js'
import { shown } from '../errors.js'
import { type Names, someNames } from '../sentences/names.js'
import { ROLES } from '../words.js'
import type { Known } from './desk.js'
import { LANGUAGES } from './languages.js'

const wholeNumber = (field: string, text: string): number => {
  if (/^(?:0|[1-9][0-9]{0,9})$/.test(text)) return Number(text)
  throw cliError('OPTION_MALFORMED', { field, expected: 'a whole number', received: shown(text) })
}

/** What the fields of the page say, by their ids. */
export type Field = (id: string) => string

/**
 * An address that somebody shows as that of a contract, and the tip of the chain. Empty fields say nothing.
 *
 * @throws EscrowError `OPTION_MALFORMED` for what is no number
 */
export const optionsIn = (field: Field): Pick<AuditOptions, 'claims' | 'at'> => {
  const [milestone, height, median] = ['milestone', 'height', 'median'].map(field)
  const address = field('address')
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

/**
 * What people are called, in fields that are called as their roles.
 *
 * @throws EscrowError `NAME_MALFORMED`, `NAME_AMBIGUOUS`
 */
export const namesIn = (field: Field): Names => {
  const names: Names = Object.fromEntries(ROLES.map((role) => [role, field(role)]).filter(([, name]) => name))
  someNames(names, 'names')
  // the report is written again in whichever language is chosen next
  distinctNames(
    names,
    LANGUAGES.map(({ language }) => language),
  )
  return names
}

/**
 * What proofs are held against: the same address, and a block that is known to be in the chain.
 *
 * @throws EscrowError `OPTION_MALFORMED` for what is no block
 */
export const knownIn = (field: Field): Omit<Known, 'now'> => {
  const address = field('address')
  const block = field('checkpoint')
  const checkpoint = block ? checkpointIn(block) : undefined
  if (block && checkpoint === undefined)
    throw cliError('OPTION_MALFORMED', {
      field: 'checkpoint',
      expected: 'HEIGHT:HASH of a block',
      received: shown(block),
    })
  return { ...(address ? { address } : {}), ...(checkpoint === undefined ? {} : { checkpoint }) }
}
