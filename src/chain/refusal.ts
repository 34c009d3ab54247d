import { visible } from '../text.js'
import type { BroadcastRefusal, BroadcastVerdict } from './source.js'

/** What servers and the command of a node print before the reason. */
const BEFORE =
  /^(?:the transaction was rejected by network rules\.\s*|(?:sendrawtransaction|submitpackage) RPC error(?: -?\d+)?:\s*|\{"code":-?\d+,"message":"|error code: -?\d+\s*|error message:\s*|-?\d+: )+/i

/** What servers print behind it: the whole transaction, or the end of JSON. */
const BEHIND = /\n\[|"\}/

/** How nodes begin their reasons (`validation.cpp`, `policy/`), from Bitcoin Core 22 to 31. */
const REASONS: readonly (readonly [begins: RegExp, reason: BroadcastRefusal | 'known'])[] = [
  [
    /^(?:txn-already-in-mempool|txn-already-known|txn-same-nonwitness-data-in-mempool|transaction already in (?:block chain|mempool)|transaction outputs already in utxo set)/i,
    'known',
  ],
  [/^(?:bad-txns-inputs-missingorspent|missing-?inputs|missing inputs)/i, 'inputsMissingOrSpent'],
  [/^(?:non-final|non-bip68-final|bad-txns-premature-spend-of-coinbase)/i, 'notFinal'],
  [
    /^(?:insufficient fee|replacement-|txn-mempool-conflict|too many potential replacements|bad-txns-spends-conflicting-tx|bip125-replacement-disallowed|insufficient feerate)/i,
    'conflicting',
  ],
  [/^(?:min relay fee not met|mempool min fee not met|mempool full|package-fee-too-low)/i, 'feeTooLow'],
  [
    /^(?:too-long-mempool-chain|too-large-cluster|package-mempool-limits|truc-violation.*(?:ancestors|descendant))/i,
    'tooManyAncestors',
  ],
]

const MAX_READ = 5000
const MAX_SHOWN = 500

/**
 * What a node's words about one transaction mean, as it says them itself or a server repeats them. Words that nobody
 * knows are `other`.
 */
export const verdictOf = (txid: string, words: string): BroadcastVerdict => {
  const [reasonGiven = ''] = words.slice(0, MAX_READ).replace(BEFORE, '').split(BEHIND)
  const text = visible(reasonGiven.replace(/[\t\n\r ]+/g, ' '))
    .trim()
    .slice(0, MAX_SHOWN)
  const meaning = REASONS.find(([begins]) => begins.test(text))?.[1] ?? 'other'
  return meaning === 'known'
    ? { txid, verdict: 'known' }
    : { txid, verdict: 'refused', reason: meaning, text }
}
