import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { reportHtml } from 'taproot-escrow/audit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditWithMemos, fixtureAudits, HOSTILE } from '../support/reports.js'
import { launch, openFile, overflow, violations } from './reportPage.js'

const folder = mkdtempSync(join(tmpdir(), 'taproot-escrow-report-'))
let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const written = (name: string, html: string): string => {
  const path = join(folder, `${name}.html`)
  writeFileSync(path, html)
  return path
}

const OPEN_ALL = "for (const details of document.querySelectorAll('details')) details.open = true"

/** Every text of a drawing that reaches beyond it, and how wide all of them are together. */
const DRAWN = `(() => {
  let width = 0
  const beyond = []
  for (const svg of document.querySelectorAll('svg')) {
    const box = svg.getBoundingClientRect()
    for (const text of svg.querySelectorAll('text')) {
      const { left, right, bottom } = text.getBoundingClientRect()
      width += right - left
      if (left < box.left || right > box.right || bottom > box.bottom) beyond.push(text.textContent)
    }
  }
  return { width, beyond }
})()`

describe.each(fixtureAudits())('the report on %s, every part open', (name, report) => {
  it.each([
    { theme: 'light', width: 1280 },
    { theme: 'dark', width: 360 },
  ] as const)('is accessible and fits its window: $theme, $width px', async ({ theme, width }) => {
    const open = await openFile(browser, { path: written(name, reportHtml(report)), theme, width })
    await open.page.evaluate(OPEN_ALL)
    expect(await violations(open.page)).toEqual([])
    expect(await overflow(open.page)).toBe(0)
    const { width: drawn, beyond } = (await open.page.evaluate(DRAWN)) as { width: number; beyond: string[] }
    // without fonts every text would fit everywhere
    expect(drawn).toBeGreaterThan(100)
    expect(beyond).toEqual([])
    expect(open.requests).toEqual([])
    expect(open.complaints).toEqual([])
    await open.page.context().close()
  })
})

describe('a report', () => {
  it('never runs or shapes what a memo says, and keeps a long one inside the page', async () => {
    const report = auditWithMemos(Object.values(HOSTILE))
    const open = await openFile(browser, { path: written('hostile', reportHtml(report)), width: 360 })
    await open.page.evaluate(OPEN_ALL)
    expect(await open.page.title()).toBe(
      `Audit of an agreement with ${Object.keys(HOSTILE).length} contracts`,
    )
    expect(await open.page.evaluate("document.querySelectorAll('img, h1, script').length")).toBe(2)
    expect(await violations(open.page)).toEqual([])
    expect(await overflow(open.page)).toBe(0)
    expect(open.complaints).toEqual([])
    await open.page.context().close()
  })

  it('opens what a link leads to, and moves the keyboard there', async () => {
    const report = auditWithMemos(Array.from({ length: 5 }, (_, at) => `part ${at}`))
    const open = await openFile(browser, { path: written('links', reportHtml(report)) })
    const { page } = open
    expect(await page.evaluate("document.querySelectorAll('.contract[open]').length")).toBe(0)
    await page.click('table a >> nth=3')
    expect(await page.evaluate("document.querySelector('.contract[open]').id")).toBe('contract-10')
    await page.keyboard.press('Tab')
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(
      'Copy address of contract 10',
    )
    await page.context().close()
  })

  it('can be read and printed without its script', async () => {
    const [, report] = fixtureAudits()[0] ?? []
    if (report === undefined) throw new Error('no fixture')
    const path = written('still', reportHtml(report))
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`file://${path}`)
    expect(await page.locator('button').count()).toBe(0)
    await page.emulateMedia({ media: 'print' })
    for (const summary of await page.locator('details.leaf table').all())
      expect((await summary.boundingBox())?.height).toBeGreaterThan(40)
    await context.close()
  })
})
