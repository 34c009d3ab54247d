import { settle } from '../../spend/build.js'
import { type Command, defineCommand } from '../command.js'
import { DRAFT_OPTIONS, draftsOf, readDraftInput } from '../drafts.js'
import { oneOf, SPLIT_OPTIONS, splitOf } from '../values.js'

const PATHS = ['key', 'employerAndWorker'] as const

const OPTIONS = {
  ...DRAFT_OPTIONS,
  path: { value: 'PATH', help: `${PATHS.join(', ')}; the key path where it is open, if not said` },
  ...SPLIT_OPTIONS,
} as const

export const settleCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'settle',
  summary: 'draft: a split that employer and worker chose',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: ['Writes an unsigned PSBT. No arbiter takes part, and none is paid.'],
  examples: [
    {
      line: 'taproot-escrow settle agreement.json --funded funded.json --employer-bps 2500 --fee-rate 2.5 --out settle.psbt',
      does: 'a quarter back, the rest to the worker',
    },
    {
      line: 'taproot-escrow settle agreement.json --funded funded.json --worker-sats 600000 --fee-rate 2.5 --out settle.psbt',
      does: 'exactly this much to the worker, the rest back',
    },
  ],
  run: async (given, desk) => {
    const split = splitOf(given)
    const path = given.one('path')
    const { funded, common, wording } = await readDraftInput(given, desk)
    const options = { ...common, split, ...(path !== undefined && { path: oneOf('path', path, PATHS) }) }
    return draftsOf(settle(funded, options), { given, wording })
  },
})
