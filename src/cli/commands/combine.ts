import type { Agreement } from '../../agreement/types.js'
import { combine } from '../../spend/combine.js'
import type { Spend } from '../../spend/types.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, type Desk, defineCommand } from '../command.js'
import type { Given } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { signedLines } from '../progress.js'
import { PSBT_OPTIONS, spendReader } from '../spendInput.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = { ...AGREEMENT_OPTIONS, ...PSBT_OPTIONS, ...OUTPUT_OPTIONS, ...WORDING_OPTIONS } as const

/** One spend with everything that the PSBTs behind the agreement hold. */
export const combinedSpend = async (
  agreement: Agreement,
  given: Given<'allow' | keyof typeof PSBT_OPTIONS>,
  desk: Desk,
): Promise<Spend<'unsigned' | 'partial'>> => {
  const spends = await spendReader(agreement, given, desk)
  const [, first = '-', ...others] = given.operands
  const read: Spend[] = []
  for (const [at, file] of others.entries()) read.push(await spends.readFile(file, `psbts[${at + 1}]`))
  return combine(await spends.readFile(first, 'psbts[0]'), ...read)
}

export const combineCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'combine',
  summary: 'join what several people signed',
  operands: { least: 2, most: 100, names: 'AGREEMENT PSBT…' },
  options: OPTIONS,
  about: [
    'Reads each PSBT as everything from outside is read, beside the one that was sent out where that is given (--draft), verifies every signature for its own key and leaf, and joins those of the same transaction. What belongs to another transaction is refused.',
  ],
  examples: [
    {
      line: 'taproot-escrow combine agreement.json --funded funded.json --milestone 0 employer.psbt worker.psbt --out both.psbt',
      does: 'one PSBT out of two',
    },
  ],
  run: async (given, desk) => {
    const wording = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const spend = await combinedSpend(agreement, given, desk)
    return {
      documents: [spend.psbt],
      text: signedLines(spend, wording),
      json: { state: spend.state, progress: spend.progress, psbt: spend.psbt },
    }
  },
})
