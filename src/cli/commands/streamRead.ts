import { EscrowError } from '../../errors.js'
import type { StreamPlan } from '../../stream/prepared.js'
import { type ReadState, type ReadStateOptions, readState } from '../../stream/read.js'
import type { StreamState } from '../../stream/state.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import { tipOf } from '../sources/facts.js'
import { hasSource, SOURCE_OPTIONS } from '../sources/options.js'
import { planJson } from '../stream/lines.js'
import { readPlan, STREAM_FILES } from '../stream/planFile.js'
import { EARNED_OPTIONS, earnedOf, keepState, keptState, stateIn } from '../stream/stateFile.js'
import { neededTip, TIP_OPTIONS } from '../tip.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...WORDING_OPTIONS,
  ...AGREEMENT_OPTIONS,
  ...STREAM_FILES,
  ...TIP_OPTIONS,
  ...SOURCE_OPTIONS,
  owed: { value: 'SATS', help: 'what was earned by now: ends with 1 where the state pays less' },
  ...EARNED_OPTIONS,
} as const

/** A state that can be believed, and what it is short of what was earned: it is good for what it pays all the same. */
const believed = (
  plan: StreamPlan,
  state: StreamState,
  options: ReadStateOptions,
): ReadState & { readonly missing: bigint } => {
  try {
    return { ...readState(plan, state, options), missing: 0n }
  } catch (error) {
    if (!(error instanceof EscrowError && error.code === 'STREAM_BEHIND')) throw error
    const { last, at, owed = 0n } = options
    const read = readState(plan, state, { last, at })
    return { ...read, missing: owed - read.amount }
  }
}

export const streamReadCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'stream read',
  summary: 'paid by the minute: the worker verifies a state, keeps it, and is told what it holds',
  operands: { least: 1, most: 2, names: 'AGREEMENT [STATE]' },
  options: OPTIONS,
  about: [
    'Believes nothing in a state: it has to be of the same deposits and fee, to pay more than the one in --state, and each signature is verified for the spend as it is rebuilt from the plan. Then it takes the place of the one in --state, before anything is printed. Work goes on after that, not before.',
    'With --owed (or --wage and --seconds) ends with 1 where the state pays less than what was earned; it is kept all the same, while the worker stops. Without a STATE tells what the kept one holds.',
    'Nothing is believed from the tip on at which the stream has to be closed (STREAM_OVER).',
  ],
  examples: [
    {
      line: 'taproot-escrow stream read hours.json minute.json --plan plan.json --state held.json --tip tip.json --wage 60000 --seconds 14400',
      does: 'verifies that four hours are paid',
    },
    {
      line: 'taproot-escrow stream read hours.json --plan plan.json --state held.json --node http://127.0.0.1:8332',
      does: 'what is held',
    },
  ],
  run: async (given, desk) => {
    const owed = earnedOf(given, 'owed')
    hasSource(given)
    const wording = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const plan = await readPlan(agreement, given, desk)
    const last = await keptState(given, desk)
    const [, file] = given.operands
    const state = file === undefined ? last : await stateIn(file, 'state', desk)
    if (state === 'none')
      throw cliError('OPERAND_MISSING', {
        field: 'STATE',
        expected: 'a state',
        received: 'none, and none kept',
      })
    const at = neededTip(await tipOf(given, desk, agreement.network))
    const options = {
      at,
      last: file === undefined ? 'none' : last,
      ...(owed !== undefined && { owed }),
    } as const
    const { amount, missing } = believed(plan, state, options)
    if (file !== undefined) await keepState(state, given, desk)
    const { most, closeBefore } = plan
    const beside = owed === undefined ? {} : missing > 0n ? { missing } : { ahead: amount - owed }
    return {
      exit: missing > 0n ? 1 : 0,
      text: [wording.tell({ code: 'streamHolds', data: { pays: state.pays, most, closeBefore, ...beside } })],
      json: {
        ...planJson(plan),
        holds: amount.toString(),
        ...(owed !== undefined && { owed: owed.toString(), missing: missing.toString() }),
      },
    }
  },
})
