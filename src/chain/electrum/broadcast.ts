import { malformedAnswer } from '../errors.js'
import { outgoing } from '../outgoing.js'
import { verdictOf } from '../refusal.js'
import type { Asked, BroadcastVerdict, FoundTransaction } from '../source.js'
import type { Client, Refused } from './client.js'
import * as shapes from './shapes.js'

/** What the server says where its node, or itself, does not like what was sent; other codes are about the server. */
const ABOUT_THE_TRANSACTION = 1

interface Broadcaster {
  readonly name: string
  readonly client: Client
  readonly transaction: (options: { readonly txid: string } & Asked) => Promise<FoundTransaction | undefined>
}

/** Sends transactions; what a server answers is compared with their own ids. */
export const broadcastBy =
  (via: Broadcaster) =>
  async ({
    transactions,
    ...asked
  }: { readonly transactions: readonly (string | Uint8Array)[] } & Asked): Promise<
    readonly BroadcastVerdict[]
  > => {
    const sent = outgoing(transactions)
    const said =
      (sent.length > 1 ? await packageVerdicts(via, sent, asked) : undefined) ??
      (await oneByOne(via, sent, asked))
    const checked: BroadcastVerdict[] = []
    for (const verdict of said) checked.push(await knownAfterAll(via, verdict, asked))
    return checked
  }

type Sent = readonly { readonly hex: string; readonly txid: string }[]

/** Parents come before their child: each is there when the next one needs it. */
const oneByOne = async (
  { name, client }: Broadcaster,
  sent: Sent,
  asked: Asked,
): Promise<readonly BroadcastVerdict[]> => {
  const verdicts: BroadcastVerdict[] = []
  const method = 'blockchain.transaction.broadcast'
  for (const { hex, txid } of sent) {
    const outcome = await client.ask({ method, params: [hex], shape: shapes.text }, asked)
    if ('refused' in outcome) verdicts.push(verdictOf(txid, wordsOf(client, method, outcome.refused)))
    else if (outcome.result === txid) verdicts.push({ txid, verdict: 'accepted' })
    else throw malformedAnswer(name, { expected: `the id ${txid}`, received: 'something else' })
  }
  return verdicts
}

/** A package as a whole; `undefined` where the server's protocol has none. */
const packageVerdicts = async (
  { client }: Broadcaster,
  sent: Sent,
  asked: Asked,
): Promise<readonly BroadcastVerdict[] | undefined> => {
  const method = 'blockchain.transaction.broadcast_package'
  const hexes = sent.map(({ hex }) => hex)
  const { has } = await client.connection(asked)
  if (!has('1.6')) return undefined
  const outcome = await client.ask({ method, params: [hexes, true], shape: shapes.packageResult }, asked)
  if ('refused' in outcome) {
    const words = wordsOf(client, method, outcome.refused)
    return sent.map(({ txid }) => verdictOf(txid, words))
  }
  const { package_msg: message, 'tx-results': results } = outcome.result
  const errors = new Map(Object.values(results).map(({ txid, error }) => [txid, error]))
  return sent.map(({ txid }) => {
    const error = errors.has(txid) ? errors.get(txid) : message
    return error === undefined ? { txid, verdict: 'accepted' } : verdictOf(txid, error)
  })
}

const wordsOf = (client: Client, method: string, refused: Refused): string => {
  if (refused.code !== ABOUT_THE_TRANSACTION) throw client.refusal(method, refused)
  return refused.words.replace(/^the tx package was rejected by network rules\.\s*/, '')
}

/** Inputs are missing, too, where the transaction itself is confirmed and its outputs are spent already. */
const knownAfterAll = async (
  { transaction }: Broadcaster,
  verdict: BroadcastVerdict,
  asked: Asked,
): Promise<BroadcastVerdict> => {
  if (verdict.verdict !== 'refused' || verdict.reason !== 'inputsMissingOrSpent') return verdict
  const { txid } = verdict
  const found = await transaction({ txid, ...asked })
  return found?.block === undefined ? verdict : { txid, verdict: 'known' }
}
