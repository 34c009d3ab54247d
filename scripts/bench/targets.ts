import { type AuditTimings, auditOf, MANY } from './audit.js'
import type { FlatTimings } from './flat.js'
import type { FollowedTimings } from './followed.js'
import type { HostileTimings } from './hostile.js'
import type { ScanTimings } from './scan.js'
import type { StreamTimings } from './stream.js'
import type { ThroughTimings } from './through.js'
import { spendName } from './works.js'

/** Microseconds of one work, for one contract or one input. */
export interface Timing {
  readonly ours: number
  readonly floor: number
  readonly peers: Readonly<Record<string, number>>
}

export type Timings = Readonly<Record<string, Timing>>

export interface Verdict {
  readonly target: string
  readonly measured: number | undefined
  readonly met: boolean
}

const COMPILE_OVER_FLOOR = 1.3
const SPEND_OVER_FLOOR = 1.4
/** Where what a spend costs once is shared by some inputs, and nodes still relay it as one. */
const SPEND_OF_SOME_OVER_FLOOR = 1.3
const SOME: readonly number[] = [10, 100]
const MUSIG_OVER_FLOOR = 1.5
/** Both signatures by the leaf are the measure of one by the key path. */
const MUSIG_OVER_LEAF = 3
const COMPILE_FLAT = 1.1
const SPEND_FLAT = 1.15
const OVER_BITCOINJS = 3
/** Seconds that an audit of {@link MANY} contracts may take. */
const AUDIT = 5
/** Milliseconds until any hostile input is refused. */
const HOSTILE = 50

const quotient = (above: number | undefined, below: number | undefined): number | undefined =>
  above === undefined || below === undefined ? undefined : above / below

const atMost = (target: string, limit: number, measured: number | undefined): Verdict => ({
  target: `${target} at most ${limit}`,
  measured,
  met: measured !== undefined && measured <= limit,
})

const atLeast = (target: string, limit: number, measured: number | undefined): Verdict => ({
  target: `${target} at least ${limit}`,
  measured,
  met: measured !== undefined && measured >= limit,
})

/** How many inputs the spends have that are measured. */
export const COUNTS: readonly number[] = [1, 10, 100, 1000]

/** What the library promises of its speed, against what was measured. */
export const verdicts = (timings: Timings): readonly Verdict[] => {
  const ours = (work: string): number | undefined => timings[work]?.ours
  const each = Object.entries(timings).flatMap(([work, timing]) => {
    const compile = work.startsWith('compile')
    const isOfSome = SOME.some((count) => work === spendName(count, 'employerAndWorker'))
    const leafLimit = isOfSome ? SPEND_OF_SOME_OVER_FLOOR : SPEND_OVER_FLOOR
    const spendLimit = work.startsWith('spend MuSig2') ? MUSIG_OVER_FLOOR : leafLimit
    const limit = compile ? COMPILE_OVER_FLOOR : spendLimit
    const overFloor = atMost(`${work}: ours / floor`, limit, quotient(timing.ours, timing.floor))
    const fastest = Math.min(...Object.values(timing.peers))
    const ahead =
      compile && Number.isFinite(fastest)
        ? [atLeast(`${work}: fastest peer / ours`, 1, quotient(fastest, timing.ours))]
        : []
    return [overFloor, ...ahead]
  })
  const compile = (count: number): number | undefined => ours(`compile ${count} contracts, fresh child keys`)
  const leaf = (count: number): number | undefined => ours(spendName(count, 'employerAndWorker'))
  const musig = (count: number): number | undefined => ours(spendName(count, 'key'))
  const bitcoinjs = timings[spendName(1000, 'employerAndWorker')]?.peers['bitcoinjs-lib']
  return [
    ...each,
    atMost('a contract of 10000 / one of 100', COMPILE_FLAT, quotient(compile(10_000), compile(100))),
    ...COUNTS.map((count) =>
      atMost(
        `${spendName(count, 'key')}: MuSig2 / two signatures`,
        MUSIG_OVER_LEAF,
        quotient(musig(count), leaf(count)),
      ),
    ),
    atLeast('1000 inputs: bitcoinjs-lib / ours', OVER_BITCOINJS, quotient(bitcoinjs, leaf(1000))),
  ]
}

/** Who spends many contracts at once pays for each what one costs among few. */
export const flatVerdicts = (timings: FlatTimings): readonly Verdict[] =>
  (['employerAndWorker', 'key'] as const).map((path) => {
    const micros = Object.values(timings[path])
    const by = path === 'key' ? 'MuSig2' : 'two signatures'
    return atMost(
      `an input by ${by}, dearest / cheapest of 10, 100 and 1000`,
      SPEND_FLAT,
      quotient(Math.max(...micros), Math.min(...micros)),
    )
  })

/** Whoever sends nonsense keeps nobody busy. */
export const hostileVerdict = (timings: HostileTimings): Verdict =>
  atMost('the dearest hostile input, ms', HOSTILE, Math.max(...Object.values(timings)))

/** A platform's risk desk waits for an answer. */
export const auditVerdict = (timings: AuditTimings): Verdict =>
  atMost(`${auditOf(MANY)}, s`, AUDIT, timings[auditOf(MANY)])

/** A million scripts in every block that comes. */
const SCAN_OVER_FLOOR = 2
const PEER_OVER_SCAN = 10
const BYTES_PER_SCRIPT = 64
/** Microseconds. */
const STRANGER = 20

export const scanVerdicts = ({
  name,
  millis,
  bytesPerScript,
  strangerMicros,
}: ScanTimings): readonly Verdict[] => [
  atMost(`${name}: ours / floor`, SCAN_OVER_FLOOR, quotient(millis.ours, millis.floor)),
  atLeast(
    `${name}: bitcoinjs-lib and a Map / ours`,
    PEER_OVER_SCAN,
    quotient(millis['bitcoinjs-lib and a Map'], millis.ours),
  ),
  atMost('an index, bytes a script', BYTES_PER_SCRIPT, bytesPerScript.scriptsAlone),
  atMost("a stranger's transaction, µs", STRANGER, Math.max(strangerMicros.bytes, strangerMicros.hex)),
]

/** Milliseconds after every block. */
const FOLLOWED = 50

export const followedVerdict = ({ name, board }: FollowedTimings): Verdict =>
  atMost(`${name}, ms`, FOLLOWED, board)

/** What grows from block to block is a leak to whoever follows for months. */
const MEMORY_FLAT = 1.1

export const throughVerdict = ({ name, bytesAfter }: ThroughTimings): Verdict => {
  const bytes = Object.values(bytesAfter)
  const last = bytes[bytes.length - 1]
  return atMost(
    `${name}: memory after the last / least before`,
    MEMORY_FLAT,
    quotient(last, Math.min(...bytes.slice(0, -1))),
  )
}

const STREAM_OVER_FLOOR = 1.3
/** Seconds of a thousand states. */
const THOUSAND_STATES = 2
const STATE_BYTES = 320

/** A minute's pay costs next to nothing, on a telephone and on the wire. */
export const streamVerdicts = ({ micros, secondsOfThousand, bytes }: StreamTimings): readonly Verdict[] => [
  atMost('a state of a stream: ours / floor', STREAM_OVER_FLOOR, quotient(micros.ours, micros.floor)),
  atMost('1000 states of a stream over the wire, s', THOUSAND_STATES, secondsOfThousand),
  atMost('a state of a stream, bytes of JSON', STATE_BYTES, Math.max(...Object.values(bytes))),
]
