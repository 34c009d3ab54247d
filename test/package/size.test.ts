import { gzipSync } from 'node:zlib'
import { type BuildOptions, build } from 'esbuild'
import { describe, expect, inject, it } from 'vitest'
import budgets from './budgets.json' with { type: 'json' }
import { ENTRIES } from './consume.js'

const { project } = inject('packed')

/** Bytes that a page pays for the whole of an entry: bundled, minified, compressed. */
const gzipped = async (entry: string, options: BuildOptions = {}): Promise<number> => {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '${entry}'`, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
    ...options,
  })
  return gzipSync(outputFiles?.[0]?.contents ?? '', { level: 9 }).length
}

describe('the size of an entry', () => {
  const measured: Readonly<Record<string, BuildOptions>> = {
    'taproot-escrow': {},
    'taproot-escrow/signers': {},
    // for servers: Node's own modules are not counted
    'taproot-escrow/chain': { external: ['node:*'] },
  }

  it('has a budget for each', () => {
    expect(Object.keys(budgets).sort()).toEqual([...ENTRIES].sort())
    expect(Object.keys(measured).sort()).toEqual([...ENTRIES].sort())
  })

  it.each(Object.entries(budgets))('of %s is at most %d bytes', async (entry, budget) => {
    expect(await gzipped(entry, measured[entry])).toBeLessThanOrEqual(budget)
  })

  it('is next to nothing for a page that imports one small thing', async () => {
    const { outputFiles } = await build({
      stdin: { contents: "export { satsPerVb } from 'taproot-escrow'", resolveDir: project },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
    })
    expect(gzipSync(outputFiles?.[0]?.contents ?? '').length).toBeLessThanOrEqual(4000)
  })
})
