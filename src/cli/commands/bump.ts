import type { Source } from '../../chain/source.js'
import { PLAN_RULES } from '../../plan/plan.js'
import { type BumpOptions, bump } from '../../spend/bump.js'
import { REVIEW_RULES } from '../../spend/finding.js'
import { spendTxid } from '../../spend/txid.js'
import type { FeeRate } from '../../units/feeRate.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, type Desk, defineCommand } from '../command.js'
import { DRAFT_FORM_OPTIONS, draftsOf } from '../drafts.js'
import type { Given } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { checkFees, FEE_OPTIONS, feeRateAt, withinOf } from '../sources/facts.js'
import { hasSource, SOURCE_OPTIONS } from '../sources/options.js'
import { withSource } from '../sources/withSource.js'
import { PSBT_OPTIONS, spendReader } from '../spendInput.js'
import { feeRateOf, wordsOf } from '../values.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...PSBT_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...FEE_OPTIONS,
  ...SOURCE_OPTIONS,
  ...DRAFT_FORM_OPTIONS,
  ...WORDING_OPTIONS,
  psbt: { value: 'FILE', help: 'the spend that is too slow, as it was drafted or signed' },
} as const

type BumpOption = keyof typeof OPTIONS

type Raised = Pick<BumpOptions, 'replaces' | 'incrementalFeeRate'> & { readonly feeRate: FeeRate }

/** What a node wants of the replacement of a transaction in its mempool, and what a place costs. */
const askedBy = async (
  source: Source,
  { txid, wanted, blocks }: { readonly txid: string; readonly wanted: FeeRate | undefined; blocks: number },
): Promise<Raised> => {
  if (source.kind !== 'node') return { feeRate: wanted ?? (await feeRateAt(source, blocks)) }
  const [waiting, policy] = await Promise.all([source.waiting({ txid }), source.relayPolicy()])
  const { replacementOf } = await import('../../chain/replacement.js')
  // one that was pushed out replaces nothing: it is to be taken as any other
  const { leastFeeRate, ...replacement } =
    waiting === undefined ? { leastFeeRate: policy.feeRate } : replacementOf(waiting, policy)
  const usual = wanted ?? (await source.feeRate({ blocks }))
  const feeRate = wanted ?? (usual !== undefined && usual > leastFeeRate ? usual : leastFeeRate)
  return { ...replacement, feeRate }
}

const raisedBy = async (
  given: Given<BumpOption>,
  desk: Desk,
  { txid, network }: { readonly txid: string; readonly network: Source['network'] },
): Promise<Raised> => {
  if (!hasSource(given)) return { feeRate: feeRateOf(given) }
  const wanted = given.one('fee-rate') === undefined ? undefined : feeRateOf(given)
  const raised = await withSource(given, desk, {
    network,
    use: ({ source }) => askedBy(source, { txid, wanted, blocks: withinOf(given) }),
  })
  if (wanted === undefined)
    desk.tell([desk.words({ code: 'feeRateTaken', data: { feeRate: raised.feeRate } })])
  return raised
}

export const bumpCommand: Command = defineCommand<BumpOption>({
  name: 'bump',
  summary: 'draft: the same spend with a higher fee, in place of one on its way',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'Writes an unsigned PSBT with the same inputs, path and outcome, which all signers sign again. Nodes take it in place of the first where it pays more than all that it replaces, and for its own relay.',
    "With a node, that is read from its mempool: what was built on the spend counts, and without --fee-rate the rate is the least that the node takes, or what confirms within some blocks where that is more. Without a node, only the spend itself is known: its children's fees are not.",
  ],
  examples: [
    {
      line: 'taproot-escrow bump agreement.json --funded funded.json --psbt release.psbt --node http://127.0.0.1:8332 --out faster.psbt',
      does: 'at the rate that the node asks',
    },
    {
      line: 'taproot-escrow bump agreement.json --funded funded.json --psbt release.psbt --fee-rate 12 --out faster.psbt',
      does: 'without any source',
    },
  ],
  run: async (given, desk) => {
    checkFees(given)
    const file = given.needed('psbt')
    const agreement = await readAgreement(given, desk)
    const wording = await readWording(given, desk)
    const spends = await spendReader(agreement, given, desk)
    const spend = await spends.readFile(file, 'psbt')
    const rules = wordsOf(given, 'relax', REVIEW_RULES)
    const raised = await raisedBy(given, desk, {
      txid: spendTxid(spend),
      network: agreement.network,
    })
    const relax = PLAN_RULES.filter((rule) => rules.includes(rule))
    return draftsOf([bump(spend, { ...raised, relax })], { given, wording })
  },
})
