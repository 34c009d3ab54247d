import { join } from 'node:path'
import type { Browser, Frame, Page } from 'playwright-core'
import { accept, proveTerms } from 'taproot-escrow'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { ENGLISH_PAGE } from '../../src/page/words/english.js'
import { made, milestones, signerOf } from '../support/contracts.js'
import { type Json, plainDocument } from '../support/documents.js'
import { addressOf, extendedHolder } from '../support/holders.js'
import { provenDeposit } from '../support/provenDeposit.js'
import { asSaid } from '../support/reports.js'
import { launch, type OpenFile, openFile, overflow, violations } from './reportPage.js'

/*
 * What people hand to the page, by files as the library writes them, and by files that a thief wrote.
 */

const path = join(inject('packed').project, 'node_modules/taproot-escrow/dist/page/index.html')
const document = (more: Json = {}): Json => ({
  ...plainDocument(),
  rescue: { after: { blocks: 17_280 } },
  milestones: milestones(2),
  ...more,
})
const { agreement, contracts } = made(document())
const [contract, second] = contracts
const other = made(document({ index: 99 }))
const acceptancesBy = async (seed: number, role: 'employer' | 'worker', of = agreement) =>
  JSON.stringify(await accept(of, signerOf(extendedHolder(seed)), { role }))

let browser: Browser
let open: OpenFile
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  open = await openFile(browser, { path, width: 390 })
})
afterEach(async () => {
  expect([open.requests, open.complaints]).toEqual([[], []])
  await open.page.context().close()
})

const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
})

