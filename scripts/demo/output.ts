import { say } from '../say.mjs'
import { formatTable, type Table } from './table.js'

const WIDTH = 100
const INDENT = '   '

/** Where the story is told: to a reader, or to nobody where only the result as JSON is wanted. */
export interface Teller {
  readonly heading: (text: string) => void
  /** A paragraph, broken at {@link WIDTH}. */
  readonly tell: (text: string) => void
  /** Lines as they are. */
  readonly show: (lines: readonly string[]) => void
  readonly table: (table: Table) => void
  /** What takes a moment; on standard error, so that standard output holds nothing but the story. */
  readonly progress: (text: string) => void
}

const wrapped = (text: string): readonly string[] => {
  const lines: string[] = []
  let line = INDENT.trimEnd()
  for (const word of text.split(' ')) {
    const longer = line === '' ? `${INDENT}${word}` : `${line} ${word}`
    if (longer.length > WIDTH && line !== '') {
      lines.push(line)
      line = `${INDENT}${word}`
    } else line = longer
  }
  return [...lines, line]
}

/** Tells the story on standard output. */
export const storyTeller = (): Teller => {
  const print = (line: string) => process.stdout.write(`${line}\n`)
  const show = (lines: readonly string[]) => {
    for (const line of lines) print(line === '' ? '' : `${INDENT}${line}`)
  }
  let chapter = 0
  return {
    heading: (text) => print(`\n${++chapter}. ${text}\n`),
    tell: (text) => {
      for (const line of wrapped(text)) print(line)
    },
    show,
    table: (table) => show(formatTable(table)),
    progress: (text) => say(`${INDENT}… ${text}`),
  }
}

/** Says nothing but what takes a moment. */
export const silentTeller = (): Teller => ({
  heading: () => {},
  tell: () => {},
  show: () => {},
  table: () => {},
  progress: say,
})

/** `[73c5da0a/87h/1h/5h]tpubDC5FS…9bqE`: enough to tell long values apart. */
export const shortened = (text: string): string =>
  text.replace(/[0-9a-zA-Z]{40,}/g, (long) => `${long.slice(0, 8)}…${long.slice(-4)}`)
