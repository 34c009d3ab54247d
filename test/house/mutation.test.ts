import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FOLDERS } from '../../scripts/mutation/folders.js'
import { measuredBefore } from '../../scripts/mutation/page.js'
import { changedSince } from '../../scripts/mutation/report.js'

const page = readFileSync(new URL('../../docs/mutation.md', import.meta.url), 'utf8')

/** The score of a line of the page's first table, in percent. */
const scoreOf = (name: string): number => {
  const line = page.split('\n').find((candidate) => candidate.startsWith(`| **${name}** |`))
  return Number(line?.match(/ ([\d.]+) % \|$/)?.[1])
}

const measured = measuredBefore()
const changed = changedSince()
/** What brings the page up to date. */
const remedy = (files: readonly string[]): string => `measured by npm run mutation: ${files.join(', ')}`

/** Percent of the mutants of a folder that were killed in files that are still what was measured. */
const standingScoreOf = (folder: string): number => {
  const files = [...measured].filter(([file]) => file.startsWith(`${folder}/`))
  const killed = files
    .filter(([file]) => !changed.includes(file))
    .flatMap(([, { outcomes }]) => outcomes.filter(({ fate }) => fate === 'Killed' || fate === 'Timeout'))
  return (100 * killed.length) / files.flatMap(([, { outcomes }]) => outcomes).length
}

describe('the report of mutants', () => {
  it.each([...Object.keys(FOLDERS), 'all'])(
    'says that of 100 mutants of %s at least 95 were killed',
    (name) => {
      expect(scoreOf(name)).toBeGreaterThanOrEqual(95)
    },
  )

  it.each(Object.keys(FOLDERS))(
    'tells that of %s as it is now: mutants of changed files count as alive',
    (folder) => {
      const files = changed.filter((file) => file.startsWith(`${folder}/`))
      expect(standingScoreOf(folder), remedy(files)).toBeGreaterThanOrEqual(95)
    },
  )

  it('knows every file of these folders', () => {
    const unknown = changed.filter((file) => !measured.has(file))
    expect(unknown, remedy(unknown)).toEqual([])
  })

  it('gives a reason for each that lives', () => {
    expect(page).toMatch(/^\*\*\d+\*\*: /m)
    expect(page).not.toMatch(/^\*\*\d+\*\*: not explained$/m)
  })

  it('says which sources it is about', () => {
    expect(page).toMatch(/^Written on \d{4}-\d\d-\d\d, when commit\n`[0-9a-f]{12}` was the last one/m)
    const files = page.split('\n').filter((line) => /^\| [a-z]+\/\w+\.ts \| \d/.test(line))
    expect(files.length).toBeGreaterThan(60)
    // by which `npm run mutation -- changed` knows a file that is no longer what was measured
    for (const line of files) expect(line).toMatch(/ % \| `[0-9a-f]{12}` \|$/)
  })
})
