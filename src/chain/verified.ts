import { aFunction, aText, aWhole, having, membersOf, oneOf } from '../given/check.js'
import { type ParsedHeader, parseHeader, workOf } from '../watch/header.js'
import { type ChainName, chainOfNetwork, contextOf, headerFault } from '../watch/headerRules.js'
import { provenTransaction } from '../watch/inclusion.js'
import type { Checkpoint } from '../watch/types.js'
import { sourceError } from './errors.js'
import { anIndexedSource } from './given.js'
import type {
  Asked,
  FoundTransaction,
  HistoryEntry,
  IndexedSource,
  MerkleProof,
  SourceTip,
} from './source.js'
import { txidOf } from './txid.js'

export interface VerifiedOptions {
  /** A block that is known to be in the chain, from another place than the source. Headers are kept from there on. */
  readonly checkpoint: Checkpoint
  /** Which of its two chains `testnet` is; `testnet4` where absent. */
  readonly testnet?: 'testnet3' | 'testnet4'
  /** Seconds; an older tip is refused. Three hours on mainnet, no limit elsewhere, where absent. */
  readonly maxTipAge?: number
  /** The time in Unix seconds; the system's where absent. */
  readonly now?: () => number
}

const THREE_HOURS = 10_800
const HEADERS_AT_ONCE = 2016
/** How often it is read again where the chain changes under the hands. */
const TRIES = 3
/** Proofs that are remembered; all are forgotten where there are more. */
const MOST_PROVEN = 100_000

/**
 * A server that nobody has to believe: its headers follow each other and the chain's rules of work, target and time
 * from the checkpoint on, and what it says to be confirmed is proven to be in a block of them. What is in no block, and
 * what a server leaves out, cannot be verified: several servers tell that ({@link agreed}), or a node of one's own. On
 * regtest blocks cost nothing, so nothing is proven there; on testnets and signet little is.
 *
 * Source: Bitcoin Core, `pow.cpp`, `validation.cpp`; BIP 94; BIP 113; CVE-2017-12842.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN` here; the questions throw what those of the source throw, and
 * `SOURCE_CHECKPOINT`, `SOURCE_HEADER_LINK`, `SOURCE_HEADER_TARGET`, `SOURCE_HEADER_WORK`, `SOURCE_HEADER_TIME`,
 * `SOURCE_LESS_WORK`, `SOURCE_TIP_OLD`, `SOURCE_TXID`, `SOURCE_PROOF_MISSING`, `SOURCE_PROOF_TRANSACTION`,
 * `SOURCE_PROOF_COINBASE`, `SOURCE_PROOF_DEPTH`, `SOURCE_PROOF_BRANCH`
 * @example
 * const source = verified(electrumSource({ ...sockets, network: 'mainnet' }), { checkpoint })
 */
