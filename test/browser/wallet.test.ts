import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { compile, matchFunding, parseAgreement, parsePaymentUri, readSpend } from 'taproot-escrow'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { redirected } from '../../scripts/demo/forgery.js'
import { textInPixels } from '../support/codes.js'
import { esploraServer } from '../support/esploraServer.js'
import { mnemonicOf } from '../support/mnemonics.js'
import { startNode } from '../support/node.js'
import { launch, overflow, violations } from './reportPage.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const node = await startNode()
const esplora = await esploraServer(node.rpc)

let server: PreviewServer
let browser: Browser
let context: BrowserContext
const complaints: string[] = []

beforeAll(async () => {
  // copied out of the repository, and built with the package that others get
  const { project } = inject('packed')
  const root = join(project, 'wallet')
  for (const name of ['index.html', 'style.css', 'page.ts', 'wallet.ts'])
    cpSync(join(ROOT, 'examples/wallet', name), join(root, name))
  mkdirSync(join(project, 'node_modules/@scure'), { recursive: true })
  // what its README says that it needs besides
  for (const name of ['node_modules/qr', 'node_modules/@scure/bip39'])
    if (!existsSync(join(project, name))) symlinkSync(join(ROOT, name), join(project, name), 'junction')
  await build({ root, logLevel: 'silent' })
  const proxy = { '/api': new URL(esplora.url).origin }
  server = await preview({ root, logLevel: 'silent', preview: { host: '127.0.0.1', port: 0, proxy } })
  browser = await launch()
  context = await browser.newContext()
  context.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** One side's tab. */
interface Tab {
  readonly page: Page
  readonly address: string
  /** Pastes a message, and reads it. */
  readonly read: (message: string) => Promise<void>
  readonly textIn: (id: string) => Promise<string>
  /** Waits until a part of the page says something. */
  readonly says: (id: string, text: string | RegExp) => Promise<void>
}

const openTab = async (seed: number): Promise<Tab> => {
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // what the source does not know yet, it answers by a status
    if (!message.location().url.includes('/api/')) complaints.push(message.text())
  })
  await page.goto(server.resolvedUrls?.local[0] ?? '')
  await page.getByRole('button', { name: 'New words' }).click()
  expect((await page.inputValue('#words')).split(' ')).toHaveLength(12)
  const address = await node.wallet.getnewaddress({ type: 'bech32m' })
  await page.getByLabel('Your twelve words').fill(mnemonicOf(seed))
  await page.getByLabel('Your address').fill(address)
  await page.getByRole('button', { name: 'Open' }).click()
  await page.waitForSelector('#wallet:not([hidden])')
  return {
    page,
    address,
    read: async (message) => {
      await page.getByLabel('Somebody sent me').fill(message)
      await page.getByRole('button', { name: 'Read it' }).click()
    },
    textIn: (id) => page.inputValue(`#${id}`),
    says: (id, text) => page.locator(`#${id}`, { hasText: text }).waitFor(),
  }
}

interface Deal {
  readonly employer: Tab
  readonly worker: Tab
  readonly arbiter: Tab
}

/** An agreement that all three have accepted, each in a tab. */
const agree = async (
  { employer, worker, arbiter }: Deal,
  { memo, silence = '8640' }: { readonly memo: string; readonly silence?: string },
  payment: 'is shown' | 'is refused' = 'is shown',
): Promise<void> => {
  const { page } = employer
  await page.getByText('New agreement').click()
  await page.getByLabel("The worker's contact").fill(await worker.textIn('contact'))
  await page.getByLabel("The arbiter's contact").fill(await arbiter.textIn('contact'))
  await page.getByLabel('What for').fill(memo)
  await page.getByLabel('Satoshis').fill('1000000')
  await page.getByLabel('Blocks that the arbiter needs').fill('20')
  await page.getByLabel('Blocks of silence').fill(silence)
  await page.getByRole('button', { name: 'Make it' }).click()
  await page.getByText('New agreement').click()
  await employer.says('held', memo)
  for (const tab of [worker, arbiter]) {
    await tab.read(await employer.textIn('text'))
    await tab.page.getByRole('button', { name: 'Accept the terms' }).click()
    await tab.page.locator('#accept').waitFor({ state: 'hidden' })
    await employer.read(await tab.textIn('text'))
  }
  expect(await page.isHidden('#fund')).toBe(true)
  await page.getByRole('button', { name: 'Accept the terms' }).click()
  if (payment === 'is shown') await page.locator('#fund').waitFor()
}

