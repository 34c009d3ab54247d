import * as v from 'valibot'
import type { Agreement } from '../../agreement/types.js'
import { compile } from '../../contract/compile.js'
import { type FundedJson, fundedFromJson, fundedToJson } from '../../contract/json.js'
import { type Marks, marks, readForm } from '../../forms/form.js'
import type { ChainMoment } from '../../paths/deadlines.js'
import { planStream } from '../../stream/plan.js'
import type { StreamPlan } from '../../stream/prepared.js'
import { formatFeeRate } from '../../units/feeRate.js'
import type { Desk } from '../command.js'
import type { Given, OptionTable } from '../options.js'

/** Where the plan of a stream lies, and the newest state. */
export const STREAM_FILES: OptionTable<'plan' | 'state'> = {
  plan: { value: 'FILE', help: 'the plan, as `stream plan` writes it' },
  state: {
    value: 'FILE',
    help: 'where the newest state is kept: read where it is there, and replaced whole or not at all',
  },
}

interface PlanFile {
  readonly deposits: readonly unknown[]
  readonly feeRate: string
  readonly at: ChainMoment
  readonly margin?: number
}

const whole = () => v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const shape = (): v.GenericSchema<unknown, PlanFile> =>
  v.strictObject({
    deposits: v.array(v.unknown()),
    feeRate: v.string(),
    at: v.strictObject({ height: whole(), medianTime: v.pipe(whole(), v.maxValue(0xffffffff)) }),
    margin: v.exactOptional(whole()),
  })

/** What a plan is made of again: its deposits, its rate, and the tip at which it was made. */
export interface PlanText extends Marks<'streamPlan'> {
  readonly deposits: readonly FundedJson[]
  readonly feeRate: string
  readonly at: ChainMoment
  readonly margin?: number
}

export const planText = (
  { deposits, feeRate }: StreamPlan,
  { at, margin }: { readonly at: ChainMoment; readonly margin: number | undefined },
): PlanText => ({
  ...marks('streamPlan'),
  deposits: deposits.map(fundedToJson),
  feeRate: formatFeeRate(feeRate),
  at,
  ...(margin !== undefined && { margin }),
})

/**
 * The plan of a file, made again as of the tip that it was made at: it can be closed after its end, too.
 *
 * @throws EscrowError `JSON_FORM_…`, `CONTRACT_UNKNOWN`, and what `planStream` throws
 */
export const readPlan = async (
  agreement: Agreement,
  given: Given<'plan'>,
  { reader }: Desk,
): Promise<StreamPlan> => {
  const json = await reader.json(given.needed('plan'), { field: 'plan' })
  const { deposits, feeRate, at, margin } = readForm(json, {
    form: 'streamPlan',
    shape: shape(),
    field: 'plan',
  })
  const contracts = compile(agreement)
  return planStream(
    {
      deposits: deposits.map((one, place) => fundedFromJson(contracts, one, `plan.deposits[${place}]`)),
      feeRate,
    },
    { at, ...(margin !== undefined && { margin }) },
  )
}
