import { outgoing } from '../outgoing.js'
import { packageVerdicts, type Sent } from '../packageVerdicts.js'
import { verdictOf } from '../refusal.js'
import * as nodeShapes from '../shapes.js'
import type { BroadcastVerdict } from '../source.js'
import { type Http, readJson } from './http.js'
import { transactionOver } from './transaction.js'

/** Where servers take packages: Esplora, and mempool.space below the same address. */
const PACKAGE_PATHS = ['/txs/package', '/v1/txs/package']

/** Sends one transaction, or together what of a package is not confirmed yet. */
export const broadcastOver = async (
  http: Http,
  transactions: readonly (string | Uint8Array)[],
): Promise<readonly BroadcastVerdict[]> => {
  const all: Sent[] = []
  for (const { txid, hex } of outgoing(transactions)) {
    const found = await transactionOver(http, txid)
    const was = found === undefined ? 'unknown' : found.block === undefined ? 'waiting' : 'confirmed'
    all.push({ txid, hex, was })
  }
  const left = all.filter(({ was }) => was !== 'confirmed')
  const told = (left.length > 1 ? await sendTogether(http, left) : undefined) ?? (await oneByOne(http, left))
  return all.map(({ txid }) => told.find((verdict) => verdict.txid === txid) ?? { txid, verdict: 'known' })
}

const oneByOne = async (http: Http, sent: readonly Sent[]): Promise<readonly BroadcastVerdict[]> => {
  const verdicts: BroadcastVerdict[] = []
  for (const one of sent) verdicts.push(await sendAlone(http, one))
  return verdicts
}

const sendAlone = async (http: Http, { txid, hex, was }: Sent): Promise<BroadcastVerdict> => {
  const { status, text } = await http.send('/tx', { body: hex })
  if (status !== 200) return verdictOf(txid, text)
  if (text.trim() !== txid) throw http.malformed('/tx', 'the id of another transaction')
  return { txid, verdict: was === 'unknown' ? 'accepted' : 'known' }
}

/** `undefined` where the server takes no packages. */
const sendTogether = async (
  http: Http,
  sent: readonly Sent[],
): Promise<readonly BroadcastVerdict[] | undefined> => {
  const body = JSON.stringify(sent.map(({ hex }) => hex))
  for (const path of PACKAGE_PATHS) {
    const { status, text } = await http.send(path, { body })
    if (status === 404) continue
    if (status !== 200) return sent.map(({ txid }) => verdictOf(txid, text))
    const answer = readJson(text, nodeShapes.packageVerdict, (received) => http.malformed(path, received))
    return packageVerdicts(sent, answer)
  }
  return undefined
}
