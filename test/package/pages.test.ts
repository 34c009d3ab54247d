import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { build } from 'vite'
import { describe, expect, inject, it } from 'vitest'
import { fencedBlocks } from '../support/fencedCode.js'
import { startNode } from '../support/node.js'
import { folderWith, run } from './consume.js'

/*
 * What a stranger does with the first pages of the tarball: what they say is done in an empty project, by hand. The
 * same programs run on the sources in test/house/readme.test.ts, block by block.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const { project, tarball } = inject('packed')

const pageOf = (path: string) => readFileSync(join(project, 'node_modules/taproot-escrow', path), 'utf8')

/** A project as `npm init -y` makes it, with the blocks of a page in one file, and its other files beside it. */
const followed = (path: string, program: string) => {
  const blocks = fencedBlocks(pageOf(path))
  const textOf = (language: string, separator: string) =>
    blocks
      .filter((block) => block.language === language && block.file === '')
      .map(({ text }) => text)
      .join(separator)
  const files = blocks.filter(({ file }) => file !== '').map(({ file, text }) => [file, text] as const)
  const folder = folderWith(project, {
    'package.json': '{ "name": "first-release", "version": "1.0.0", "main": "index.js", "type": "commonjs" }',
    [program]: textOf('ts', '\n'),
    ...Object.fromEntries(files),
  })
  return { folder, printed: textOf('text', ''), commands: textOf('sh', '') }
}

const tsx = ['--import', import.meta.resolve('tsx')]

const node = await startNode()

const guide = followed('docs/guide.md', 'guide.mts')

describe('docs/start.md', () => {
  const start = followed('docs/start.md', 'start.mjs')

  it('has its first release signed by Node alone', () => {
    expect(run(start.folder, 'start.mjs')).toBe(start.printed)
  })

  it('installs the file that npm pack writes', () => {
    expect(start.commands).toContain(`npm install ../taproot-escrow/${basename(tarball)}\n`)
  })
})

describe('README.md', () => {
  it('has a wallet that runs as the page says', () => {
    const wallet = followed('README.md', 'wallet.mts')
    expect(run(wallet.folder, ...tsx, 'wallet.mts')).toBe(wallet.printed)
  })
})

describe('docs/guide.md', () => {
  it('runs as one program, and has money paid and released at a node', async () => {
    const { rpc, wallet, url, cookieFile } = node
    await rpc.createwallet('employer')
    const address = await rpc.wallet('employer').getnewaddress({ type: 'bech32m' })
    await wallet.sendtoaddress({ address, amount: 100_000_000n }, { feeRate: '2' })
    await rpc.generatetoaddress({ nblocks: 1, address })
    const printed = execFileSync(process.execPath, [...tsx, 'guide.mts', 'node'], {
      cwd: guide.folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_URL: url, NODE_COOKIE: cookieFile },
    })
    expect(printed).toBe(`${guide.printed}funded\nnon-BIP68-final\ntrue\n`)
  })

  it.each(['nodenext', 'bundler'] as const)('type-checks under %s, strictly', (resolution) => {
    const strict = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
    }
    const options: ts.CompilerOptions =
      resolution === 'nodenext'
        ? { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }
        : { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }
    const program = ts.createProgram([join(guide.folder, 'guide.mts')], { ...strict, ...options })
    const complaints = ts.getPreEmitDiagnostics(program)
    expect(complaints.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([])
  })

  it('has a page that Vite builds without anything of Node', async () => {
    const warnings: string[] = []
    await build({
      root: guide.folder,
      configFile: false,
      logLevel: 'silent',
      build: {
        rolldownOptions: { onwarn: ({ message }) => warnings.push(message) },
      },
    })
    expect(warnings).toEqual([])
    expect(existsSync(join(guide.folder, 'dist/index.html'))).toBe(true)
  })
})
