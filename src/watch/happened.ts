import { compareAmount } from '../contract/amounts.js'
import type { Contract } from '../contract/contract.js'
import type { ContractRef } from '../contract/json.js'
import type { FeeRate } from '../units/feeRate.js'
import { lockUnit } from '../units/lock.js'
import type { Role } from '../words.js'
import { chainBefore, depthAt, headerAt, inChain, timesLeft, tipHeight } from './chain.js'
import { deadlinesFor, marksOf, rolesOf } from './deadlines.js'
import { isLate, outputsOf } from './deposits.js'
import type { ContractEvent } from './eventTypes.js'
import { deedOn } from './spendDeeds.js'
import { lookupIn, placeOf, wasThere } from './standing.js'
import type { BlockPlace, Chain, Fact, PaidOutput, View } from './types.js'
import { medianBefore } from './view.js'

type WithoutId<Event> = Event extends ContractEvent ? Omit<Event, 'id'> : never

/** An event without its id, under the name that the id is the hash of. */
export type Happenings = ReadonlyMap<string, WithoutId<ContractEvent>>

/** A chain that a view had, as high as it ever was. */
interface PastChain extends Chain {
  /** The last reading of the view's clock under it; none of the chain that it has now. */
  readonly until: number
}

/** A view and every tip that its chain ever had: its own, and those of the branches that it left. */
export interface Past {
  readonly view: View
  readonly chains: readonly PastChain[]
}

/** A view with the chains that it left from this branch on. */
export const pastOf = (view: View, branch: number): Past => ({
  view,
  chains: [
    ...view.chain.left
      .slice(branch)
      .map(({ clock }, at) => ({ ...chainBefore(view.chain, branch + at), until: clock })),
    { ...view.chain, until: Number.POSITIVE_INFINITY },
  ],
})

/** Whether a transaction was known under a chain. What came later says nothing of it, and it nothing of that. */
const wasKnown = ({ arrived }: Fact, { until }: PastChain): boolean => (arrived[0] ?? 0) <= until

interface Asked {
  readonly contract: Contract
  readonly past: Past
  /** Confirmations. */
  readonly wanted: number
}

/**
 * Everything that happened to a contract, as far as a view knows. It grows with the view and never shrinks but by
 * pruning: what happened between two views is what the second has and the first has not.
 */
export const happenedTo = ({ contract, past, wanted }: Asked): Happenings => {
  const happenings = new Map<string, WithoutId<ContractEvent>>()
  const deposits = outputsOf(contract, past.view)
  if (deposits.length === 0) return happenings
  const name = { agreement: contract.agreement.id, milestone: contract.milestone }
  let deadlines: ReturnType<Scribe['deadlines']> | undefined
  const scribe: Scribe = {
    contract,
    name,
    past,
    wanted,
    deposits,
    deadlines: () => {
      deadlines ??= rolesOf(contract).map((role) => ({ role, paths: deadlinesFor(contract, role) }))
      return deadlines
    },
    tell: (parts, event) => {
      const key = parts.join(' ')
      if (!happenings.has(key)) happenings.set(key, event)
    },
  }
  for (const deposit of deposits) tellDeposit(deposit, scribe)
  if (areSeveral(scribe)) scribe.tell(['severalDeposits'], { kind: 'severalDeposits', contract: name })
  return happenings
}

interface Scribe extends Asked {
  readonly name: ContractRef
  readonly deposits: readonly PaidOutput[]
  readonly deadlines: () => readonly { readonly role: Role; readonly paths: ReadonlySet<string> }[]
  readonly tell: (parts: readonly (string | number)[], event: WithoutId<ContractEvent>) => void
}

