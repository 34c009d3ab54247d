import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Frame, Page } from 'playwright-core'
import { encodeQR } from 'qr'
import { emptyView, viewToJson } from 'taproot-escrow'
import { audit, auditToJson, reportHtml, reportMarkdown } from 'taproot-escrow/audit'
import { arabic } from 'taproot-escrow/languages'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { ARABIC_PAGE } from '../../src/page/words/arabic.js'
import { ENGLISH_PAGE } from '../../src/page/words/english.js'
import { fixtureTexts } from '../support/reports.js'
import { launch, type OpenFile, openFile, overflow, violations } from './reportPage.js'

/** The page as it is published. */
const path = join(inject('packed').project, 'node_modules/taproot-escrow/dist/page/index.html')
let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const qr = (text: string) => encodeQR(text, 'raw')
const twoParties = (): string => new Map(fixtureTexts()).get('two-parties.json') ?? ''

/** What both engines share depends on where they run, and is the only thing that may. */
const withoutShared = (html: string): string =>
  html.replace(/(What both engines still share<\/summary>\n)<ul>.*?<\/ul>/s, '$1')

/** Pastes a text, as fast as a clipboard does, and waits for its report. */
const paste = async (page: Page, text: string): Promise<Frame> => {
  await page.fill('#text', text)
  await page.click('#add')
  await page.waitForSelector('#result:not([hidden])')
  return reportFrame(page)
}

const reportFrame = async (page: Page): Promise<Frame> => {
  const frame = await (await page.waitForSelector('#report')).contentFrame()
  if (frame === null) throw new Error('no frame')
  await frame.waitForSelector('footer')
  return frame
}

const savedFile = async (page: Page, kind: string): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(`[data-save=${kind}]`)])
  return readFileSync(await download.path(), 'utf8')
}

