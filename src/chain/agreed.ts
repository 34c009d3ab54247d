import { aWhole, type Check, checkThat, listOf, membersOf } from '../given/check.js'
import type { FeeRate } from '../units/feeRate.js'
import { parseHeader } from '../watch/header.js'
import { disagreement, sourceError } from './errors.js'
import { anIndexedSource } from './given.js'
import type { Asked, BroadcastVerdict, HistoryEntry, IndexedSource, SourceTip } from './source.js'

export interface AgreedOptions {
  /** How many sources have to answer, and the same; 2 where absent. Those that do not answer at all may be the rest. */
  readonly atLeast?: number
}

/** What one of the sources answered. */
interface Said<Answer> {
  readonly source: IndexedSource
  readonly answer: Answer
}

/** How often all are asked again where they differ, as their blocks arrive one after the other. */
const TRIES = 2

const twoOrMore: Check = /* @__PURE__ */ checkThat(
  'at least two',
  (value) => Array.isArray(value) && value.length >= 2,
)

/**
 * Several servers as one source that answers only what they agree on. What is confirmed at a height that all of them
 * have reached has to be the same with all that answer; a difference is `SOURCES_DISAGREE`, with who said what: a spend
 * that one leaves out is found only so. What waits in a mempool is what any of them knows: one true report of a spend is
 * enough to act upon. Ask servers that belong to different people, each of them {@link verified}.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`, `SOURCE_OPTIONS` here; the questions throw
 * `SOURCES_DISAGREE`, and what the last source threw where too few answer
 * @example
 * const source = agreed([verified(one, { checkpoint }), verified(two, { checkpoint })], { atLeast: 2 })
 */
