import type { EscrowError } from '../errors.js'
import {
  aFunction,
  aWhole,
  checkThat,
  having,
  listOf,
  membersOf,
  oneOf,
  textOrBytes,
} from '../given/check.js'
import { type ParsedTransaction, parseTransaction, serializeTransaction } from '../psbt/transaction.js'
import { type FeeRate, feeFor } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'
import { someConfirmations } from '../watch/deposits.js'
import { replacementOf } from './replacement.js'
import type { Signal } from './signal.js'
import type { BroadcastRefusal, BroadcastVerdict, Source, WaitingTransaction } from './source.js'
import { troubleWith } from './trouble.js'
import { untilNews } from './untilNews.js'

export interface KeepOptions {
  /** How deep a transaction has to be before it is let go; 6 where not said. */
  readonly confirmations?: number
  /** Within how many blocks it is to confirm: one that pays less than that takes is stuck; 6 where not said. */
  readonly blocks?: number
  /** Ends the iteration. */
  readonly signal?: Signal
  /** Milliseconds between two looks where no block comes; 10,000 where not said. */
  readonly poll?: number
  /** Told of each time that the source was away or busy, and that it is asked again after a pause. */
  readonly onTrouble?: (error: EscrowError) => void
}

/** What became of a transaction that is kept; each is told when it becomes so, not again while it stays so. */
export type Kept = { readonly txid: string } & (
  | { readonly kind: 'waiting' }
  /** It had left the mempool, and was sent again: what is told next says with what success. */
  | { readonly kind: 'dropped' }
  /** Something else spends what it spends. It is sent again all the same: the other may go, too. */
  | { readonly kind: 'replaced'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: BroadcastRefusal; readonly text: string }
  /** It pays too little: for the mempool of the source, or for the blocks that were asked for. */
  | ({ readonly kind: 'stuck' } & Stuck)
  | { readonly kind: 'confirmed'; readonly block: { readonly hash: string; readonly height: number } }
  /** As deep as wanted: it is kept no longer. */
  | { readonly kind: 'deep' }
)

/** What it takes to get a transaction on: `bump` has `replaces` and `incrementalFeeRate` as options. */
export interface Stuck {
  /** The least rate of a replacement of the same size that the node takes; absent where the source cannot tell. */
  readonly leastFeeRate?: FeeRate
  /** What confirms within the blocks that were asked for; absent where the source cannot tell. */
  readonly feeRate?: FeeRate
  /** What leaves the mempool with it; absent where it is not in there, or nobody can tell. */
  readonly replaces?: { readonly fee: Sats; readonly weight: number }
  readonly incrementalFeeRate?: FeeRate
}

/** Transactions, signed: hex or bytes, parents before their children. */
export type KeptTransactions = readonly (string | Uint8Array)[]

/**
 * Sees to it that what was sent stays sent: each transaction is sent again after every block, as nodes forget, until
 * it is deep enough; a child together with its parents where these pay too little alone. It ends when all are deep,
 * or with the signal. A source that is away is asked again.
 *
 * @param transactions signed, as hex or bytes, parents before their children. A function is asked before each look, so
 * that transactions come and go while the rest is kept; then only the signal ends it. One that was taken out and comes
 * back is kept anew.
 * @throws EscrowError `SOURCE_…` that do not pass by themselves, `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`, and what
 * `parseTransaction` throws
 * @example
 * for await (const now of keep(source, [hex], { signal }))
 *   if (now.kind === 'stuck' && now.leastFeeRate !== undefined) {
 *     const { leastFeeRate: feeRate, replaces, incrementalFeeRate } = now
 *     const faster = bump(spend, { feeRate, ...(replaces && { replaces }), ...(incrementalFeeRate && { incrementalFeeRate }) })
 *   }
 */
