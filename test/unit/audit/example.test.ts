import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as parser from '@actions/workflow-parser'
import { build } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { fencedBlocks, readPage } from '../../support/fencedCode.js'
import { soundDocument } from '../../support/provocations/agreements.js'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** A repository with agreements and the example's job, the package among its modules. */
const folder = mkdtempSync(join(tmpdir(), 'taproot-escrow-gate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(ROOT, join(folder, 'node_modules/taproot-escrow'), 'dir')
mkdirSync(join(folder, 'agreements'))
copyFileSync(join(ROOT, 'examples/audit/gate.mjs'), join(folder, 'gate.mjs'))
const started =
  fencedBlocks(readPage('docs/start.md')).find(({ file }) => file === 'agreement.json')?.text ?? ''
const files: Readonly<Record<string, string>> = {
  'sound.json': JSON.stringify(soundDocument()),
  'started.json': started,
  'dust.json': started.replace('"1000000"', '"100"'),
  'text.json': 'not an agreement',
}
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'agreements', name), text)

/** The gate as the job runs it, from source. */
const gate = (...args: readonly string[]): Promise<{ code: number; lines: readonly string[] }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=taproot-escrow-source', '--import', import.meta.resolve('tsx'), 'gate.mjs', ...args],
      { cwd: folder },
      (error, out, told) => {
        const code = typeof error?.code === 'number' ? error.code : 0
        resolve({ code, lines: `${out}${told}`.trimEnd().split('\n') })
      },
    )
  })

/** Bundled, as it imports JSON in a way that Node refuses. */
const workflowParser = async (): Promise<typeof parser> => {
  const outfile = join(folder, 'parser.mjs')
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)"
  await build({
    stdin: { contents: "export * from '@actions/workflow-parser'", resolveDir: ROOT },
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: banner },
    outfile,
  })
  return import(pathToFileURL(outfile).href)
}

describe('a job that gates on agreements', () => {
  it('is a workflow to the service’s own parser, and ends with the gate at the level of warnings', async () => {
    const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await workflowParser()
    const { context, value } = parseWorkflow(
      { name: 'workflow.yml', content: readPage('examples/audit/workflow.yml') },
      new NoOperationTraceWriter(),
    )
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([])
    if (value === undefined) throw new Error('the workflow is empty')
    const { jobs } = await convertWorkflowTemplate(context, value)
    const steps = jobs.flatMap((job) => (job.type === 'job' ? job.steps : []))
    expect(
      steps.map((step) => ('run' in step ? String(step.run) : 'uses' in step ? step.uses.value : 'another')),
    ).toEqual([
      'actions/checkout@v4',
      'actions/setup-node@v4',
      'npm ci --ignore-scripts',
      'node gate.mjs --level warning agreements/*.json',
    ])
  })

  it('passes what is sound', async () => {
    expect(await gate('--level', 'warning', 'agreements/sound.json', 'agreements/started.json')).toEqual({
      code: 0,
      lines: ['2 audited, nothing at the level warning'],
    })
  })

  it('ends with 1 and says why, a line for each reason, where somebody should not sign', async () => {
    const { code, lines } = await gate(
      'agreements/sound.json',
      'agreements/dust.json',
      'agreements/text.json',
    )
    expect(code).toBe(1)
    expect(lines.at(-1)).toBe(`${lines.length - 1} in the way`)
    const codes = lines.slice(0, -1).map((line) => line.split(/[,:] /).slice(0, 2).join(' '))
    expect(codes).toEqual(expect.arrayContaining(['agreements/dust.json danger AMOUNT_DUST']))
    expect(codes.some((told) => told.startsWith('agreements/text.json danger '))).toBe(true)
    expect(codes.some((told) => told.startsWith('agreements/sound.json'))).toBe(false)
  })

  it('takes notes for reasons where the job says so', async () => {
    const { code, lines } = await gate('--level', 'note', 'agreements/started.json')
    expect([code, lines.every((line) => / note |in the way$/.test(line))]).toEqual([1, true])
  })

  it.each([[[]], [['--level', 'grave', 'agreements/sound.json']], [['agreements/none.json']]])(
    'ends with 2 where it is used wrongly: %j',
    async (args) => {
      expect((await gate(...args)).code).toBe(2)
    },
  )
})
