import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { FORM_NAMES, marks } from '../../src/forms/form.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(`${ROOT}docs/formats.md`, 'utf8')

/** Marked by the format of agreements, or by the generator of fixtures. */
const ELSEWHERE = ['agreement', 'characters', 'fixture', 'invalid', 'valid']

describe('docs/formats.md', () => {
  it('has every form that the library writes, with its version, and no other', () => {
    const listed = [...page.matchAll(/^\| `(taproot-escrow\/\w+)` \| (\d+) \|/gm)].map(
      ([, format, version]) => ({
        format,
        version: Number(version),
      }),
    )
    const due = [
      ...FORM_NAMES.map(marks),
      ...ELSEWHERE.map((name) => ({ format: `taproot-escrow/${name}`, version: 1 })),
    ]
    const byName = (one: { format?: string | undefined }, other: { format?: string | undefined }) =>
      `${one.format}` < `${other.format}` ? -1 : 1
    expect(listed.toSorted(byName)).toEqual(due.toSorted(byName))
  })
})

describe('the marks of JSON forms', () => {
  it('are written by forms/ alone, but for the agreement’s', () => {
    const byHand = readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.ts') && !/^(?:forms|agreement)\//.test(path))
      .filter((path) =>
        /^\s*(?:readonly )?format: .*(?:FORMAT|'taproot-escrow\/)/m.test(
          readFileSync(`${ROOT}src/${path}`, 'utf8'),
        ),
      )
    // the templates write agreements
    expect(byHand).toEqual(['terms/templates/parties.ts'])
  })
})
