import { EscrowError, shown } from '../errors.js'
import { marks } from '../forms/form.js'
import { visibleJson, visibleSaid } from '../text.js'
import type { Command, Desk } from './command.js'
import { COMMANDS } from './commands/list.js'
import { cliError, WRONG_USE } from './errors.js'
import { readerOf } from './files.js'
import { commandHelp, generalHelp } from './help.js'
import type { CommandIo } from './io.js'
import { type Given, type OptionTable, readArguments } from './options.js'
import { handOut } from './output.js'
import { refuseSecrets } from './secretArguments.js'
import { tellIn } from './wording.js'

/** What a command ends with. */
export type ExitCode = 0 | 1 | 2

/** Options that every command takes besides its own. */
const EVERYWHERE: OptionTable = {
  json: { help: 'JSON instead of text' },
  help: { help: 'how the command is used' },
}

/** Options that name a file to be written. */
const WRITTEN = ['out', 'nonce-out', 'html', 'markdown', 'funded-out'] as const

/**
 * Runs the command on its arguments. Nothing is thrown: what goes wrong is said on standard error, in one line, and
 * in the exit code.
 *
 * @example
 * process.exitCode = await run(process.argv.slice(2), nodeIo())
 */
export const run = async (args: readonly string[], machine: CommandIo): Promise<ExitCode> => {
  const io = visibleIo(machine)
  // before the arguments are understood: an error in them is told in the form that was asked for
  const form = args.includes('--json') ? 'json' : 'text'
  try {
    await refuseSecrets(args, { isFile: io.exists })
    return await dispatch(args, io, form)
  } catch (error) {
    const told = error instanceof EscrowError ? error : unforeseen(error)
    complain(told, io, form)
    return WRONG_USE.includes(told.code) ? 2 : 1
  }
}

/** Nothing reaches a terminal that could move its cursor, or that nobody could see. */
const visibleIo = (io: CommandIo): CommandIo => ({
  ...io,
  print: (text) => io.print(text.split('\n').map(visibleSaid).join('\n')),
  note: (line) => io.note(visibleSaid(line)),
})

type Form = 'text' | 'json'

/** A bug: its message may quote anything, so it is told as values from outside are. */
const unforeseen = (error: unknown): EscrowError =>
  cliError('COMMAND_FAILED', {
    field: 'command',
    expected: 'a result or a reason',
    received: shown(error instanceof Error ? `${error.name}: ${error.message}` : error),
  })

/** The library names rules as its callers lift them. */
const inOptions = (message: string): string =>
  message.replace(/relax: \[('\w+'(?:, '\w+')*)\]/g, (_, rules: string) =>
    rules
      .split(', ')
      .map((rule) => `--relax ${rule.slice(1, -1)}`)
      .join(' '),
  )

const complain = ({ code, kind, message, data }: EscrowError, io: CommandIo, form: Form): void => {
  if (form === 'text') io.note(`taproot-escrow: ${code} ${inOptions(message)}`)
  else io.note(visibleJson({ ...marks('answer'), error: { code, kind, ...data } }))
}

const dispatch = async (args: readonly string[], io: CommandIo, form: Form): Promise<ExitCode> => {
  const [name, second] = args
  if (name === '--version' || name === '-V') return printed([io.version], io)
  if (name === '--help' || name === '-h' || (name === 'help' && (second ?? '--lang').startsWith('--lang')))
    return printed(generalHelp(COMMANDS), io)
  if (name === 'help') return printed(commandHelp(commandOf(args.slice(1)).command), io)
  const { command, rest } = commandOf(args)
  if (rest.includes('--help') || rest.includes('-h')) return printed(commandHelp(command), io)
  return perform(command, rest, { io, form })
}

const printed = (lines: readonly string[], io: CommandIo): ExitCode => {
  for (const line of lines) io.print(line)
  return 0
}

/** The command that arguments begin with, whose name may be two words, and those behind its name. */
const commandOf = (
  args: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } => {
  for (const count of [2, 1]) {
    const name = args.slice(0, count).join(' ')
    const command = COMMANDS.find((one) => one.name === name)
    if (command !== undefined) return { command, rest: args.slice(count) }
  }
  throw cliError('COMMAND_UNKNOWN', {
    field: 'command',
    expected: `one of ${COMMANDS.map((one) => one.name).join(', ')}, help`,
    received: shown(args[0]),
  })
}

const perform = async (
  command: Command,
  args: readonly string[],
  { io, form }: { readonly io: CommandIo; readonly form: Form },
): Promise<ExitCode> => {
  const given = readArguments(args, {
    operands: command.operands,
    options: { ...command.options, ...EVERYWHERE },
  })
  const existing = given.flag('force') ? 'replace' : 'keep'
  await refuseReplacing(given, io)
  const words = await tellIn(given.one('lang'))
  const written = (path: string): string => words({ code: 'written', data: { path } })
  const deliver: Desk['deliver'] = (result, { out }) =>
    handOut(result, io, { command: command.name, form, out, existing, written })
  const result = await command.run(given, {
    io,
    reader: readerOf(io),
    tell: (lines) => {
      if (form === 'text') for (const line of lines) io.note(line)
    },
    words,
    complain: (error) => complain(error, io, form),
    write: async (path, text) => {
      await io.writeFile(path, text, { existing })
      if (form === 'text') io.note(written(path))
    },
    deliver,
  })
  await deliver(result, { out: given.one('out') })
  return result.exit ?? 0
}

/** Files that are in the way are found before anything is signed that could not be written then. */
const refuseReplacing = async (given: Given, io: CommandIo): Promise<void> => {
  if (given.flag('force')) return
  for (const option of WRITTEN)
    for (const path of given.all(option))
      if (await io.exists(path))
        throw cliError('FILE_EXISTS', {
          field: `--${option}`,
          expected: 'a file that is not there yet, or --force',
          received: shown(path),
        })
}
