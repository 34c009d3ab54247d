import { parseArgs } from 'node:util'
import { EscrowError } from '../errors.js'
import { cliError } from './errors.js'

/** One option of a command. */
export interface Option {
  /** What its value is called in the help; a flag has none. */
  readonly value?: string
  readonly help: string
  /** It may stand more than once. */
  readonly several?: 'several'
}

export type OptionTable<Name extends string = string> = Readonly<Record<Name, Option>>

/** How many operands (files that stand for themselves) a command takes, and what they are called. */
export interface Operands {
  readonly least: number
  readonly most: number
  /** Such as `AGREEMENT PSBT…`. */
  readonly names: string
}

/** What somebody gave to a command. */
export interface Given<Name extends string = string> {
  readonly operands: readonly string[]
  readonly flag: (name: Name) => boolean
  readonly one: (name: Name) => string | undefined
  /** @throws EscrowError `OPTION_MISSING` */
  readonly needed: (name: Name) => string
  readonly all: (name: Name) => readonly string[]
}

/** Node says in its own words what is wrong, and quotes the option; its code and that name are all that is taken. */
const argumentError = (error: unknown): unknown => {
  if (!(error instanceof Error) || !('code' in error)) return error
  const [, field = 'arguments'] = /'(-[\w-]+)/.exec(error.message) ?? []
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return cliError('OPTION_UNKNOWN', { field, expected: 'an option of this command', received: 'another' })
  if (error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return cliError('OPTION_VALUE', {
      field,
      expected: 'a value where one belongs, and none behind a flag',
      received: 'the other way round',
    })
  return error
}

/**
 * Reads the arguments of a command by its table of options.
 *
 * @throws EscrowError `OPTION_UNKNOWN`, `OPTION_VALUE`, `OPTION_REPEATED`, `OPERAND_MISSING`, `OPERAND_SURPLUS`
 */
export const readArguments = <Name extends string>(
  args: readonly string[],
  { options, operands }: { readonly options: OptionTable<Name>; readonly operands: Operands },
): Given<Name> => {
  const table = new Map<string, Option>(Object.entries(options))
  const { values, positionals } = parsed(args, table)
  for (const [name, option] of table)
    if (option.several === undefined && (values.get(name)?.length ?? 0) > 1)
      throw cliError('OPTION_REPEATED', { field: `--${name}`, expected: 'it once', received: 'it again' })
  checkOperands(positionals, operands)
  const all = (name: Name): readonly string[] =>
    (values.get(name) ?? []).filter((value) => typeof value === 'string')
  return {
    operands: positionals,
    flag: (name) => values.has(name),
    one: (name) => all(name)[0],
    needed: (name) => {
      const [value] = all(name)
      if (value !== undefined) return value
      throw cliError('OPTION_MISSING', {
        field: `--${name}`,
        expected: options[name].help,
        received: 'nothing',
      })
    },
    all,
  }
}

const parsed = (args: readonly string[], table: ReadonlyMap<string, Option>) => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        [...table].map(([name, { value }]) => [
          name,
          { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true },
        ]),
      ),
    })
    const lists = Object.entries(values).flatMap(([name, list]): [string, readonly (string | boolean)[]][] =>
      Array.isArray(list) ? [[name, list]] : [],
    )
    return { values: new Map(lists), positionals }
  } catch (error) {
    throw argumentError(error)
  }
}

const checkOperands = (given: readonly string[], { least, most, names }: Operands): void => {
  if (given.length < least)
    throw cliError('OPERAND_MISSING', {
      field: 'arguments',
      expected: names,
      received: given.length === 0 ? 'nothing' : `only ${given.length}`,
    })
  if (given.length > most)
    throw cliError('OPERAND_SURPLUS', {
      field: 'arguments',
      expected: names === '' ? 'nothing but options' : names,
      received: `${given.length}`,
    })
}

/**
 * What an option's text means. Where it means nothing, the error names the option.
 *
 * @throws EscrowError `OPTION_MALFORMED`
 */
export const meaning = <Value>(option: string, read: () => Value): Value => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    const { expected, received } = error.data
    throw cliError('OPTION_MALFORMED', { field: `--${option}`, expected, received }, error)
  }
}
