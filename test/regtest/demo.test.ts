import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { normalizedReason } from '../../scripts/bitcoind/reason.js'
import { readPage } from '../support/fencedCode.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What `npm run demo` starts once everything is installed. */
const demo = (...args: readonly string[]) =>
  new Promise<{ code: number | null; output: string; errors: string }>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--conditions=taproot-escrow-source', '--import', 'tsx', 'scripts/demo/main.ts', ...args],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let [output, errors] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output, errors }))
  })

const [asJson, asStory] = [demo('--json'), demo()]

interface Result {
  readonly spends: readonly Readonly<Record<string, unknown>>[]
  readonly refused: readonly { readonly attempt: string; readonly reason: string }[]
}

const result = async (): Promise<Result> => JSON.parse((await asJson).output)

const ENDS = [
  ['key', 'release', ['employer', 'worker']],
  ['employerAndWorker', 'release', ['employer', 'worker']],
  ['workerWithSecret', 'release', ['worker']],
  ['key', 'settle', ['employer', 'worker']],
  ['employerAndWorker', 'settle', ['employer', 'worker']],
  ['key', 'release', ['employer', 'worker']],
  ['employerAndWorker', 'relock', ['employer', 'worker']],
  ['key', 'release', ['employer', 'worker']],
  ['arbiterAndWorker', 'award', ['arbiter', 'worker']],
  ['arbiterAndEmployer', 'award', ['arbiter', 'employer']],
  ['arbiterAndWorker', 'relock', ['arbiter', 'worker']],
  ['arbiterAndWorker', 'award', ['arbiter', 'worker']],
  ['backupAndWorker', 'award', ['backupArbiter', 'worker']],
  ['backupAndEmployer', 'award', ['backupArbiter', 'employer']],
  ['employerAlone', 'refund', ['employer']],
  ['workerAlone', 'release', ['worker']],
]

describe('the demo, asked for JSON', () => {
  it('exits with 0 and prints one object and nothing else', async () => {
    const { code, errors } = await asJson
    expect({ code, kept: errors.includes('not as promised') }).toEqual({ code: 0, kept: false })
    expect(Object.keys(await result())).toEqual(['spends', 'refused'])
  })

  it('spends through every path and to every outcome', async () => {
    const { spends } = await result()
    expect(spends.map(({ path, outcome, signers }) => [path, outcome, signers])).toEqual(ENDS)
  })

  it('confirms every spend with the weight that was planned', async () => {
    for (const spend of (await result()).spends)
      expect(spend).toEqual({
        path: expect.any(String),
        outcome: expect.any(String),
        signers: expect.any(Array),
        txid: expect.stringMatching(/^[0-9a-f]{64}$/),
        vsize: Math.ceil(Number(spend['weight']) / 4),
        weight: spend['plannedWeight'],
        plannedWeight: expect.any(Number),
        confirmed: true,
      })
  })

  it('measures the sizes that docs/contracts.md tells', async () => {
    const rows = [...readPage('docs/contracts.md').matchAll(/^\| `(\w+)` \| (\w+).* \| (\d+) \|$/gm)]
    const told = rows.map(([, path, outcome, vsize]) => [path, outcome, Number(vsize)])
    const measured = (await result()).spends.map(({ path, outcome, vsize }) => [path, outcome, vsize])
    const once = new Map(measured.map((row) => [row.join(), row]))
    expect(told).toEqual([...once.values()])
  })

  it('shows what the node refuses, in the words of the node', async () => {
    const { refused } = await result()
    expect(refused.map((one) => Object.keys(one))).toEqual(refused.map(() => ['attempt', 'reason']))
    expect(refused.map(({ attempt, reason }) => [attempt, normalizedReason(reason)])).toEqual([
      ['wrong signer', 'script-verify-flag-failed (Invalid Schnorr signature)'],
      ['changed output', 'script-verify-flag-failed (Invalid Schnorr signature)'],
      ['award right after the freeze', 'non-BIP68-final'],
      ['refund one block early', 'non-BIP68-final'],
      ['too low a locktime', 'script-verify-flag-failed (Locktime requirement not satisfied)'],
    ])
  })
})

describe('the demo, asked for its story', () => {
  it('exits with 0, tells it without colours, and ends with a line for every spend', async () => {
    const { code, output } = await asStory
    expect(code).toBe(0)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no escape sequence is what this is about
    expect(output).not.toMatch(/\u001b/)
    const table = output.slice(output.indexOf('All spends')).split('\n')
    expect(table.filter((line) => / [0-9a-f]{64} +block \d+$/.test(line))).toHaveLength(ENDS.length)
    expect(output).toContain(
      '16 spends, 16 confirmed, 16 with exactly the planned weight; 5 attempts refused',
    )
  })

  it('says how it is used where an argument means nothing', async () => {
    const { code, output, errors } = await demo('--jsn')
    expect({ code, output, errors }).toEqual({
      code: 1,
      output: '',
      errors: 'usage: npm run demo [-- --json]\n',
    })
  })
})
