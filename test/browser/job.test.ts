import { fileURLToPath } from 'node:url'
import * as escrow from 'taproot-escrow'
import * as signers from 'taproot-escrow/signers'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { job, type Outcome } from '../package/job.js'
import { material } from '../package/material.js'
import { type OpenPage, openPage } from './page.js'

const SCRIPT = `
import * as escrow from 'taproot-escrow'
import * as signers from 'taproot-escrow/signers'
import { job } from ${JSON.stringify(fileURLToPath(new URL('../package/job.ts', import.meta.url)))}
globalThis.job = (material) => job({ escrow, signers }, material)
`

describe('the main job in a page', () => {
  const given = material()
  let page: OpenPage
  let expected: Outcome
  let done: Outcome
  beforeAll(async () => {
    page = await openPage({ script: SCRIPT, project: inject('packed').project })
    expected = await job({ escrow, signers }, given)
    // what the job answers is its type, and all of it survives the way out of the page
    done = (await page.evaluate(`job(${JSON.stringify(given)})`)) as Outcome
  })
  afterAll(() => page?.close())

  it('compiles an agreement to the address that Node compiles it to', () => {
    expect(done.address).toBe(expected.address)
    expect(done.descriptor).toBe(expected.descriptor)
  })

  it('signs a release to the bytes that Node signs', () => {
    expect(done.release).toBe(expected.release)
  })

  it('signs by MuSig2 what was planned', () => {
    expect(done.keyPath).toEqual(expected.keyPath)
  })

  it('needs no Buffer and complains about nothing', async () => {
    expect(await page.evaluate('typeof Buffer')).toBe('undefined')
    expect(page.complaints).toEqual([])
  })
})
