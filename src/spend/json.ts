import * as v from 'valibot'
import type { Contract } from '../contract/contract.js'
import { type FundedJson, fundedFromJson, fundedToJson, readJsonForm } from '../contract/json.js'
import { PATHS, type SpendPath } from '../words.js'
import { type ReadOptions, readSpend } from './read.js'
import type { Spend, SpendState } from './types.js'

/** A spend under way as JSON: the PSBT, and what it spends by which path. */
export interface SpendJson {
  readonly state: SpendState
  readonly path: SpendPath
  readonly funded: readonly FundedJson[]
  /** Base64. */
  readonly psbt: string
}

const spendShape = () =>
  v.strictObject({
    state: v.string(),
    path: v.picklist(PATHS.filter((path): path is SpendPath => path !== 'terms')),
    funded: v.array(v.unknown()),
    psbt: v.string(),
  })

/**
 * The JSON form of a spend under way. A MuSig2 session is not part of it: secret nonces are never stored.
 *
 * @example
 * store(JSON.stringify(spendToJson(signed)))
 */
export const spendToJson = ({ state, plan, psbt }: Spend): SpendJson => ({
  state,
  path: plan.path,
  funded: plan.inputs.map(({ funded }) => fundedToJson(funded)),
  psbt,
})

/**
 * A spend from its JSON form, read as everything from outside is: rebuilt, compared, every signature verified. What
 * was complete is to be completed again.
 *
 * @throws EscrowError `JSON_FORM_MALFORMED`, `CONTRACT_UNKNOWN`, and what `readSpend` throws
 */
export const spendFromJson = (
  contracts: readonly Contract[],
  json: unknown,
  options: Omit<ReadOptions, 'path'> = {},
): Spend<'unsigned' | 'partial'> => {
  const { path, funded, psbt } = readJsonForm(json, { shape: spendShape(), field: 'spend' })
  return readSpend(
    funded.map((one, at) => fundedFromJson(contracts, one, `spend.funded[${at}]`)),
    psbt,
    { ...options, path },
  )
}
