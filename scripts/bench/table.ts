import type { AuditTimings } from './audit.js'
import type { FlatTimings } from './flat.js'
import type { FollowedTimings } from './followed.js'
import type { HostileTimings } from './hostile.js'
import type { ScanTimings } from './scan.js'
import type { StreamTimings } from './stream.js'
import type { Timings, Verdict } from './targets.js'
import type { ThroughTimings } from './through.js'

const padded = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const micros = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(0))
const ratio = (above: number | undefined, below: number | undefined): string =>
  above === undefined || below === undefined ? '' : `${(above / below).toFixed(2)}×`

/** Microseconds with the ratio that matters behind: ours over the floor, a peer over ours. */
export const timingTable = (
  timings: Timings,
  peers: readonly { readonly name: string; readonly verifies: boolean }[],
): string =>
  padded([
    [
      'CPU µs',
      'floor',
      'ours',
      '/floor',
      ...peers.flatMap(({ name, verifies }) => [`${name}${verifies ? '' : ' *'}`, '']),
    ],
    ...Object.entries(timings).map(([work, timing]) => [
      work,
      micros(timing.floor),
      micros(timing.ours),
      ratio(timing.ours, timing.floor),
      ...peers.flatMap(({ name }) => [micros(timing.peers[name]), ratio(timing.peers[name], timing.ours)]),
    ]),
  ])

/** What an input costs among few and among many. */
export const flatTable = (timings: FlatTimings): string =>
  padded([
    ['CPU µs of an input, ours, in turns with each other', ''],
    ...Object.values(timings).flatMap((spends) =>
      Object.entries(spends).map(([name, taken]) => [name, taken.toFixed(0)]),
    ),
  ])

/** Milliseconds until each hostile input was refused. */
export const hostileTable = (timings: HostileTimings): string =>
  padded([
    ['CPU ms until the error', ''],
    ...Object.entries(timings).map(([name, millis]) => [name, millis.toFixed(1)]),
  ])

/** Seconds that each audit took. */
export const auditTable = (timings: AuditTimings): string =>
  padded([
    ['CPU s, both engines', ''],
    ...Object.entries(timings).map(([name, seconds]) => [name, seconds.toFixed(2)]),
  ])

/** Milliseconds of a scan, what its index takes, and what a stranger's transaction costs. */
export const scanTable = ({ name, millis, bytesPerScript, strangerMicros }: ScanTimings): string =>
  padded([
    [name, ''],
    ...Object.entries(millis).map(([who, taken]) => [`CPU ms, ${who}`, taken.toFixed(1)]),
    ['bytes a script, outpoints left out', bytesPerScript.scriptsAlone.toFixed(1)],
    ['bytes a script, outpoints of a quarter of them counted', bytesPerScript.withOutpoints.toFixed(1)],
    ["CPU µs of a stranger's transaction, bytes", strangerMicros.bytes.toFixed(1)],
    ["CPU µs of a stranger's transaction, hex", strangerMicros.hex.toFixed(1)],
  ])

/** Milliseconds that events and status take after a block. */
export const followedTable = ({ name, board, events, status }: FollowedTimings): string =>
  padded([
    [name, ''],
    ['CPU ms, a board: events and statuses of all', board.toFixed(1)],
    ['CPU ms, events by themselves, nothing kept', events.toFixed(1)],
    ['CPU ms, status of each by itself, nothing kept', status.toFixed(1)],
  ])

/** What a block takes, and what is in use after some of them. */
export const throughTable = (timings: ThroughTimings): string => {
  const { name, millisPerBlock, bytesAfter } = timings
  return padded([
    [name, ''],
    ['weight units of the lightest block', timings.leastWeight.toFixed(0)],
    ['transactions a block', timings.transactionsPerBlock.toFixed(0)],
    ['MB a block', (timings.bytesPerBlock / 1e6).toFixed(2)],
    ['CPU ms a block', millisPerBlock.toFixed(0)],
    ...Object.entries(bytesAfter).map(([blocks, bytes]) => [
      `MB in use after ${blocks} blocks`,
      (bytes / 1e6).toFixed(1),
    ]),
  ])
}

/** What a state of a stream takes on both sides together, and what goes over the wire. */
export const streamTable = ({ micros, secondsOfThousand, bytes }: StreamTimings): string =>
  padded([
    ['a state of a stream, both sides', ''],
    ...Object.entries(micros).map(([who, taken]) => [`CPU µs, ${who}`, taken.toFixed(0)]),
    ['CPU s of 1000 states over the wire', secondsOfThousand.toFixed(2)],
    ...Object.entries(bytes).map(([of, size]) => [`bytes of JSON, ${of}`, size.toFixed(0)]),
  ])

export const verdictTable = (verdicts: readonly Verdict[]): string =>
  padded(
    verdicts.map(({ target, measured, met }) => [
      target,
      measured === undefined ? 'not measured' : measured.toFixed(2),
      measured === undefined ? '' : met ? 'met' : 'missed',
    ]),
  )

export const LEGEND = `per contract or per input; the median of interleaved runs; behind a peer, how many times ours it takes
compile: from keys or account keys to addresses, nothing kept from one run to the next
  peers without MuSig2 are given the aggregate key
spend: build, sign as employer and as worker apart, combine, write the PSBT that carries both signatures (base64),
  finalize to the transaction's hex; every result is checked against the floor's before it counts
spend MuSig2: the same by the key path: nonces, a part and a check each, one signature
  ours and the floor derive the signers' child keys below branches at hand, peers are given them and the contracts
  1000 inputs: ours makes two transactions, of which nodes relay each (400,000 weight units at most); the others
  make one that no node relays
  the floor and ours verify each signature once, and of MuSig2 one side's part besides
* verifies no signature`
