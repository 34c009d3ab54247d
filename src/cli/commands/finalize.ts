import { draftOf } from '../../spend/build.js'
import { combine } from '../../spend/combine.js'
import { complete } from '../../spend/complete.js'
import { finalize } from '../../spend/finalize.js'
import { opensContract } from '../../spend/secret.js'
import type { Spend } from '../../spend/types.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, type Desk, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import type { Given } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { outcomeLines } from '../progress.js'
import { readSecrets } from '../secretInput.js'
import { PSBT_OPTIONS } from '../spendInput.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'
import { combinedSpend } from './combine.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...PSBT_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...WORDING_OPTIONS,
  'secret-file': {
    value: 'FILE',
    help: 'path workerWithSecret: the secret as 32 bytes, as their hex, or as the text secret1…',
    several: 'several',
  },
} as const

/** The spend with the secrets that open its hashes. Before this moment no file holds them. */
const opened = async (spend: Spend, given: Given<'secret-file'>, desk: Desk): Promise<Spend> => {
  const secrets = await readSecrets(given, desk)
  const contracts = spend.plan.inputs.map(({ funded }) => funded.contract)
  const wrong = secrets.findIndex((secret) => !contracts.some((one) => opensContract(secret, one)))
  if (wrong >= 0)
    throw cliError('SECRET_OTHER', {
      field: `secret-file[${wrong}]`,
      expected: 'the 32 bytes whose SHA-256 a milestone of this spend names',
      received: 'bytes that open none (not shown)',
    })
  return secrets.length === 0 ? spend : combine(spend, draftOf(spend.plan, { secrets }))
}

export const finalizeCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'finalize',
  summary: 'make the transaction that can be broadcast',
  operands: { least: 2, most: 100, names: 'AGREEMENT PSBT…' },
  options: OPTIONS,
  about: [
    'Takes nothing less than a complete spend: where a signature is missing it says whose, and ends with 1. Several PSBTs are combined first. Writes the transaction in hex, for `send` or `bitcoin-cli sendrawtransaction`.',
  ],
  examples: [
    {
      line: 'taproot-escrow finalize agreement.json --funded funded.json --milestone 0 both.psbt --out release.hex',
      does: 'the transaction',
    },
    {
      line: 'taproot-escrow finalize agreement.json --funded funded.json --milestone 0 signed.psbt --secret-file secret.txt',
      does: 'a release by the secret',
    },
  ],
  run: async (given, desk) => {
    const wording = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const spend = await opened(await combinedSpend(agreement, given, desk), given, desk)
    const whole = complete(spend)
    const { hex, txid, weight, vsize } = finalize(whole)
    return {
      documents: [hex],
      text: [...outcomeLines(whole, wording), wording.tell({ code: 'transaction', data: { txid } })],
      json: { txid, weight, vsize, fee: whole.plan.fee.toString(), hex },
    }
  },
})
