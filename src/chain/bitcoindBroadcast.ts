import { EscrowError } from '../errors.js'
import { parseTransaction } from '../psbt/transaction.js'
import { toHex } from '../units/bytes.js'
import { verdictOf } from './refusal.js'
import type { PackageMember } from './results.js'
import type { Rpc } from './rpc.js'
import { refusedWith } from './rpcErrors.js'
import type { BroadcastVerdict } from './source.js'

/** bitcoind's codes about a transaction itself (`rpc/protocol.h`): verify error, rejected, in the chain already. */
const ABOUT_TRANSACTIONS = [-25, -26, -27]

interface Sent {
  readonly txid: string
  readonly hex: string
  /** Whether the node had it before it was sent: nodes take what they have without a word. */
  readonly was: 'unknown' | 'waiting' | 'confirmed'
}

/**
 * Sends one transaction, or together what of a package is not confirmed yet. What waits is sent too: the node
 * announces it again.
 */
export const broadcastBy = async (
  rpc: Rpc,
  transactions: readonly Uint8Array[],
): Promise<readonly BroadcastVerdict[]> => {
  const all: Sent[] = []
  for (const [at, bytes] of transactions.entries()) {
    const { txid, outputs } = parseTransaction(bytes, `transactions[${at}]`)
    all.push({ txid, hex: toHex(bytes), was: await whatWas(rpc, { txid, outputs: outputs.length }) })
  }
  const known = all.filter(({ was }) => was === 'confirmed')
  const left = all.filter(({ was }) => was !== 'confirmed')
  const told = left.length > 1 ? await sendTogether(rpc, left) : await Promise.all(left.map(sendAloneTo(rpc)))
  const verdicts = [...known.map(({ txid }) => ({ txid, verdict: 'known' }) as const), ...told]
  return all.flatMap(({ txid }) => verdicts.find((verdict) => verdict.txid === txid) ?? [])
}

const whatWas = async (
  rpc: Rpc,
  { txid, outputs }: { txid: string; outputs: number },
): Promise<Sent['was']> => {
  const [waiting, ...unspent] = await rpc.batch([
    { method: 'getmempoolentry', params: { txid } },
    ...Array.from({ length: outputs }, (_, n) => ({
      method: 'gettxout',
      params: { txid, n, include_mempool: false },
    })),
  ])
  if (waiting?.ok) return 'waiting'
  return unspent.some((answer) => answer.ok && answer.result !== null) ? 'confirmed' : 'unknown'
}

const accepted = ({ txid, was }: Sent): BroadcastVerdict => ({
  txid,
  verdict: was === 'unknown' ? 'accepted' : 'known',
})

/** The node's words about a transaction, or the error where they are about something else. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof EscrowError) || !refusedWith(error, ABOUT_TRANSACTIONS)) throw error
  const { rpcMessage } = error.data
  return typeof rpcMessage === 'string' ? rpcMessage : ''
}

const sendAloneTo =
  (rpc: Rpc) =>
  async (sent: Sent): Promise<BroadcastVerdict> => {
    try {
      await rpc.sendrawtransaction(sent.hex)
      return accepted(sent)
    } catch (error) {
      return verdictOf(sent.txid, wordsOf(error))
    }
  }

const sendTogether = async (rpc: Rpc, sent: readonly Sent[]): Promise<readonly BroadcastVerdict[]> => {
  try {
    const answer = await rpc.submitpackage(sent.map(({ hex }) => hex))
    const members = Object.values(answer['tx-results'])
    return sent.map((one) => memberVerdict(one, members, answer.package_msg))
  } catch (error) {
    const words = wordsOf(error)
    return sent.map(({ txid }) => verdictOf(txid, words))
  }
}

/** A member that the node did not look at was refused for what it says of the whole package. */
const memberVerdict = (sent: Sent, members: readonly PackageMember[], whole: string): BroadcastVerdict => {
  const member = members.find(({ txid }) => txid === sent.txid)
  const error = member?.error ?? (member?.vsize === undefined && whole !== 'success' ? whole : undefined)
  if (error === undefined) return accepted(sent)
  return verdictOf(sent.txid, error === 'package-not-validated' ? whole : error)
}
