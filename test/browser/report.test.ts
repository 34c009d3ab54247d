import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { encodeQR } from 'qr'
import { milestonePlan } from 'taproot-escrow'
import { audit, reportHtml } from 'taproot-escrow/audit'
import * as languages from 'taproot-escrow/languages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fencedBlocks, readPage } from '../support/fencedCode.js'
import { auditWithMemos, fixtureAudits, HOSTILE } from '../support/reports.js'
import { richAudits } from '../support/richReports.js'
import { draws, launch, openFile, overflow, violations } from './reportPage.js'

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

/** Words of charts that reach beyond their bar or column, and how wide all of them are together. */
const CHARTS = `(() => {
  let width = 0
  const beyond = []
  for (const part of document.querySelectorAll('.bars th, .bars td span')) {
    width += part.clientWidth
    if (part.scrollWidth > part.clientWidth + 1) beyond.push(part.textContent)
  }
  for (const chart of document.querySelectorAll('.bars'))
    if (chart.getBoundingClientRect().width + 1 < chart.parentElement.clientWidth) beyond.push('a chart is narrower than its place')
  return { width, beyond }
})()`

/** What stands in two lines of all that matches a pattern, in the parts of a page that a selector names. */
const torn = (pattern: RegExp, parts: string): string => `(() => {
  const found = []
  for (const part of document.querySelectorAll(${JSON.stringify(parts)})) {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    while (texts.nextNode())
      for (const match of texts.currentNode.data.matchAll(${pattern})) {
        const range = document.createRange()
        range.setStart(texts.currentNode, match.index)
        range.setEnd(texts.currentNode, match.index + match[0].length)
        const tops = [...range.getClientRects()].map(({ top }) => Math.round(top))
        if (tops.some((top) => Math.abs(top - tops[0]) > 4)) found.push(match[0])
      }
  }
  return found
})()`

/** Full stops that stand in a line of their own behind a code. */
const LONE = `(() => {
  const lone = []
  for (const code of document.querySelectorAll('.long')) {
    const after = code.nextSibling ?? code.parentElement.nextSibling
    if (after?.nodeType !== Node.TEXT_NODE || !/^[.,;:)]/.test(after.data)) continue
    const [stop, end] = [document.createRange(), document.createRange()]
    stop.setStart(after, 0)
    stop.setEnd(after, 1)
    end.setStart(code.firstChild, code.firstChild.data.length - 1)
    end.setEnd(code.firstChild, code.firstChild.data.length)
    if (stop.getBoundingClientRect().top > end.getBoundingClientRect().top + 4) lone.push(code.textContent)
  }
  return lone
})()`

/** Tables that are wider than their place. */
const CUT = `[...document.querySelectorAll('.scroll')].filter((place) => place.scrollWidth > place.clientWidth + 1)
  .map((place) => place.getAttribute('aria-label'))`

const BY_TAG = {
  en: languages.english,
  ar: languages.arabic,
  hi: languages.hindi,
  fr: languages.french,
} as const

describe.each(fixtureAudits())('the report on %s, every part open', (name, report) => {
  it.each([
    { theme: 'light', width: 1280 },
    { theme: 'dark', width: 360 },
  ] as const)('is accessible and fits its window: $theme, $width px', async ({ theme, width }) => {
    const open = await openFile(browser, { path: written(name, reportHtml(report)), theme, width })
    await open.page.evaluate(OPEN_ALL)
    // the dearest of these: what only a wide window or the light colours could have wrong, the other reports below show
    if (theme === 'dark') expect(await violations(open.page)).toEqual([])
    expect(await overflow(open.page)).toBe(0)
    const { width: drawn, beyond } = (await open.page.evaluate(CHARTS)) as { width: number; beyond: string[] }
    // without fonts every text would fit everywhere
    expect(drawn).toBeGreaterThan(100)
    expect(beyond).toEqual([])
    expect(open.requests).toEqual([])
    expect(open.complaints).toEqual([])
    await open.page.context().close()
  })
})

describe.each([
  ['es', languages.spanish, 'año'],
  ['hi', languages.hindi, 'दिन'],
  ['ar', languages.arabic, 'يوم'],
] as const)('the report in the language %s, every part open', (tag, language, word) => {
  it.each([
    { theme: 'dark', width: 1280 },
    { theme: 'light', width: 390 },
  ] as const)('is accessible and fits its window: $theme, $width px', async ({ theme, width }) => {
    const html = reportHtml(auditWithMemos(['design', 'build']), { language, names: { worker: 'Ada' } })
    const open = await openFile(browser, { path: written(`in-${tag}-${width}`, html), theme, width })
    await open.page.evaluate(OPEN_ALL)
    expect(
      await open.page.evaluate('[document.documentElement.lang, getComputedStyle(document.body).direction]'),
    ).toEqual([tag, tag === 'ar' ? 'rtl' : 'ltr'])
    // without its letters every text would fit everywhere
    expect(await draws(open.page, word)).toBe(true)
    expect(await violations(open.page)).toEqual([])
    expect(await overflow(open.page)).toBe(0)
    expect([open.requests, open.complaints]).toEqual([[], []])
    await open.page.context().close()
  })
})

