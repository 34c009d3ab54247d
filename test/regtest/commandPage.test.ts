import { expect, it } from 'vitest'
import { folderOf, PREPARATION_MS, type Ran } from '../support/command.js'
import { wordsOf } from '../support/commandPage.js'
import { fencedBlocks, readPage } from '../support/fencedCode.js'
import { startNode } from '../support/node.js'

/*
 * The blocks of the command's page that are marked `sh node`, one after the other in the folder that the page's first
 * blocks make, at a node with a wallet. What they print stands behind them, but for what no two runs have in common.
 */

const node = await startNode()
const page = readPage('docs/command.md')

const STEP = /^```sh node\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```\n)?/gm

const linesOf = (block: string): readonly string[] =>
  block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '')

/** Ids and hashes are others in every run, and so are signatures and coins. */
const masked = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{64}(?::\d+)?/g, '<hash>')
    .replaceAll(/bcrt1[0-9a-z]+/g, '<address>')
    .replaceAll(/change [\d,]+ sat(?: \([\d.]+ BTC\))?/g, 'change <amount> sat')
    .replaceAll(/\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d UTC)?/g, '<date>')

const valueIn = (word: string): string | number => (/^\d+$/.test(word) ? Number(word) : word)

it(
  'the commands of docs/command.md at a node do what the page says, from template to paid',
  async () => {
    const folder = folderOf(
      Object.fromEntries(fencedBlocks(page).flatMap(({ file, text }) => (file === '' ? [] : [[file, text]]))),
    )
    const options = { nodeFolder: node.dataFolder }
    /** Ctrl-C once a file holds the node's last block. */
    const once = async (file: string): Promise<AbortSignal> => {
      const controller = new AbortController()
      const tip = await node.rpc.getblockhash(await node.height())
      const timer = setInterval(() => {
        if (!folder.files.has(file) || !folder.text(file).includes(tip)) return
        clearInterval(timer)
        controller.abort()
      }, 20)
      return controller.signal
    }
    const runPart = async (words: readonly string[], input: string): Promise<Pick<Ran, 'out' | 'errors'>> => {
      const [program, first = '', ...rest] = words
      if (program === 'bitcoin-cli') {
        const answer = await node.wallet.call(first, rest.map(valueIn))
        return { out: [typeof answer === 'string' ? answer : JSON.stringify(answer)], errors: [] }
      }
      const ctrlC = first === 'watch' ? await once('watch.json') : undefined
      const { code, out, errors } = await folder.run([first, ...rest], {
        ...options,
        ...(ctrlC && { interruption: ctrlC }),
        input,
      })
      expect({ words, code, errors: code === 0 ? [] : errors }).toEqual({ words, code: 0, errors: [] })
      return { out, errors }
    }
    const runLine = async (line: string): Promise<readonly string[]> => {
      const [commands = '', file] = line.split(' > ')
      let last: Pick<Ran, 'out' | 'errors'> = { out: [], errors: [] }
      for (const part of commands.split(' | ')) {
        const filled = part
          .replaceAll(/"\$\(cat ([^)]+)\)"/g, (_, name: string) => folder.text(name).trim())
          .replaceAll('http://127.0.0.1:18443', node.url)
        last = await runPart(wordsOf(filled), last.out.join('\n'))
      }
      if (file === undefined) return [...last.out, ...last.errors]
      folder.files.set(file, last.out.join('\n'))
      return []
    }
    for (const line of page.matchAll(
      /^taproot-escrow (?:new milestonePlan|accept) [^\n\\]*--out [^\n\\]*$/gm,
    ))
      if (!line[0].includes('amend')) await runLine(line[0])
    for (const [, block = '', said = ''] of page.matchAll(STEP)) {
      const printed: string[] = []
      for (const line of linesOf(block)) printed.push(...(await runLine(line)))
      expect(masked(printed.join('\n').trim())).toBe(masked(said.trim()))
    }
    const { contracts } = JSON.parse(folder.text('status.json'))
    expect(contracts.map(({ word }: { word: string }) => word)).toEqual(['left', 'funded', 'funded'])
  },
  PREPARATION_MS,
)
