import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { ENTRIES, folderWith, run } from './consume.js'

const { project } = inject('packed')

const SERVER = `
import * as escrow from 'taproot-escrow'
${ENTRIES.map((entry, at) => `import * as entry${at} from '${entry}'`).join('\n')}
globalThis.all = [${ENTRIES.map((_, at) => `entry${at}`).join(', ')}]
try { escrow.satsPerVb('fast') } catch (error) {
  console.log(error instanceof escrow.EscrowError, error.code)
}
`

describe('a bundled server', () => {
  // far from every node_modules, as in an image that holds one file
  const elsewhere = mkdtempSync(join(tmpdir(), 'taproot-escrow-server-'))
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }))

  it.each([
    ['esm', 'server.mjs'],
    ['cjs', 'server.cjs'],
  ] as const)('runs as one file of %s, moved away from its packages', async (format, name) => {
    const folder = folderWith(project, { 'server.js': SERVER })
    const target = mkdtempSync(join(elsewhere, 'moved-'))
    const { warnings } = await build({
      absWorkingDir: folder,
      entryPoints: ['server.js'],
      outfile: join(target, name),
      bundle: true,
      platform: 'node',
      format,
      logLevel: 'silent',
    })
    expect(warnings).toEqual([])
    expect(readdirSync(target)).toEqual([name])
    expect(run(target, name)).toBe('true FEE_RATE_MALFORMED\n')
  })
})
