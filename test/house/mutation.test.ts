import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FOLDERS } from '../../scripts/mutation/folders.js'

const page = readFileSync(new URL('../../docs/mutation.md', import.meta.url), 'utf8')

/** The score of a line of the page's first table, in percent. */
const scoreOf = (name: string): number => {
  const line = page.split('\n').find((candidate) => candidate.startsWith(`| **${name}** |`))
  return Number(line?.match(/ ([\d.]+) % \|$/)?.[1])
}

/** The folders that were measured; the page lists the files of others as not measured yet. */
const measured = Object.keys(FOLDERS).filter((folder) => new RegExp(`^\\| ${folder}/`, 'm').test(page))

describe('the report of mutants', () => {
  it.each([...measured, 'all'])('says that of 100 mutants of %s at least 95 were killed', (name) => {
    expect(scoreOf(name)).toBeGreaterThanOrEqual(95)
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
