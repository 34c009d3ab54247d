import { compareAmount } from '../../contract/amounts.js'
import type { Contract } from '../../contract/contract.js'
import type { Funded } from '../../contract/funded.js'
import type { Given } from '../../deeds/given.js'
import { EscrowError } from '../../errors.js'
import type { Psbt, PsbtInput } from '../../psbt/model.js'
import { parseTransaction } from '../../psbt/transaction.js'
import { claimsSaid } from '../../sentences/english/findings.js'
import { formatOutpoint, type Outpoint } from '../../units/outpoint.js'
import type { TransactionOutput } from '../../units/transaction.js'
import type { Now } from '../now.js'
import { nameOf, type Recipients } from '../told.js'
import type { AuditedSpendInput } from './types.js'

/** The output that an input spends, and who says so. */
export interface Previous {
  readonly outpoint: Outpoint
  readonly source: AuditedSpendInput['source']
  readonly output?: TransactionOutput
  readonly contract?: Contract
  /** When it was confirmed, where a view knows it. */
  readonly moment?: Pick<Funded, 'confirmedAt' | 'medianTimeBefore'>
}

interface Known {
  readonly given: Given
  readonly recipients: Recipients
  readonly contracts: readonly Contract[]
  readonly now: Now | undefined
}

/** What every input of a PSBT spends: transactions beside the PSBT are believed before its own words. */
export const previousOutputs = (
  { transaction, inputs }: Psbt,
  { given, recipients, contracts, now }: Known,
): readonly Previous[] => {
  const deposits = depositsIn(now, contracts)
  return transaction.inputs.map(({ outpoint }, position) => {
    const input = inputs[position]
    const seen = deposits.get(formatOutpoint(outpoint))
    const made = given.output(outpoint) ?? seen?.output ?? shownWhole(input, outpoint)
    const output = made ?? input?.witnessUtxo
    if (output === undefined) return { outpoint, source: 'nobody' }
    const contract = recipients.contractOf(output.script)
    return {
      outpoint,
      source: made === undefined ? 'psbt' : 'transaction',
      output,
      ...(contract === undefined ? {} : { contract }),
      ...(seen?.moment && { moment: seen.moment }),
    }
  })
}

/** The deposits that a view has seen, whose transactions it knows by their ids: of the contracts in their order. */
const depositsIn = (
  now: Now | undefined,
  contracts: readonly Contract[],
): ReadonlyMap<string, Pick<Previous, 'moment' | 'output'>> =>
  new Map(
    contracts.flatMap(({ outputScript: script }, at) =>
      (now?.contracts[at]?.deposits ?? []).map(({ outpoint, amount, state, medianTimeBefore }) => [
        outpoint,
        {
          output: { amount, script },
          moment: {
            ...(state.kind === 'confirmed' && { confirmedAt: state.height }),
            ...(medianTimeBefore !== undefined && { medianTimeBefore }),
          },
        },
      ]),
    ),
  )

/** A whole transaction with the right id proves its outputs, even where the PSBT itself shows it. */
const shownWhole = (input: PsbtInput | undefined, outpoint: Outpoint): TransactionOutput | undefined => {
  if (input?.nonWitnessUtxo === undefined) return undefined
  try {
    const { txid, outputs } = parseTransaction(input.nonWitnessUtxo)
    return txid === outpoint.txid ? outputs[outpoint.vout] : undefined
  } catch (error) {
    // reading the spend names what is wrong with it
    if (error instanceof EscrowError) return undefined
    throw error
  }
}

/** The funded contracts that a PSBT spends, in the order of its inputs. */
export const fundedOf = (previous: readonly Previous[]): readonly Funded[] =>
  previous.flatMap(({ outpoint, output, contract, moment }): readonly Funded[] =>
    output === undefined || contract === undefined
      ? []
      : [
          {
            contract,
            outpoint,
            amount: output.amount,
            match: compareAmount(contract, output.amount),
            ...moment,
          },
        ],
  )

export const inputsTold = (previous: readonly Previous[]): readonly AuditedSpendInput[] =>
  previous.map(({ outpoint, source, output, contract }, input) => {
    const memo = contract?.agreement.milestones[contract.milestone]?.memo
    return {
      input,
      outpoint,
      source,
      ...(contract === undefined ? {} : { contract: nameOf(contract) }),
      ...(memo === undefined ? {} : { memo }),
      ...(output === undefined ? {} : { amount: output.amount }),
    }
  })

/** What rests on the PSBT's own word, and what was given in vain. */
export const remarksOn = (
  previous: readonly Previous[],
  { refused }: Pick<Given, 'refused'>,
): readonly string[] => [...claimsOf(previous), ...refused.map(({ text }) => `Not used: ${text}.`)]

const claimsOf = (previous: readonly Previous[]): readonly string[] => {
  const claims = previous.flatMap(({ source }, input) => (source === 'psbt' ? [input] : []))
  return claims.length === 0 ? [] : [claimsSaid(claims)]
}
