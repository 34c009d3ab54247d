import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type OpenPage, openPage } from './page.js'

const SCRIPT = `
import * as escrow from 'taproot-escrow'
import * as signers from 'taproot-escrow/signers'
Object.assign(globalThis, { escrow, signers })
`

describe('a page', () => {
  let page: OpenPage
  beforeAll(async () => {
    page = await openPage({ script: SCRIPT, project: inject('packed').project })
  })
  afterAll(() => page?.close())

  it('has nothing of Node', async () => {
    expect(await page.evaluate('[typeof Buffer, typeof process, typeof global, typeof require].join()')).toBe(
      'undefined,undefined,undefined,undefined',
    )
  })

  it('loads every entry for browsers', async () => {
    expect(await page.evaluate('Object.keys(escrow).length > 0 && Object.keys(signers).length > 0')).toBe(
      true,
    )
  })

  it('reads a fee rate', async () => {
    expect(await page.evaluate("String(escrow.satsPerVb('2.5'))")).toBe('2500')
  })

  it('tells errors apart by their class and code', async () => {
    expect(
      await page.evaluate(`(() => {
        try { escrow.satsPerVb('fast') } catch (error) {
          return [error instanceof escrow.EscrowError, error.code].join()
        }
      })()`),
    ).toBe('true,FEE_RATE_MALFORMED')
  })

  it('has complained about nothing', () => {
    expect(page.complaints).toEqual([])
  })
})