const tellDeposit = (deposit: PaidOutput, scribe: Scribe): void => {
  const { contract, name, past, deposits, tell } = scribe
  const { fact, outpoint, amount } = deposit
  const about = { contract: name, deposit: outpoint }
  for (const at of fact.arrived.keys())
    tell(['arrived', deposit.name, at], { ...about, kind: 'arrived', amount })
  const match = compareAmount(contract, amount)
  if (match !== 'exact')
    tell([match, deposit.name], { ...about, kind: match, amount, agreed: contract.amount })
  for (const chain of past.chains) {
    tellChain(deposit, { chain, scribe })
    if (wasKnown(fact, chain) && isLate(deposit, { deposits, chain }))
      tell(['lateDeposit', deposit.name], { ...about, kind: 'lateDeposit', amount })
    tellUndone(fact, { chain, deposit, what: 'deposit', scribe })
  }
  tellTransaction(fact, { deposit, what: 'deposit', scribe })
  for (const spend of deposit.spends) tellSpend(spend, { deposit, scribe })
}

/** One life of a transaction in a block: the block may leave the chain and come back. */
const lifeIn = (chain: Chain, place: BlockPlace): readonly (string | number)[] => [
  place.blockHash,
  timesLeft(chain, place),
]

const blockOf = ({ blockHash, height }: BlockPlace): Pick<BlockPlace, 'blockHash' | 'height'> => ({
  blockHash,
  height,
})

/** What follows for a deposit from one chain: that it is deep, and what its clocks have reached. */
const tellChain = (
  deposit: PaidOutput,
  { chain, scribe: { contract, name, wanted, tell, deadlines } }: { chain: Chain; scribe: Scribe },
): void => {
  const place = placeOf(chain, deposit.fact)
  if (place === undefined || place.height > tipHeight(chain)) return
  const about = { contract: name, deposit: deposit.outpoint }
  const life = lifeIn(chain, place)
  if (depthAt(chain, place.height) >= wanted)
    tell(['confirmed', deposit.name, ...life], {
      ...about,
      ...blockOf(place),
      kind: 'confirmed',
      amount: deposit.amount,
    })
  const height = unspentUntil(deposit, chain)
  const medianTime = headerAt(chain, height)?.medianTime
  const moment = { confirmedAt: place.height, ...medianBefore(chain, place) }
  for (const { path } of contract.leaves) {
    const { lock } = path
    const marks = lock === undefined ? [] : marksOf(lock, moment)
    const [opening] = marks
    if (lock === undefined || opening === undefined) continue
    const unit = lockUnit(lock)
    const now = unit === 'blocks' ? height : medianTime
    for (const { mark, at } of marks) {
      if (now === undefined || now < at) continue
      if (mark === 'open')
        tell(['pathOpens', deposit.name, path.name, ...life], {
          ...about,
          kind: 'pathOpens',
          path: path.name,
        })
      else
        for (const { role, paths } of deadlines())
          if (paths.has(path.name))
            tell(['deadlineNear', deposit.name, path.name, role, mark, ...life], {
              ...about,
              kind: 'deadlineNear',
              role,
              path: path.name,
              mark,
              opensAt: opening.at,
              unit,
            })
    }
  }
}

/** The height of the last block of a chain under which a deposit was still there. */
const unspentUntil = ({ spends }: PaidOutput, chain: Chain): number => {
  let height = tipHeight(chain)
  for (const spend of spends) {
    const place = placeOf(chain, spend)
    if (place !== undefined && place.height <= height) height = place.height - 1
  }
  return height
}

const tellSpend = (spend: Fact, { deposit, scribe }: { deposit: PaidOutput; scribe: Scribe }): void => {
  const { name, past, wanted, tell } = scribe
  const about = { contract: name, deposit: deposit.outpoint, txid: spend.txid }
  for (const at of spend.arrived.keys())
    tell(['spendSeen', deposit.name, spend.txid, at], { ...about, kind: 'spendSeen' })
  const secret = secretIn(spend, { deposit, scribe })
  if (secret !== undefined)
    tell(['secretShown', deposit.name, spend.txid], { ...about, kind: 'secretShown', secret })
  for (const chain of past.chains) {
    const place = placeOf(chain, spend)
    if (place !== undefined && depthAt(chain, place.height) >= wanted)
      tell(['spendConfirmed', deposit.name, spend.txid, ...lifeIn(chain, place)], {
        ...about,
        ...blockOf(place),
        kind: 'spendConfirmed',
      })
    tellUndone(spend, { chain, deposit, what: 'spend', scribe })
  }
  tellTransaction(spend, { deposit, what: 'spend', scribe })
}

