import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UNITS } from './names.js'
import { documented, gapsIn } from './project.js'

export const REFERENCE: string = fileURLToPath(new URL('../../docs/reference/', import.meta.url))

const INDEX = 'README.md'

/** The page of the first entry has a name that says whose it is. */
const named = (name: string): string => (name === 'index.md' ? 'taproot-escrow.md' : name)

const indexPage = (names: readonly string[]): string =>
  [
    '# Functions\n',
    'Every function and type of the package, from the docstrings of the sources: written by `npm run reference`, and',
    'held against the sources by a test, which also asks every function for an example, its errors and, where it does',
    'what a standard says, its source. Errors are named by their codes; all of them are `EscrowError`s.\n',
    '| entry | page |\n| --- | --- |',
    ...names.map((name) => {
      const entry = name.replace('.md', '')
      return `| \`${entry === 'taproot-escrow' ? entry : `taproot-escrow/${entry}`}\` | [${entry}](${name}) |`
    }),
    '\n## Units\n',
    'Where nothing else is said of a number, its name says what it counts:\n',
    '| name | what it counts |\n| --- | --- |',
    ...Object.entries(UNITS).map(([name, unit]) => `| \`${name}\` | ${unit} |`),
    '',
  ].join('\n')

/** The pages of `docs/reference`, by their names, and what the docstrings lack. */
export const reference = async (): Promise<{
  readonly pages: ReadonlyMap<string, string>
  readonly gaps: readonly string[]
}> => {
  const out = mkdtempSync(join(tmpdir(), 'taproot-escrow-reference-'))
  try {
    const { project, write } = await documented(out)
    await write()
    const written = readdirSync(out)
      .filter((name) => name !== INDEX)
      .toSorted()
    const pages = new Map(
      written.map((name) => {
        const text = readFileSync(join(out, name), 'utf8')
          .replaceAll('](index.md', '](taproot-escrow.md')
          .replace(
            /^# .*\n/,
            `# ${name === 'index.md' ? 'taproot-escrow' : `taproot-escrow/${name.replace('.md', '')}`}\n`,
          )
          .replace(/[ \t]+$/gm, '')
        return [named(name), text]
      }),
    )
    const names = [...pages.keys()].toSorted((one, other) =>
      one === 'taproot-escrow.md' ? -1 : other === 'taproot-escrow.md' ? 1 : one < other ? -1 : 1,
    )
    return { pages: new Map([[INDEX, indexPage(names)], ...pages]), gaps: gapsIn(project) }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}
