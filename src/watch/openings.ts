import { aContract, type Contract } from '../contract/contract.js'
import { aFunded, type Funded } from '../contract/funded.js'
import { maturityOf } from '../contract/maturity.js'
import { hasMembers } from '../given/check.js'
import type { Maturity } from '../paths/opening.js'
import type { Path } from '../paths/types.js'
import { lockUnit } from '../units/lock.js'
import { formatOutpoint } from '../units/outpoint.js'
import { aClockTip, type ClockTip } from './clock.js'
import { statusOf } from './status.js'
import type { View } from './types.js'

/**
 * From when nodes take a spend. `tip`: what the last block of their chain must have reached for them to take it.
 * `block`: the lowest block that it may stand in, which is the next one above that tip. Locks by time name no block:
 * it is whichever comes above a tip of that median time.
 */
export type OpeningPoint =
  | { readonly tip: { readonly height: number }; readonly block: number }
  | { readonly tip: { readonly medianTime: number } }

/** Whether a path is open. */
export type Opening =
  /** Nodes take its spend now; `from` is absent where it has no clock. */
  | { readonly kind: 'open'; readonly from?: OpeningPoint }
  /** `left`: blocks, or seconds of median time, until nodes take its spend. */
  | ({
      readonly kind: 'waiting'
      readonly from: OpeningPoint
      /** About when the tip will be that far, in Unix seconds, should blocks come as they did of late. */
      readonly about?: number
    } & Maturity)
  /** What has to be known first: of the deposit (a relative clock begins with its block), or of the tip. */
  | { readonly kind: 'unknown'; readonly missing: 'confirmedAt' | 'medianTimeBefore' | 'medianTime' }
  /** Nobody can ever take it: the leaf that binds the terms. */
  | { readonly kind: 'never' }

/** A path of a deposit with its {@link Opening}. */
export type PathOpening = Opening & {
  /** Says who signs, and whether it takes a secret besides. */
  readonly path: Path
  /** Absent of a contract that nothing was paid into. */
  readonly funded?: Funded
}

const SECONDS_PER_BLOCK = 600
/** The median of 11 blocks is that of the sixth, five below the tip. */
const BLOCKS_BEHIND = 5

const pointOf = ({ unit, left }: Maturity, { height, medianTime = 0 }: ClockTip): OpeningPoint =>
  unit === 'blocks'
    ? { tip: { height: height + left }, block: height + left + 1 }
    : { tip: { medianTime: medianTime + left } }

const aboutWhen = (
  { unit, left }: Maturity,
  { medianTime, time, secondsPerBlock = SECONDS_PER_BLOCK }: ClockTip,
): { readonly about?: number } => {
  const lag = BLOCKS_BEHIND * secondsPerBlock
  const now = time ?? (medianTime === undefined ? undefined : medianTime + lag)
  if (unit === 'blocks') return now === undefined ? {} : { about: Math.round(now + left * secondsPerBlock) }
  return medianTime === undefined ? {} : { about: Math.round(medianTime + left + lag) }
}

/** Whether a path of a deposit is open above a tip. */
const pathOpening = (
  { name, lock }: Path,
  {
    deposit,
    tip,
  }: { readonly deposit: Pick<Funded, 'confirmedAt' | 'medianTimeBefore'>; readonly tip: ClockTip },
): Opening => {
  if (name === 'terms') return { kind: 'never' }
  if (lock === undefined) return { kind: 'open' }
  const { height, medianTime } = tip
  if (lockUnit(lock) === 'seconds' && medianTime === undefined)
    return { kind: 'unknown', missing: 'medianTime' }
  // a clock of blocks does not look at the time
  const maturity = maturityOf(lock, deposit, { height, medianTime: medianTime ?? 0 })
  if (maturity === undefined)
    return { kind: 'unknown', missing: 'seconds' in lock ? 'medianTimeBefore' : 'confirmedAt' }
  const from = pointOf(maturity, tip)
  return maturity.left <= 0
    ? { kind: 'open', from }
    : { kind: 'waiting', from, ...maturity, ...aboutWhen(maturity, tip) }
}

const isFunded = (what: Contract | Funded): what is Funded => hasMembers(what) && 'outpoint' in what
const isView = (at: ClockTip | View): at is View => hasMembers(at) && 'facts' in at

/** A deposit, or nothing yet, and the tip that it is seen from. */
interface Seen {
  readonly contract: Contract
  readonly funded?: Funded
  readonly tip: ClockTip
}

/** The deposits of a contract that nothing in the chain has spent. */
const seenIn = (contract: Contract, view: View): readonly Seen[] => {
  const { at: tip, deposits, spends } = statusOf(contract, view)
  const spent = new Set(
    spends.flatMap(({ state, outpoint }) => (state.kind === 'confirmed' ? [formatOutpoint(outpoint)] : [])),
  )
  return deposits.flatMap(({ funded }) =>
    spent.has(formatOutpoint(funded.outpoint)) ? [] : [{ contract, funded, tip }],
  )
}

const seenFrom = (what: Contract | Funded, at: ClockTip | View): readonly Seen[] => {
  if (isFunded(what)) aFunded(what, 'funded')
  else if (isView(at)) return seenIn(what, at)
  else aContract(what, 'contract')
  const contract = isFunded(what) ? what.contract : what
  const tip = isView(at) ? statusOf(contract, at).at : at
  aClockTip(tip, 'at')
  return [{ contract, tip, ...(isFunded(what) && { funded: what }) }]
}

/**
 * From when each path of a deposit can be spent, seen from the tip of a chain: in the order of the paths' numbers, the
 * leaf of the terms last. What is `open` is what nodes take: its transaction goes into mempools, and into the next block.
 *
 * With a view, a contract has a list for each deposit that nothing in the chain has spent, one behind the other, and
 * none where there is no deposit. With a tip alone, relative clocks of a contract are unknown, and absolute ones as they
 * are.
 *
 * Source: BIP 65, BIP 68, BIP 113.
 *
 * @param what the deposit, or a contract
 * @param at the tip of the chain, or a view
 * @throws EscrowError `ARGUMENT_TYPE`, `VIEW_NETWORK`
 * @example
 * for (const { path, ...opening } of openingsOf(funded, { height, medianTime }))
 *   if (opening.kind === 'waiting') console.log(path.name, opening.left, opening.unit, opening.from)
 *   // employerAlone 8639 blocks { tip: { height: 820639 }, block: 820640 }
 */
export const openingsOf = (what: Contract | Funded, at: ClockTip | View): readonly PathOpening[] =>
  seenFrom(what, at).flatMap(({ contract, funded, tip }) =>
    contract.paths.map((path) => ({
      path,
      ...(funded && { funded }),
      ...pathOpening(path, { deposit: funded ?? {}, tip }),
    })),
  )
