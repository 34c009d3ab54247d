import { aContract } from '../contract/contract.js'
import { anything, aWhole, type Check, checkThat, listOf, membersOf, textOrBytes } from '../given/check.js'
import { extractTransaction, parseTransaction } from '../psbt/transaction.js'
import { equalBytes } from '../units/bytes.js'
import { virtualSize } from '../units/feeRate.js'
import { sats } from '../units/sats.js'
import { Draft } from './draft.js'
import { deedsOf } from './spendDeeds.js'
import { isDropped, supersededBy } from './standing.js'
import type { BlockPlace, Fact, Sighting, View, Where } from './types.js'
import { aHash, aView } from './view.js'

const aPlace: Check = (value, field) => {
  if (value === 'mempool') return
  if (typeof value !== 'object')
    checkThat("'mempool', or { blockHash, height, position }", () => false)(value, field)
  membersOf<BlockPlace>({ blockHash: aHash, height: aWhole, position: aWhole, 'medianTimeBefore?': aWhole })(
    value,
    field,
  )
}

const aSighting: Check = (value, field) => {
  membersOf<Sighting>({
    transaction: textOrBytes,
    where: aPlace,
    'contracts?': listOf(aContract),
    'fee?': anything,
  })(value, field)
}

/** What stands in a transaction's bytes. */
export const readFact = (
  input: string | Uint8Array,
  field: string,
): Pick<Fact, 'txid' | 'vsize' | 'spends' | 'outputs'> & { readonly bytes: Uint8Array } => {
  const transaction = parseTransaction(input, field)
  const { txid, bytes, weight } = extractTransaction(transaction)
  return {
    txid,
    bytes,
    vsize: virtualSize(weight),
    spends: transaction.inputs.map(({ outpoint: { txid: id, vout } }) => `${id}:${vout}`),
    outputs: transaction.outputs,
  }
}

const placesOf = (where: Where): readonly BlockPlace[] => (where === 'mempool' ? [] : [{ ...where }])

const isKnown = ({ blocks }: Fact, { blockHash }: BlockPlace): boolean =>
  blocks.some((place) => place.blockHash === blockHash)

const feeOf = ({ fee }: Sighting, field: string): Pick<Fact, 'fee'> =>
  fee === undefined ? {} : { fee: sats(fee, `${field}.fee`) }

/** What it did, where the sighting says to which contracts. */
const deedsIn = (
  fact: Fact,
  { sighting: { contracts }, draft }: { sighting: Sighting; draft: Draft },
): Pick<Fact, 'deeds'> => {
  if (contracts === undefined || contracts.length === 0) return {}
  const deeds = deedsOf(fact, { contracts, lookup: draft })
  return deeds.length === 0 ? {} : { deeds }
}

/** A parent that was not known tells more of the children that were. */
const readAgain = (draft: Draft, { txid, outputs }: Fact): void => {
  for (const vout of outputs.keys())
    for (const child of draft.spenders(`${txid}:${vout}`)) {
      const { deeds, ...rest } = draft.fact(child) ?? {}
      if (deeds !== undefined && 'txid' in rest) draft.put(rest)
    }
}

/** What one more sighting adds. */
const see = (draft: Draft, sighting: Sighting, field: string): void => {
  const read = readFact(sighting.transaction, `${field}.transaction`)
  const places = placesOf(sighting.where)
  const known = draft.fact(read.txid)
  if (known === undefined) {
    const fact = { ...read, blocks: places, arrived: [++draft.clock], dropped: [], ...feeOf(sighting, field) }
    draft.appear({ ...fact, ...deedsIn(fact, { sighting, draft }) })
    readAgain(draft, fact)
    return
  }
  const added = places.filter((place) => !isKnown(known, place))
  const away = isDropped(known) || supersededBy(known, draft) !== undefined
  const fee = known.fee === undefined ? feeOf(sighting, field) : {}
  // the witness that a block holds is the one that counts
  const isOther =
    added.length > 0 &&
    known.blocks.length === 0 &&
    known.bytes !== undefined &&
    !equalBytes(known.bytes, read.bytes)
  const { deeds: was, ...rest } = known
  const fact = {
    ...rest,
    ...(isOther ? read : {}),
    blocks: [...known.blocks, ...added],
    arrived:
      away && (added.length > 0 || places.length === 0) ? [...known.arrived, ++draft.clock] : known.arrived,
    ...fee,
  }
  const deeds = was === undefined || isOther ? deedsIn(fact, { sighting, draft }) : { deeds: was }
  if (fact.arrived !== known.arrived) draft.appear({ ...fact, ...deeds })
  else if (added.length > 0 || 'fee' in fee || deeds.deeds !== was) draft.put({ ...fact, ...deeds })
}

/**
 * A view that knows of one more transaction, or of several: that it exists, and where it was seen. Seen again at the
 * same place it changes nothing.
 *
 * Of transactions that spend the same and are not confirmed the one seen last counts: nodes keep one of them.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, and what `parseTransaction` throws
 * @example
 * view = seen(view, { transaction: hex, where: 'mempool' })
 * view = seen(view, { transaction: hex, where: { blockHash, height: 812_000, position: 3 } })
 */
export const seen = (view: View, sightings: Sighting | readonly Sighting[]): View => {
  aView(view, 'view')
  const several = Array.isArray(sightings)
  ;(several ? listOf(aSighting) : aSighting)(sightings, 'sightings')
  const draft = new Draft(view)
  // the line above tells one from several
  const list = (several ? sightings : [sightings]) as readonly Sighting[]
  for (const [at, sighting] of list.entries()) see(draft, sighting, several ? `sightings[${at}]` : 'sighting')
  return draft.made()
}
