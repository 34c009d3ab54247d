import { verdictOf } from './refusal.js'
import type { PackageVerdict } from './results.js'
import type { BroadcastVerdict } from './source.js'

/** A transaction that is sent. */
export interface Sent {
  readonly txid: string
  readonly hex: string
  /** What it was before it was sent: nodes take what they have without a word. */
  readonly was: 'unknown' | 'waiting' | 'confirmed'
}

export const acceptedNow = ({ txid, was }: Sent): BroadcastVerdict => ({
  txid,
  verdict: was === 'unknown' ? 'accepted' : 'known',
})

/**
 * What a node's `submitpackage` says of each transaction. One that it did not look at was refused for what it says of
 * the whole package.
 */
export const packageVerdicts = (
  sent: readonly Sent[],
  { package_msg: whole, 'tx-results': results }: PackageVerdict,
): readonly BroadcastVerdict[] => {
  const members = Object.values(results)
  return sent.map((one) => {
    const member = members.find(({ txid }) => txid === one.txid)
    const error = member?.error ?? (member?.vsize === undefined && whole !== 'success' ? whole : undefined)
    if (error === undefined) return acceptedNow(one)
    return verdictOf(one.txid, error === 'package-not-validated' ? whole : error)
  })
}
