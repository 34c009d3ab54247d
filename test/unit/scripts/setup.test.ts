import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { cached, cacheFolder } from '../../../scripts/cache.mjs'
import { installDependencies } from '../../../scripts/install.mjs'
import { temporaryFolder } from './temporary.js'

describe('the cache folder', () => {
  it('is named, else inside the cache of the user', () => {
    expect(cacheFolder({ TAPROOT_ESCROW_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a')
    expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/taproot-escrow')
    expect(cacheFolder({})).toMatch(/\/\.cache\/taproot-escrow$/)
  })

  it('is filled once', async () => {
    const env = { TAPROOT_ESCROW_CACHE: join(temporaryFolder(), 'cache') }
    let fills = 0
    const fill = async (folder: string) => {
      fills++
      writeFileSync(join(folder, 'program'), 'x')
    }
    const folder = await cached('tool-1', fill, env)
    expect(await cached('tool-1', fill, env)).toBe(folder)
    expect(fills).toBe(1)
    expect(readFileSync(join(folder, 'program'), 'utf8')).toBe('x')
    expect(readdirSync(env.TAPROOT_ESCROW_CACHE)).toEqual(['tool-1'])
  })

  it('holds nothing after a failure', async () => {
    const env = { TAPROOT_ESCROW_CACHE: temporaryFolder() }
    const fill = async (folder: string) => {
      writeFileSync(join(folder, 'half'), '')
      throw new Error('disk full')
    }
    await expect(cached('tool-1', fill, env)).rejects.toThrow('disk full')
    expect(readdirSync(env.TAPROOT_ESCROW_CACHE)).toEqual([])
  })

  it('is the same for two who fill it at once: the first to finish wins', async () => {
    const env = { TAPROOT_ESCROW_CACHE: temporaryFolder() }
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const slow = cached(
      'tool-1',
      async (folder) => {
        await gate
        writeFileSync(join(folder, 'by'), 'slow')
      },
      env,
    )
    const fast = await cached('tool-1', async (folder) => writeFileSync(join(folder, 'by'), 'fast'), env)
    open()
    expect(await slow).toBe(fast)
    expect(readFileSync(join(fast, 'by'), 'utf8')).toBe('fast')
    expect(readdirSync(env.TAPROOT_ESCROW_CACHE)).toEqual(['tool-1'])
  })

  it('loses what somebody left behind long ago, and nothing newer', async () => {
    const home = temporaryFolder()
    for (const name of ['.tool-1-old', '.tool-1-new']) mkdirSync(join(home, name))
    const longAgo = new Date(Date.now() - 7_200_000)
    utimesSync(join(home, '.tool-1-old'), longAgo, longAgo)
    await cached('tool-1', async () => {}, { TAPROOT_ESCROW_CACHE: home })
    expect(readdirSync(home).sort()).toEqual(['.tool-1-new', 'tool-1'])
  })
})

describe('dependencies', () => {
  /** A project and how often its dependencies were installed. */
  const project = () => {
    const root = temporaryFolder()
    writeFileSync(join(root, 'package-lock.json'), '{}')
    let installs = 0
    const install = async () => {
      installs++
      rmSync(join(root, 'node_modules'), { recursive: true, force: true })
      mkdirSync(join(root, 'node_modules'))
    }
    const line = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    onTestFinished(() => line.mockRestore())
    return { root, install, installs: () => installs, said: () => line.mock.calls.map(([text]) => text) }
  }

  it('are installed once for a lock file, and again when it changes', async () => {
    const { root, install, installs, said } = project()
    await installDependencies(root, { install })
    await installDependencies(root, { install })
    expect(installs()).toBe(1)
    expect(said()).toEqual(['dependencies: installing with npm ci …\n'])
    writeFileSync(join(root, 'package-lock.json'), '{"a":1}')
    await installDependencies(root, { install })
    await installDependencies(root, { install })
    expect(installs()).toBe(2)
  })

  it('are installed again after a failure', async () => {
    const { root, install, installs } = project()
    const failing = async () => {
      await install()
      throw new Error('no network')
    }
    await expect(installDependencies(root, { install: failing })).rejects.toThrow('no network')
    expect(existsSync(join(root, 'node_modules'))).toBe(true)
    await installDependencies(root, { install })
    expect(installs()).toBe(2)
  })
})
