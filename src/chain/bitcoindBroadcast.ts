import { EscrowError } from '../errors.js'
import { outgoing } from './outgoing.js'
import { acceptedNow, packageVerdicts, type Sent } from './packageVerdicts.js'
import { verdictOf } from './refusal.js'
import type { Rpc } from './rpc.js'
import { refusedWith } from './rpcErrors.js'
import type { BroadcastVerdict } from './source.js'

/** bitcoind's codes about a transaction itself (`rpc/protocol.h`): verify error, rejected, in the chain already. */
const ABOUT_TRANSACTIONS = [-25, -26, -27]

/**
 * Sends one transaction, or together what of a package is not confirmed yet. What waits is sent too: the node
 * announces it again.
 */
export const broadcastBy = async (
  rpc: Rpc,
  transactions: readonly (string | Uint8Array)[],
): Promise<readonly BroadcastVerdict[]> => {
  const all: Sent[] = []
  for (const { txid, hex, outputs } of outgoing(transactions))
    all.push({ txid, hex, was: await whatWas(rpc, { txid, outputs }) })
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
      return acceptedNow(sent)
    } catch (error) {
      const verdict = verdictOf(sent.txid, wordsOf(error))
      // its own inputs are spent, too, once it is confirmed and its outputs are spent
      return isMissing(verdict) && (await isConfirmed(rpc, sent.txid))
        ? { txid: sent.txid, verdict: 'known' }
        : verdict
    }
  }

const sendTogether = async (rpc: Rpc, sent: readonly Sent[]): Promise<readonly BroadcastVerdict[]> => {
  try {
    return packageVerdicts(sent, await rpc.submitpackage(sent.map(({ hex }) => hex)))
  } catch (error) {
    const words = wordsOf(error)
    return sent.map(({ txid }) => verdictOf(txid, words))
  }
}

const isMissing = (verdict: BroadcastVerdict): boolean =>
  verdict.verdict === 'refused' && verdict.reason === 'inputsMissingOrSpent'

/** As far as the node's index of transactions knows. */
const isConfirmed = async (rpc: Rpc, txid: string): Promise<boolean> => {
  const [answer] = await rpc.batch([{ method: 'getrawtransaction', params: [txid, 1] }])
  const result = answer?.ok ? answer.result : null
  if (typeof result !== 'object' || result === null || !('confirmations' in result)) return false
  const { confirmations } = result
  return typeof confirmations === 'number' && confirmations > 0
}
