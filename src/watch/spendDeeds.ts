import type { Contract } from '../contract/contract.js'
import { contractRef } from '../contract/json.js'
import { deedOf } from '../deeds/deed.js'
import { KnownContracts } from '../deeds/known.js'
import type { ContractSpend, Deed, DeedOutcome } from '../deeds/types.js'
import type { SwapTarget } from '../plan/via.js'
import { parseTransaction } from '../psbt/transaction.js'
import type { Lookup } from './standing.js'
import type { Fact, SpendDeed } from './types.js'

const outcomeOf = (outcome: DeedOutcome | undefined): SpendDeed['outcome'] => {
  if (outcome === undefined) return { matches: 'unknown', text: 'it spends no contract that is known' }
  if (outcome.matches !== 'yes') return outcome
  const terms = outcome.plan.outcome
  const via = 'via' in terms ? terms.via : undefined
  return { matches: 'yes', kind: terms.kind, ...(via === undefined ? {} : { via: via.swap.address }) }
}

const spendDeed = ({ outpoint, by }: ContractSpend, { pays, outcome }: Deed): SpendDeed => ({
  outpoint: `${outpoint.txid}:${outpoint.vout}`,
  ...(by.kind === 'foreign'
    ? { foreign: by.reason, signers: [] }
    : {
        path: by.kind === 'key' ? 'key' : by.path,
        signers: by.signatures.flatMap(({ signers, verdict }) =>
          signers.map(({ role, position }) => ({ role, position, verdict })),
        ),
        ...(by.kind === 'leaf' && by.secret?.opens === true ? { secret: by.secret.preimage } : {}),
      }),
  outcome: outcomeOf(outcome),
  into: pays.map(({ vout, contract, how }) => ({ contract: contractRef(contract), vout, how })),
})

/** What is known around a transaction. */
interface Around {
  readonly contracts: readonly Contract[]
  /** Swaps that it may have paid. */
  readonly via?: readonly SwapTarget[]
  readonly lookup: Pick<Lookup, 'fact'>
}

/**
 * What a transaction did to the deposits that it spends, as far as they are known; nothing where its bytes are pruned.
 */
export const deedsOf = ({ bytes }: Fact, { contracts, via = [], lookup }: Around): readonly SpendDeed[] => {
  if (bytes === undefined) return []
  const deed = deedOf({
    transaction: parseTransaction(bytes),
    contracts: new KnownContracts(contracts),
    via,
    output: ({ txid, vout }) => lookup.fact(txid)?.outputs[vout],
  })
  return deed.spends.flatMap((spend) => (spend.amount === undefined ? [] : [spendDeed(spend, deed)]))
}

/**
 * What a transaction did to one deposit: as it was read when it was seen, or read now; again where it was no outcome
 * then, and more is known of where it may have paid.
 */
export const deedOn = (
  fact: Fact,
  { outpoint, ...around }: Around & { readonly outpoint: string },
): SpendDeed | undefined => {
  const on = (deeds: readonly SpendDeed[] | undefined) => deeds?.find((deed) => deed.outpoint === outpoint)
  const kept = on(fact.deeds)
  const isEnough = kept?.outcome.matches === 'yes' || (around.via ?? []).length === 0
  return (isEnough ? kept : undefined) ?? on(deedsOf(fact, around)) ?? kept
}
