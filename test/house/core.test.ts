import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url))

/** What asks the machine for the time, for somebody else's answer, or for something that it keeps. */
const OUTSIDE = [
  /\bDate\.now\b|\bnew Date\(\)|\bperformance\.|\bset(Timeout|Interval)\(/,
  /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b|\bnavigator\./,
  /\bprocess\.|\blocalStorage\b|\bindexedDB\b|\bMath\.random\b/,
]

/** The one entry that talks. */
const TALKS = 'chain'

const core = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && name.split(/[/\\]/)[0] !== TALKS,
)

it('the core touches no network, clock or file', () => {
  expect(core.length).toBeGreaterThan(100)
  const found = core.filter((name) => {
    const text = readFileSync(join(SOURCE, name), 'utf8')
    return OUTSIDE.some((pattern) => pattern.test(text))
  })
  expect(found).toEqual([])
})

it('and the search finds what it looks for, in the entry that talks', () => {
  const talking = readdirSync(join(SOURCE, TALKS)).map((name) =>
    readFileSync(join(SOURCE, TALKS, name), 'utf8'),
  )
  expect(talking.some((text) => OUTSIDE.some((pattern) => pattern.test(text)))).toBe(true)
})
