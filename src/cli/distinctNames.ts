import type { Names } from '../sentences/names.js'
import type { Tongue } from '../sentences/tongue.js'
import { ROLES, roleName } from '../words.js'
import { cliError } from './errors.js'

/** The same for names that people take for one: however characters are composed, in capitals or not, spaced or not. */
const alike = (name: string): string =>
  name.normalize('NFKC').toUpperCase().toLowerCase().replace(/\s+/g, ' ').trim()

/** Articles of the languages in which roles have one. */
const withoutArticle = (text: string): string => text.replace(/^(?:(?:the|el|la|o|a|le) |l['’] ?|ال)/, '')

/**
 * Refuses names by which people could not be told apart: those of two, and those that a role is called by. One of the
 * payees may be the worker.
 *
 * @throws EscrowError `NAME_AMBIGUOUS`
 */
export const distinctNames = (names: Names, tongues: readonly Pick<Tongue, 'terms'>[]): void => {
  const taken = new Map<string, string>()
  for (const word of [
    ...tongues.flatMap(({ terms }) => ROLES.map((role) => terms.roles[role])),
    ...ROLES.map(roleName),
  ])
    taken.set(withoutArticle(alike(word)), 'what a role is called')
  const take = (name: string | undefined, { field, except }: { field: string; except?: string }): void => {
    if (name === undefined) return
    const same = taken.get(alike(name)) ?? taken.get(withoutArticle(alike(name)))
    if (same !== undefined && same !== except)
      throw cliError('NAME_AMBIGUOUS', {
        field,
        expected: 'a name that nobody else has',
        received: same,
      })
    taken.set(alike(name), `that of ${field}`)
  }
  for (const role of ROLES) take(names[role], { field: `names.${role}` })
  for (const [at, name] of (names.payees ?? []).entries())
    take(name, { field: `names.payees[${at}]`, except: 'that of names.worker' })
}
