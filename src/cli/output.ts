import { marks } from '../forms/form.js'
import { visibleJson } from '../text.js'
import type { CommandResult } from './command.js'
import type { CommandIo } from './io.js'
import type { OptionTable } from './options.js'

/** Options of every command whose result may go into a file. */
export const OUTPUT_OPTIONS: OptionTable<'out' | 'force'> = {
  out: { value: 'FILE', help: 'where the result goes; standard output without it, or for -' },
  force: { help: 'replaces files that are there' },
}

/** How a result is handed out. */
export interface OutputOptions {
  /** The command's name. */
  readonly command: string
  readonly form: 'text' | 'json'
  readonly out: string | undefined
  readonly existing: 'keep' | 'replace'
  /** Says that a file was written. */
  readonly written: (path: string) => string
}

/** What stands for standard output in the place of a file. */
const STANDARD_OUTPUT = '-'

/** Several documents get a number each, before the ending of the name. */
const numbered = (path: string, at: number): string => {
  const [, stem = path, ending = ''] = /^(.*[^/\\])(\.[^./\\]+)$/.exec(path) ?? []
  return `${stem}-${at + 1}${ending}`
}

/**
 * Hands out a result: documents (or, without them, what is told) into the file or on standard output; beside
 * documents what is told goes to standard error.
 */
export const handOut = async (
  { documents, text, json }: CommandResult,
  io: CommandIo,
  { command, form, out, existing, written }: OutputOptions,
): Promise<void> => {
  // a form of the library, such as an audit, says itself what it is
  const answer = (members: Readonly<Record<string, unknown>>): string =>
    visibleJson(members['format'] === undefined ? { ...marks('answer'), command, ...members } : members)
  const told = form === 'text' ? text : json === undefined ? [] : [answer(json)]
  if (out === undefined || out === STANDARD_OUTPUT) {
    if (form === 'json' || documents === undefined) for (const line of told) io.print(line)
    else {
      for (const document of documents) io.print(document)
      for (const line of text) io.note(line)
    }
    return
  }
  const files = documents ?? [told.join('\n')]
  const paths = files.map((_, at) => (files.length === 1 ? out : numbered(out, at)))
  for (const [at, file] of files.entries()) await io.writeFile(paths[at] ?? out, `${file}\n`, { existing })
  if (form === 'json' && documents !== undefined) io.print(answer({ ...json, files: paths }))
  if (form === 'text') {
    if (documents !== undefined) for (const line of text) io.note(line)
    for (const path of paths) io.note(written(path))
  }
}
