import { backend } from '#backend'
import { EscrowError } from '../../errors.js'
import { aFunction, aText, aWhole, membersOf } from '../../given/check.js'
import { parseTransaction } from '../../psbt/transaction.js'
import { aNetwork, type NetworkName } from '../../units/network.js'
import { hashText, parseHeader } from '../../watch/header.js'
import { limitError, malformedAnswer } from '../errors.js'
import { LimitReached } from '../limits.js'
import type {
  Asked,
  FoundTransaction,
  HistoryEntry,
  IndexedSource,
  MerkleProof,
  SourceTip,
} from '../source.js'
import { broadcastBy } from './broadcast.js'
import { electrumChanges } from './changes.js'
import { electrumClient, type Question, type Refused } from './client.js'
import type { ElectrumConnect } from './link.js'
import * as shapes from './shapes.js'

export interface ElectrumOptions {
  /** Opens a connection: from `electrumSockets` in Node, or the caller's own. */
  readonly connect: ElectrumConnect
  /** The chain that the server is to be on; with `testnet` either testnet3 or testnet4. */
  readonly network: NetworkName
  /** How errors name it; `an Electrum server` where absent. */
  readonly name?: string
  /**
   * Milliseconds until a question is given up; 40,000 where absent: a server whose node does not answer says so after
   * 30 seconds.
   */
  readonly timeout?: number
  /** How often a question is asked again on a new connection, or after the server asked for a pause; 5 where absent. */
  readonly retries?: number
  /** Milliseconds before the first of them, twice as many before each next one, at most 30 s; 250 where absent. */
  readonly retryDelay?: number
  /** Milliseconds between two signs of life, as servers hang up after ten silent minutes; 60,000 where absent. */
  readonly pingAfter?: number
  /** The longest line that is read, in bytes; 16,777,216 where absent: servers send 8,100,000 at most. */
  readonly maxLine?: number
}

/** A server of the Electrum protocol, with one connection that is opened when something is asked. */
export interface ElectrumSource extends IndexedSource {
  /**
   * Answers as soon as the tip may be another than this one, or a script may have another history than when this
   * answered last, at the latest after a minute. Asked about a script for the first time it answers at once.
   */
  readonly changed: (
    options: { readonly tip: string; readonly scripts?: readonly Uint8Array[] } & Asked,
  ) => Promise<void>
  /** Ends the connection, which keeps a process alive otherwise; every later question throws `SOURCE_UNREACHABLE`. */
  readonly close: () => void
}

const HEADERS_AT_ONCE = 2016
/** How many outputs of a transaction are looked up for the block that has it. */
const OUTPUTS_TRIED = 16

const NO_SUCH_TRANSACTION = /no such mempool|no information available about|not found|missing transaction/i
const NOT_IN_BLOCK = /not in block|not found|no transaction matching|not on disk|out of range|not confirmed/i
const HISTORY_TOO_LARGE = /too large|too many|excessive/i

/**
 * A server of the Electrum protocol, versions 1.4 to 1.6, as a source: everything that it says has to be believed, or
 * verified. Questions go out without waiting for each other, answers come in any order; a connection that breaks is
 * opened again with pauses, greeted and subscribed anew.
 *
 * Source: the protocol's documentation, and recordings of ElectrumX.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`, `NETWORK_UNKNOWN` here; the questions throw `SOURCE_…`
 * @example
 * const source = electrumSource({ ...electrumSockets({ host: 'electrum.example', port: 50002 }), network: 'mainnet' })
 * const { hash, height } = await source.tip({ signal })
 */