describe('the page of the auditor', () => {
  let open: OpenFile
  beforeAll(async () => {
    open = await openFile(browser, { path })
  })
  afterAll(() => open?.page.context().close())

  it.each(fixtureTexts())('gives the report on %s that Node gives, and sends nothing', async (_, text) => {
    const { page } = open
    await page.reload()
    await paste(page, text)
    const shown = String(await page.evaluate("document.getElementById('report').srcdoc"))
    expect(withoutShared(shown)).toBe(withoutShared(reportHtml(audit(text), { qr })))
    expect(shown).toContain('both engines use @noble/curves here')
    expect(open.requests).toEqual([])
    expect(open.complaints).toEqual([])
  })

  it('saves the report as HTML, Markdown and JSON', async () => {
    const { page } = open
    await page.reload()
    const text = twoParties()
    await paste(page, text)
    const report = audit(text)
    expect(withoutShared(await savedFile(page, 'html'))).toBe(withoutShared(reportHtml(report, { qr })))
    expect(await savedFile(page, 'md')).toBe(reportMarkdown(report))
    const json = JSON.parse(await savedFile(page, 'json'))
    expect(json).toEqual({
      ...auditToJson(report),
      engines: { ...report.engines, shared: json.engines.shared },
    })
  })

  it('takes a view of the chain, and says first what is so now', async () => {
    const { page } = open
    await page.reload()
    const view = emptyView({ network: 'regtest', checkpoint: { height: 800, hash: 'ab'.repeat(32) } })
    await page.setInputFiles(
      '#files',
      [
        ['agreement.json', twoParties()],
        ['watch.json', JSON.stringify(viewToJson(view))],
      ].map(([name = '', text = '']) => ({
        name,
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      })),
    )
    await page.waitForSelector('#result:not([hidden])')
    const frame = await reportFrame(page)
    expect(await frame.textContent('section:has(#now)')).toContain('As of block 800')
    expect(await frame.textContent('section:has(#now)')).toContain('Nothing is in escrow')
  })

  it('takes files, and goes back to what was given', async () => {
    const { page } = open
    await page.reload()
    await page.setInputFiles('#files', {
      name: 'agreement.json',
      mimeType: 'application/json',
      buffer: Buffer.from(twoParties()),
    })
    await page.waitForSelector('#result:not([hidden])')
    await page.click('#back')
    expect(await page.textContent('#given')).toContain('Agreementagreement.json')
    await page.click('#given button')
    expect(await page.isHidden('#have')).toBe(true)
  })

  it('calls people by the names that are given, and takes none that holds what nobody sees', async () => {
    const { page } = open
    await page.reload()
    await page.fill('#worker', 'Ada\u200b')
    await page.fill('#text', twoParties())
    await page.click('#add')
    await page.waitForSelector('#said.danger')
    expect(await page.textContent('#said')).toContain('names.worker')
    await page.fill('#worker', 'ليلى')
    await page.click('#add')
    await page.waitForSelector('#result:not([hidden])')
    const frame = await (await page.waitForSelector('#report')).contentFrame()
    expect(await frame?.textContent('main')).toContain('ليلى')
    expect(await violations(page)).toEqual([])
  })

  it('writes itself and the report in the language that is chosen, from right to left where it is Arabic', async () => {
    const { page } = open
    await page.reload()
    const written = () =>
      page.evaluate(
        '[document.documentElement.lang, document.documentElement.dir, document.title, document.querySelector("#add").textContent]',
      )
    expect(await written()).toEqual(['en', 'ltr', ENGLISH_PAGE.title, ENGLISH_PAGE.audit])
    await page.fill('#text', 'hello')
    await page.click('#add')
    await page.selectOption('#language', 'ar')
    expect(await written()).toEqual(['ar', 'rtl', ARABIC_PAGE.title, ARABIC_PAGE.audit])
    expect(await page.textContent('#said')).toBe(ARABIC_PAGE.unknown)
    expect(await page.getAttribute('#report', 'aria-label')).toBe(ARABIC_PAGE.report)
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    const frame = await paste(page, twoParties())
    expect(await frame.evaluate('[document.documentElement.lang, document.documentElement.dir]')).toEqual([
      'ar',
      'rtl',
    ])
    expect(await frame.textContent('#bottom-line')).toBe(arabic.report.heads.bottomLine)
    expect(await violations(frame)).toEqual([])
    expect(await overflow(frame)).toBe(0)
    expect(await page.getAttribute('#verdict', 'dir')).toBe('rtl')
    expect(await savedFile(page, 'md')).toBe(reportMarkdown(audit(twoParties()), { language: arabic }))
    await page.click('#back')
    await page.selectOption('#language', 'es')
    await page.click('#again')
    await page.waitForFunction("document.getElementById('report').srcdoc.includes('lang=\"es\"')")
    expect(open.complaints).toEqual([])
  })

  it('holds an address and the tip against the agreement', async () => {
    const { page } = open
    await page.reload()
    const [contract] = audit(twoParties()).contracts
    await page.fill('#address', String(contract?.address))
    await page.fill('#height', '900000')
    await page.fill('#median', '1900000000')
    expect(await (await paste(page, twoParties())).textContent('main')).not.toContain('claim')
    await page.click('#back')
    await page.fill('#address', 'bcrt1pwgellv99emmnnyxf5ups784u9dklylu7xx3w57f3ez4rfg0ulvlsw6c4qg')
    expect(await (await paste(page, twoParties())).textContent('main')).toContain('claim')
    await page.click('#back')
    await page.fill('#height', 'high')
    await page.fill('#text', twoParties())
    await page.click('#add')
    await page.waitForSelector('#said.danger')
    expect(await page.textContent('#said')).toContain('whole number')
  })

  it('takes files that are dropped', async () => {
    const { page } = open
    await page.reload()
    await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([${JSON.stringify(twoParties())}], 'agreement.json'))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    })()`)
    await page.waitForSelector('#result:not([hidden])')
    expect(await (await reportFrame(page)).textContent('h1')).toContain('agreement with 1 contract')
  })

  it('says in plain words what it cannot use', async () => {
    const { page } = open
    await page.reload()
    await page.fill('#text', 'hello')
    await page.click('#add')
    expect(await page.textContent('#said')).toContain('This is neither an agreement nor a descriptor')
    await page.fill('#text', 'cHNidP8BAAAA')
    await page.click('#add')
    expect(await page.textContent('#said')).toContain('add the agreement or the descriptor')
    await page.fill('#text', '{"format": 1}')
    await page.click('#add')
    await page.waitForSelector('#result:not([hidden])')
    expect(await (await reportFrame(page)).textContent('h1')).toBe('This is not an agreement')
  })

  it('can be used by keyboard alone', async () => {
    const { page } = open
    await page.reload()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.id')).toBe('language')
    await page.keyboard.press('Tab')
    await page.keyboard.insertText(twoParties())
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#result:not([hidden])')
    const frame = await reportFrame(page)
    expect(await page.evaluate('document.activeElement.id')).toBe('back')
    // past the three buttons that save, into the report: its skip link, then the first thing to copy
    for (let presses = 0; presses < 4; presses++) await page.keyboard.press('Tab')
    expect(await frame.evaluate('document.activeElement.className')).toBe('skip')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await frame.evaluate("document.activeElement.getAttribute('aria-label')")).toBe('Copy Agreement')
    await page.keyboard.press('Enter')
    expect(await frame.textContent('#said')).toBe('Copied Agreement')
    expect(open.complaints).toEqual([])
  })

  it.each(['light', 'dark'] as const)('is accessible and fits a phone, %s', async (theme) => {
    const phone = await openFile(browser, { path, width: 360, theme })
    expect(await violations(phone.page)).toEqual([])
    expect(await overflow(phone.page)).toBe(0)
    await paste(phone.page, twoParties())
    expect(await violations(phone.page)).toEqual([])
    expect(await overflow(phone.page)).toBe(0)
    await phone.page.context().close()
  })
})
