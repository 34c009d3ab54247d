import { parseAddress } from '../../agreement/address.js'
import type { Contract } from '../../contract/contract.js'
import { unpayable } from '../../plan/payable.js'
import type { PaidParty } from '../../sentences/voice.js'
import { toHex } from '../../units/bytes.js'
import { feeFor, formatFeeRate, satsPerVb } from '../../units/feeRate.js'
import type { Sats } from '../../units/sats.js'
import { SPEND_PATHS, type SpendPath } from '../../words.js'
import type { DryRun } from '../dryRun.js'
import type { LeafJudgement } from '../judge.js'
import { Recipients } from '../told.js'
import { type ContractFinding, found } from './make.js'

/** A rate that the network has asked for in busy weeks, in sat/vB. */
export const HIGH_RATE = '100'
/** Percent of an amount that a fee at {@link HIGH_RATE} may reach without a finding. */
export const FEE_PERCENT = 10n

/** An amount of which fees in busy weeks take a good part. */
export const moneyFindings = (amount: Sats, dryRuns: readonly DryRun[]): readonly ContractFinding[] => {
  const [first, ...rest] = dryRuns
  if (first === undefined) return []
  const dearest = rest.reduce((dear, run) => (run.weight > dear.weight ? run : dear), first)
  const fee = feeFor(dearest.weight, satsPerVb(HIGH_RATE))
  const percent = (fee * 100n) / amount
  if (percent < FEE_PERCENT) return []
  return [
    found({
      code: 'FEES_EAT_AMOUNT',
      data: {
        rate: HIGH_RATE,
        percent: `${percent < 100n ? percent : 100n}`,
        amount,
        fee,
        outcome: dearest.outcome,
        ...pathOf(dearest.by),
        vsize: dearest.vsize,
        limit: `${FEE_PERCENT}`,
      },
    }),
  ]
}

/** The path of a spend of a contract; leaves without an agreement have none. */
const pathOf = (by: string): { readonly path?: SpendPath } => {
  const path = SPEND_PATHS.find((name) => name === by)
  return path === undefined ? {} : { path }
}

/** An amount of which not everybody can be paid, even at the lowest of the rates. */
export const payableFindings = (
  contract: Contract,
  dryRuns: readonly DryRun[],
): readonly ContractFinding[] => {
  const [first, ...more] = dryRuns.flatMap(({ costs }) => costs.map(({ rate }) => rate))
  if (first === undefined) return []
  const rate = more.reduce((least, one) => (one < least ? one : least), first)
  const short = unpayable(contract, { rate })
  if (short === undefined) return []
  const { path, outcome, reason } = short
  const { address } = reason.data
  return [
    found({
      code: 'OUTCOME_UNPAYABLE',
      data: {
        rate: formatFeeRate(rate),
        outcome: outcome.kind,
        path,
        amount: contract.amount,
        to: typeof address === 'string' ? partiesAt(address, contract) : [],
        received: reason.data.received,
      },
    }),
  ]
}

/** Whom a contract pays at an address of its agreement. */
const partiesAt = (address: string, contract: Contract): readonly PaidParty[] => {
  const { network } = contract.agreement
  const { script } = parseAddress(address, { network, field: 'address' })
  return new Recipients([contract]).partiesOf(toHex(script))
}

/** Spends that nodes would not pass on, each path once. */
export const relayFindings = (dryRuns: readonly DryRun[]): readonly ContractFinding[] => {
  const seen = new Set<string>()
  return dryRuns.flatMap(({ by, obstacles }) =>
    obstacles.flatMap(({ nodes, rule, text }): readonly ContractFinding[] => {
      const mark = `${by} ${rule}`
      if (seen.has(mark)) return []
      seen.add(mark)
      return [
        found(
          { code: nodes === 'strict' ? 'STRICT_NODES_REFUSE' : 'NODES_REFUSE', data: { reason: text } },
          { place: placeOf(by), rule: `relay: ${rule}` },
        ),
      ]
    }),
  )
}

/** Leaves that the analysis of Miniscript finds fault with. */
export const saneFindings = (judgements: readonly LeafJudgement[]): readonly ContractFinding[] =>
  judgements.flatMap(({ leaf, miniscript }) =>
    miniscript === undefined || miniscript.sane
      ? []
      : [
          found(
            { code: 'LEAF_NOT_SANE', data: { reason: miniscript.reason ?? 'it gives no reason' } },
            { place: placeOf(leaf) },
          ),
        ],
  )

const placeOf = (by: string): string => (by === 'key' ? 'key path' : `leaf ${by.replace(/^leaf /, '')}`)
