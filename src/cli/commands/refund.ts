import { refund } from '../../spend/build.js'
import { type Command, defineCommand } from '../command.js'
import { DRAFT_OPTIONS, draftsOf, readDraftInput } from '../drafts.js'
import { oneOf } from '../values.js'

const PATHS = ['key', 'employerAndWorker', 'employerAlone'] as const

const OPTIONS = {
  ...DRAFT_OPTIONS,
  path: { value: 'PATH', help: PATHS.join(', ') },
} as const

export const refundCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'refund',
  summary: 'draft: everything back to the employer',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'Writes an unsigned PSBT. By the path employerAlone nobody else signs, and nodes refuse the transaction until the clock has run out: `non-BIP68-final` or `non-final`. Nothing is lost by trying.',
  ],
  examples: [
    {
      line: 'taproot-escrow refund agreement.json --funded funded.json --path employerAlone --fee-rate 2.5 --out refund.psbt',
      does: 'after silence',
    },
    {
      line: 'taproot-escrow refund agreement.json --funded funded.json --path key --fee-rate 2.5 --out refund.psbt',
      does: 'both agree',
    },
  ],
  run: async (given, desk) => {
    const path = oneOf('path', given.needed('path'), PATHS)
    const { funded, common, wording } = await readDraftInput(given, desk)
    return draftsOf(refund(funded, { ...common, path }), { given, wording })
  },
})
