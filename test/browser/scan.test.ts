import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { encodeQR } from 'qr'
import { amend } from 'taproot-escrow'
import { audit, reportHtml } from 'taproot-escrow/audit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { findChromium } from '../../scripts/chromium.mjs'
import { partsOf } from '../../src/page/bbqr.js'
import { ARABIC_PAGE } from '../../src/page/words/arabic.js'
import { ENGLISH_PAGE } from '../../src/page/words/english.js'
import { fromBase64 } from '../../src/psbt/base64.js'
import { drawnCodes, textInPixels } from '../support/codes.js'
import { made } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { fixtures } from '../support/fixtures.js'
import { writeFilm } from '../support/video.js'
import { launch, openFile, overflow, violations } from './reportPage.js'

const path = join(inject('packed').project, 'node_modules/taproot-escrow/dist/page/index.html')
const folder = mkdtempSync(join(tmpdir(), 'taproot-escrow-scan-'))
const fixture = fixtures().find(({ agreement }) => JSON.parse(agreement.text).milestones.length === 1)
const psbt = fixture?.spends[0]?.unsignedPsbt ?? ''
const parts = partsOf(fromBase64(psbt, 'psbt'), 'P')

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const give = async (page: Page, text: string): Promise<void> => {
  await page.fill('#text', text)
  await page.click('#add')
}

/** A picture as a phone sends it. */
const picture = (text: string, name: string) => ({
  name,
  mimeType: 'image/gif',
  buffer: Buffer.from(encodeQR(text, 'gif', { ecc: 'low', scale: 4 })),
})

/** What a scanner reads of an element as it stands on the screen. */
const scannedFrom = async (page: Page, selector: string): Promise<string> => {
  const shot = await page.locator(selector).first().screenshot()
  const blank = await browser.newPage()
  const [width, height, data] = (await blank.evaluate(`(async () => {
    const image = new Image()
    image.src = 'data:image/png;base64,${shot.toString('base64')}'
    await image.decode()
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight)
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    return [canvas.width, canvas.height, [...context.getImageData(0, 0, canvas.width, canvas.height).data]]
  })()`)) as [number, number, number[]]
  await blank.close()
  return textInPixels({ width, height, data: Uint8Array.from(data) })
}

