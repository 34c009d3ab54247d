import { existsSync, readFileSync } from 'node:fs'
import { resultsFile } from './run.js'

const FATES = ['Killed', 'Timeout', 'Survived', 'NoCoverage'] as const
/** What became of a mutant. */
export type Fate = (typeof FATES)[number]

interface Position {
  readonly line: number
  readonly column: number
}

interface Results {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string
        readonly mutants: readonly {
          readonly status: string
          readonly replacement: string
          readonly location: { readonly start: Position; readonly end: Position }
        }[]
      }
    >
  >
}

/** A mutant and what became of it. */
export interface Outcome {
  /** Below `src`. */
  readonly file: string
  readonly line: number
  /** The change: the code before and after, in one line, long parts cut. */
  readonly change: string
  readonly fate: Fate
}

const SHOWN = 60

const cut = (code: string): string => {
  const line = code.replace(/\s+/g, ' ').trim()
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}

const between = (source: string, { start, end }: { start: Position; end: Position }): string => {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const last = lines.length - 1
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join('\n')
}

const fateOf = (status: string): Fate => {
  const fate = FATES.find((known) => known === status)
  if (fate === undefined) throw new Error(`a mutant that nothing became of: ${status}`)
  return fate
}

/** What the last runs of a folder found, of the files that have not changed since; nothing where there was none. */
export const outcomesOf = (folder: string): readonly Outcome[] => {
  if (!existsSync(resultsFile(folder))) return []
  const { files }: Results = JSON.parse(readFileSync(resultsFile(folder), 'utf8'))
  return Object.entries(files).flatMap(([path, { source, mutants }]) => {
    // what was mutated is not what there is now, or is gone
    if (!existsSync(path) || readFileSync(path, 'utf8') !== source) return []
    return mutants.map(({ status, replacement, location }) => ({
      file: path.replace(/^src\//, ''),
      line: location.start.line,
      change: `${cut(between(source, location))} → ${cut(replacement)}`,
      fate: fateOf(status),
    }))
  })
}