/** What a phone sees in the tab's code. */
const scanned = async ({ page }: Tab): Promise<string> => {
  const [width, height, data] = (await page.evaluate(`(async () => {
    const image = document.getElementById('qr')
    await image.decode()
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight)
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    return [canvas.width, canvas.height, [...data]]
  })()`)) as [number, number, number[]]
  return textInPixels({ width, height, data: Uint8Array.from(data) })
}

/** Pays what the code asks for, and waits until everybody knows. */
const payIn = async (deal: Deal) => {
  const uri = await scanned(deal.employer)
  expect(uri).toBe(await deal.employer.page.textContent('#uri'))
  const { addresses, amount } = parsePaymentUri(uri, { network: 'regtest' })
  const [deposit] = await node.fund([{ address: addresses[0].text, amount: amount ?? 0n }])
  for (const tab of Object.values(deal)) await tab.says('status', /: funded/)
  const agreement = parseAgreement(JSON.parse(await deal.worker.textIn('text')).text)
  expect(compile(agreement)[0]?.address).toBe(deposit?.address)
  const [funded] = matchFunding(agreement, deposit?.hex ?? '', { confirmedAt: deposit?.height ?? 0 })
  if (funded === undefined) throw new Error('nothing was paid in')
  return funded
}

const propose = async ({ page }: Tab, label: RegExp): Promise<void> => {
  await page.getByLabel(label).check()
  await page.getByRole('button', { name: 'Propose' }).click()
  await page.locator('#draft').waitFor()
}

/** Signs, and gives what the next one needs. */
const sign = async ({ page, textIn }: Tab): Promise<string> => {
  const before = await textIn('psbt')
  await page.getByRole('button', { name: 'Sign it' }).click()
  await page.waitForFunction(`document.getElementById('psbt').value !== ${JSON.stringify(before)}`)
  return textIn('psbt')
}

const send = async ({ page, says }: Tab): Promise<void> => {
  await page.getByRole('button', { name: 'Send it to the network' }).click()
  await says('said', 'waiting')
}

