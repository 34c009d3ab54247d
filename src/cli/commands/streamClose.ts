import { planToJson } from '../../plan/json.js'
import { closeStream, settleStream } from '../../stream/close.js'
import { heldSpend } from '../../stream/held.js'
import type { StreamPlan } from '../../stream/prepared.js'
import type { LastState, StreamState } from '../../stream/state.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, type CommandResult, type Desk, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import type { Given } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { spendLines } from '../progress.js'
import { onlySource, readSigner, SIGNER_OPTIONS } from '../signerInput.js'
import { readPlan, STREAM_FILES } from '../stream/planFile.js'
import { keptState } from '../stream/stateFile.js'
import { feeRateOf, satsOf } from '../values.js'
import { readWording, WORDING_OPTIONS, type Wording } from '../wording.js'

const OPTIONS = {
  ...WORDING_OPTIONS,
  ...AGREEMENT_OPTIONS,
  ...STREAM_FILES,
  ...SIGNER_OPTIONS,
  ...OUTPUT_OPTIONS,
  psbt: {
    help: "writes the state as a PSBT with the employer's signatures, for a device or several keys: `sign`, `finalize`",
  },
  together: {
    help: 'writes a draft by the key path, for both to `sign`: smaller, and at a rate of the day',
  },
  pays: {
    value: 'SATS',
    help: 'with --together: what the worker gets, at least what was signed; or everything',
  },
  'fee-rate': { value: 'RATE', help: 'with --together: what it pays; what states pay, if not said' },
} as const

type CloseOption = keyof typeof OPTIONS

/**
 * How the stream is closed: by a key, as a PSBT, or together.
 *
 * @throws EscrowError `OPTIONS_CONFLICT`
 */
const wayOf = (given: Given<CloseOption>): 'key' | 'psbt' | 'together' => {
  const [way, another] = (['psbt', 'together'] as const).filter((one) => given.flag(one))
  const conflict = another ?? (way === undefined ? undefined : SECRETS.find((one) => given.flag(one)))
  if (way !== undefined && conflict !== undefined)
    throw cliError('OPTIONS_CONFLICT', {
      field: `--${way}`,
      expected: 'a private key, --psbt, or --together',
      received: `--${conflict} as well`,
    })
  if (way === undefined) onlySource(given)
  if (way === 'together') paysOf(given)
  return way ?? 'key'
}

// the table of signers names nothing but sources of secrets
const SECRETS = Object.keys(SIGNER_OPTIONS) as readonly (keyof typeof SIGNER_OPTIONS)[]

const paysOf = (given: Given<CloseOption>) =>
  given.needed('pays') === 'everything' ? ('everything' as const) : satsOf(given, 'pays')

/** @throws EscrowError `OPTION_MALFORMED` where nothing was kept */
const needed = (last: LastState): StreamState => {
  if (last !== 'none') return last
  throw cliError('OPTION_MALFORMED', {
    field: '--state',
    expected: 'a file with the newest state',
    received: 'nothing of that name',
  })
}

const together = (
  plan: StreamPlan,
  last: LastState,
  { given, wording }: Pick<ByKey, 'given' | 'wording'>,
): CommandResult => {
  const rate = given.one('fee-rate') === undefined ? {} : { feeRate: feeRateOf(given) }
  const draft = settleStream(plan, { pays: paysOf(given), last, ...rate })
  return {
    documents: [draft.psbt],
    text: spendLines(draft, wording),
    json: { plan: planToJson(draft.plan), psbt: draft.psbt },
  }
}

const byKey = async (
  plan: StreamPlan,
  state: StreamState,
  { given, desk, network, wording }: ByKey,
): Promise<CommandResult> => {
  const { hex, txid, weight, vsize } = await closeStream(
    plan,
    state,
    await readSigner(given, desk, { network }),
  )
  return {
    documents: [hex],
    text: [wording.tell({ code: 'streamCloses', data: { pays: state.pays, fee: plan.fee, vsize, txid } })],
    json: { txid, weight, vsize, fee: plan.fee.toString(), pays: state.pays.toString(), hex },
  }
}
interface ByKey {
  readonly given: Given<CloseOption>
  readonly desk: Desk
  readonly wording: Wording
  readonly network: Parameters<typeof readSigner>[2]['network']
}

export const streamCloseCommand: Command = defineCommand<CloseOption>({
  name: 'stream close',
  summary: 'paid by the minute: the worker takes what the newest state pays',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'Countersigns the state in --state and writes the transaction in hex, for `send`. Nobody else is needed. A state that was countersigned once stands for ever: countersign the newest only.',
    'It works after the end of the stream, too, as long as nobody was quicker.',
    'Where both are there, --together writes a draft of a smaller transaction for both to sign, never for less than was signed.',
  ],
  examples: [
    {
      line: 'taproot-escrow stream close hours.json --plan plan.json --state held.json --mnemonic-file phrase.txt --out close.hex',
      does: 'the worker alone',
    },
    {
      line: 'taproot-escrow stream close hours.json --plan plan.json --state held.json --psbt --out close.psbt',
      does: 'for a device that signs',
    },
    {
      line: 'taproot-escrow stream close hours.json --plan plan.json --state held.json --together --pays 480000 --fee-rate 4 --out together.psbt',
      does: 'both, by the key path',
    },
  ],
  run: async (given, desk) => {
    const way = wayOf(given)
    const wording = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const plan = await readPlan(agreement, given, desk)
    const last = await keptState(given, desk)
    if (way === 'together') return together(plan, last, { given, wording })
    const state = needed(last)
    if (way === 'key') return byKey(plan, state, { given, desk, network: agreement.network, wording })
    const spend = heldSpend(plan, state)
    return {
      documents: [spend.psbt],
      text: spendLines(spend, wording),
      json: { plan: planToJson(spend.plan), psbt: spend.psbt },
    }
  },
})
