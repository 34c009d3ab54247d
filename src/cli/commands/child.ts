import type { Source } from '../../chain/source.js'
import { compile } from '../../contract/compile.js'
import { childPaysForParent } from '../../funding/child.js'
import { FEE_RULES } from '../../plan/feeCaps.js'
import { type ParsedTransaction, serializeTransaction } from '../../psbt/transaction.js'
import type { FeeRate } from '../../units/feeRate.js'
import type { NetworkName } from '../../units/network.js'
import { formatOutpoint } from '../../units/outpoint.js'
import { type Sats, sats, sumSats } from '../../units/sats.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, type Desk, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import { finishedIn } from '../finished.js'
import type { Given } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { checkFees, FEE_OPTIONS, feeRateAt, withinOf } from '../sources/facts.js'
import { hasSource, SOURCE_OPTIONS } from '../sources/options.js'
import { withSource } from '../sources/withSource.js'
import { FUNDED_OPTIONS, readFunded } from '../spendInput.js'
import { feeRateOf, satsOf, wholeNumber, wordsOf } from '../values.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...FUNDED_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...FEE_OPTIONS,
  ...SOURCE_OPTIONS,
  ...WORDING_OPTIONS,
  tx: { value: 'FILE', help: 'the transaction that is too slow, finished' },
  vout: { value: 'N', help: 'its output that is yours; 0 if it has one only' },
  to: { value: 'ADDRESS', help: 'where the money goes: an address of your own' },
  'parent-fee': {
    value: 'SATS',
    help: 'what it pays; read from --funded where that has all that it spends, or asked of the node',
  },
  relax: { value: 'RULE', help: `lifts a rule: ${FEE_RULES.join(', ')}`, several: 'several' },
} as const

type ChildOption = keyof typeof OPTIONS

/** What a transaction pays that spends funded outputs and nothing else. */
const feeByFunded = async (
  given: Given<ChildOption>,
  desk: Desk,
  {
    parent,
    contracts,
  }: { readonly parent: ParsedTransaction; readonly contracts: ReturnType<typeof compile> },
): Promise<Sats | undefined> => {
  if (given.one('funded') === undefined) return undefined
  const funded = await readFunded(given, contracts, desk)
  const amounts = new Map(funded.map(({ outpoint, amount }) => [formatOutpoint(outpoint), amount]))
  const spent = parent.inputs.flatMap(({ outpoint }) => amounts.get(formatOutpoint(outpoint)) ?? [])
  if (spent.length < parent.inputs.length) return undefined
  const paid = parent.outputs.map(({ amount }) => amount)
  return sats(sumSats(spent, 'funded') - sumSats(paid, 'tx'), 'parent-fee')
}

interface Asked {
  readonly fee: Sats | undefined
  readonly feeRate: FeeRate
}

const askedOf = async (
  given: Given<ChildOption>,
  desk: Desk,
  { txid, network }: { readonly txid: string; readonly network: NetworkName },
): Promise<Asked> => {
  if (!hasSource(given)) return { fee: undefined, feeRate: feeRateOf(given) }
  const rate = given.one('fee-rate') === undefined ? undefined : feeRateOf(given)
  const use = async (source: Source): Promise<Asked> => ({
    fee: source.kind === 'node' ? (await source.waiting({ txid }))?.fee : undefined,
    feeRate: rate ?? (await feeRateAt(source, withinOf(given))),
  })
  return withSource(given, desk, { network, use: ({ source }) => use(source) })
}

const outputOf = (given: Given<ChildOption>, { outputs }: ParsedTransaction): number =>
  outputs.length === 1 && given.one('vout') === undefined
    ? 0
    : wholeNumber('vout', given.needed('vout'), { most: outputs.length - 1 })

export const childCommand: Command = defineCommand<ChildOption>({
  name: 'child',
  summary: 'draft: a transaction of the receiver that pays for a slow one',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    "Spends the receiver's own output of a transaction that is too slow, so that both together pay the rate. Only the receiver signs: the PSBT is for the wallet that holds the output. Where nodes refuse the first for its fee, both are sent together: `send agreement.json parent.hex child.hex`.",
  ],
  examples: [
    {
      line: 'taproot-escrow child agreement.json --funded funded.json --tx release.hex --to bc1q… --fee-rate 20 --out child.psbt',
      does: 'for the wallet',
    },
    {
      line: 'taproot-escrow child agreement.json --tx release.hex --vout 1 --to bc1q… --node http://127.0.0.1:8332 --out child.psbt',
      does: 'at what a place costs, by a node that has the first',
    },
  ],
  run: async (given, desk) => {
    checkFees(given)
    const [file, to] = [given.needed('tx'), given.needed('to')]
    const relax = wordsOf(given, 'relax', FEE_RULES)
    const stated = given.one('parent-fee') === undefined ? undefined : satsOf(given, 'parent-fee')
    const { tell } = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const { network } = agreement
    const { transaction: parent } = finishedIn(await desk.reader.bytes(file, { field: 'tx' }), 'tx')
    const vout = outputOf(given, parent)
    const contracts = compile(agreement)
    const own = stated ?? (await feeByFunded(given, desk, { parent, contracts }))
    const { fee, feeRate } = await askedOf(given, desk, { txid: parent.txid, network })
    const parentFee = own ?? fee
    if (parentFee === undefined)
      throw cliError('OPTION_MISSING', {
        field: '--parent-fee',
        expected: OPTIONS['parent-fee'].help,
        received: 'nothing',
      })
    const child = childPaysForParent({
      parent: serializeTransaction(parent),
      parentFee,
      vout,
      to,
      network,
      feeRate,
      relax,
    })
    const { psbt, version, weight, vsize, amount } = child
    return {
      documents: [psbt],
      text: tell({
        code: 'childPays',
        data: { parent: parent.txid, fee: child.fee, vsize, feeRate, amount, to },
      }).split('\n'),
      json: {
        parent: parent.txid,
        parentFee: parentFee.toString(),
        fee: child.fee.toString(),
        amount: amount.toString(),
        version,
        weight,
        vsize,
        psbt,
      },
    }
  },
})
