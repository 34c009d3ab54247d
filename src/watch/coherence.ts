import { shown } from '../errors.js'
import { watchError } from './errors.js'
import type { Chain, Fact, View } from './types.js'

export const contradiction = (
  field: string,
  said: { readonly expected: string; readonly received: string },
): ReturnType<typeof watchError> => watchError('VIEW_JSON', { field, ...said })

interface Parts extends Pick<View, 'clock'> {
  readonly chain: Chain
  readonly facts: readonly Fact[]
}

/**
 * Whether the parts of a view fit each other, as those of every view do that came about by seeing and extending: what
 * was stored may have been damaged, or put together from rows of two.
 *
 * @throws EscrowError `VIEW_JSON` with the field
 */
export const checkCoherence = (parts: Parts, field: string): void => {
  const heights = heightsOf(parts, field)
  checkTransactions(parts, field)
  checkReadings(parts, field)
  for (const [at, { blocks }] of parts.facts.entries()) {
    const named = new Set<string>()
    for (const [which, { blockHash, height }] of blocks.entries()) {
      const place = `${field}.facts[${at}].blocks[${which}]`
      const known = heights.get(blockHash) ?? height
      if (known !== height)
        throw contradiction(`${place}.height`, {
          expected: `${known}, as the headers say of ${blockHash}`,
          received: `${height}`,
        })
      if (named.has(blockHash))
        throw contradiction(place, { expected: 'every block once', received: blockHash })
      named.add(blockHash)
    }
  }
}

/** The blocks of the chain and of the branches that it left; no block is at two heights. */
const heightsOf = ({ chain: { base, headers, left }, clock }: Parts, field: string) => {
  const heights = new Map([[base.hash, base.height]])
  const put = (hash: string, height: number, place: string): void => {
    const known = heights.get(hash) ?? height
    if (known !== height)
      throw contradiction(place, {
        expected: `one that is not at height ${known} too`,
        received: `${hash} at height ${height}`,
      })
    heights.set(hash, height)
  }
  for (const [at, { hash }] of headers.entries()) put(hash, base.height + 1 + at, `${field}.headers[${at}]`)
  let before = 0
  for (const [which, branch] of left.entries()) {
    const place = `${field}.left[${which}]`
    if (branch.headers.length === 0)
      throw contradiction(`${place}.headers`, { expected: 'the blocks of a branch', received: 'none' })
    if (branch.clock < before || branch.clock > clock)
      throw contradiction(`${place}.clock`, {
        expected: `a number from ${before} to the clock's ${clock}`,
        received: `${branch.clock}`,
      })
    before = branch.clock
    for (const [at, { hash }] of branch.headers.entries())
      put(hash, branch.fork + 1 + at, `${place}.headers[${at}]`)
  }
  return heights
}

const checkTransactions = ({ facts }: Parts, field: string): void => {
  const known = new Set<string>()
  for (const [at, { txid, spends, deeds = [] }] of facts.entries()) {
    const place = `${field}.facts[${at}]`
    if (known.has(txid)) throw contradiction(place, { expected: 'every transaction once', received: txid })
    known.add(txid)
    const spent = new Set(spends)
    for (const [which, { outpoint }] of deeds.entries())
      if (!spent.has(outpoint))
        throw contradiction(`${place}.deeds[${which}].outpoint`, {
          expected: 'an output that the transaction spends',
          received: outpoint,
        })
  }
}

/** The clock counts what appears and disappears, so no two have one reading, and what disappears was there. */
const checkReadings = ({ facts, clock }: Parts, field: string): void => {
  const taken = new Set<number>()
  for (const [at, { arrived, dropped }] of facts.entries())
    for (const [name, readings] of Object.entries({ arrived, dropped })) {
      let before = name === 'dropped' ? (arrived[0] ?? 0) : 0
      for (const reading of readings) {
        if (reading <= before || reading > clock || taken.has(reading))
          throw contradiction(`${field}.facts[${at}].${name}`, {
            expected: `rising numbers from ${before + 1} to the clock's ${clock}, each once in a view`,
            received: shown(readings),
          })
        taken.add(reading)
        before = reading
      }
    }
}
