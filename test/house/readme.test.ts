import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PATHS } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { fencedBlocks, printedBy, readPage, withPrinted } from '../support/fencedCode.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Pages with code; each is one program. */
const PROGRAMS = [
  'README.md',
  'docs/start.md',
  'docs/guide.md',
  'docs/audit.md',
  'docs/watching.md',
  'docs/invoices.md',
  'docs/swaps.md',
  'docs/stream.md',
]

/** Written from docstrings: held against them in apiReference.test.ts. */
const isGenerated = (path: string): boolean => /^docs\/reference\/(?!README)/.test(path)

const pages = [
  ...['README.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .filter((path) => !isGenerated(path)),
]

/** A process of its own starts and ends in a second or two, on a busy machine in more. */
const PROCESS_MS = 60_000

describe.each(PROGRAMS)('the code of %s', (path) => {
  const page = readPage(path)

  it(
    'prints what the page says it prints',
    async () => {
      // `vitest run -u` writes what the code prints now into the page
      await expect(withPrinted(page, await printedBy(page))).toMatchFileSnapshot(join(ROOT, path))
    },
    PROCESS_MS,
  )

  it('imports the package by its own name', () => {
    const imported = [...page.matchAll(/ from '([^']+)'/g)].map(([, name]) => name)
    expect(imported.length).toBeGreaterThan(0)
    for (const name of imported) expect(name).toMatch(/^(taproot-escrow(\/\w+)?|node:[\w/]+)$/)
  })
})

/** The anchor that a heading gets. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

describe.each(pages)('%s', (path) => {
  const page = readPage(path)

  it('links to what exists', () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)]
    for (const [, target = '', anchor = ''] of links) {
      const file = target === '' ? path : join(dirname(path), target)
      expect(existsSync(join(ROOT, file)), `${path} links to ${file}`).toBe(true)
      if (anchor === '') continue
      const headings = [...readPage(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        anchorOf(heading),
      )
      expect(headings, `${path} links to ${file}#${anchor}`).toContain(anchor)
    }
  })

  it('has lines of at most 120 characters outside of tables and code', () => {
    const prose = page.replace(/^```[\s\S]*?^```$/gm, '').split('\n')
    expect(prose.filter((line) => line.length > 120 && !line.startsWith('|'))).toEqual([])
  })
})

describe('docs/contracts.md', () => {
  it('explains every path', () => {
    const page = readPage('docs/contracts.md')
    for (const path of PATHS) expect(page).toMatch(new RegExp(`^\\| \`${path}\` \\|`, 'm'))
  })
})

describe('docs/README.md', () => {
  const page = readPage('docs/README.md')

  it('leads to every page, some by an index of their own', () => {
    const linked = [...page.matchAll(/\]\(([\w./]+\.md)\)/g)].map(([, target = '']) => join('docs', target))
    const due = pages.filter((path) => /^docs\/[^/]+\.md$|^docs\/\w+\/README\.md$/.test(path))
    expect(due.filter((path) => path !== 'docs/README.md' && !linked.includes(path))).toEqual([])
  })

  it('begins with the order in which the pages are read', () => {
    const order = [...page.matchAll(/^\| (\d) \| \[(\w+)\]/gm)].map(([, at, name]) => `${at} ${name}`)
    expect(order).toEqual(['1 Start', '2 Guide', '3 Reference', '4 Formats', '5 Decisions'])
  })
})

describe('docs/runs.md', () => {
  it('has every command of package.json, and no other', () => {
    const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> }
    const told = [...readPage('docs/runs.md').matchAll(/^\| `npm (?:run )?([\w:]+)` \|/gm)].map(
      ([, name]) => name,
    )
    expect(told.toSorted()).toEqual(Object.keys(scripts).toSorted())
  })
})

describe('docs/decisions/README.md', () => {
  it('has every decision by its title', () => {
    const page = readPage('docs/decisions/README.md')
    const listed = [...page.matchAll(/^- \[(.*)\]\((.*)\)$/gm)].map(([, title, file]) => `${file}: ${title}`)
    const due = pages
      .filter((path) => /^docs\/decisions\/(?!README)/.test(path))
      .map((path) => `${path.slice('docs/decisions/'.length)}: ${/^# (.*)$/m.exec(readPage(path))?.[1]}`)
    expect(listed).toEqual(due.toSorted())
  })
})

describe('README.md', () => {
  const page = readPage('README.md')

  it('names commands that package.json has', () => {
    const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> }
    const named = [...page.matchAll(/npm (?:run )?((?:test|demo|bench|fixtures|api|build|check)[:\w]*)/g)]
    expect(named.length).toBeGreaterThan(4)
    for (const [, name] of named) expect(Object.keys(scripts)).toContain(name)
  })

  it('has a wallet of at most thirty lines', () => {
    const wallet = fencedBlocks(page).find(({ language }) => language === 'ts')?.text ?? ''
    expect(wallet).toContain('const walletOf =')
    expect(wallet.trimEnd().split('\n').length).toBeLessThanOrEqual(30)
  })

  it('begins with the two commands', () => {
    expect(fencedBlocks(page)[0]?.text).toMatch(/^npm run demo.*\nnpm test.*\n$/)
  })
})