export const keep = (
  source: Source,
  transactions: KeptTransactions | (() => KeptTransactions | Promise<KeptTransactions>),
  options: KeepOptions = {},
): AsyncIterable<Kept> => {
  having({ kind: oneOf(['node', 'index']), tip: aFunction, broadcast: aFunction })(source, 'source')
  if (typeof transactions !== 'function') listOf(textOrBytes)(transactions, 'transactions')
  membersOf<KeepOptions>({
    'confirmations?': someConfirmations,
    'blocks?': aWhole,
    'signal?': checkThat('an AbortSignal', (value) => value instanceof AbortSignal),
    'poll?': aWhole,
    'onTrouble?': aFunction,
  })(options, '')
  if (typeof transactions === 'function')
    return rounds(source, { list: listedBy(transactions), lasts: 'untilAborted' }, options)
  const parsed = transactions.map((transaction, at) => parseTransaction(transaction, `transactions[${at}]`))
  return rounds(source, { list: async () => parsed, lasts: 'untilDeep' }, options)
}

/** What is to be kept now. */
interface Listed {
  readonly list: () => Promise<readonly ParsedTransaction[]>
  readonly lasts: 'untilDeep' | 'untilAborted'
}

/** What a caller's function lists, each read once. */
const listedBy = (
  transactions: () => KeptTransactions | Promise<KeptTransactions>,
): (() => Promise<readonly ParsedTransaction[]>) => {
  let read = new Map<string | Uint8Array, ParsedTransaction>()
  return async () => {
    const now = await transactions()
    listOf(textOrBytes)(now, 'transactions()')
    read = new Map(
      now.map((one, at) => [one, read.get(one) ?? parseTransaction(one, `transactions()[${at}]`)]),
    )
    return [...read.values()]
  }
}

async function* rounds(
  source: Source,
  { list, lasts }: Listed,
  { confirmations = 6, blocks = 6, signal, poll = 10_000, onTrouble }: KeepOptions,
): AsyncGenerator<Kept> {
  const asked = signal && { signal }
  const trouble = troubleWith({ signal, onTrouble })
  const told = new Map<string, string>()
  const there = new Set<string>()
  const deep = new Set<string>()
  let isOver = false
  while (!signal?.aborted && !isOver) {
    try {
      const all = await list()
      forgetOthers(all, [told, there, deep])
      const tip = await source.tip({ ...asked })
      const open: ParsedTransaction[] = []
      for (const transaction of all) {
        const { txid } = transaction
        if (deep.has(txid)) continue
        const block = (await source.transaction({ txid, ...asked }))?.block
        if (block === undefined) open.push(transaction)
        else {
          yield* news(told, { txid, kind: 'confirmed', block }, block.hash)
          if (tip.height - block.height + 1 < confirmations) continue
          deep.add(txid)
          yield* news(told, { txid, kind: 'deep' })
        }
      }
      for (const verdict of await sentAgain(source, open, signal)) {
        const { txid } = verdict
        const transaction = open.find((one) => one.txid === txid)
        if (transaction === undefined) continue
        const had = there.has(txid)
        if (verdict.verdict === 'refused') there.delete(txid)
        else there.add(txid)
        const now = await standing(source, { transaction, verdict, had, blocks, ...asked })
        // what takes it anew had not kept it
        if (had && verdict.verdict !== 'known' && now.kind !== 'replaced')
          yield* news(told, { txid, kind: 'dropped' })
        yield* news(told, now)
      }
      trouble.over()
      isOver = lasts === 'untilDeep' && deep.size === all.length
      if (!isOver) await untilNews(source, tip, { poll, signal })
    } catch (error) {
      await trouble.wait(error)
    }
  }
}

/** Nothing is remembered of what is not kept any more. */
const forgetOthers = (
  all: readonly ParsedTransaction[],
  memories: readonly Pick<Set<string> | Map<string, unknown>, 'keys' | 'delete'>[],
): void => {
  const kept = new Set(all.map(({ txid }) => txid))
  for (const memory of memories) for (const txid of memory.keys()) if (!kept.has(txid)) memory.delete(txid)
}

