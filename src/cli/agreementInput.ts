import * as v from 'valibot'
import { type Acceptance, accepted } from '../acceptance/accept.js'
import type { Amending } from '../acceptance/statement.js'
import type { AcceptanceReport } from '../agreement/acceptance.js'
import { ALLOWANCES, type Allowance } from '../agreement/allowance.js'
import type { Agreement } from '../agreement/types.js'
import { compile } from '../contract/compile.js'
import type { Contract } from '../contract/contract.js'
import { type Marks, marks, readForm } from '../forms/form.js'
import { safeParseAgreement } from '../terms/parse.js'
import { ROLES } from '../words.js'
import type { Desk } from './command.js'
import { listOf } from './files.js'
import type { Given, OptionTable } from './options.js'
import { wholeNumber, wordsOf } from './values.js'

type AgreementOption = 'expect-id' | 'allow'

/** Options of every command that begins with an agreement. */
export const AGREEMENT_OPTIONS: OptionTable<AgreementOption> = {
  'expect-id': { value: 'ID', help: 'the id that the agreement must have, agreed on by another channel' },
  allow: {
    value: 'NAME',
    help: `what is refused unless allowed by name: ${ALLOWANCES.join(', ')}`,
    several: 'several',
  },
}

/** An agreement, read from the first operand. */
export const readAgreement = async (given: Given<AgreementOption>, desk: Desk): Promise<Agreement> => {
  const [path = '-'] = given.operands
  const expectedId = given.one('expect-id')
  return agreementAt(path, desk, {
    field: 'agreement',
    allow: allowancesOf(given),
    ...(expectedId !== undefined && { expectedId }),
  })
}

export const allowancesOf = (given: Given<'allow'>): readonly Allowance[] =>
  wordsOf(given, 'allow', ALLOWANCES)

/** An agreement from a file; everything that is wrong with it is said, not only the first. */
export const agreementAt = async (
  path: string,
  { reader, complain }: Desk,
  options: {
    readonly field: string
    readonly allow: readonly Allowance[]
    readonly expectedId?: string
  },
): Promise<Agreement> => {
  const { field, ...rules } = options
  const result = safeParseAgreement(await reader.text(path, { field }), rules)
  if (result.ok) return result.agreement
  const [first, ...others] = result.issues
  for (const issue of others.toReversed()) complain(issue)
  throw first
}

/** The contracts of an agreement, or those of the milestones that were named. */
export const chosenContracts = (agreement: Agreement, given: Given<'milestone'>): readonly Contract[] => {
  const contracts = compile(agreement)
  const wanted = milestonesOf(given, agreement)
  return wanted.length === 0 ? contracts : contracts.filter(({ milestone }) => wanted.includes(milestone))
}

/** Milestones that were named; none stands for no choice. */
export const milestonesOf = (given: Given<'milestone'>, { milestones }: Agreement): readonly number[] =>
  given.all('milestone').map((text) => wholeNumber('milestone', text, { most: milestones.length - 1 }))

export const KNOWN_OPTION: OptionTable<'known'> = {
  known: {
    value: 'FILE',
    help: 'every other agreement that you have, or none: no index and no secret is used twice',
    several: 'several',
  },
}

/**
 * The other agreements of whoever moves money: files, or the word `none`.
 *
 * @throws EscrowError `OPTION_MISSING` where nothing was said
 */
export const knownAgreements = async (
  given: Given<'known' | 'allow'>,
  desk: Desk,
): Promise<readonly Agreement[]> => {
  given.needed('known')
  const known: Agreement[] = []
  for (const file of given.all('known'))
    if (file !== 'none')
      known.push(await agreementAt(file, desk, { field: 'known', allow: allowancesOf(given) }))
  return known
}

const acceptanceShape = (): v.GenericSchema<unknown, Omit<Acceptance, keyof Marks<'acceptance'>>> =>
  v.strictObject({
    role: v.picklist(ROLES),
    key: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    signature: v.string(),
    amends: v.exactOptional(v.string()),
  })

/** Acceptances out of files, each of which holds one or a list. */
export const readAcceptances = async (
  paths: readonly string[],
  { reader }: Desk,
): Promise<readonly Acceptance[]> => {
  const all: Acceptance[] = []
  for (const path of paths) {
    const list = listOf(await reader.json(path, { field: 'acceptances' }))
    for (const [at, value] of list.entries())
      all.push({
        ...marks('acceptance'),
        ...readForm(value, { form: 'acceptance', shape: acceptanceShape(), field: `acceptances[${at}]` }),
      })
  }
  return all
}

/** Who has accepted an agreement, by files of acceptances; nothing where no file was given. */
export const acceptanceReports = async (
  agreement: Agreement,
  paths: readonly string[],
  desk: Desk,
  { amends }: Amending = {},
): Promise<readonly AcceptanceReport[]> =>
  paths.length === 0 ? [] : [accepted(agreement, await readAcceptances(paths, desk), { amends })]
