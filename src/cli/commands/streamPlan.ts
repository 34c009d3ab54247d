import { compile } from '../../contract/compile.js'
import { planStream } from '../../stream/plan.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { CHAIN_OPTIONS, chainFacts, checkFees } from '../sources/facts.js'
import { CHOICE_OPTIONS, chosenFunded, FUNDED_OPTIONS, readFunded } from '../spendInput.js'
import { planJson, planLines } from '../stream/lines.js'
import { planText } from '../stream/planFile.js'
import { neededTip } from '../tip.js'
import { optionalNumber } from '../values.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...WORDING_OPTIONS,
  ...AGREEMENT_OPTIONS,
  ...FUNDED_OPTIONS,
  ...CHOICE_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...CHAIN_OPTIONS,
  margin: {
    value: 'N',
    help: 'how long before its end the stream is closed, in blocks or seconds as its clocks count; a day, if not said',
  },
} as const

export const streamPlanCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'stream plan',
  summary: 'paid by the minute: what a stream over deposits can pay, and until when',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'Writes the plan that the other stream commands take. Employer and worker each make it, from the same deposits and the same rate, at least 2 sat/vB. Deposits have to be confirmed. After a top-up plan again, with both deposits in --funded: the states go on.',
    'The stream ends where the money can first move without the worker: at the tip that is named nothing more is believed, and the worker closes.',
  ],
  examples: [
    {
      line: 'taproot-escrow stream plan hours.json --funded funded.json --fee-rate 2 --node http://127.0.0.1:8332 --out plan.json',
      does: 'at the tip of a node',
    },
    {
      line: 'taproot-escrow stream plan hours.json --funded funded.json --fee-rate 2 --tip tip.json --margin 288 --out plan.json',
      does: 'to be closed two days before its end',
    },
  ],
  run: async (given, desk) => {
    checkFees(given)
    const margin = optionalNumber(given, 'margin')
    const wording = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const deposits = chosenFunded(await readFunded(given, compile(agreement), desk), agreement, given)
    const { tip, feeRate } = await chainFacts(given, desk, agreement.network)
    const at = neededTip(tip)
    const plan = planStream({ deposits, feeRate }, { at, ...(margin !== undefined && { margin }) })
    const file = planText(plan, { at, margin })
    return {
      documents: [JSON.stringify(file, undefined, 2)],
      text: planLines(plan, wording),
      json: { ...planJson(plan), plan: file },
    }
  },
})