/** What is another than it was told last; of the same kind only where its mark is another. */
function* news(told: Map<string, string>, kept: Kept, mark = ''): Generator<Kept> {
  const name = `${kept.kind} ${mark}`
  if (told.get(kept.txid) === name) return
  told.set(kept.txid, name)
  yield kept
}

/** Each for itself, and those that pay too little with the child that pays for them. */
const sentAgain = async (
  source: Source,
  open: readonly ParsedTransaction[],
  signal: Signal | undefined,
): Promise<readonly BroadcastVerdict[]> => {
  const asked = signal && { signal }
  const verdicts = new Map<string, BroadcastVerdict>()
  const send = async (transactions: readonly ParsedTransaction[]): Promise<void> => {
    const bytes = transactions.map(serializeTransaction)
    for (const verdict of await source.broadcast({ transactions: bytes, ...asked }))
      verdicts.set(verdict.txid, verdict)
  }
  for (const transaction of open) {
    await send([transaction])
    const parents = open.filter(
      ({ txid }) =>
        verdicts.get(txid)?.verdict === 'refused' &&
        transaction.inputs.some(({ outpoint }) => outpoint.txid === txid),
    )
    if (parents.length > 0) await send([...parents, transaction])
  }
  return [...verdicts.values()]
}

interface Judged {
  readonly transaction: ParsedTransaction
  readonly verdict: BroadcastVerdict
  /** Whether it was in the mempool when it was sent last. */
  readonly had: boolean
  readonly blocks: number
  readonly signal?: Signal
}

const standing = async (source: Source, judged: Judged): Promise<Kept> => {
  const { transaction, verdict, had } = judged
  const { txid } = transaction
  if (verdict.verdict !== 'refused') {
    const stuck = await stuckIn(source, judged)
    return stuck === undefined ? { txid, kind: 'waiting' } : { txid, kind: 'stuck', ...stuck }
  }
  const { reason, text } = verdict
  if (reason === 'feeTooLow') return { txid, kind: 'stuck', ...(await tooLow(source, judged)) }
  // what was taken once had its inputs then
  return reason === 'conflicting' || (reason === 'inputsMissingOrSpent' && had)
    ? { txid, kind: 'replaced', text }
    : { txid, kind: 'refused', reason, text }
}

/** What a mempool asks that does not take it. */
const tooLow = async (source: Source, { blocks, signal }: Judged): Promise<Stuck> => {
  const asked = signal && { signal }
  const feeRate = await source.feeRate({ blocks, ...asked })
  const policy = source.kind === 'node' ? await source.relayPolicy({ ...asked }) : undefined
  return { ...(policy && { leastFeeRate: policy.feeRate }), ...(feeRate !== undefined && { feeRate }) }
}

/** What one in the mempool lacks; `undefined` where it pays enough, or nobody can tell. */
const stuckIn = async (
  source: Source,
  { transaction, blocks, signal }: Judged,
): Promise<Stuck | undefined> => {
  const asked = signal && { signal }
  const feeRate = await source.feeRate({ blocks, ...asked })
  if (source.kind !== 'node') return undefined
  const waiting = await source.waiting({ txid: transaction.txid, ...asked })
  if (waiting === undefined) return undefined
  const policy = await source.relayPolicy({ ...asked })
  const wanted = feeRate !== undefined && feeRate > policy.feeRate ? feeRate : policy.feeRate
  if (paysEnough(waiting, wanted)) return undefined
  return { ...replacementOf(waiting, policy), ...(feeRate !== undefined && { feeRate }) }
}

/** Alone, or with what hangs on it and pays for it. */
const paysEnough = ({ fee, weight, withDescendants }: WaitingTransaction, rate: FeeRate): boolean =>
  fee >= feeFor(weight, rate) || withDescendants.fee >= feeFor(withDescendants.weight, rate)
