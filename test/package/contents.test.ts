import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { describe, expect, inject, it } from 'vitest'

const { files, project } = inject('packed')
const installed = join(project, 'node_modules/taproot-escrow')
const read = (path: string): string => readFileSync(join(installed, path), 'utf8')

const EXPECTED = [
  /^package\.json$/,
  /^(README|CHANGELOG|SECURITY)\.md$/,
  /^LICENSE$/,
  /^docs\/(?:[\w-]+\/)?[\w-]+\.md$/,
  /^api\/errors\.md$/,
  /^fixtures\/v1\/[^.]+\.(json|md)$/,
  /^src\/[\w/]+\.ts$/,
  /^dist\/[\w/-]+\.(js|js\.map|d\.ts)$/,
  /^dist\/page\/index\.html$/,
]

/** Every path that a value of package.json names. */
const pathsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.startsWith('./') ? [value.slice(2)] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : []
}

describe('the tarball', () => {
  it('holds the library, its source and its papers, nothing else', () => {
    expect(files.filter((path) => !EXPECTED.some((pattern) => pattern.test(path)))).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'dist/page/index.html']))
  })

  it('holds every file that its package.json names', () => {
    const { bin, exports, imports } = JSON.parse(read('package.json')) as Record<string, unknown>
    const named = [...Object.values(bin as object), ...pathsIn(exports), ...pathsIn(imports)]
    expect(named.length).toBeGreaterThan(6)
    expect(named.filter((path) => !files.includes(path))).toEqual([])
  })

  it('leads from its pages to pages that it holds', () => {
    const pages = files.filter((path) => path.endsWith('.md'))
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/README.md', 'docs/start.md']))
    const held = new Set(files.flatMap((path) => [path, dirname(path)]))
    const lost = pages.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)]
        .map(([, target = '']) => join(dirname(path), target))
        .filter((target) => !held.has(target))
        .map((target) => `${path} leads to ${target}`),
    )
    // what stays in the repository is named without a link
    expect(lost).toEqual([])
  })

  it('maps every built file to sources that it holds', () => {
    const built = files.filter((path) => path.endsWith('.js'))
    expect(built.length).toBeGreaterThan(3)
    for (const path of built) {
      const map = JSON.parse(read(`${path}.map`)) as { sources: string[]; sourcesContent?: string[] }
      expect(map.sourcesContent).toBeUndefined()
      for (const source of map.sources) expect(files).toContain(join(dirname(path), source))
    }
  })

  it('runs nothing when it is installed', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([])
  })
})