export const verified = <Server extends IndexedSource>(source: Server, options: VerifiedOptions): Server => {
  anIndexedSource(source, 'source')
  membersOf<VerifiedOptions>({
    checkpoint: having({ height: aWhole, hash: aText }),
    'testnet?': oneOf(['testnet3', 'testnet4']),
    'maxTipAge?': aWhole,
    'now?': aFunction,
  })(options, '')
  const { checkpoint, testnet, now = () => Date.now() / 1000 } = options
  const { name, network } = source
  const chain: ChainName = network === 'testnet' ? (testnet ?? 'testnet4') : chainOfNetwork(network)
  const { maxTipAge = network === 'mainnet' ? THREE_HOURS : Number.POSITIVE_INFINITY } = options

  /** Headers from a height on; those above the checkpoint follow the rules, those below its links. */
  let from = contextOf(checkpoint.height)
  let headers: readonly Kept[] = []
  let queue: Promise<unknown> = Promise.resolve()
  const proven = new Map<string, string>()

  const failed = (
    code: Parameters<typeof sourceError>[0],
    { expected, received }: { readonly expected: string; readonly received: string },
  ) => sourceError(code, { field: 'source', expected: `${expected}, from ${name}`, received, source: name })

  const fetched = async (start: number, count: number, asked: Asked): Promise<readonly Kept[]> => {
    const all: Kept[] = []
    while (all.length < count) {
      const wanted = Math.min(HEADERS_AT_ONCE, count - all.length)
      const more = await source.headers({ from: start + all.length, count: wanted, ...asked })
      for (const bytes of more) {
        const header = parseHeader(bytes)
        if (header === undefined)
          throw failed('SOURCE_MALFORMED', {
            expected: 'headers of 80 bytes',
            received: `${bytes.length} bytes`,
          })
        all.push({ ...header, bytes })
      }
      if (more.length < wanted) break
    }
    return all.slice(0, count)
  }

  /** Headers that lead to a hash by their links alone. */
  const checkLinks = (below: readonly Kept[], next: string): void => {
    const hashes = [...below.map(({ previous }) => previous).slice(1), next]
    const at = below.findIndex(({ hash }, index) => hash !== hashes[index])
    if (at >= 0 || below.length === 0)
      throw failed('SOURCE_CHECKPOINT', {
        expected: `headers that lead to the block ${next}`,
        received: below[at]?.hash ?? 'none',
      })
  }

  const begin = async (asked: Asked): Promise<void> => {
    const below = await fetched(from, checkpoint.height - from + 1, asked)
    checkLinks(below, checkpoint.hash)
    if (below.length !== checkpoint.height - from + 1)
      throw failed('SOURCE_CHECKPOINT', {
        expected: `the block ${checkpoint.hash} at height ${checkpoint.height}`,
        received: `${below.length} headers from ${from} on`,
      })
    headers = below
  }

  /** The last height at which the source has the header that is kept here, at the checkpoint or above. */
  const forkBelow = async (top: number, asked: Asked): Promise<number> => {
    for (let step = 1, height = top; ; step *= 2) {
      const start = Math.max(checkpoint.height, height - step)
      const theirs = await fetched(start, height - start + 1, asked)
      const same = theirs.findLastIndex(({ hash }, index) => hash === headers[start + index - from]?.hash)
      if (same >= 0) return start + same
      if (start === checkpoint.height)
        throw failed('SOURCE_CHECKPOINT', {
          expected: `the block ${checkpoint.hash} at height ${checkpoint.height}`,
          received: theirs[0]?.hash ?? 'none',
        })
      height = start
    }
  }

  const tipHeight = (): number => from + headers.length - 1

  const follow = async ({ hash, height }: SourceTip, asked: Asked): Promise<boolean> => {
    if (headers.length === 0) await begin(asked)
    if (headers.at(-1)?.hash === hash) return true
    if (height < checkpoint.height)
      throw failed('SOURCE_LESS_WORK', {
        expected: `a chain beyond the checkpoint at height ${checkpoint.height}`,
        received: `one of height ${height}`,
      })
    const fork = await forkBelow(Math.min(height, tipHeight()), asked)
    const kept = headers.slice(0, fork - from + 1)
    const added = await fetched(fork + 1, height - fork, asked)
    const combined: Kept[] = [...kept]
    for (const header of added) {
      const fault = headerFault(header, {
        chain,
        height: from + combined.length,
        at: (below) => combined[below - from],
        now: now(),
      })
      if (fault !== undefined)
        throw failed(`SOURCE_HEADER_${fault.rule}`, {
          ...fault,
          expected: `${fault.expected} at height ${from + combined.length}`,
        })
      combined.push(header)
    }
    const [lost, won] = [workIn(headers.slice(kept.length)), workIn(added)]
    if (won < lost)
      throw failed('SOURCE_LESS_WORK', {
        expected: `a chain with as much work as the one that it showed before, up to height ${tipHeight()}`,
        received: `one that leaves it at ${fork} and ends at ${from + combined.length - 1}`,
      })
    if (combined.at(-1)?.hash !== hash) return false
    headers = combined
    return true
  }

  /** One after the other: all stand on the same headers. */
  const following = (asked: Asked): Promise<SourceTip> => {
    const run = queue.then(async () => {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const tip = await source.tip(asked)
        if (await follow(tip, asked)) return tip
      }
      throw failed('SOURCE_UNSETTLED', { expected: 'headers up to the tip', received: 'others, each time' })
    })
    queue = run.catch(() => {})
    return run
  }

  const tip = async (asked: Asked = {}): Promise<SourceTip> => {
    const found = await following(asked)
    const age = Math.floor(now() - (headers.at(-1)?.time ?? 0))
    // a clock that says nothing allows nothing
    if (!(age <= maxTipAge))
      throw failed('SOURCE_TIP_OLD', {
        expected: `a last block of at most ${maxTipAge} seconds ago`,
        received: `one of ${age} seconds ago`,
      })
    return found
  }

  /** Below what is kept, too: what leads there by its links is the same chain. */
  const extendDown = async (height: number, asked: Asked): Promise<void> => {
    if (headers.length === 0) await following(asked)
    const run = queue.then(async () => {
      while (height < from) {
        const start = Math.max(0, from - HEADERS_AT_ONCE)
        const below = await fetched(start, from - start, asked)
        checkLinks(below, headers[0]?.previous ?? '')
        headers = [...below, ...headers]
        from = start
      }
    })
    queue = run.catch(() => {})
    await run
  }

  const headerAt = async (height: number, asked: Asked): Promise<Kept> => {
    if (headers.length === 0 || height > tipHeight()) await following(asked)
    if (height < from) await extendDown(height, asked)
    const header = headers[height - from]
    if (header === undefined)
      throw failed('SOURCE_PROOF_MISSING', {
        expected: `a block at height ${height}`,
        received: `a chain of height ${tipHeight()}`,
      })
    return header
  }

  /** The proof that a transaction is in a block of the chain; `undefined` where the source has none. */
  const checkedProof = async ({ txid, height }: Placed, asked: Asked): Promise<MerkleProof | undefined> => {
    for (let attempt = 1; ; attempt++) {
      const header = await headerAt(height, asked)
      const [proof, coinbase, found] = await Promise.all([
        source.proof({ txid, height, ...asked }),
        source.coinbase({ height, ...asked }),
        source.transaction({ txid, ...asked }),
      ])
      if (proof !== undefined && found !== undefined && proof.blockHash === header.hash) {
        const shown = provenTransaction(
          {
            transaction: found.bytes,
            position: proof.position,
            branch: proof.branch,
            coinbase: { transaction: coinbase.bytes, branch: coinbase.proof.branch },
          },
          header.merkleRoot,
        )
        if ('rule' in shown) throw failed(`SOURCE_PROOF_${shown.rule}`, shown)
        if (shown.txid !== txid)
          throw failed('SOURCE_TXID', { expected: `the transaction ${txid}`, received: shown.txid })
        if (proven.size >= MOST_PROVEN) proven.clear()
        proven.set(txid, header.hash)
        return proof
      }
      if (attempt >= TRIES) {
        if (proof === undefined || found === undefined) return undefined
        throw failed('SOURCE_PROOF_MISSING', {
          expected: `a proof that ${txid} is in the block ${header.hash}`,
          received: `one for the block ${proof.blockHash}`,
        })
      }
      // a block may have been replaced meanwhile
      await following(asked)
    }
  }

  /** The block that has a transaction, proven. */
  const proofOf = async (
    { txid, height }: Placed,
    asked: Asked,
  ): Promise<{ readonly hash: string; readonly height: number }> => {
    const { hash } = await headerAt(height, asked)
    if (proven.get(txid) === hash) return { hash, height }
    const proof = await checkedProof({ txid, height }, asked)
    if (proof === undefined)
      throw failed('SOURCE_PROOF_MISSING', {
        expected: `a proof that ${txid} is in the block ${hash}`,
        received: 'none',
      })
    return { hash: proof.blockHash, height }
  }

  const transaction = async ({
    txid,
    ...asked
  }: { readonly txid: string } & Asked): Promise<FoundTransaction | undefined> => {
    const found = await source.transaction({ txid, ...asked })
    if (found === undefined) return undefined
    const { bytes, block } = found
    const own = txidOf(bytes)
    if (own !== txid)
      throw failed('SOURCE_TXID', {
        expected: `the transaction ${txid}`,
        received: own ?? 'bytes that are none',
      })
    return block === undefined
      ? { bytes }
      : { bytes, block: await proofOf({ txid, height: block.height }, asked) }
  }

  return {
    ...source,
    tip,
    headers: async ({ from: start, count, ...asked }) => {
      await following(asked)
      if (start < from) await extendDown(start, asked)
      return headers.slice(start - from, start - from + count).map(({ bytes }) => bytes)
    },
    transaction,
    history: async ({ script, ...asked }) => {
      const entries = await source.history({ script, ...asked })
      for (const { txid, height } of entries) if (height !== undefined) await proofOf({ txid, height }, asked)
      return entries satisfies readonly HistoryEntry[]
    },
    proof: ({ txid, height, ...asked }) => checkedProof({ txid, height }, asked),
    coinbase: async ({ height, ...asked }) => {
      const { merkleRoot } = await headerAt(height, asked)
      const answer = await source.coinbase({ height, ...asked })
      const { bytes, proof } = answer
      const shown = provenTransaction(
        {
          transaction: bytes,
          position: 0,
          branch: proof.branch,
          coinbase: { transaction: bytes, branch: proof.branch },
        },
        merkleRoot,
      )
      if ('rule' in shown) throw failed(`SOURCE_PROOF_${shown.rule}`, shown)
      return { ...answer, txid: shown.txid }
    },
  }
}

interface Placed {
  readonly txid: string
  readonly height: number
}

interface Kept extends ParsedHeader {
  readonly bytes: Uint8Array
}

const workIn = (headers: readonly Kept[]): bigint => headers.reduce((sum, { bits }) => sum + workOf(bits), 0n)
