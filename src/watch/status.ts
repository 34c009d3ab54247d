import { compareAmount } from '../contract/amounts.js'
import { aContract, type Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { type Check, listOf, membersOf } from '../given/check.js'
import { aSwapTarget, type SwapTarget } from '../plan/via.js'
import { tipHeight } from './chain.js'
import { checkWatched, isLate, NOTHING, outputsOf, someConfirmations } from './deposits.js'
import { deedOn } from './spendDeeds.js'
import { lookupIn, type Standing, standingOf } from './standing.js'
import type {
  Conflict,
  DepositStatus,
  SpendStatus,
  Status,
  StatusOptions,
  StatusWord,
  TransactionState,
  Undone,
} from './statusTypes.js'
import type { Fact, PaidOutput, View } from './types.js'
import { aView, medianBefore } from './view.js'

const someOptions: Check = /* @__PURE__ */ membersOf<StatusOptions>({
  'confirmations?': someConfirmations,
  'contracts?': listOf(aContract),
  'via?': listOf(aSwapTarget),
})

/** A transaction and where it stands. */
interface Stood {
  readonly fact: Fact
  readonly standing: Standing
}

/** Those in the chain first, in its order; the others by their ids. */
const byPlace = <Thing extends Stood>(things: readonly Thing[]): readonly Thing[] =>
  things.length < 2
    ? things
    : [...things].sort((left, right) => {
        const [one, other] = [left.standing, right.standing]
        if (one.kind === 'confirmed' && other.kind === 'confirmed')
          return one.place.height - other.place.height || one.place.position - other.place.position
        if (one.kind === 'confirmed') return -1
        if (other.kind === 'confirmed') return 1
        return left.fact.txid < right.fact.txid ? -1 : left.fact.txid > right.fact.txid ? 1 : 0
      })

const isConfirmed = ({ standing: { kind } }: Stood): boolean => kind === 'confirmed'
const isThere = ({ standing: { kind } }: Stood): boolean => kind === 'confirmed' || kind === 'waiting'

const stateOf = (standing: Standing): TransactionState => {
  if (standing.kind !== 'confirmed') return standing
  const { place, confirmations } = standing
  return { kind: 'confirmed', blockHash: place.blockHash, height: place.height, confirmations }
}

const isDeep = (state: TransactionState, wanted: number): boolean =>
  state.kind === 'confirmed' && state.confirmations >= wanted

interface StoodDeposit extends Stood {
  readonly known: PaidOutput
  readonly spends: readonly Stood[]
  readonly isLate: boolean
}

/** What counts where deposits differ: the first of these that one of them is. */
const WORDS: readonly StatusWord[] = ['leaving', 'funded', 'confirming', 'arriving', 'left']

const wordOf = ({ standing, spends }: StoodDeposit, wanted: number): StatusWord => {
  const isSpent = spends.some(({ standing: one }) => one.kind === 'confirmed' && one.confirmations >= wanted)
  if (isSpent) return 'left'
  if (spends.some(isThere)) return 'leaving'
  if (standing.kind !== 'confirmed') return 'arriving'
  return standing.confirmations >= wanted ? 'funded' : 'confirming'
}

/**
 * The word of several: of those in time, and of whole ones where there are any. A deposit that was paid back into the
 * contract goes on as what it was paid back as, which is whole though a fee was taken off it.
 */
const wordOfAll = (there: readonly StoodDeposit[], { contract, wanted }: Viewed): StatusWord => {
  const paying = new Set(there.map(({ fact }) => fact))
  const counted = there.filter(
    (one) => !one.isLate && !one.spends.some((spend) => isThere(spend) && paying.has(spend.fact)),
  )
  const whole = counted.filter(
    ({ known, fact }) =>
      known.amount >= contract.amount ||
      there.some(({ spends }) => spends.some((spend) => spend.fact === fact)),
  )
  const words = (whole.length > 0 ? whole : counted).map((one) => wordOf(one, wanted))
  return WORDS.find((word) => words.includes(word)) ?? 'unfunded'
}

/** A contract in a view. */
interface Viewed {
  readonly contract: Contract
  readonly view: View
  /** Confirmations. */
  readonly wanted: number
  readonly others: readonly Contract[]
  readonly via: readonly SwapTarget[]
}

/**
 * What a contract is like now: the money that is in it, on its way in or out, who took it, and what was undone.
 *
 * Where several outputs pay a contract, the word is that of the one whose money moves, else of one that is funded,
 * confirming, arriving; `left` is said when all have left. A freeze pays the money back into its contract, which stays
 * what it was. What came late, and outputs of less than the agreed amount
 * beside one that is whole, do not count for it: anybody can send such.
 *
 * The same facts and the same chain give the same status, in whichever order they were told; of transactions that
 * spend the same without being confirmed, the one seen last is taken for the one that nodes hold.
 *
 * @throws EscrowError `VIEW_NETWORK`, `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * const { word, spendable } = statusOf(contract, view, { confirmations: 6 })
 * if (word === 'funded') release(spendable, { path: 'key', feeRate })
 */
export const statusOf = (contract: Contract, view: View, options: StatusOptions = {}): Status => {
  aView(view, 'view')
  checkWatched(contract, view, () => 'contract')
  someOptions(options, '')
  const known = outputsOf(contract, view)
  const { confirmations: wanted = 1, contracts: others = NOTHING, via = NOTHING } = options
  const viewed = { contract, view, wanted, others, via }
  const only = known[0]
  if (only === undefined) return untouched(viewed)
  return known.length === 1 && only.spends.length === 0 ? unspent(viewed, only) : statusIn(viewed, known)
}

const untouched = ({ contract, view }: Viewed): Status => ({
  contract,
  word: 'unfunded',
  at: tipOf(view),
  deposits: NOTHING,
  spendable: NOTHING,
  gone: NOTHING,
  spends: NOTHING,
  conflicts: NOTHING,
  undone: NOTHING,
})

/** Most contracts have one deposit and no spend: what {@link statusIn} says of those, at little cost. */
const unspent = (viewed: Viewed, known: PaidOutput): Status => {
  const { contract, view, wanted } = viewed
  const { fact } = known
  const deposit = { known, fact, standing: standingOf(view, fact), spends: NOTHING, isLate: false }
  const status = depositStatus(deposit, { viewed, isOneOfSeveral: false })
  const told = [status]
  const isHere = isThere(deposit)
  return {
    contract,
    word: isHere ? wordOf(deposit, wanted) : 'unfunded',
    at: tipOf(view),
    deposits: isHere ? told : NOTHING,
    spendable: isDeep(status.state, wanted) ? [status.funded] : NOTHING,
    gone: isHere ? NOTHING : told,
    spends: NOTHING,
    conflicts: NOTHING,
    undone: isConfirmed(deposit) ? NOTHING : undoneOf(deposit, view),
  }
}

/** As many blocks as tell how fast they come of late. */
const PACE_BLOCKS = 144

type Mutable<Whole> = { -readonly [Name in keyof Whole]: Whole[Name] }

export const tipOf = ({ chain }: View): Status['at'] => {
  const { base, headers } = chain
  const tip = headers[headers.length - 1]
  if (tip === undefined) return { height: base.height, hash: base.hash }
  const { hash, time, medianTime } = tip
  const before = headers[headers.length - 1 - PACE_BLOCKS]
  const at: Mutable<Status['at']> = { height: tipHeight(chain), hash, time }
  if (medianTime !== undefined) at.medianTime = medianTime
  // the clocks of miners may run backwards
  if (before !== undefined) at.secondsPerBlock = Math.max(0, (time - before.time) / PACE_BLOCKS)
  return at
}

const stoodIn = (view: View, deposits: readonly PaidOutput[]): readonly StoodDeposit[] =>
  deposits.map((known) => ({
    known,
    fact: known.fact,
    standing: standingOf(view, known.fact),
    spends:
      known.spends.length === 0
        ? NOTHING
        : byPlace(known.spends.map((fact) => ({ fact, standing: standingOf(view, fact) }))),
    isLate: isLate(known, { deposits, chain: view.chain }),
  }))

const statusIn = (viewed: Viewed, known: readonly PaidOutput[]): Status => {
  const { contract, view } = viewed
  const stood = byPlace(stoodIn(view, known))
  const there = stood.filter(isThere)
  const gone = there.length === stood.length ? NOTHING : stood.filter((one) => !isThere(one))
  const told = { viewed, isOneOfSeveral: there.filter((one) => !one.spends.some(isThere)).length > 1 }
  const spent = stood.filter(({ spends }) => spends.length > 0)
  const isSettled = stood.every(isConfirmed) && spent.every(({ spends }) => spends.every(isConfirmed))
  const deposits = there.map((one) => depositStatus(one, told))
  return {
    contract,
    word: wordOfAll(there, viewed),
    at: tipOf(view),
    deposits,
    spendable: deposits.flatMap(({ funded, state }, at) =>
      isDeep(state, viewed.wanted) && !there[at]?.spends.some(isConfirmed) ? funded : [],
    ),
    gone: gone.length === 0 ? NOTHING : gone.map((one) => depositStatus(one, told)),
    spends: listed(spent, (one) => one.spends.map((spend) => spendStatus(spend, one, viewed))),
    conflicts: listed(spent, conflictIn),
    undone: isSettled ? NOTHING : stood.flatMap((one) => undoneOf(one, view)),
  }
}

/** Nothing is made of nothing. */
const listed = <Thing, Made>(
  things: readonly Thing[],
  make: (thing: Thing) => readonly Made[],
): readonly Made[] => (things.length === 0 ? NOTHING : things.flatMap(make))

const depositStatus = (
  { known: { outpoint, amount }, standing, spends, isLate: late }: StoodDeposit,
  { viewed: { contract, view }, isOneOfSeveral }: { viewed: Viewed; isOneOfSeveral: boolean },
): DepositStatus => {
  const match = compareAmount(contract, amount)
  const funded: Mutable<Funded> = { contract, outpoint, amount, match }
  if (standing.kind === 'confirmed') {
    const { medianTimeBefore } = medianBefore(view.chain, standing.place)
    funded.confirmedAt = standing.place.height
    if (medianTimeBefore !== undefined) funded.medianTimeBefore = medianTimeBefore
  }
  return {
    funded,
    state: stateOf(standing),
    kind: isOneOfSeveral && !spends.some(isThere) ? 'oneOfSeveral' : match,
    isLate: late,
  }
}

const spendStatus = (
  { fact, standing }: Stood,
  { known }: StoodDeposit,
  { contract, view, others, via }: Viewed,
): SpendStatus => {
  const deed = deedOn(fact, {
    outpoint: known.name,
    contracts: [contract, ...others],
    via,
    lookup: lookupIn(view),
  })
  return {
    txid: fact.txid,
    outpoint: known.outpoint,
    state: stateOf(standing),
    ...(deed === undefined ? {} : { deed }),
  }
}

const conflictIn = ({ known: { outpoint }, spends }: StoodDeposit): readonly Conflict[] => {
  if (spends.length < 2) return NOTHING
  const confirmed = spends.find(({ standing }) => standing.kind === 'confirmed')
  return [
    {
      outpoint,
      txids: spends.map(({ fact }) => fact.txid),
      ...(confirmed === undefined ? {} : { confirmed: confirmed.fact.txid }),
    },
  ]
}

const undoneOf = (
  { known: { outpoint }, spends, ...deposit }: StoodDeposit,
  view: View,
): readonly Undone[] => [
  ...undoneIn(deposit, { what: 'deposit', view, outpoint }),
  ...spends.flatMap((spend) => undoneIn(spend, { what: 'spend', view, outpoint })),
]

const undoneIn = (
  { fact, standing }: Stood,
  { view, ...where }: { readonly view: View } & Pick<Undone, 'what' | 'outpoint'>,
): readonly Undone[] =>
  standing.kind === 'confirmed'
    ? NOTHING
    : fact.blocks
        .filter(({ height }) => height <= tipHeight(view.chain))
        .map(({ blockHash, height }) => ({ ...where, txid: fact.txid, blockHash, height }))
        .sort((left, right) => left.height - right.height || (left.blockHash < right.blockHash ? -1 : 1))
