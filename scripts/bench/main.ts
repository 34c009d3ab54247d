import { writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { assertAddresses, spendCheck } from './agree.js'
import { auditOf, auditTimings, MANY } from './audit.js'
import type { Contender } from './contender.js'
import { FLAT_NAME, flatTimings } from './flat.js'
import { floor } from './floor/index.js'
import { followedTimings } from './followed.js'
import { FOLLOWED_NAME, followedContracts } from './followedWork.js'
import { HOSTILE_NAME, hostileTimings } from './hostile.js'
import { type Effort, type Entry, interleaved, median, type Samples } from './measure.js'
import { ours } from './ours.js'
import { bitcoinjs } from './peers/bitcoinjs.js'
import { descriptors } from './peers/descriptors.js'
import { scure } from './peers/scure.js'
import { scanTimings } from './scan.js'
import { streamTimings } from './stream.js'
import {
  auditTable,
  flatTable,
  followedTable,
  hostileTable,
  LEGEND,
  scanTable,
  streamTable,
  throughTable,
  timingTable,
  verdictTable,
} from './table.js'
import {
  auditVerdict,
  COUNTS,
  flatVerdicts,
  followedVerdict,
  hostileVerdict,
  scanVerdicts,
  streamVerdicts,
  type Timing,
  type Timings,
  throughVerdict,
  verdicts,
} from './targets.js'
import { THROUGH_NAME, throughTimings } from './through.js'
import {
  compileFreshWork,
  compileGivenWork,
  compileSeparateWork,
  spendName,
  spendWork,
  type Work,
} from './works.js'

const PEERS: readonly Contender[] = [bitcoinjs, scure, descriptors]

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** How often all works are visited, and what is done at each visit. */
const FULL: Effort & { readonly passes: number } = { passes: 3, rounds: 2, seconds: 6 }
const QUICK: Effort & { readonly passes: number } = { passes: 1, rounds: 2, seconds: 1 }

interface Planned {
  readonly name: string
  readonly make: () => Work
  readonly contenders: readonly Contender[]
  readonly effort?: Effort
}

const everybody = [floor, ours, ...PEERS]
const withoutPeers = [floor, ours]
const fresh = (count: number): string => `compile ${count} contracts, fresh child keys`

const separate = compileSeparateWork(500)

/** Peers compile a thousand contracts: a hundred and ten thousand are there to show that the cost stays flat. */
const planned: readonly Planned[] = [
  { name: 'compile 4 leaves, keys given', make: () => compileGivenWork(20), contenders: everybody },
  { name: fresh(100), make: () => compileFreshWork(100), contenders: withoutPeers },
  { name: fresh(1000), make: () => compileFreshWork(1000), contenders: everybody },
  {
    name: fresh(10_000),
    make: () => compileFreshWork(10_000),
    contenders: withoutPeers,
    effort: { rounds: 1, seconds: 50 },
  },
  { name: separate.name, make: () => separate, contenders: everybody },
  ...(['employerAndWorker', 'key'] as const).flatMap((path) =>
    COUNTS.map((count) => ({
      name: spendName(count, path),
      make: () => spendWork(count, path),
      contenders: everybody,
    })),
  ),
]

/** What every contender must arrive at: what the first one, the floor, arrived at. */
const agreed = () => {
  let expected: readonly string[] | undefined
  return (contender: string, work: string, got: readonly string[]): void => {
    expected ??= got
    assertAddresses(contender, work, got, expected)
  }
}

const entriesOf = <Result>(
  contenders: readonly Contender[],
  prepare: (contender: Contender) => (() => Promise<() => Result | Promise<Result>>) | undefined,
  check: (contender: Contender, result: Result) => void,
): readonly Entry<Result>[] =>
  contenders.flatMap((contender) => {
    const ready = prepare(contender)
    return ready === undefined
      ? []
      : [{ name: contender.name, prepare: ready, check: (result: Result) => check(contender, result) }]
  })

const timed = async (
  work: Work,
  contenders: readonly Contender[],
  { effort, samples }: { effort: Effort; samples: Samples },
): Promise<void> => {
  switch (work.kind) {
    case 'compileGiven': {
      const agree = agreed()
      const entries = entriesOf(
        contenders,
        ({ compileGiven }) => compileGiven && (() => compileGiven(work)),
        ({ name }, got) => agree(name, work.name, got),
      )
      return interleaved(entries, effort, samples)
    }
    case 'compileFresh': {
      const agree = agreed()
      const entries = entriesOf(
        contenders,
        ({ compileFresh }) => compileFresh && (() => compileFresh(work)),
        ({ name }, got) => agree(name, work.name, got),
      )
      return interleaved(entries, effort, samples)
    }
    case 'spend': {
      const check = spendCheck(work)
      const entries = entriesOf(
        contenders,
        ({ spend, spendMusig }) => {
          const own = work.path === 'key' ? spendMusig : spend
          return own && (() => own(work))
        },
        ({ name }, got) => check(name, got),
      )
      return interleaved(entries, effort, samples)
    }
  }
}

const rounded = (micros: number): number => Math.round(micros * 10) / 10

const timingOf = (samples: Samples, count: number): Timing => {
  const perUnit = (name: string): number | undefined => {
    const taken = samples.get(name)
    return taken === undefined ? undefined : rounded(median(taken) / count)
  }
  const peers = PEERS.flatMap(({ name }) => {
    const micros = perUnit(name)
    return micros === undefined ? [] : [[name, micros] as const]
  })
  const measured = (name: string): number => {
    const micros = perUnit(name)
    if (micros === undefined || !Number.isFinite(micros)) throw new Error(`${name} was not measured`)
    return micros
  }
  return { ours: measured(ours.name), floor: measured(floor.name), peers: Object.fromEntries(peers) }
}

const { passes, ...usual } = options.quick ? QUICK : FULL
const visited = planned
  .filter(({ name }) => name.includes(options.only))
  .map(({ make, ...rest }) => ({ ...rest, work: make(), samples: new Map<string, number[]>() }))
for (let pass = 1; pass <= passes; pass++)
  for (const { name, work, contenders, effort, samples } of visited) {
    say(`${name}, ${pass} of ${passes} …`)
    await timed(work, contenders, { effort: effort ?? usual, samples })
  }
const timings = Object.fromEntries(
  visited.map(({ name, work, samples }) => [name, timingOf(samples, work.count)] as const),
)

const measured: Timings = timings
const isFlat = FLAT_NAME.includes(options.only)
if (isFlat) say(`${FLAT_NAME} …`)
const flat = isFlat ? await flatTimings(ours, { rounds: 4 * passes }) : undefined
const isHostile = HOSTILE_NAME.includes(options.only)
if (isHostile) say(`${HOSTILE_NAME} …`)
const hostile = isHostile ? hostileTimings() : {}
const isAudited = auditOf(MANY).includes(options.only)
if (isAudited) say('audits …')
const audits = isAudited ? auditTimings() : {}
const isScanned = 'scan a block'.includes(options.only)
if (isScanned) say('a scan …')
const scan = isScanned ? await scanTimings({ rounds: 2 * passes }) : undefined
const isFollowed = FOLLOWED_NAME.includes(options.only)
if (isFollowed) say(`${FOLLOWED_NAME} …`)
// it takes as long as all the others together
const isFollowedThrough = options.only !== '' && THROUGH_NAME.includes(options.only)
const contracts = isFollowed || isFollowedThrough ? followedContracts() : []
const followed = isFollowed ? followedTimings(contracts) : undefined
if (isFollowedThrough) say(`${THROUGH_NAME} …`)
const through = isFollowedThrough ? await throughTimings(contracts) : undefined
const isStreamed = 'a stream'.includes(options.only)
if (isStreamed) say('a stream …')
const stream = isStreamed ? await streamTimings({ rounds: 2 * passes }) : undefined
const results = [
  ...verdicts(measured),
  ...(flat === undefined ? [] : flatVerdicts(flat)),
  ...(isHostile ? [hostileVerdict(hostile)] : []),
  ...(isAudited ? [auditVerdict(audits)] : []),
  ...(scan === undefined ? [] : scanVerdicts(scan)),
  ...(followed === undefined ? [] : [followedVerdict(followed)]),
  ...(through === undefined ? [] : [throughVerdict(through)]),
  ...(stream === undefined ? [] : streamVerdicts(stream)),
]
if (options.json)
  writeSync(1, `${JSON.stringify({ ...measured, flat, hostile, audits, scan, followed, through, stream })}\n`)
else {
  const tables = [
    timingTable(measured, PEERS),
    LEGEND,
    ...(flat === undefined ? [] : [flatTable(flat)]),
    hostileTable(hostile),
    auditTable(audits),
    ...(scan === undefined ? [] : [scanTable(scan)]),
    ...(followed === undefined ? [] : [followedTable(followed)]),
    ...(through === undefined ? [] : [throughTable(through)]),
    ...(stream === undefined ? [] : [streamTable(stream)]),
    verdictTable(results),
  ]
  process.stdout.write(`${tables.join('\n\n')}\n`)
}
if (options.check && results.some(({ met }) => !met)) process.exitCode = 1