/** Hands files over at once, as somebody who chose several. */
const give = (page: Page, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> =>
  page.setInputFiles(
    '#files',
    Object.entries(files).map(([name, content]) => file(name, content)),
  )

/** The report that the page shows now. */
const report = async (page: Page): Promise<Frame> => {
  await page.waitForSelector('#result:not([hidden])')
  const frame = await (await page.waitForSelector('#report')).contentFrame()
  if (frame === null) throw new Error('no frame')
  await frame.waitForSelector('footer')
  return frame
}

const section = async (page: Page, id: string): Promise<string> =>
  String(await (await report(page)).textContent(`section:has(#${id})`))

/** A report that was there before may stand in its frame for a moment. */
const says = (page: Page, id: string) => expect.poll(() => section(page, id), { timeout: 20_000 })

const back = (page: Page): Promise<void> => page.click('#back')

describe('the page takes', () => {
  it('acceptances, one file for each party, and says whether everybody has accepted', async () => {
    const { page } = open
    await give(page, {
      'agreement.json': agreement.text,
      'employer.accepted': await acceptancesBy(1, 'employer'),
    })
    await says(page, 'proofs').toContain('Not everybody has accepted: do not pay yet.')
    await says(page, 'bottom-line').toContain('Not everybody has accepted: do not pay yet.')
    expect(await (await report(page)).locator('svg.qr').count()).toBe(0)
    await back(page)
    expect(await page.textContent('#given')).toContain('employer.accepted')
    await give(page, { 'worker.accepted': await acceptancesBy(2, 'worker') })
    await says(page, 'proofs').toContain('Everybody has accepted.')
    expect(await (await report(page)).locator('svg.qr').count()).toBe(2)
  })

  it('a proof of terms, held against the address that is asked about', async () => {
    const { page } = open
    const proof = JSON.stringify(proveTerms(contract!))
    await give(page, { 'agreement.json': agreement.text, 'terms.json': proof })
    await says(page, 'proofs').toContain('commits to this very agreement')
    await back(page)
    await page.fill('#address', addressOf(8))
    await page.click('#add')
    await page.waitForSelector('#answer:text("✗")')
    await says(page, 'proofs').toContain('This does not hold: it proves nothing.')
  })

  it('a proof of funding, and asks for a block to hold it against', async () => {
    const { page } = open
    const { proof, checkpoint, now } = await provenDeposit(contract!)
    await page.clock.setFixedTime(now * 1000)
    await give(page, { 'agreement.json': agreement.text, 'deposit.json': JSON.stringify(proof) })
    await page.waitForSelector('#said.danger')
    expect(await page.textContent('#said')).toContain('HEIGHT:HASH of a block that you know')
    await page.fill('#checkpoint', `${checkpoint.height}:${checkpoint.hash}`)
    await page.click('#add')
    await says(page, 'proofs').toContain('The deposit is in the chain.')
    await says(page, 'proofs').toContain('Blocks of regtest cost nothing, and prove nothing.')
    await back(page)
    await page.fill('#checkpoint', `${checkpoint.height}:${'00'.repeat(32)}`)
    await page.click('#add')
    await says(page, 'proofs').toContain('This does not hold')
  })

  it('a descriptor alone, and says that its agreement was not shown', async () => {
    const { page } = open
    await page.fill('#text', contract!.descriptor)
    await page.click('#add')
    await says(page, 'output').toContain('It is the contract of an agreement.')
    await says(page, 'bottom-line').toContain('Ask for the text of the agreement.')
    const frame = await report(page)
    expect(await violations(frame)).toEqual([])
    expect(await overflow(frame)).toBe(0)
  })

  it('an address, and says whether it is that of a contract, and of which', async () => {
    const { page } = open
    await give(page, { 'agreement.json': agreement.text })
    expect(await page.isHidden('#answer')).toBe(true)
    for (const [address, answer] of [
      [contract!.address, `${ENGLISH_PAGE.address} ✓ Contract ${contract!.index}`],
      [second!.address.toUpperCase(), `${ENGLISH_PAGE.address} ✓ Contract ${second!.index}`],
      [addressOf(8), `${ENGLISH_PAGE.address} ✗`],
      ['nothing', `${ENGLISH_PAGE.address} ✗`],
    ] as const) {
      await back(page)
      await page.fill('#address', address)
      await page.click('#add')
      await page.waitForSelector(`#answer:text-is(${JSON.stringify(answer)})`)
      const findings = says(page, 'findings')
      await (answer.endsWith('✗') ? findings.toContain('claim 1') : findings.not.toContain('claim 1'))
    }
    // of a milestone that is said, no other
    await back(page)
    await page.fill('#address', second!.address)
    await page.fill('#milestone', '0')
    await page.click('#add')
    await page.waitForSelector('#answer:text("✗")')
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
  })

  it('the tip, and says which deadlines are past', async () => {
    const { page } = open
    const { text } = made(
      document({
        silence: { pays: 'employer', after: { height: 900 } },
        rescue: { after: { height: 9000 } },
      }),
    ).agreement
    await page.fill('#height', '900')
    await page.fill('#median', '1800000000')
    await give(page, { 'agreement.json': text })
    await says(page, 'findings').toContain('DEADLINE_PAST')
  })

  it('files by their names, and a transaction by its id', async () => {
    const { page } = open
    const { proof, txid } = await provenDeposit(contract!)
    await give(page, { 'agreement.json': agreement.text, 'deposit.hex': proof.transaction })
    await says(page, 'trace').toContain('funds contract')
    await back(page)
    const given = await page.textContent('#given')
    for (const name of ['agreement.json', 'deposit.hex', txid]) expect(given).toContain(name)
  })
})

/** A file that a thief wrote, what else lies there, and what is said: of it alone, or first of all in the report. */
interface Stolen {
  readonly name: string
  readonly content: () => string | Uint8Array | Promise<string | Uint8Array>
  readonly said?: string
  readonly report?: string
}

const cut = (text: string): string => text.slice(0, Math.floor(text.length / 2))

const STOLEN: readonly Stolen[] = [
  {
    name: 'bytes without meaning',
    content: () => new Uint8Array(3000).fill(0xfe),
    said: ENGLISH_PAGE.unknown,
  },
  { name: 'an empty file', content: () => '', said: ENGLISH_PAGE.unknown },
  {
    name: 'an agreement of a megabyte',
    content: () => JSON.stringify({ ...document(), memo: 'x'.repeat(1_000_000) }),
    report: 'at most 524288 bytes',
  },
  { name: 'a deep document', content: () => '{"a":'.repeat(100_000), report: 'expected' },
  { name: 'half an agreement', content: () => cut(agreement.text), report: 'expected' },
  {
    name: 'a transaction of 10 MB',
    content: () => `0200000001${'00'.repeat(5_000_000)}`,
    report: 'transactions[0]',
  },
  { name: 'half a PSBT', content: () => 'cHNidP8BAHECAAAAAZ', report: 'do not sign it' },
  {
    name: 'acceptances of another agreement',
    content: () => acceptancesBy(1, 'employer', other.agreement),
    report: 'it proves nothing',
  },
  {
    name: 'acceptances among other things',
    content: async () => `[${(await acceptancesBy(1, 'employer')).slice(1, -1)},5]`,
    report: 'it proves nothing',
  },
  {
    name: 'a proof of another agreement',
    content: () => JSON.stringify(proveTerms(other.contracts[0]!)),
    report: 'it proves nothing',
  },
  {
    name: 'a proof without its members',
    content: () => '{"format":"taproot-escrow/terms","version":1}',
    report: 'it proves nothing',
  },
  {
    name: 'a proof of a later version',
    content: () => JSON.stringify({ ...proveTerms(contract!), version: 9 }),
    report: 'it proves nothing',
  },
  {
    name: 'a view that is none',
    content: () => '{"format":"taproot-escrow/view","version":1}',
    said: 'could not be audited',
  },
]

describe('the page is given by a thief', () => {
  it('a file of 21 MB: it says so, and does not even read it', async () => {
    const { page } = open
    // made in the page: to hand over so much takes a browser's driver seconds
    await page.evaluate(`{
      Blob.prototype.arrayBuffer = () => { document.title = 'read'; return Promise.reject(new Error('read')) }
      const given = new DataTransfer()
      given.items.add(new File([new Uint8Array(21e6).fill(0x7b)], 'given.bin'))
      const files = document.querySelector('#files')
      files.files = given.files
      files.dispatchEvent(new Event('change'))
    }`)
    await page.waitForSelector('#said.danger')
    expect(await page.textContent('#said')).toContain(ENGLISH_PAGE.unknown)
    expect(await page.title()).toBe(ENGLISH_PAGE.title)
  })

  it('a view of another version, and an agreement after it: it says which of the files is refused', async () => {
    const { page } = open
    await give(page, { 'view.json': '{"format":"taproot-escrow/view","version":2}' })
    await give(page, { 'agreement.json': agreement.text })
    await page.waitForSelector('#said.danger >> text=view.json')
    expect(await page.textContent('#said')).toContain(`${ENGLISH_PAGE.kinds.view} view.json: `)
    await page.click('#given button[aria-label*="iew"]')
    await page.click('#add')
    expect(await (await report(page)).textContent('h1')).not.toBe('')
  })

  it.each(STOLEN)('$name: it says so, and goes on', async ({ content, said, report: told }) => {
    const { page } = open
    await give(page, { 'agreement.json': agreement.text })
    await report(page)
    await back(page)
    await give(page, { 'given.bin': await content() })
    if (said !== undefined) {
      await page.waitForSelector('#said.danger')
      expect(await page.textContent('#said')).toContain(said)
    } else {
      expect(asSaid((await (await report(page)).textContent('main')) ?? '')).toContain(told)
      await back(page)
    }
    expect(await overflow(page)).toBe(0)
    // without what the thief gave all is as it was
    for (const item of await page.locator('#given li:has-text("given.bin") button:not(.as-codes)').all())
      await item.click()
    expect(await page.textContent('#given')).toContain('agreement.json')
    expect(await page.textContent('#given')).not.toContain('given.bin')
    await page.click('#add')
    expect(await (await report(page)).textContent('h1')).toBe('Audit of an agreement with 2 contracts')
  })
})
