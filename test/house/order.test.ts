import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CONFIG = '.dependency-cruiser.cjs'
const CRUISE = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

interface Report {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: {
    readonly violations: readonly { from: string; to: string; rule: { name: string } }[]
  }
}

const cruise = (folder: string, part: 'src' | 'scripts' = 'src'): Report =>
  JSON.parse(
    execFileSync(process.execPath, [CRUISE, part, '--config', CONFIG, '--output-type', 'json'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    }),
  )

const violationsOf = ({ summary }: Report): readonly string[] =>
  summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)

describe('the order of the house', () => {
  it('holds in src, and every module is judged', () => {
    const report = cruise(ROOT)
    expect(violationsOf(report)).toEqual([])
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.ts'),
    )
    expect(report.modules.map(({ source }) => source)).toEqual(
      expect.arrayContaining(files.map((path) => `src/${path}`)),
    )
  })

  it('holds in scripts, whose files do not need each other in a circle', () => {
    const report = cruise(ROOT, 'scripts')
    expect(report.modules.filter(({ source }) => source.startsWith('scripts/')).length).toBeGreaterThan(80)
    expect(violationsOf(report).filter((told) => told.includes(': scripts/'))).toEqual([])
  })

  it('has a place for every folder and file directly in src', () => {
    const { forbidden } = createRequire(import.meta.url)(join(ROOT, CONFIG)) as {
      forbidden: readonly { name: string; from: { path?: string } }[]
    }
    const rooms = forbidden.filter(({ name }) => name.startsWith('order-')).map(({ from }) => from.path ?? '')
    const homeless = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
      .map((entry) => `src/${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .filter((path) => path !== 'src/page/' && !rooms.some((room) => new RegExp(room).test(path)))
    expect(homeless).toEqual([])
  })
})

describe('a planted violation', () => {
  const tree = mkdtempSync(join(tmpdir(), 'house-'))
  afterAll(() => rmSync(tree, { recursive: true, force: true }))

  const plant = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true })
      writeFileSync(join(tree, path), `${text}\n`)
    }
  }
  const packageJson = (name: string): string =>
    JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js' })

  for (const path of [CONFIG, 'tsconfig.json']) cpSync(join(ROOT, path), join(tree, path))
  plant({
    'package.json': JSON.stringify({
      name: 'taproot-escrow',
      type: 'module',
      imports: { '#backend': './src/backend/node.ts' },
      exports: { '.': './src/index.ts' },
      dependencies: { declared: '1.0.0', 'tiny-secp256k1': '1.0.0' },
      devDependencies: { tool: '1.0.0' },
    }),
    ...Object.fromEntries(
      ['declared', 'undeclared', 'tool', 'tiny-secp256k1'].flatMap((name) => [
        [`node_modules/${name}/package.json`, packageJson(name)],
        [`node_modules/${name}/index.js`, 'export const thing = 1'],
      ]),
    ),
    'test/helper.ts': 'export const helper = 1',
    'src/index.ts': "export { sats } from './units/sats.js'",
    'src/units/sats.ts': 'export const sats = 1',
    'src/units/lock.ts': "import type { Key } from '../keys/key.js'\nexport type Lock = Key",
    'src/backend/node.ts': "import 'node:crypto'\nimport 'tiny-secp256k1'\nexport const backend = 1",
    'src/keys/key.ts': "import type { Child } from './child.js'\nexport type Key = Child[]",
    'src/keys/child.ts': "import type { Key } from './key.js'\nexport type Child = Key[]",
    'src/paths/paths.ts': "export { sats } from '../units/sats.js'",
    'src/terms/parse.ts': "import 'node:fs'\nimport 'declared'",
    'src/script/emit.ts': "import { backend } from '#backend'\nexport const emit = backend",
    'src/taproot/tree.ts': "import { backend } from '../backend/node.js'\nexport const tree = backend",
    'src/contract/compile.ts': "import { thing } from 'undeclared'\nexport const compile = thing",
    'src/plan/weight.ts': "import type { thing } from 'tool'\nexport type Weight = typeof thing",
    'src/psbt/codec.ts': "import { nothing } from './nothing.js'\nexport const codec = nothing",
    'src/spend/sign.ts': "import { helper } from '../../test/helper.js'\nexport const sign = helper",
    'src/audit/lift.ts': "import 'tiny-secp256k1'\nexport const lift = 1",
    'src/chain/watch.ts': "import 'node:net'\nimport { sats } from '../index.js'\nexport const watch = sats",
    'src/chain/status.ts': "import { sats } from 'taproot-escrow'\nexport const status = sats",
  })
  const found = violationsOf(cruise(tree))

  it.each([
    ['an import from further down', 'order-units: src/units/lock.ts → src/keys/key.ts'],
    ['a cycle of types alone', 'no-cycle: src/keys/child.ts → src/keys/key.ts'],
    ['an import of an index', 'no-import-of-an-index: src/chain/watch.ts → src/index.ts'],
    ['an import of the package by its own name', 'no-import-of-an-index: src/chain/status.ts → src/index.ts'],
    ['a re-export', 'no-re-export-of-a-folder: src/paths/paths.ts → src/units/sats.ts'],
    ['a module of Node in the core', 'no-node-in-the-core: src/terms/parse.ts → fs'],
    ['a backend chosen in the code', 'variant-by-its-alias: src/taproot/tree.ts → src/backend/node.ts'],
    [
      'an undeclared dependency',
      'only-declared-dependencies: src/contract/compile.ts → node_modules/undeclared/index.js',
    ],
    [
      'a type from a development dependency',
      'only-declared-dependencies: src/plan/weight.ts → node_modules/tool/index.js',
    ],
    ['a file that does not exist', 'resolvable: src/psbt/codec.ts → ./nothing.js'],
    ['an import from the tests', 'only-src: src/spend/sign.ts → test/helper.ts'],
    [
      'WebAssembly outside its backend',
      'no-wasm-or-buffer-in-browsers: src/audit/lift.ts → node_modules/tiny-secp256k1/index.js',
    ],
  ])('is reported: %s', (_name, violation) => {
    expect(found).toContain(violation)
  })

  it('is all that is reported', () => {
    const rest = found.filter((line) => !line.startsWith('no-cycle: src/keys/key.ts'))
    expect(rest).toHaveLength(12)
  })
})
