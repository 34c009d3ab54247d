import * as v from 'valibot'
import { aContract, type Contract } from '../contract/contract.js'
import { type FundedJson, fundedFromJson, fundedToJson } from '../contract/json.js'
import { type Marks, marks, readForm } from '../forms/form.js'
import { listOf, membersOf } from '../given/check.js'
import { SPEND_PATHS, type SpendPath } from '../words.js'
import { bodyOf } from './collected.js'
import { type ReadOptions, readChecks, readSpend } from './read.js'
import type { Spend, SpendState } from './types.js'

/** A spend under way as JSON: the PSBT, and what it spends by which path. */
export interface SpendJson extends Marks<'spend'> {
  readonly state: SpendState
  readonly path: SpendPath
  readonly funded: readonly FundedJson[]
  /** Base64. */
  readonly psbt: string
}

const spendShape = () =>
  v.strictObject({
    state: v.string(),
    path: v.picklist(SPEND_PATHS),
    funded: v.array(v.unknown()),
    psbt: v.string(),
  })

/**
 * The JSON form of a spend under way. A MuSig2 session is not part of it: secret nonces are never stored.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * store(JSON.stringify(spendToJson(signed)))
 */
export const spendToJson = (spend: Spend): SpendJson => {
  const { plan } = bodyOf(spend)
  return {
    ...marks('spend'),
    state: spend.state,
    path: plan.path,
    funded: plan.inputs.map(({ funded }) => fundedToJson(funded)),
    psbt: spend.psbt,
  }
}

/**
 * A spend from its JSON form, read as everything from outside is: rebuilt, compared, every signature verified. What
 * was complete is to be completed again.
 *
 * @throws EscrowError `JSON_FORM_…`, `CONTRACT_UNKNOWN`, and what `readSpend` throws
 * @example
 * const spend = spendFromJson(compile(agreement), JSON.parse(stored))
 */
export const spendFromJson = (
  contracts: readonly Contract[],
  json: unknown,
  options: Omit<ReadOptions, 'path'> = {},
): Spend<'unsigned' | 'partial'> => {
  membersOf<typeof options>(readChecks())(options, '')
  listOf(aContract)(contracts, 'contracts')
  const { path, funded, psbt } = readForm(json, { form: 'spend', shape: spendShape(), field: 'spend' })
  return readSpend(
    funded.map((one, at) => fundedFromJson(contracts, one, `spend.funded[${at}]`)),
    psbt,
    { ...options, path },
  )
}
