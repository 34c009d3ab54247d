import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FOLDERS } from '../../scripts/mutation/folders.js'

const page = readFileSync(new URL('../../docs/mutation.md', import.meta.url), 'utf8')

/** The score of a line of the page's first table, in percent. */
const scoreOf = (name: string): number => {
  const line = page.split('\n').find((candidate) => candidate.startsWith(`| **${name}** |`))
  return Number(line?.match(/ ([\d.]+) % \|$/)?.[1])
}

describe('the report of mutants', () => {
  it.each([...Object.keys(FOLDERS), 'all'])(
    'says that of 100 mutants of %s at least 95 were killed',
    (name) => {
      expect(scoreOf(name)).toBeGreaterThanOrEqual(95)
    },
  )

  it('gives a reason for each that lives', () => {
    expect(page).toMatch(/^\*\*\d+\*\*: /m)
    expect(page).not.toMatch(/^\*\*\d+\*\*: not explained$/m)
  })

  it('says which sources it is about', () => {
    expect(page).toMatch(/^Written on \d{4}-\d\d-\d\d, when commit\n`[0-9a-f]{12}` was the last one/m)
    const files = page.split('\n').filter((line) => /^\| [a-z]+\/\w+\.ts \| \d/.test(line))
    expect(new Set(files.map((line) => line.split('/')[0]?.slice(2)))).toEqual(new Set(Object.keys(FOLDERS)))
    // by which `npm run mutation -- changed` knows a file that is no longer what was measured
    for (const line of files) expect(line).toMatch(/ % \| `[0-9a-f]{12}` \|$/)
  })
})
