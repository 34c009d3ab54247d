import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../src', import.meta.url))

/** What is imported by name, types aside, and not only when it is asked for. */
const IMPORT = /^(?:import|export) (?!type )[^;]*? from '([^']+)'/gm

/** All modules that are loaded with one, and the packages and modules of Node that they load. */
const loadedWith = (entry: string): ReadonlySet<string> => {
  const loaded = new Set<string>()
  const load = (file: string): void => {
    const name = relative(ROOT, file)
    if (loaded.has(name)) return
    loaded.add(name)
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const target = join(dirname(file), specifier.replace(/\.js$/, '.ts'))
      if (specifier.startsWith('.') && existsSync(target)) load(target)
      else loaded.add(specifier)
    }
  }
  load(join(ROOT, entry))
  return loaded
}

/** What reaches a network, or follows what does. */
const NETWORK = /^chain\/(?!exactJson)|^node:(?:net|tls|http|https|dns|http2|dgram)$|^#sockets$|^#cookieFile$/

it('the command loads nothing of the network before a source is named', () => {
  const loaded = [...loadedWith('cli/main.ts')]
  expect(loaded).toContain('cli/commands/status.ts')
  expect(loaded).toContain('chain/exactJson.ts')
  expect(loaded.filter((name) => NETWORK.test(name))).toEqual([])
  expect([...loadedWith('cli/sources/open.ts')]).toEqual(
    expect.arrayContaining(['chain/transport.ts', '#sockets', '#cookieFile']),
  )
})
