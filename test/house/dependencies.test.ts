import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

type Versions = Readonly<Record<string, string>>

const { dependencies, devDependencies, overrides } = JSON.parse(read('package.json')) as Readonly<
  Record<'dependencies' | 'devDependencies' | 'overrides', Versions>
>

/** The rows of the table under a heading: the package, and whether the other columns say something. */
const rowsUnder = (heading: string): readonly (readonly string[])[] => {
  const section = read('docs/dependencies.md').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

describe.each([
  ['At run time', dependencies],
  ['For development', devDependencies],
  ['Overrides', overrides],
])('docs/dependencies.md, "%s"', (heading, versions) => {
  const rows = rowsUnder(heading)

  it('names what package.json names', () => {
    expect(rows.map(([name]) => name?.replaceAll('`', '')).sort()).toEqual(Object.keys(versions).sort())
  })

  it('gives a reason for each, and what would replace it', () => {
    for (const cells of rows)
      expect(cells).toEqual([expect.any(String), expect.stringMatching(/.{8}/), expect.stringMatching(/./)])
  })

  it('stands on exact versions', () => {
    for (const version of Object.values(versions))
      expect(version).toMatch(/^\d+\.\d+\.\d+(-(alpha|beta)\.\d+)?$/)
  })
})
