import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import * as escrow from 'taproot-escrow'
import * as signers from 'taproot-escrow/signers'
import { describe, expect, inject, it } from 'vitest'
import { findEngine } from '../../scripts/engines.mjs'
import { folderWith, run } from './consume.js'
import { job } from './job.js'
import { material } from './material.js'

/* The installed package, as it is, where servers run that are not Node's own main thread. */

const { project } = inject('packed')
const given = material()
const expected = await job({ escrow, signers }, given)

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('job.ts', import.meta.url))],
  format: 'esm',
  write: false,
})
const WORK = `
import * as escrow from 'taproot-escrow'
import * as signers from 'taproot-escrow/signers'
import { job } from './job.js'
const outcome = await job({ escrow, signers }, ${JSON.stringify(given)})
`
const folder = folderWith(project, {
  'job.js': outputFiles[0]?.text ?? '',
  'main.js': `${WORK}
    console.log(JSON.stringify({ outcome, on: Object.keys(globalThis.process?.versions ?? {}) }))`,
  'worker.js': `${WORK}
    import { parentPort } from 'node:worker_threads'
    parentPort.postMessage(outcome)`,
  'webWorker.js': `${WORK}
    postMessage(outcome)`,
  'threads.js': `
    import { Worker } from 'node:worker_threads'
    const threads = [1, 2].map(() => new Worker(new URL('worker.js', import.meta.url)))
    const outcomes = await Promise.all(
      threads.map((thread) => new Promise((done, fail) => thread.on('message', done).on('error', fail))),
    )
    console.log(JSON.stringify(outcomes))`,
  'webWorkers.js': `
    const worker = new Worker(new URL('webWorker.js', import.meta.url), { type: 'module' })
    const outcome = await new Promise((done, fail) => {
      worker.onmessage = ({ data }) => done(data)
      worker.onerror = fail
    })
    console.log(JSON.stringify(outcome))
    worker.terminate()`,
})
const printed = (program: string, ...args: readonly string[]): unknown =>
  JSON.parse(
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
  )

/** Nothing but reading its own packages, and the variables that libraries look at. */
const DENO = ['run', '--quiet', '--no-prompt', '--allow-env', `--allow-read=${project}`]

describe('the main job', async () => {
  const bun = await findEngine('bun')
  const deno = await findEngine('deno')

  it('comes to the same in two threads of Node at once', () => {
    expect(JSON.parse(run(folder, 'threads.js'))).toEqual([expected, expected])
  })

  it.each([
    ['bun', bun, []],
    ['deno', deno, DENO],
  ] as const)('comes to the same under %s, in its main thread and in a worker', (name, program, args) => {
    expect(printed(program, ...args, join(folder, 'main.js'))).toEqual({
      outcome: expected,
      on: expect.arrayContaining([name]),
    })
    expect(printed(program, ...args, join(folder, 'webWorkers.js'))).toEqual(expected)
  })
})