/** The secret that a spend shows, of a contract that has one. */
const secretIn = (
  spend: Fact,
  { deposit, scribe: { contract, past } }: { deposit: PaidOutput; scribe: Scribe },
): string | undefined =>
  contract.leaves.some(({ path }) => path.secretHash !== undefined)
    ? deedOn(spend, { outpoint: deposit.name, contracts: [contract], lookup: lookupIn(past.view) })?.secret
    : undefined

/** What a chain that was left took with it. */
const tellUndone = (
  fact: Fact,
  {
    chain,
    deposit,
    what,
    scribe: { name, past, tell },
  }: { chain: Chain; deposit: PaidOutput; what: 'deposit' | 'spend'; scribe: Scribe },
): void => {
  const branch = past.view.chain.left[chain.left.length]
  if (branch === undefined) return
  const about = { contract: name, deposit: deposit.outpoint, what, txid: fact.txid }
  for (const place of fact.blocks)
    if (place.height > branch.fork && inChain(chain, place))
      tell(['undone', deposit.name, what, fact.txid, ...lifeIn(chain, place)], {
        ...about,
        ...blockOf(place),
        kind: 'undone',
      })
}

/** What happens to transactions of either kind: replaced, dropped, stuck. */
const tellTransaction = (
  fact: Fact,
  { deposit, what, scribe }: { deposit: PaidOutput; what: 'deposit' | 'spend'; scribe: Scribe },
): void => {
  const { name, past, tell } = scribe
  const { txid } = fact
  const about = { contract: name, deposit: deposit.outpoint, what, txid }
  const key = (kind: string, ...parts: readonly (string | number)[]) => [
    kind,
    deposit.name,
    what,
    txid,
    ...parts,
  ]
  for (const at of fact.dropped.keys()) tell(key('dropped', at), { ...about, kind: 'dropped' })
  for (const [at, by] of (fact.replaced ?? []).entries())
    tell(key('replaced', by, at), { ...about, kind: 'replaced', by })
  const feeRate = feeRateOf(fact, past.view)
  if (feeRate !== undefined && feeRate < (fact.asked ?? 0n))
    tell(key('stuck'), { ...about, kind: 'stuck', feeRate })
}

/** What a transaction pays for 1000 vB: as a source said, or by what it spends where that is known. */
const feeRateOf = ({ fee, spends, outputs, vsize }: Fact, view: View): FeeRate | undefined => {
  const { fact } = lookupIn(view)
  let paid: bigint | undefined = fee
  if (paid === undefined) {
    let left = 0n
    for (const outpoint of spends) {
      const spent = fact(outpoint.slice(0, 64))?.outputs[Number(outpoint.slice(65))]
      if (spent === undefined) return undefined
      left += spent.amount
    }
    for (const { amount } of outputs) left -= amount
    paid = left
  }
  // a rate that is compared and shown, never planned with
  return paid < 0n ? undefined : (((paid * 1000n) / BigInt(vsize)) as FeeRate)
}

/**
 * Whether two deposits ever were there beside each other, and nothing spent them: at some reading of the clock, as what
 * came later changes nothing of what was so then.
 */
const areSeveral = ({ deposits, past }: Scribe): boolean => {
  if (deposits.length < 2) return false
  const lookup = lookupIn(past.view)
  const moments = deposits.flatMap(({ fact, spends }) =>
    [fact, ...spends].flatMap(({ arrived, dropped }) => [...arrived, ...dropped]),
  )
  return moments.some((clock) => {
    const at = { clock, lookup }
    const held = ({ fact, spends }: PaidOutput) =>
      wasThere(fact, at) && !spends.some((spend) => wasThere(spend, at))
    return deposits.filter(held).length > 1
  })
}
