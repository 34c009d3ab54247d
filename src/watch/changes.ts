import { backend } from '#backend'
import { aContract, type Contract } from '../contract/contract.js'
import { listOf, membersOf } from '../given/check.js'
import { toHex, utf8 } from '../units/bytes.js'
import { depthAt, tipHeight } from './chain.js'
import { marksOf } from './deadlines.js'
import { checkNetwork, depositsOf, type KnownDeposit, someConfirmations } from './deposits.js'
import { watchError } from './errors.js'
import type { ContractEvent } from './eventTypes.js'
import { happenedTo, type Past, pastOf, unspentUntil } from './happened.js'
import { placeOf } from './standing.js'
import { inTable } from './table.js'
import type { View } from './types.js'
import { aView, keyName, medianBefore } from './view.js'

export interface ChangesOptions {
  /** Whose events are wanted. */
  readonly contracts: readonly Contract[]
  /** How deep a transaction has to be before it counts as confirmed: always the same; 1 where not said. */
  readonly confirmations?: number
}

/** Two views, of which the second came from the first. */
interface Step {
  readonly before: View
  readonly after: View
  readonly wanted: number
}

/**
 * What happened to contracts between two views of which the second came from the first, in the order of the contracts
 * and, for each, roughly in that of time.
 *
 * Everything that ever happened follows from a view alone: it keeps when transactions appeared and disappeared, and
 * the branches that its chain left. The events between two views are those that follow from the second and not from
 * the first. So none is told twice and none left out, however many steps lie between: the events of a hundred blocks
 * taken at once are those of each of them. What neither a view nor its chain was ever told cannot follow from it: a
 * source that was away while a transaction came and went says nothing of it, nor of a branch that it did not show.
 *
 * @throws EscrowError `VIEW_NETWORK`, `VIEW_ORDER`, `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * const next = extended(seen(view, found), headers)
 * for (const event of changesBetween(view, next, { contracts, confirmations: 6 })) await tell(event)
 * view = next
 */
export const changesBetween = (
  before: View,
  after: View,
  options: ChangesOptions,
): readonly ContractEvent[] => {
  aView(before, 'before')
  aView(after, 'after')
  membersOf<ChangesOptions>({ contracts: listOf(aContract), 'confirmations?': someConfirmations })(
    options,
    '',
  )
  const { contracts, confirmations: wanted = 1 } = options
  checkOrder(before, after)
  const step = { before, after, wanted }
  // read when the first contract asks: mostly none does
  let pasts: { readonly before: Past; readonly after: Past } | undefined
  return contracts.flatMap((contract, at) => {
    checkNetwork(contract, after, `contracts[${at}]`)
    if (isQuiet(contract, step)) return []
    pasts ??= { before: pastOf(before, 0), after: pastOf(after, before.chain.left.length) }
    const known = happenedTo({ contract, past: pasts.before, wanted })
    return [...happenedTo({ contract, past: pasts.after, wanted })].flatMap(([name, event]) =>
      // a union's member keeps its kind
      known.has(name) ? [] : [{ id: idOf(event.contract, name), ...event } as ContractEvent],
    )
  })
}

const idOf = ({ agreement, milestone }: ContractEvent['contract'], name: string): string =>
  toHex(backend.sha256(utf8(`taproot-escrow/event ${agreement} ${milestone} ${name}`)))

const checkOrder = (before: View, after: View): void => {
  const later =
    before.network === after.network &&
    before.clock <= after.clock &&
    before.chain.left.length <= after.chain.left.length
  if (!later)
    throw watchError('VIEW_ORDER', {
      field: 'after',
      expected: 'a view that came from the one before',
      received: 'one that is older, or another',
    })
}

/** Whether nothing can have happened, as is seen at little cost: most contracts rest most of the time. */
const isQuiet = (contract: Contract, { before, after, wanted }: Step): boolean => {
  const name = keyName(contract.outputKey)
  const paid = inTable(after.paid, name)
  if (paid === undefined) return true
  if (paid !== inTable(before.paid, name) || before.chain.left.length !== after.chain.left.length)
    return false
  const earlier = depositsOf(contract, before)
  return depositsOf(contract, after).every((deposit, at) => {
    const was = earlier[at]
    return was !== undefined && rests(contract, { deposit, was, before, after, wanted })
  })
}

const rests = (
  contract: Contract,
  { deposit, was, before, after, wanted }: Step & { deposit: KnownDeposit; was: KnownDeposit },
): boolean => {
  const { fact, spends } = deposit
  if (fact !== was.fact || spends.length !== was.spends.length) return false
  const isDeep = (one: KnownDeposit['fact']): boolean => {
    const place = placeOf(before.chain, one)
    return place !== undefined && depthAt(before.chain, place.height) >= wanted
  }
  if (!isDeep(fact) || !spends.every((spend, at) => spend === was.spends[at] && isDeep(spend))) return false
  return spends.length > 0 || !passesMark(contract, { deposit, before, after })
}

/** Whether one of the clocks of an unspent deposit reached a mark between two views. */
const passesMark = (
  contract: Contract,
  { deposit, before, after }: Pick<Step, 'before' | 'after'> & { deposit: KnownDeposit },
): boolean => {
  const place = placeOf(after.chain, deposit.fact)
  if (place === undefined) return true
  const moment = { confirmedAt: place.height, ...medianBefore(after.chain, place) }
  const then = { blocks: tipHeight(before.chain), seconds: before.chain.headers.at(-1)?.medianTime }
  const now = { blocks: unspentUntil(deposit, after.chain), seconds: after.chain.headers.at(-1)?.medianTime }
  return marksOf(contract, moment).some(({ unit, marks }) => {
    const [from, to] = [then[unit] ?? 0, now[unit]]
    return to !== undefined && marks.some(({ at }) => at > from && at <= to)
  })
}
