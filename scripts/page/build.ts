import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { pageHtml } from '../../src/page/shell.js'

/** The auditor's page as one file: its script is bundled from the sources, as for every browser. */
export const buildPage = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/page/main.ts', import.meta.url))],
    conditions: ['taproot-escrow-source'],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    platform: 'browser',
    write: false,
    logLevel: 'warning',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error('the page has no script')
  // inside a page it would end there
  if (/<\/script|<!--/i.test(file.text)) throw new Error('the script of the page holds markup that ends it')
  return pageHtml({ script: file.text })
}
