import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, inject, it } from 'vitest'
import { JOBS } from '../../scripts/sizes/jobs.js'
import { measure } from '../../scripts/sizes/measure.js'
import budgets from './budgets.json' with { type: 'json' }
import { ENTRIES } from './consume.js'

const { project } = inject('packed')

const gzipped = async (exported: string, entry: string): Promise<number> =>
  measure(`export ${exported} from '${entry}'`, { from: project })

describe('the size', () => {
  it('has a budget for every entry', () => {
    expect(Object.keys(budgets.entries).sort()).toEqual([...ENTRIES].sort())
  })

  // bundled for browsers, where nothing of Node is found
  it.each(Object.entries(budgets.entries))('of %s is at most %d bytes', async (entry, budget) => {
    expect(await gzipped('*', entry)).toBeLessThanOrEqual(budget)
  })

  it('has a budget for every job: 45, 80, 90 and 165 kB', () => {
    expect(JOBS.map(({ budget }) => budget)).toEqual([45_000, 80_000, 90_000, 165_000])
  })

  it.each(JOBS)('of a page is within it: $name', async ({ source, budget }) => {
    const size = await measure(source, { from: project })
    expect(size).toBeLessThanOrEqual(budget)
    // not much to spare, or the budget says nothing
    expect(size).toBeGreaterThan(0.85 * budget)
  })

  it('of the page of the auditor, one file with seven languages, is within its budget', () => {
    const page = readFileSync(join(project, 'node_modules/taproot-escrow/dist/page/index.html'))
    const size = gzipSync(page, { level: 9 }).length
    expect(size).toBeLessThanOrEqual(budgets.page)
    expect(size).toBeGreaterThan(0.95 * budgets.page)
  })

  it('of one small function is a small part of the whole', async () => {
    expect(await gzipped('{ satsPerVb }', 'taproot-escrow')).toBeLessThanOrEqual(budgets.oneSmallFunction)
  })
})
