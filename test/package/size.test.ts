import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, inject, it } from 'vitest'
import budgets from './budgets.json' with { type: 'json' }
import { ENTRIES } from './consume.js'

const { project } = inject('packed')

/** For servers: Node's own modules cost nobody a download. */
const EXTERNAL: Readonly<Record<string, string[]>> = { 'taproot-escrow/chain': ['node:*'] }

/** Bytes that a page pays for these exports: bundled, minified, compressed. */
const gzipped = async (exported: string, entry: string): Promise<number> => {
  const { outputFiles } = await build({
    stdin: { contents: `export ${exported} from '${entry}'`, resolveDir: project },
    external: EXTERNAL[entry] ?? [],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

describe('the size', () => {
  it('has a budget for every entry', () => {
    expect(Object.keys(budgets.entries).sort()).toEqual([...ENTRIES].sort())
  })

  it.each(Object.entries(budgets.entries))('of %s is at most %d bytes', async (entry, budget) => {
    expect(await gzipped('*', entry)).toBeLessThanOrEqual(budget)
  })

  it('of one small function is a small part of the whole', async () => {
    expect(await gzipped('{ satsPerVb }', 'taproot-escrow')).toBeLessThanOrEqual(budgets.oneSmallFunction)
  })
})
