import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Frame, type Page } from 'playwright-core'
import { findChromium } from '../../scripts/chromium.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What a page did that it must not do. */
export interface Misdeeds {
  /** Addresses that it asked for, itself aside. */
  readonly requests: readonly string[]
  /** Uncaught errors and lines of the console, refusals of the policy included. */
  readonly complaints: readonly string[]
}

/** A file that is open in a browser, as somebody who double-clicked it has it. */
export interface OpenFile extends Misdeeds {
  readonly page: Page
}

export const launch = async (): Promise<Browser> => chromium.launch(await findChromium())

/** Opens a file and notes everything that it asks for or complains about. */
export const openFile = async (
  browser: Browser,
  { path, width = 1280, theme = 'light' }: { path: string; width?: number; theme?: 'light' | 'dark' },
): Promise<OpenFile> => {
  const requests: string[] = []
  const complaints: string[] = []
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: theme,
    acceptDownloads: true,
  })
  const page = await context.newPage()
  const own = pathToFileURL(path).href
  page.on('request', (request) => {
    // blobs are what the page hands over itself
    if (request.url() !== own && !/^(blob|about):/.test(request.url())) requests.push(request.url())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => complaints.push(message.text()))
  await page.goto(own)
  return { page, requests, complaints }
}

/** What axe-core finds wrong with a page or with a frame of it, in short. */
export const violations = async (frame: Page | Frame): Promise<readonly string[]> => {
  // evaluated from outside: the page's own policy would refuse it as a script
  await frame.evaluate(AXE)
  return (await frame.evaluate(`axe.run({ resultTypes: ['violations'], iframes: false }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target + ': ' + failureSummary)))`)) as string[]
}

/** How many pixels a document is wider than its window. */
export const overflow = async (frame: Page | Frame): Promise<number> =>
  Number(await frame.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'))

/** Whether a browser has the letters of a word: for one that it lacks it draws the same box as for any other. */
export const draws = async (page: Page, word: string): Promise<boolean> =>
  (await page.evaluate(`(() => {
    const context = document.createElement('canvas').getContext('2d')
    context.font = getComputedStyle(document.body).font
    const widthOf = (text) => context.measureText(text).width
    const box = widthOf('\u{10ffff}')
    return [...${JSON.stringify(word)}].some((letter) => widthOf(letter) > 0 && widthOf(letter) !== box)
  })()`)) === true