describe('the page with a PSBT', () => {
  it.each(['light', 'dark'] as const)(
    'shows it in parts that can be read from the screen: %s',
    async (theme) => {
      const { page, requests, complaints } = await openFile(browser, { path, theme, width: 390 })
      await give(page, psbt)
      await page.click('.as-codes')
      await page.click('#pause')
      const seen = new Set<string>()
      for (let times = 0; times < parts.length; times++) {
        const text = await scannedFrom(page, '#drawing svg')
        expect(drawnCodes(await page.innerHTML('#drawing')).map((code) => code.text)).toEqual([text])
        seen.add(text)
        await page.click('#next')
      }
      expect([...seen].sort()).toEqual([...parts].sort())
      expect(await violations(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await page.selectOption('#language', 'ar')
      expect(await page.textContent('#close')).toBe(ARABIC_PAGE.close)
      expect(await page.textContent('#place')).toMatch(/^الجزء/)
      expect(await violations(page)).toEqual([])
      await page.click('#close')
      expect(await page.isHidden('#shown')).toBe(true)
      expect([requests, complaints]).toEqual([[], []])
      await page.context().close()
    },
  )

  it('moves on by itself from part to part, unless somebody wants less motion', async () => {
    const { page } = await openFile(browser, { path })
    await give(page, psbt)
    await page.click('.as-codes')
    for (const place of [2, 1, 2])
      await page.waitForSelector(`#place:text-is("Part ${place} of ${parts.length}")`)
    await page.click('#close')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.click('.as-codes')
    expect(await page.textContent('#pause')).toBe(ENGLISH_PAGE.goOn)
    await page.context().close()
  })
})

describe('the page with pictures of codes', () => {
  it('joins parts from several files, in whatever order', async () => {
    const { page, complaints } = await openFile(browser, { path })
    await give(page, fixture?.agreement.text ?? '')
    await page.click('#back')
    await page.setInputFiles(
      '#files',
      [...parts].reverse().map((part, at) => picture(part, `${at}.gif`)),
    )
    await page.waitForSelector('#result:not([hidden])')
    await page.click('#back')
    expect(await page.textContent('#given')).toContain(ENGLISH_PAGE.kinds.psbt)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('says of every code that is of no use what it is, and keeps what it has', async () => {
    const { page } = await openFile(browser, { path })
    const said = async (text: string): Promise<string> => {
      await page.evaluate("document.getElementById('said').textContent = ''")
      await page.setInputFiles('#files', [picture(text, 'code.gif')])
      await page.waitForSelector('#said:not(:empty)')
      return String(await page.textContent('#said'))
    }
    await page.setInputFiles('#files', [picture(parts[0] ?? '', 'first.gif')])
    await page.waitForSelector('#progress:text("Read")')
    expect(await said('B$2P0900AAAAAAAA')).toContain('a part of the series')
    expect(await said(`B$2PZZ00${'A'.repeat(1600)}`)).toContain('expected')
    expect(await said('B$XP0100AAAAAAAA')).toContain('a part of a series (BBQr)')
    expect(await said('UR:CRYPTO-PSBT/1-2/LPADAOCS')).toBe(ENGLISH_PAGE.otherParts)
    expect(await said('hello')).toBe(ENGLISH_PAGE.codeUnknown)
    expect(await page.textContent('#progress')).toBe(`Read 1 of ${parts.length} parts`)
    expect(await violations(page)).toEqual([])
    expect(await said('BCRT1PZUSN42A5MKD66TGRNC86LT2KR29YGJF2NA9RK7J0JH724SWCCQ9Q7MXZHR')).toBe(
      ENGLISH_PAGE.addressRead,
    )
    expect(await page.inputValue('#address')).toMatch(/^bcrt1pzusn/)
    await page.setInputFiles('#files', [
      {
        name: 'blank.png',
        mimeType: 'image/png',
        buffer: await page.locator('#offline, footer, h1').first().screenshot(),
      },
    ])
    await page.waitForSelector('#said.danger')
    expect(await page.textContent('#said')).toBe(ENGLISH_PAGE.noCode)
    await page.context().close()
  })
})

describe('the page with a camera', () => {
  it('reads a PSBT that a device shows, from a file that asks no network', async () => {
    const film = join(folder, 'film.y4m')
    writeFilm(film, [...parts].reverse())
    const chrome = await findChromium()
    const filming = await chromium.launch({
      ...chrome,
      args: [
        ...chrome.args,
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    })
    const { page, requests, complaints } = await openFile(filming, { path, width: 390 })
    await give(page, fixture?.agreement.text ?? '')
    await page.click('#back')
    await page.click('#scan')
    await page.waitForSelector('#progress:text("Read")')
    expect(await violations(page)).toEqual([])
    await page.waitForSelector('#result:not([hidden])')
    await page.click('#back')
    expect(await page.textContent('#given')).toContain(ENGLISH_PAGE.kinds.psbt)
    expect(await page.evaluate("document.getElementById('camera').srcObject")).toBeNull()
    expect([requests, complaints]).toEqual([[], []])
    await filming.close()
  })

  it('says where there is none', async () => {
    const { page } = await openFile(browser, { path })
    await page.click('#scan')
    await page.waitForSelector('#said.danger')
    expect(await page.textContent('#said')).toBe(ENGLISH_PAGE.noCamera)
    expect(await page.isHidden('#scanner')).toBe(true)
    await page.context().close()
  })
})

describe('the page with two agreements', () => {
  it('says what is different, an amendment as one', async () => {
    const { page, complaints } = await openFile(browser, { path, width: 390 })
    const { agreement } = made(plainDocument())
    const draft = JSON.stringify({ ...plainDocument(), milestones: [{ amount: '900000' }] })
    const amended = amend(agreement, { index: 40, milestones: [{ amount: '900000' }] })
    await give(page, draft)
    await page.waitForSelector('#result:not([hidden])')
    for (const [text, section] of [
      [agreement.text, 'comparison'],
      [amended.text, 'amendments'],
    ] as const) {
      await page.click('#back')
      await give(page, text)
      await page.waitForSelector('#result:not([hidden])')
      const frame = await (await page.waitForSelector('#report')).contentFrame()
      await frame?.waitForSelector(`#${section}`)
      if (frame === null) throw new Error('no frame')
      expect(await violations(frame)).toEqual([])
      expect(await overflow(frame)).toBe(0)
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('the codes of a report', () => {
  it.each(['light', 'dark'] as const)('are read from the screen: %s', async (theme) => {
    const report = audit(fixture?.agreement.text ?? '')
    const file = join(folder, `report-${theme}.html`)
    writeFileSync(file, reportHtml({ ...report, findings: [] }, { qr: (text) => encodeQR(text, 'raw') }))
    const { page } = await openFile(browser, { path: file, theme })
    expect(await scannedFrom(page, 'svg.qr >> nth=0')).toBe(report.contracts[0]?.address.toUpperCase())
    expect(await scannedFrom(page, 'svg.qr >> nth=1')).toMatch(
      new RegExp(`^bitcoin:${report.contracts[0]?.address}\\?amount=`),
    )
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })
})
