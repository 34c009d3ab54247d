import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { Fate, Outcome } from './results.js'

export const PAGE = 'docs/mutation.md'

/** What became of the mutants of a file, and the beginning of the SHA-256 of its text then. */
export interface Measured {
  readonly digest: string
  readonly outcomes: readonly Outcome[]
}

/** The beginning of the hash of a file below `src`; nothing where there is none. */
export const digestOf = (file: string): string | undefined =>
  existsSync(`src/${file}`)
    ? createHash('sha256')
        .update(readFileSync(`src/${file}`))
        .digest('hex')
        .slice(0, 12)
    : undefined

const ROW = /^\| ([\w/]+\.ts) \| \d+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| [^|]+ \| `([0-9a-f]{12})` \|$/gm
const SURVIVOR = /^\| ([\w/]+\.ts) \| `` (.*) `` \| (\d+) \|$/gm

/** What the page tells of files that are still there, from when they were measured last. */
export const measuredBefore = (): ReadonlyMap<string, Measured> => {
  const page = readFileSync(PAGE, 'utf8')
  const changes = new Map<string, string[]>()
  for (const [, file = '', change = '', times] of page.matchAll(SURVIVOR)) {
    const list = changes.get(file) ?? []
    for (let n = Number(times); n > 0; n--) list.push(change.replaceAll('\\|', '|'))
    changes.set(file, list)
  }
  const measured = new Map<string, Measured>()
  for (const [, file = '', killed, timedOut, survived, untested, digest = ''] of page.matchAll(ROW)) {
    if (digestOf(file) === undefined) continue
    const fates: readonly (readonly [Fate, unknown])[] = [
      ['Survived', survived],
      ['NoCoverage', untested],
      ['Killed', killed],
      ['Timeout', timedOut],
    ]
    const told = changes.get(file) ?? []
    const outcomes = fates
      .flatMap(([fate, count]) => Array<Fate>(Number(count)).fill(fate))
      .map((fate, at): Outcome => ({ file, line: 0, change: told[at] ?? '', fate }))
    measured.set(file, { digest, outcomes })
  }
  return measured
}
