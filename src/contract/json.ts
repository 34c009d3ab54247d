import * as v from 'valibot'
import { type Marks, marks, readForm } from '../forms/form.js'
import { aText, listOf } from '../given/check.js'
import { parseOutpoint } from '../units/outpoint.js'
import { sats } from '../units/sats.js'
import { compareAmount } from './amounts.js'
import { aContract, type Contract } from './contract.js'
import { contractError } from './errors.js'
import { aFunded, type Funded } from './funded.js'

/** A contract by the agreement that it belongs to; the agreement's text says everything else. */
export interface ContractRef {
  /** The agreement's id. */
  readonly agreement: string
  /** Position of the milestone, from 0. */
  readonly milestone: number
}

/** A contract as JSON. */
export interface ContractJson extends Marks<'contract'>, ContractRef {}

/** A funded contract as JSON: satoshis as a decimal string. */
export interface FundedJson extends Marks<'funded'>, ContractRef {
  readonly txid: string
  readonly vout: number
  readonly amount: string
  readonly confirmedAt?: number
  readonly medianTimeBefore?: number
}

/** Shapes are made when they are needed: made at import they would weigh on everybody who imports anything. */
const whole = () => v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const contractShape = (): v.GenericSchema<unknown, ContractRef> =>
  v.strictObject({ agreement: v.string(), milestone: whole() })

const fundedShape = (): v.GenericSchema<unknown, Omit<FundedJson, keyof Marks<'funded'>>> =>
  v.strictObject({
    agreement: v.string(),
    milestone: whole(),
    txid: v.string(),
    vout: whole(),
    amount: v.string(),
    confirmedAt: v.exactOptional(whole()),
    medianTimeBefore: v.exactOptional(v.pipe(whole(), v.maxValue(0xffffffff))),
  })

/** Where a contract belongs, as other forms name it. */
export const contractRef = ({ agreement, milestone }: Contract): ContractRef => ({
  agreement: agreement.id,
  milestone,
})

/**
 * The JSON form of a contract.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * store(JSON.stringify(contractToJson(contract)))
 */
export const contractToJson = (contract: Contract): ContractJson => {
  aContract(contract, 'contract')
  return { ...marks('contract'), ...contractRef(contract) }
}

/**
 * The contract that a JSON form stands for, among those that the caller has compiled.
 *
 * @throws EscrowError `JSON_FORM_…`, `CONTRACT_UNKNOWN`
 * @example
 * const contract = contractFromJson(compile(agreement), JSON.parse(stored))
 */
export const contractFromJson = (
  contracts: readonly Contract[],
  json: unknown,
  field = 'contract',
): Contract => {
  aText(field, 'field')
  return contractOf(contracts, readForm(json, { form: 'contract', shape: contractShape(), field }), field)
}

const contractOf = (
  contracts: readonly Contract[],
  { agreement, milestone }: ContractRef,
  field: string,
): Contract => {
  listOf(aContract)(contracts, 'contracts')
  const contract = contracts.find((one) => one.agreement.id === agreement && one.milestone === milestone)
  if (contract === undefined)
    throw contractError('CONTRACT_UNKNOWN', {
      field,
      expected: 'one of the contracts that were given',
      received: `milestone ${milestone} of another agreement`,
    })
  return contract
}

/**
 * The JSON form of a funded contract: what a platform stores beside the agreement's text.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * store(JSON.stringify(fundedToJson(funded)))
 */
export const fundedToJson = (funded: Funded): FundedJson => {
  aFunded(funded, 'funded')
  const { contract, outpoint, amount, confirmedAt, medianTimeBefore } = funded
  return {
    ...marks('funded'),
    ...contractRef(contract),
    ...outpoint,
    amount: amount.toString(),
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
    ...(medianTimeBefore === undefined ? {} : { medianTimeBefore }),
  }
}

/**
 * A funded contract from its JSON form, over the contracts that the caller has compiled.
 *
 * @throws EscrowError `JSON_FORM_…`, `CONTRACT_UNKNOWN`, `OUTPOINT_MALFORMED`, and of amounts
 * @example
 * const funded = fundedFromJson(compile(agreement), JSON.parse(stored))
 */
export const fundedFromJson = (contracts: readonly Contract[], json: unknown, field = 'funded'): Funded => {
  aText(field, 'field')
  const { txid, vout, amount, confirmedAt, medianTimeBefore, ...where } = readForm(json, {
    form: 'funded',
    shape: fundedShape(),
    field,
  })
  const contract = contractOf(contracts, where, field)
  const value = sats(amount, `${field}.amount`)
  return {
    contract,
    outpoint: parseOutpoint({ txid, vout }, field),
    amount: value,
    match: compareAmount(contract, value),
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
    ...(medianTimeBefore === undefined ? {} : { medianTimeBefore }),
  }
}