describe('three tabs of the example wallet', () => {
  let deal: Deal
  beforeAll(async () => {
    deal = { employer: await openTab(1), worker: await openTab(2), arbiter: await openTab(3) }
  })

  it('agree, pay in by the code, and release by the key path with the weight that was planned', async () => {
    const { employer, worker, arbiter } = deal
    await agree(deal, { memo: 'website' })
    const funded = await payIn(deal)
    await propose(employer, /Release: all/)
    await employer.says('review', 'release')
    await worker.read(await sign(employer))
    await worker.says('review', worker.address)
    await worker.says('act', 'I get 999778 sat')
    await employer.read(await sign(worker))
    // the second round of the one follows from the nonces of the other
    await worker.read(await employer.textIn('psbt'))
    await worker.page.getByRole('button', { name: 'Send it to the network' }).waitFor()
    const { plan } = readSpend(funded, await worker.textIn('psbt'))
    await send(worker)
    const [txid = ''] = await node.rpc.getrawmempool()
    await node.mine()
    for (const tab of [employer, worker, arbiter]) await tab.says('status', /left.*Out by key, confirmed/)
    const mined = await node.rpc.getrawtransaction(txid)
    expect(mined.weight).toBe(plan.weight)
    expect(mined.vout.map(({ scriptPubKey }) => scriptPubKey.address)).toEqual([worker.address])
  })

  it('sign nothing of a thief who changed where the money goes', async () => {
    const { employer, worker } = deal
    await agree(deal, { memo: '<img src=x onerror=alert(1)>' })
    await payIn(deal)
    await propose(employer, /Release: all/)
    const { worker: victim, arbiter: accomplice } = parseAgreement(
      JSON.parse(await worker.textIn('text')).text,
    )
    const scripts = { from: victim.payees[0]!.address.script, to: accomplice!.address.script }
    await worker.read(redirected(await sign(employer), scripts))
    await worker.says('failed', 'expected outputs of an outcome that key allows')
    expect(await worker.page.isHidden('#draft')).toBe(true)
    // a refund that is called a release says on its face what it is
    await employer.page.getByRole('button', { name: 'Discard it' }).click()
    await propose(employer, /Give it back/)
    await worker.read(await sign(employer))
    await worker.says('review', 'refund')
    await worker.says('act', 'I get 0 sat')
    expect(await worker.page.locator('img:not(#qr)').count()).toBe(0)
  })

  it('ask the arbiter, whose award pays both', async () => {
    const { employer, worker, arbiter } = deal
    await agree(deal, { memo: 'logo' })
    await payIn(deal)
    await worker.page.getByLabel(/In a dispute/).fill('70')
    await propose(worker, /Dispute: the/)
    await arbiter.read(await sign(worker))
    await arbiter.says('review', 'award')
    await sign(arbiter)
    await send(arbiter)
    await node.mine()
    for (const tab of [employer, worker, arbiter])
      await tab.says('status', /Out by arbiterAndWorker, confirmed/)
  })

  it('lose nothing when they are loaded again, and begin the rounds of the key path again', async () => {
    const { employer, worker } = deal
    await agree(deal, { memo: 'copy' })
    await payIn(deal)
    await propose(worker, /Release: all/)
    await employer.read(await sign(worker))
    await worker.page.reload()
    await worker.says('status', /: funded/)
    await worker.says('held', 'copy')
    await worker.read(await sign(employer))
    await worker.page.getByRole('button', { name: 'Sign it' }).click()
    await worker.says('failed', 'propose it again')
    await propose(worker, /Release: all/)
    await employer.page.getByRole('button', { name: 'Discard it' }).click()
    await employer.read(await sign(worker))
    await worker.read(await sign(employer))
    await employer.read(await worker.textIn('psbt'))
    await send(employer)
    await node.mine()
    await worker.says('status', /Out by key, confirmed/)
  })

  it('give the employer the money back after silence, and not earlier', async () => {
    const { employer } = deal
    await agree(deal, { memo: 'silence', silence: '160' })
    await payIn(deal)
    await node.mine(158)
    await employer.says('alone', /in 1 blocks/)
    await propose(employer, /Take all of it alone/)
    await sign(employer)
    await employer.page.reload()
    await employer.says('review', 'refund')
    await employer.page.getByRole('button', { name: 'Send it to the network' }).click()
    await employer.says('said', 'non-BIP68-final')
    await node.mine()
    await employer.says('said', 'waiting')
    await node.mine()
    await employer.says('status', /Out by employerAlone, confirmed/)
  })

  it('show no code for what one side could take within a day', async () => {
    const { employer } = deal
    await agree(deal, { memo: 'hasty', silence: '140' }, 'is refused')
    await employer.says('failed', 'until one party alone can take it')
    expect(await employer.page.isHidden('#fund')).toBe(true)
  })

  it('have less than 300 lines of code', () => {
    const lines = ['page.ts', 'wallet.ts'].flatMap((name) =>
      readFileSync(join(ROOT, 'examples/wallet', name), 'utf8').split('\n'),
    )
    const code = lines.filter((line) => !/^\s*($|\/\*\*|\*|\/\/)/.test(line))
    expect(code.length).toBeLessThan(300)
  })

  it('can be used by everybody, on a phone too', async () => {
    for (const { page } of Object.values(deal)) {
      await page.setViewportSize({ width: 360, height: 800 })
      expect(await violations(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
    }
  })

  it('have complained about nothing, under a policy without evaluated text and foreign servers', () => {
    expect(complaints).toEqual([])
  })
})
