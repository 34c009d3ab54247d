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

/** The entry that talks to nodes, and the command, which reads and writes files. */
const OUTER: readonly string[] = ['chain', 'cli']

/**
 * What the auditor's page asks the browser, and nothing else: in which languages its user reads, the time that a proof
 * of funding is held against, the camera, and when to look or to move on.
 */
const ASKS: ReadonlyMap<string, readonly string[]> = new Map([
  [join('page', 'main.ts'), ['navigator.languages', 'Date.now()']],
  [join('page', 'dom', 'camera.ts'), ['navigator.mediaDevices', 'window.setTimeout(']],
  [join('page', 'dom', 'codes.ts'), ['window.setInterval(']],
])

const core = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !OUTER.includes(name.split(/[/\\]/)[0]!),
)

it('the core touches no network, clock or file', () => {
  expect(core.length).toBeGreaterThan(100)
  const found = core.filter((name) => {
    const text = (ASKS.get(name) ?? []).reduce(
      (left, asked) => left.replaceAll(asked, ''),
      readFileSync(join(SOURCE, name), 'utf8'),
    )
    return OUTSIDE.some((pattern) => pattern.test(text))
  })
  expect(found).toEqual([])
})

it.each(OUTER)('and the search finds what it looks for in %s', (room) => {
  const talking = readdirSync(join(SOURCE, room))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(SOURCE, room, name), 'utf8'))
  expect(talking.some((text) => OUTSIDE.some((pattern) => pattern.test(text)))).toBe(true)
})
