import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyView, fundedToJson, release, satsPerVb, viewToJson } from 'taproot-escrow'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { made } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { fundedWith } from '../support/funded.js'

const { project } = inject('packed')
const installed = join(project, 'node_modules/taproot-escrow')
const program = join(installed, 'dist/cli/main.js')

const folder = mkdtempSync(join(project, 'offline-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return name
}

const { agreement, contracts } = made(plainDocument())
const funded = fundedWith(contracts[0]!)
put('agreement.json', agreement.text)
put('funded.json', JSON.stringify([fundedToJson(funded)]))
put('release.psbt', release(funded, { path: 'employerAndWorker', feeRate: satsPerVb('2') }).psbt)
const checkpoint = { height: 1000, hash: '11'.repeat(32) }
put('view.json', JSON.stringify(viewToJson(emptyView({ network: 'regtest', checkpoint }))))

/*
 * Writes down every module that is loaded, by import or by require, before anything of the command is. Node itself
 * loads some of its own for its standard streams: they ask nobody here.
 */
const LOADED = put(
  'loaded.mjs',
  `import { appendFileSync } from 'node:fs'
import Module, { register } from 'node:module'
const hooks = \`import { appendFileSync } from 'node:fs'
export const resolve = async (specifier, context, next) => {
  const resolved = await next(specifier, context)
  appendFileSync(process.env.LOADED, resolved.url + '\\\\n')
  return resolved
}\`
register('data:text/javascript,' + encodeURIComponent(hooks))
const load = Module._load
Module._load = function (request, ...rest) {
  appendFileSync(process.env.LOADED, 'required ' + request + '\\n')
  return load.call(this, request, ...rest)
}
globalThis.fetch = () => {
  appendFileSync(process.env.LOADED, 'fetch\\n')
  throw new Error('the network is not to be reached')
}
`,
)

let runs = 0
/** What a run of the command loads, and how it ended. */
const loadedBy = (...args: readonly string[]) => {
  const log = join(folder, `loaded-${runs++}.txt`)
  writeFileSync(log, '')
  const { status, stderr } = spawnSync(process.execPath, ['--import', `./${LOADED}`, program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LOADED: log },
    timeout: 60_000,
  })
  return { status, stderr, loaded: readFileSync(log, 'utf8').trim().split('\n') }
}

const NETWORK = /(?:^|[ :])(?:node:)?(?:net|tls|dns|dns\/promises|http|https|http2|dgram)$|undici|^fetch$/
const reaching = (loaded: readonly string[]) => loaded.filter((one) => NETWORK.test(one))

/** What stands in the files of the package that were loaded: calls of the three kinds of source. */
const CALLS = ['blockchain.scripthash', '/blocks/tip/hash', 'waitfornewblock']
const sourcesIn = (loaded: readonly string[]): readonly string[] => {
  const text = loaded
    .filter((url) => url.startsWith('file:') && url.includes('/taproot-escrow/dist/'))
    .map((url) => readFileSync(new URL(url), 'utf8'))
    .join('\n')
  expect(text).toContain('taproot-escrow')
  return CALLS.filter((call) => text.includes(call))
}

describe('the command without a source', () => {
  it.each([
    ['compile', ['compile', 'agreement.json'], 0],
    ['status', ['status', 'agreement.json', '--view', 'view.json'], 0],
    [
      'review',
      [
        ...['review', 'agreement.json', '--funded', 'funded.json', '--psbt', 'release.psbt'],
        ...['--as', 'worker', '--expect', 'release'],
      ],
      0,
    ],
  ])('loads nothing for `%s` that could reach a network', (_, args, exit) => {
    const { status, stderr, loaded } = loadedBy(...args)
    expect([status, stderr]).toEqual([exit, ''])
    expect(loaded.length).toBeGreaterThan(5)
    expect(reaching(loaded)).toEqual([])
    expect(sourcesIn(loaded)).toEqual([])
  })

  it.each([
    ['--electrum', 'tcp://127.0.0.1:1', 'blockchain.scripthash', /net$/m],
    ['--esplora', 'http://127.0.0.1:1', '/blocks/tip/hash', /^fetch$/m],
  ])('is seen to load it for `status %s`', (option, url, call, module) => {
    const { status, loaded } = loadedBy(
      ...['status', 'agreement.json', option, url, '--checkpoint', `1000:${'11'.repeat(32)}`],
    )
    expect(status).not.toBe(0)
    expect(reaching(loaded).join('\n')).toMatch(module)
    expect(sourcesIn(loaded)).toContain(call)
  })
})
