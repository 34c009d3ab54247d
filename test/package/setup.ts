import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The package as others get it. */
export interface Packed {
  readonly tarball: string
  /** Paths in the tarball. */
  readonly files: readonly string[]
  /** An otherwise empty project with the tarball installed, outside of the repository. */
  readonly project: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    packed: Packed
  }
}

/** The environment without what `npm run` adds to it, which would point npm to the repository. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix)/.test(name),
    ),
  )

const npm = (folder: string, ...args: readonly string[]): string =>
  execFileSync('npm', [...args, '--loglevel=error'], {
    cwd: folder,
    env: environment(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })

const pack = (folder: string): Packed => {
  const stage = join(folder, 'stage')
  const project = join(folder, 'project')
  mkdirSync(stage)
  mkdirSync(project)
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] }
  // a copy of what is published and of what builds it, so that a build elsewhere cannot get into it
  const building = ['package.json', 'tsconfig.json', 'tsup.config.ts', 'scripts/page', 'README.md', 'LICENSE']
  for (const path of [...building, ...files]) {
    if (path === 'dist' || !existsSync(join(ROOT, path))) continue
    mkdirSync(dirname(join(stage, path)), { recursive: true })
    cpSync(join(ROOT, path), join(stage, path), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(stage, 'node_modules'), 'junction')
  const report = JSON.parse(npm(stage, 'pack', '--json', '--pack-destination', folder)) as
    | readonly PackReport[]
    | Readonly<Record<string, PackReport>>
  // npm 12 answers by name, earlier ones with a list
  const packed = Object.values(report)[0]
  if (packed === undefined) throw new Error('npm pack wrote nothing')
  const tarball = join(folder, packed.filename)
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
  )
  npm(project, 'install', tarball, '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund')
  return { tarball, project, files: packed.files.map(({ path }) => path) }
}

interface PackReport {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

interface Shared {
  readonly folder: string
  readonly packed: Packed
  users: number
}

// each test project loads this file anew; they share one package all the same
const shared: typeof globalThis & { taprootEscrowPacked?: Shared | undefined } = globalThis

/** Builds, packs and installs the package once, for all test projects that look at it from outside. */
export const setup = ({ provide }: TestProject): void => {
  if (shared.taprootEscrowPacked === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'taproot-escrow-package-'))
    try {
      shared.taprootEscrowPacked = { folder, packed: pack(folder), users: 0 }
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }
  shared.taprootEscrowPacked.users++
  provide('packed', shared.taprootEscrowPacked.packed)
}

export const teardown = (): void => {
  const used = shared.taprootEscrowPacked
  if (used === undefined || --used.users > 0) return
  shared.taprootEscrowPacked = undefined
  rmSync(used.folder, { recursive: true, force: true })
}
