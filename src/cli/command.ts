import type { EscrowError } from '../errors.js'
import type { Reader } from './files.js'
import type { CommandIo } from './io.js'
import type { Given, Operands, OptionTable } from './options.js'
import type { Tell } from './words/words.js'

/** A line that shows how a command is used. */
export interface Example {
  readonly line: string
  readonly does: string
}

/** What a run of a command has besides its arguments. */
export interface Desk {
  readonly io: CommandIo
  readonly reader: Reader
  /** Says something to people while the command runs; programs get it in the result. */
  readonly tell: (lines: readonly string[]) => void
  /** A sentence of the command, in the language that was asked for. */
  readonly words: Tell
  /** Says an error and goes on. */
  readonly complain: (error: EscrowError) => void
  /** Writes a further file, besides the one that holds the result. */
  readonly write: (path: string, text: string) => Promise<void>
  /** Hands out a part of the result before the end. */
  readonly deliver: (result: CommandResult, options: { readonly out: string | undefined }) => Promise<void>
}

/** What a command has to say. */
export interface CommandResult {
  /** 1 where something was found or refused; 0 where not said. */
  readonly exit?: 0 | 1
  /** What a file shall hold: an agreement, a PSBT, a transaction; one file each. Without them the text is the result. */
  readonly documents?: readonly string[]
  /** For people: beside documents on standard error, without them on standard output. */
  readonly text: readonly string[]
  /** The same for programs; absent where all of it was handed out before. */
  readonly json?: Readonly<Record<string, unknown>>
}

/** One command: what it takes, how it is used, what it does. */
export interface Command<Name extends string = string> {
  readonly name: string
  /** One line, without a full stop. */
  readonly summary: string
  readonly operands: Operands
  readonly options: OptionTable<Name>
  /** Paragraphs of the help. */
  readonly about: readonly string[]
  readonly examples: readonly Example[]
  readonly run: (given: Given<Name>, desk: Desk) => Promise<CommandResult>
}

/** A command whose `run` can ask for the options of its own table and no others. */
export const defineCommand = <Name extends string>(command: Command<Name>): Command => command
