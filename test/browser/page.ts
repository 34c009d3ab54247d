import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { findChromium } from '../../scripts/chromium.mjs'

/** A page in a real browser, with a script that was bundled without any special setting. */
export interface OpenPage {
  /** The value of an expression in the page. */
  evaluate(expression: string): Promise<unknown>
  /** What the page complained about: uncaught errors, refused resources, lines of its console. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

// no evaluated text and no WebAssembly, as careful sites have it
const POLICY = "default-src 'none'; script-src 'self'"

/** Bundles `script` against the packages of `project` and opens a page with it, served from this machine. */
export const openPage = async (options: { script: string; project: string }): Promise<OpenPage> => {
  const { outputFiles, warnings } = await build({
    stdin: { contents: options.script, resolveDir: options.project },
    bundle: true,
    write: false,
    logLevel: 'silent',
  })
  const bundle = outputFiles[0]?.text ?? ''
  const resources: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': [
      'text/html',
      '<!doctype html><meta charset="utf-8"><title>page</title><script src="/page.js"></script>',
    ],
    '/page.js': ['text/javascript', bundle],
    '/favicon.ico': ['image/x-icon', ''],
  }
  const server = createServer((request, response) => {
    const [type, text] = resources[request.url ?? ''] ?? ['text/plain', undefined]
    response.writeHead(text === undefined ? 404 : 200, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': POLICY,
    })
    response.end(text)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const browser = await chromium.launch(await findChromium()).catch((error: unknown) => {
    server.close()
    throw error
  })
  const complaints = warnings.map(({ text }) => text)
  const page = await browser.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => complaints.push(message.text()))
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`))
  await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'load' })
  return {
    complaints,
    evaluate: (expression) => page.evaluate(expression),
    close: async () => {
      await browser.close()
      await new Promise((closed) => server.close(closed))
    },
  }
}
