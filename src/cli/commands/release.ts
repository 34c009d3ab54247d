import { release } from '../../spend/build.js'
import { type Command, defineCommand } from '../command.js'
import { checkDepth, DEPTH_OPTIONS, depthOf } from '../depth.js'
import { DRAFT_OPTIONS, draftsOf, readDraftInput } from '../drafts.js'
import { readVia, VIA_OPTION } from '../swapInput.js'
import { oneOf } from '../values.js'

const PATHS = ['key', 'employerAndWorker', 'workerAlone', 'workerWithSecret'] as const

const OPTIONS = {
  ...DRAFT_OPTIONS,
  ...DEPTH_OPTIONS,
  ...VIA_OPTION,
  path: { value: 'PATH', help: `${PATHS.join(', ')}; the key path where it is open, if not said` },
} as const

export const releaseCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'release',
  summary: 'draft: everything to the worker',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    "Writes an unsigned PSBT. Outputs, weight and fee are final: nobody's signature changes them.",
    'With --via exactly what a swap takes goes into it, and the rest to the payees; whoever reads the PSBT gives the same file.',
    'By the path workerWithSecret the secret is not part of the PSBT; it is given to `finalize`, and becomes public with the transaction.',
  ],
  examples: [
    {
      line: 'taproot-escrow release agreement.json --funded funded.json --fee-rate 2.5 --out release.psbt',
      does: 'by the key path (MuSig2)',
    },
    {
      line: 'taproot-escrow release agreement.json --funded funded.json --milestone 1 --fee-rate 2.5 --path employerAndWorker --at-height 812004 --confirmations 6 --out release.psbt',
      does: 'one milestone, by the leaf, only if it has six confirmations',
    },
    {
      line: 'taproot-escrow release agreement.json --funded funded.json --milestone 0 --fee-rate 2.5 --via swap.json --out release.psbt',
      does: 'out to Lightning',
    },
  ],
  run: async (given, desk) => {
    const path = given.one('path')
    checkDepth(given)
    const { funded, tip, common, wording } = await readDraftInput(given, desk)
    const depth = depthOf(given, tip)
    const via = await readVia(given, desk)
    const options = {
      ...common,
      ...depth,
      ...via,
      ...(path !== undefined && { path: oneOf('path', path, PATHS) }),
    }
    return draftsOf(release(funded, options), { given, wording })
  },
})