describe.each(await richAudits())('the report on %s, every section and part open', (name, report) => {
  it.each([
    { theme: 'light', width: 1280, tag: 'en' },
    { theme: 'dark', width: 390, tag: 'en' },
    { theme: 'dark', width: 1280, tag: 'ar' },
    { theme: 'light', width: 390, tag: 'ar' },
  ] as const)('is accessible and fits its window: $tag, $theme, $width px', async ({ theme, width, tag }) => {
    const language = tag === 'ar' ? languages.arabic : languages.english
    const html = reportHtml(report, { language, qr: (text) => encodeQR(text, 'raw') })
    const open = await openFile(browser, { path: written(`${name}-${tag}-${width}`, html), theme, width })
    await open.page.evaluate(OPEN_ALL)
    expect(await violations(open.page)).toEqual([])
    expect(await open.page.evaluate(CUT)).not.toContain(language.report.heads.costs)
    expect(await overflow(open.page)).toBe(0)
    expect([open.requests, open.complaints]).toEqual([[], []])
    await open.page.context().close()
  })

  it.each(['en', 'ar', 'hi', 'fr'] as const)(
    'breaks no name, no amount and no full stop off on a phone: %s',
    async (tag) => {
      const language = BY_TAG[tag]
      const html = reportHtml(report, { language, names: { employer: 'Bartholomew' } })
      const { page } = await openFile(browser, { path: written(`${name}-${tag}-torn`, html), width: 390 })
      await page.evaluate(OPEN_ALL)
      expect(await page.evaluate(torn(/[^\s]+/g, '.bars th, .bars td'))).toEqual([])
      expect(await page.evaluate(torn(/\d\u00a0\p{L}+/gu, 'main'))).toEqual([])
      expect(await page.evaluate(CUT)).toEqual([])
      for (let width = 320; width < 400; width += 7) {
        await page.setViewportSize({ width, height: 800 })
        expect(await page.evaluate(LONE)).toEqual([])
      }
      await page.context().close()
    },
  )

  it('fits a sheet of paper, tables and all, and ends with a place to sign', async () => {
    const { page } = await openFile(browser, {
      path: written(`${name}-paper`, reportHtml(report)),
      width: 680,
    })
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(OPEN_ALL)
    expect(await overflow(page)).toBe(0)
    expect(await page.evaluate(CUT)).toEqual([])
    expect(await page.locator('.sign-off dd:empty').count()).toBe(4)
    await page.context().close()
  })
})

describe('all these reports', () => {
  it('have every section between them', async () => {
    const sections = (await richAudits()).flatMap(([, report]) =>
      [...reportHtml(report).matchAll(/<section class="([^"]+)"/g)].map(([, id]) => id),
    )
    expect([...new Set(sections)].sort()).toEqual([
      'amendments',
      'bottom-line',
      'comparison',
      'contracts',
      'findings',
      'now',
      'output',
      'proofs',
      'psbt',
      'sign-off',
      'stream',
      'summary',
      'trace',
    ])
  })
})

describe('a report', () => {
  it.each(['en', 'ar', 'hi'] as const)(
    'on the three contracts of the page of the command, with codes, takes less than 5100 px at first, a quarter of what it took: %s',
    async (tag) => {
      const plan = fencedBlocks(readPage('docs/command.md')).find(({ file }) => file === 'plan.json')
      const report = audit(milestonePlan(JSON.parse(plan?.text ?? '')).text)
      const html = reportHtml(report, { language: BY_TAG[tag], qr: (text) => encodeQR(text, 'raw') })
      const { page } = await openFile(browser, { path: written(`three-${tag}`, html) })
      expect(await page.locator('.contract').count()).toBe(3)
      expect(await page.locator('svg.qr').count()).toBe(2)
      expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(5100)
      await page.context().close()
    },
  )

  it('shows on a phone what spends cost, each row a card', async () => {
    const html = reportHtml(auditWithMemos(['design']))
    const { page } = await openFile(browser, { path: written('phone', html), width: 390 })
    const cells = page.locator('td[data-head$="sat/vB"]')
    expect(await cells.count()).toBeGreaterThan(2)
    for (const cell of (await cells.all()).slice(0, 3)) {
      const box = await cell.boundingBox()
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
    }
    await page.context().close()
  })

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
    await page.click('#contract-10 > summary')
    await page.click('#contract-10 a')
    expect(await page.evaluate("document.querySelector('.contract[open]').id")).toBe('contract-7')
    await page.keyboard.press('Tab')
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe('Copy Address')
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
