import { award } from '../../spend/build.js'
import { type Command, defineCommand } from '../command.js'
import { checkDepth, DEPTH_OPTIONS, depthOf } from '../depth.js'
import { DRAFT_OPTIONS, draftsOf, readDraftInput } from '../drafts.js'
import { readVia, VIA_OPTION } from '../swapInput.js'
import { oneOf, SPLIT_OPTIONS, splitOf } from '../values.js'

const PATHS = ['arbiterAndWorker', 'arbiterAndEmployer', 'backupAndWorker', 'backupAndEmployer'] as const

const OPTIONS = {
  ...DRAFT_OPTIONS,
  ...DEPTH_OPTIONS,
  ...VIA_OPTION,
  path: { value: 'PATH', help: PATHS.join(', ') },
  ...SPLIT_OPTIONS,
} as const

export const awardCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'award',
  summary: "draft: the arbiter's fee, then a split that the arbiter decided",
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    "Writes an unsigned PSBT. The arbiter's fee comes first, then the network's; what is left is split. The arbiter signs together with one party.",
    "With --via exactly what a swap takes goes into it, off the worker's part, and the rest to the payees; whoever reads the PSBT gives the same file. The worker signs.",
  ],
  examples: [
    {
      line: 'taproot-escrow award agreement.json --funded funded.json --path arbiterAndWorker --employer-bps 4000 --fee-rate 2.5 --out award.psbt',
      does: '40 % to the employer, 60 % to the worker',
    },
  ],
  run: async (given, desk) => {
    const path = oneOf('path', given.needed('path'), PATHS)
    const split = splitOf(given)
    checkDepth(given)
    const { funded, tip, common, wording } = await readDraftInput(given, desk)
    const depth = depthOf(given, tip)
    const via = await readVia(given, desk)
    return draftsOf(award(funded, { ...common, ...depth, ...via, path, split }), { given, wording })
  },
})
