import { sourceError } from '../errors.js'
import type { HistoryEntry } from '../source.js'
import { type Http, readJson } from './http.js'
import * as shapes from './shapes.js'

/** How often it is read again where the chain changes under the hands. */
const TRIES = 5
/** More than any contract has; a server that never ends would go on for ever. */
const MOST_ENTRIES = 10_000
/** What servers answer about a cursor that left the chain. */
const GONE: readonly number[] = [400, 404, 422]

/** The whole history of a script. */
export const historyOver = async (
  http: Http,
  { scriptHash, name }: { scriptHash: string; name: string },
): Promise<readonly HistoryEntry[]> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const entries = await readAll(http, `/scripthash/${scriptHash}/txs`)
    if (entries !== undefined) return entries
  }
  throw sourceError('SOURCE_UNSETTLED', {
    field: 'source.history',
    expected: 'a chain that stands still for a moment',
    received: `${TRIES} changes while a history was read`,
    source: name,
  })
}

/**
 * Page by page until one holds nothing new, as servers differ in how long theirs are. Where there are several, the tip
 * is to be the same before and after them: `undefined` where it is not.
 */
const readAll = async (http: Http, path: string): Promise<readonly HistoryEntry[] | undefined> => {
  const before = await http.text('/blocks/tip/hash')
  const entries = new Map<string, HistoryEntry>()
  let page: readonly shapes.Entry[] | undefined = await http.json(path, shapes.page)
  if (page === undefined) throw http.malformed(path, 'status 404')
  let pages = 0
  for (; ; pages++) {
    const known = entries.size
    for (const { txid, status } of page)
      if (status.confirmed) entries.set(txid, { txid, height: status.block_height })
      else if (!entries.has(txid)) entries.set(txid, { txid })
    if (entries.size > MOST_ENTRIES) throw http.malformed(path, `more than ${MOST_ENTRIES} transactions`)
    const last: shapes.Entry | undefined = page.findLast(({ status }) => status.confirmed)
    if (last === undefined || entries.size === known) break
    const next: string = `${path}/chain/${last.txid}`
    const answer = await http.send(next)
    if (GONE.includes(answer.status)) return undefined
    page = readJson(answer.text, shapes.page, (received) => http.malformed(next, received))
  }
  if (pages > 0 && (await http.text('/blocks/tip/hash')) !== before) return undefined
  return [...entries.values()]
}
