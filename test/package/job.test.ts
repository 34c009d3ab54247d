import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import * as escrow from 'taproot-escrow'
import * as signers from 'taproot-escrow/signers'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { folderWith, run } from './consume.js'
import { job } from './job.js'
import { material } from './material.js'

const { project } = inject('packed')
const JOB = fileURLToPath(new URL('job.ts', import.meta.url))

describe('the main job', async () => {
  const given = material()
  const expected = await job({ escrow, signers }, given)
  const elsewhere = mkdtempSync(join(tmpdir(), 'taproot-escrow-job-'))
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }))

  it('weighs by the key path what was planned', () => {
    expect(expected.keyPath.weight).toBe(444)
    expect(expected.keyPath.weight).toBe(expected.keyPath.planned)
  })

  it('comes to the same with the installed package', async () => {
    const { outputFiles } = await build({ entryPoints: [JOB], format: 'esm', write: false })
    const folder = folderWith(project, {
      'job.js': outputFiles[0]?.text ?? '',
      'main.js': `
        import * as escrow from 'taproot-escrow'
        import * as signers from 'taproot-escrow/signers'
        import { job } from './job.js'
        console.log(JSON.stringify(await job({ escrow, signers }, ${JSON.stringify(given)})))`,
    })
    expect(JSON.parse(run(folder, 'main.js'))).toEqual(expected)
  })

  it('comes to the same on a Node without WebAssembly, by the curve in JavaScript', async () => {
    const { outputFiles } = await build({ entryPoints: [JOB], format: 'esm', write: false })
    const folder = folderWith(project, {
      'job.js': outputFiles[0]?.text ?? '',
      'main.js': `
        import * as escrow from 'taproot-escrow'
        import * as signers from 'taproot-escrow/signers'
        import { job } from './job.js'
        const outcome = await job({ escrow, signers }, ${JSON.stringify(given)})
        console.log(JSON.stringify({ outcome, assembly: typeof WebAssembly }))`,
    })
    expect(JSON.parse(run(folder, '--jitless', 'main.js'))).toEqual({
      outcome: expected,
      assembly: 'undefined',
    })
  })

  it.each(['esm', 'cjs'] as const)(
    'comes to the same in one file of %s by a bundler that knows no condition but that of Node',
    async (format) => {
      const folder = folderWith(project, {
        'server.js': `
        import * as escrow from 'taproot-escrow'
        import * as signers from 'taproot-escrow/signers'
        import { job } from ${JSON.stringify(JOB)}
        job({ escrow, signers }, ${JSON.stringify(given)}).then((done) => console.log(JSON.stringify(done)))`,
      })
      const name = format === 'esm' ? 'single.mjs' : 'single.cjs'
      await build({
        absWorkingDir: folder,
        entryPoints: ['server.js'],
        outfile: join(elsewhere, name),
        bundle: true,
        platform: 'node',
        conditions: ['node'],
        // packages below still ask for modules of Node by require()
        ...(format === 'esm' && {
          banner: {
            js: "import { createRequire as forPackages } from 'node:module'; const require = forPackages(import.meta.url);",
          },
        }),
        format,
        logLevel: 'silent',
      })
      expect(JSON.parse(run(elsewhere, name))).toEqual(expected)
    },
  )

  it('comes to the same in a bundled server, moved away from its packages', async () => {
    const folder = folderWith(project, {
      'server.js': `
        import * as escrow from 'taproot-escrow'
        import * as signers from 'taproot-escrow/signers'
        import { job } from ${JSON.stringify(JOB)}
        job({ escrow, signers }, ${JSON.stringify(given)}).then((done) => console.log(JSON.stringify(done)))`,
    })
    await build({
      absWorkingDir: folder,
      entryPoints: ['server.js'],
      outfile: join(elsewhere, 'server.cjs'),
      bundle: true,
      platform: 'node',
      logLevel: 'silent',
    })
    expect(JSON.parse(run(elsewhere, 'server.cjs'))).toEqual(expected)
  })
})
