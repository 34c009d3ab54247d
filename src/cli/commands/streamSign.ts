import { signState } from '../../stream/sign.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { readSigner, SIGNER_OPTIONS } from '../signerInput.js'
import { readPlan, STREAM_FILES } from '../stream/planFile.js'
import { EARNED_OPTIONS, earnedOf, keepState, keptState, stateText } from '../stream/stateFile.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...WORDING_OPTIONS,
  ...AGREEMENT_OPTIONS,
  ...STREAM_FILES,
  ...SIGNER_OPTIONS,
  ...OUTPUT_OPTIONS,
  pays: { value: 'SATS', help: 'what the worker shall have by now, all in all' },
  ...EARNED_OPTIONS,
} as const

export const streamSignCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'stream sign',
  summary: 'paid by the minute: the employer signs the next state',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    "Signs that the worker has earned this much, more than the last state said. The state is kept in --state before anything is printed; what was kept and did not reach the worker is sent again as it is: the file is what goes over. Whoever has it can only take less than a later one gives, and not without the worker's key.",
  ],
  examples: [
    {
      line: 'taproot-escrow stream sign hours.json --plan plan.json --state signed.json --pays 240000 --mnemonic-file phrase.txt --out minute.json',
      does: 'a sum',
    },
    {
      line: 'taproot-escrow stream sign hours.json --plan plan.json --state signed.json --wage 60000 --seconds 14400 --key-env ESCROW_KEY',
      does: 'what four hours have earned',
    },
  ],
  run: async (given, desk) => {
    const pays = earnedOf(given, 'pays')
    if (pays === undefined)
      throw cliError('OPTION_MISSING', {
        field: '--pays',
        expected: `${OPTIONS.pays.help}; or --wage and --seconds`,
        received: 'nothing',
      })
    const wording = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const plan = await readPlan(agreement, given, desk)
    const last = await keptState(given, desk)
    const state = await signState(plan, { pays, last }, await readSigner(given, desk, agreement))
    await keepState(state, given, desk)
    const document = stateText(state)
    return {
      documents: [document],
      text: [wording.tell({ code: 'streamSigned', data: { pays, most: plan.most } })],
      json: {
        stream: plan.id,
        pays: pays.toString(),
        most: plan.most.toString(),
        state: JSON.parse(document),
      },
    }
  },
})
