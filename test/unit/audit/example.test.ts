import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

describe('a job that gates on agreements', () => {
  it('runs the command that its workflow names, at the level of warnings', () => {
    expect(readPage('examples/audit/workflow.yml')).toContain(
      '- node gate.mjs --level warning agreements/*.json\n',
    )
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