export const electrumSource = (options: ElectrumOptions): ElectrumSource => {
  membersOf<ElectrumOptions>({
    connect: aFunction,
    network: aNetwork,
    'name?': aText,
    'timeout?': aWhole,
    'retries?': aWhole,
    'retryDelay?': aWhole,
    'pingAfter?': aWhole,
    'maxLine?': aWhole,
  })(options, '')
  const {
    name = 'an Electrum server',
    network,
    connect,
    timeout = 40_000,
    retries = 5,
    retryDelay = 250,
    pingAfter = 60_000,
    maxLine = 1 << 24,
  } = options
  const changes = electrumChanges()
  const client = electrumClient({
    ...{ name, network, connect, timeout, retries, retryDelay, pingAfter, maxLine },
    notified: changes.notified,
    lost: changes.wake,
  })

  const tip = async (asked: Asked = {}): Promise<SourceTip> => {
    const { hex, height } = await client.answer(
      { method: 'blockchain.headers.subscribe', params: [], shape: shapes.tip },
      asked,
    )
    return { hash: hashOf(hex), height }
  }

  const blockHashAt = async (height: number, asked: Asked): Promise<string> =>
    hashOf(
      await client.answer(
        { method: 'blockchain.block.header', params: [height], shape: shapes.blockHeader },
        asked,
      ),
    )

  const historyOf = (script: Uint8Array, asked: Asked) =>
    client.ask(
      { method: 'blockchain.scripthash.get_history', params: [scriptHash(script)], shape: shapes.history },
      asked,
    )

  /** The result, or nothing where the server's refusal has this meaning. */
  const unless = async <Result>(
    meaning: RegExp,
    question: Question<Result>,
    asked: Asked,
  ): Promise<Result | undefined> => {
    const outcome = await client.ask(question, asked)
    if (!('refused' in outcome)) return outcome.result
    if (meaning.test(meant(outcome.refused))) return undefined
    throw client.refusal(question.method, outcome.refused)
  }

  const rawTransaction = (txid: string, asked: Asked): Promise<Uint8Array | undefined> =>
    unless(
      NO_SUCH_TRANSACTION,
      { method: 'blockchain.transaction.get', params: [txid], shape: shapes.raw },
      asked,
    )

  /** Found by the history of what it pays: the node behind the server answers with blocks that were replaced, too. */
  const transaction = async ({
    txid,
    ...asked
  }: { readonly txid: string } & Asked): Promise<FoundTransaction | undefined> => {
    const bytes = await rawTransaction(txid, asked)
    if (bytes === undefined) return undefined
    let tooLarge: Refused | undefined
    for (const script of scriptsIn(name, bytes)) {
      const outcome = await historyOf(script, asked)
      if ('refused' in outcome) {
        if (!HISTORY_TOO_LARGE.test(outcome.refused.words))
          throw client.refusal('blockchain.scripthash.get_history', outcome.refused)
        tooLarge = outcome.refused
        continue
      }
      const height = outcome.result.find(({ tx_hash }) => tx_hash === txid)?.height ?? 0
      return height > 0 ? { bytes, block: { hash: await blockHashAt(height, asked), height } } : { bytes }
    }
    if (tooLarge !== undefined) throw client.refusal('blockchain.scripthash.get_history', tooLarge)
    return { bytes }
  }

  return {
    kind: 'index',
    name,
    network,
    tip,
    changed: ({ tip: last, scripts = [], ...asked }) =>
      changes
        .changed(
          { client, tip: async () => (await tip(asked)).hash },
          { tip: last, hashes: [...new Set(scripts.map(scriptHash))], ...asked },
        )
        .catch((error: unknown) => {
          throw error instanceof LimitReached ? limitError(name, error) : error
        }),
    headers: async ({ from, count, ...asked }) => {
      const headers: Uint8Array[] = []
      while (headers.length < count) {
        const wanted = Math.min(HEADERS_AT_ONCE, count - headers.length)
        const more = await client.answer(
          {
            method: 'blockchain.block.headers',
            params: [from + headers.length, wanted],
            shape: shapes.headers,
          },
          asked,
        )
        if (more.length > wanted)
          throw malformedAnswer(name, { expected: `at most ${wanted} headers`, received: `${more.length}` })
        if (more.length === 0) break
        headers.push(...more)
      }
      return headers
    },
    transaction,
    history: async ({ script, ...asked }) => {
      const outcome = await historyOf(script, asked)
      if ('refused' in outcome) throw client.refusal('blockchain.scripthash.get_history', outcome.refused)
      // 0 and -1 are those that wait, the latter for a parent that waits
      return [
        ...new Map(outcome.result.map(({ tx_hash: txid, height }) => [txid, entryOf(txid, height)])).values(),
      ]
    },
    proof: async ({ txid, height, ...asked }) => {
      const [proof, blockHash] = await Promise.all([
        unless(
          NOT_IN_BLOCK,
          { method: 'blockchain.transaction.get_merkle', params: [txid, height], shape: shapes.proof },
          asked,
        ),
        unless(
          NOT_IN_BLOCK,
          { method: 'blockchain.block.header', params: [height], shape: shapes.blockHeader },
          asked,
        ),
      ])
      if (proof === undefined || blockHash === undefined) return undefined
      const { block_height, merkle: branch, pos: position } = proof
      if (block_height !== height)
        throw malformedAnswer(name, {
          expected: `a proof at height ${height}`,
          received: `one at ${block_height}`,
        })
      return { blockHash: hashOf(blockHash), height, position, branch }
    },
    coinbase: async ({ height, ...asked }) => {
      const [{ tx_hash: txid, merkle: branch }, blockHash] = await Promise.all([
        client.answer(
          {
            method: 'blockchain.transaction.id_from_pos',
            params: [height, 0, true],
            shape: shapes.fromPosition,
          },
          asked,
        ),
        blockHashAt(height, asked),
      ])
      const bytes = await rawTransaction(txid, asked)
      if (bytes === undefined)
        throw malformedAnswer(name, { expected: `the coinbase transaction ${txid}`, received: 'none' })
      const proof: MerkleProof = { blockHash, height, position: 0, branch }
      return { txid, bytes, proof }
    },
    broadcast: broadcastBy({ name, client, transaction }),
    feeRate: async ({ blocks, ...asked }) => {
      const [estimate, least] = await Promise.all([
        client.answer({ method: 'blockchain.estimatefee', params: [blocks], shape: shapes.feeRate }, asked),
        client.answer(
          ({ has }) =>
            has('1.6')
              ? { method: 'mempool.get_info', params: [], shape: shapes.leastRate }
              : { method: 'blockchain.relayfee', params: [], shape: shapes.feeRate },
          asked,
        ),
      ])
      // -1, or 0, where the server's node cannot tell
      if (estimate === undefined || estimate === 0n) return undefined
      return least !== undefined && least > estimate ? least : estimate
    },
    close: client.close,
  }
}

const entryOf = (txid: string, height: number): HistoryEntry => (height > 0 ? { txid, height } : { txid })

/** A script as servers index it: its hash, printed as ids are. */
const scriptHash = (script: Uint8Array): string => hashText(backend.sha256(script))

const hashOf = (header: Uint8Array): string => parseHeader(header)?.hash ?? ''

/** What the words of a server say of the question; codes below are about the server itself. */
const meant = ({ code, words }: Refused): string => (code < 0 && code !== -5 ? '' : words)

const OP_RETURN = 0x6a

/** What a transaction pays that servers index, without repetition. */
const scriptsIn = (name: string, bytes: Uint8Array): readonly Uint8Array[] => {
  try {
    return parseTransaction(bytes)
      .outputs.map(({ script }) => script)
      .filter((script) => script[0] !== OP_RETURN)
      .slice(0, OUTPUTS_TRIED)
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    throw malformedAnswer(name, {
      expected: 'a transaction',
      received: `${bytes.length} bytes of something else`,
    })
  }
}
