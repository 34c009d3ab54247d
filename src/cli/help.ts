import type { Command } from './command.js'
import type { Option } from './options.js'

const WIDTH = 80
const INDENT = '      '

/** Words in lines that a terminal shows whole. */
const wrapped = (text: string, indent = ''): readonly string[] => {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(' ')) {
    if (line.length > indent.length && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = indent
    }
    line += line === indent ? word : ` ${word}`
  }
  return [...lines, line]
}

const optionLines = ([name, { value, help, several }]: readonly [string, Option]): readonly string[] => [
  `  --${name}${value === undefined ? '' : ` ${value}`}${several === undefined ? '' : ' …'}`,
  ...wrapped(help, INDENT),
]

const COMMON: readonly (readonly [string, Option])[] = [
  ['json', { help: 'one line of JSON on standard output, errors as JSON on standard error' }],
  ['help', { help: 'this text' }],
]

/** The help of one command. */
export const commandHelp = ({
  name,
  summary,
  operands,
  options,
  about,
  examples,
}: Command): readonly string[] => [
  `taproot-escrow ${name}: ${summary}`,
  '',
  `Usage: taproot-escrow ${[name, operands.names, '[OPTIONS]'].filter((part) => part !== '').join(' ')}`,
  '',
  ...about.flatMap((paragraph) => [...wrapped(paragraph), '']),
  'Options:',
  ...[...Object.entries(options), ...COMMON].flatMap(optionLines),
  '',
  'Examples:',
  ...examples.flatMap(({ line, does }) => [`  # ${does}`, `  ${line}`]),
]

/** The help of the whole. */
export const generalHelp = (commands: readonly Command[]): readonly string[] => {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'taproot-escrow: escrow agreements on Bitcoin, from template to transaction',
    '',
    'Usage: taproot-escrow COMMAND [ARGUMENTS]',
    '       taproot-escrow help COMMAND',
    '       taproot-escrow --version',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    ...wrapped(
      'A file named - is standard input. Results go to standard output or to --out FILE, and no file is replaced without --force. With --json every command prints one line of JSON.',
    ),
    '',
    ...wrapped(
      'Secrets come from a file, a prompt or an environment variable, never from an argument, and are never written.',
    ),
    '',
    ...wrapped(
      'Sentences for people are in English, or in the language of --lang (see the help of a command); help, errors and JSON are in English.',
    ),
    '',
    'Exit codes: 0 fine, 1 something was found or refused, 2 wrong use.',
  ]
}
