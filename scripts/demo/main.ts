import { parseArgs } from 'node:util'
import { startRegtest } from '../bitcoind/regtest.js'
import { SetupError, say } from '../say.mjs'
import { silentTeller, storyTeller } from './output.js'
import { everybody } from './people.js'
import { formatResults, type Results } from './record.js'
import { play, summarize } from './story.js'

const USAGE = 'usage: npm run demo [-- --json]'

const isJsonWanted = (args: string[]): boolean => {
  try {
    return parseArgs({ args, options: { json: { type: 'boolean', default: false } } }).values.json
  } catch {
    throw new SetupError(USAGE)
  }
}

const main = async (args: string[]): Promise<number> => {
  const json = isJsonWanted(args)
  const teller = json ? silentTeller() : storyTeller()
  const results: Results = { spends: [], refused: [], broken: [] }
  teller.progress('starting a bitcoind of its own, on a private chain with worthless coins')
  const node = await startRegtest()
  let data: 'remove' | 'keep' = 'keep'
  try {
    const stage = { ...teller, node, people: everybody(), results }
    await play(stage)
    summarize(stage)
    data = results.broken.length === 0 ? 'remove' : 'keep'
  } finally {
    await node.stop({ data })
    if (data === 'keep') say(`the node's data folder is kept: ${node.dataFolder}`)
  }
  if (json) process.stdout.write(`${formatResults(results)}\n`)
  for (const sentence of results.broken) say(`not as promised: ${sentence}`)
  return results.broken.length === 0 ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  say(error instanceof SetupError ? error.message : String((error instanceof Error && error.stack) || error))
  process.exitCode = 1
}