export const agreed = (sources: readonly IndexedSource[], options: AgreedOptions = {}): IndexedSource => {
  twoOrMore(sources, 'sources')
  listOf(anIndexedSource)(sources, 'sources')
  membersOf<AgreedOptions>({ 'atLeast?': aWhole })(options, '')
  const { atLeast = 2 } = options
  const [first] = sources
  const name = sources.map((one) => one.name).join(', ')
  const other = sources.find(({ network }) => network !== first?.network)
  if (first === undefined || other !== undefined || atLeast < 1 || atLeast > sources.length)
    throw sourceError('SOURCE_OPTIONS', {
      field: other === undefined ? 'atLeast' : 'sources',
      expected: other === undefined ? `from 1 to ${sources.length}` : `sources of ${first?.network}`,
      received: other === undefined ? `${atLeast}` : `one of ${other.network}`,
      source: name,
    })

  /** What those answered that did; too few of them is the failure of one that did not. */
  const askAll = async <Answer>(
    ask: (source: IndexedSource) => Promise<Answer>,
  ): Promise<readonly Said<Answer>[]> => {
    const outcomes = await Promise.allSettled(
      sources.map(async (source) => ({ source, answer: await ask(source) })),
    )
    const said = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    const failure = outcomes.find((outcome) => outcome.status === 'rejected')
    if (said.length < atLeast) throw failure?.reason
    return said
  }

  const same = <Answer>(
    about: string,
    said: readonly Said<Answer>[],
    text: (answer: Answer) => string,
  ): Answer => {
    const texts = said.map(({ source, answer }) => ({ source: source.name, answer: text(answer) }))
    const [one] = said
    if (one === undefined || texts.some(({ answer }) => answer !== texts[0]?.answer))
      throw disagreement(about, texts)
    return one.answer
  }

  /** Asked again, as blocks and transactions arrive with one source a little later than with another. */
  const settled = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    for (let attempt = 1; attempt < TRIES; attempt++)
      try {
        return await run()
      } catch (error) {
        if (!(error instanceof Error) || !('code' in error) || error.code !== 'SOURCES_DISAGREE') throw error
      }
    return run()
  }

  const hashesAt = (height: number, tips: readonly Said<SourceTip>[], asked: Asked) =>
    Promise.all(
      tips
        .filter(({ answer }) => answer.height >= height)
        .map(async ({ source, answer }) => {
          if (answer.height === height) return { source, answer: answer.hash }
          const [header] = await source.headers({ from: height, count: 1, ...asked })
          return { source, answer: (header && parseHeader(header)?.hash) ?? 'none' }
        }),
    )

  /** The highest block that enough of them have, and the height that all have reached. */
  const common = async (asked: Asked): Promise<{ readonly tip: SourceTip; readonly reached: number }> => {
    const tips = await askAll((source) => source.tip(asked))
    const heights = tips.map(({ answer }) => answer.height).sort((left, right) => right - left)
    const height = heights[atLeast - 1] ?? 0
    const reached = heights.at(-1) ?? 0
    for (const at of new Set([reached, height]))
      same(`the block at height ${at}`, await hashesAt(at, tips, asked), (hash) => hash)
    const [{ answer: hash } = { answer: '' }] = await hashesAt(height, tips, asked)
    return { tip: { hash, height }, reached }
  }

  return {
    kind: 'index',
    name,
    network: first.network,
    tip: (asked = {}) => settled(async () => (await common(asked)).tip),
    changed: async (since) => {
      const controller = new AbortController()
      const give = (): void => controller.abort(since.signal?.reason)
      since.signal?.addEventListener('abort', give, { once: true })
      try {
        await Promise.any(
          sources.flatMap(({ changed }) =>
            changed === undefined ? [] : [changed({ ...since, signal: controller.signal })],
          ),
        )
      } catch (error) {
        throw error instanceof AggregateError ? error.errors[0] : error
      } finally {
        since.signal?.removeEventListener('abort', give)
        controller.abort()
      }
    },
    headers: ({ from, count, ...asked }) =>
      settled(async () => {
        const said = await askAll((source) => source.headers({ from, count, ...asked }))
        const lengths = said.map(({ answer }) => answer.length).sort((left, right) => right - left)
        const length = lengths[atLeast - 1] ?? 0
        const least = lengths.at(-1) ?? 0
        const hashAt = (headers: readonly Uint8Array[], index: number): string =>
          parseHeader(headers[index] ?? new Uint8Array())?.hash ?? 'none'
        // each header holds the hash of the one before it
        if (least > 0)
          same(`the block at height ${from + least - 1}`, said, (headers) => hashAt(headers, least - 1))
        const enough = said.filter(({ answer }) => answer.length >= length)
        if (length > 0)
          same(`the block at height ${from + length - 1}`, enough, (headers) => hashAt(headers, length - 1))
        return enough[0]?.answer.slice(0, length) ?? []
      }),
    transaction: ({ txid, ...asked }) =>
      settled(async () => {
        const { reached } = await common(asked)
        const said = await askAll((source) => source.transaction({ txid, ...asked }))
        same(`the block that has ${txid}`, said, (found) =>
          found?.block !== undefined && found.block.height <= reached
            ? `${found.block.hash} at height ${found.block.height}`
            : `none up to height ${reached}`,
        )
        const found = said.flatMap(({ answer }) => answer ?? [])
        return found.find(({ block }) => block !== undefined) ?? found[0]
      }),
    history: ({ script, ...asked }) =>
      settled(async () => {
        const { reached } = await common(asked)
        const said = await askAll((source) => source.history({ script, ...asked }))
        same(`what is confirmed up to height ${reached}`, said, (entries) =>
          entries
            .flatMap(({ txid, height }) =>
              height !== undefined && height <= reached ? [`${txid} at height ${height}`] : [],
            )
            .sort()
            .join(', '),
        )
        const entries = new Map<string, HistoryEntry>()
        for (const { answer } of said)
          for (const entry of answer)
            if (entry.height !== undefined || !entries.has(entry.txid)) entries.set(entry.txid, entry)
        return [...entries.values()]
      }),
    proof: ({ txid, height, ...asked }) =>
      settled(async () =>
        same(
          `the proof of ${txid}`,
          await askAll((source) => source.proof({ txid, height, ...asked })),
          (proof) =>
            proof === undefined ? 'none' : JSON.stringify([proof.blockHash, proof.position, proof.branch]),
        ),
      ),
    coinbase: ({ height, ...asked }) =>
      settled(async () =>
        same(
          `the coinbase transaction at height ${height}`,
          await askAll((source) => source.coinbase({ height, ...asked })),
          ({ txid, proof }) => JSON.stringify([txid, proof.blockHash, proof.branch]),
        ),
      ),
    broadcast: async (sent) => {
      const said = await askAll((source) => source.broadcast(sent))
      return sent.transactions.map((_, at) => bestOf(said.flatMap(({ answer }) => answer[at] ?? [])))
    },
    feeRate: async (wanted) => {
      const rates = (await askAll((source) => source.feeRate(wanted))).flatMap(({ answer }) => answer ?? [])
      // one liar among three moves the middle one no further than the others are apart
      return rates.sort((left: FeeRate, right: FeeRate) => (left < right ? -1 : 1))[
        Math.floor((rates.length - 1) / 2)
      ]
    },
  }
}

const RANK: readonly BroadcastVerdict['verdict'][] = ['accepted', 'known', 'refused']

/**
 * One that took it is enough: it goes on to the others.
 *
 * @throws EscrowError `SOURCE_MALFORMED` where a source gave fewer verdicts
 */
const bestOf = (verdicts: readonly BroadcastVerdict[]): BroadcastVerdict => {
  const [best] = RANK.flatMap((rank) => verdicts.filter(({ verdict }) => verdict === rank))
  if (best === undefined)
    throw sourceError('SOURCE_MALFORMED', {
      field: 'source',
      expected: 'a verdict for each transaction',
      received: 'fewer',
      source: 'the sources',
    })
  return best
}
