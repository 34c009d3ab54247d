import { type Answer, REGTEST, type Request } from './electrumServer.js'

interface Entry {
  readonly t: number
  readonly kind: string
  readonly conn?: string
  readonly dir?: '<' | '>'
  readonly line?: string
  readonly name?: string
}

export interface Transcripts {
  readonly runs: readonly { readonly id: string; readonly entries: readonly Entry[] }[]
}

interface Line {
  readonly at: number
  readonly id?: number
  readonly method?: string
  readonly params?: readonly unknown[]
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string }
}

export interface Exchange {
  readonly at: number
  readonly step: string
  readonly method: string
  readonly params: readonly unknown[]
  readonly answer: Answer
}

export interface Notification {
  readonly at: number
  readonly method: string
  readonly params: readonly unknown[]
}

/** One connection of a recorded run: what was asked and answered, and what the server told by itself. */
export interface Recording {
  readonly exchanges: readonly Exchange[]
  readonly notifications: readonly Notification[]
  /** Where a step begins, as a position in the run. */
  readonly step: (name: string) => number
}

const lineIn = (text: string): Omit<Line, 'at'> | undefined => {
  try {
    const json: unknown = JSON.parse(text)
    // the recorder wrote these lines
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Line) : undefined
  } catch {
    return undefined
  }
}

export const recordingOf = ({ runs }: Transcripts, runId: string, conns: readonly string[]): Recording => {
  const run = runs.find(({ id }) => id === runId)
  if (run === undefined) throw new Error(`the transcripts hold a run ${runId}`)
  const exchanges: Exchange[] = []
  const notifications: Notification[] = []
  const asked = new Map<string, { readonly at: number; readonly step: string; readonly line: Line }>()
  let step = ''
  for (const [at, entry] of run.entries.entries()) {
    if (entry.kind === 'step') step = entry.name ?? ''
    if (entry.kind !== 'line' || entry.conn === undefined || !conns.includes(entry.conn)) continue
    const read = lineIn(entry.line ?? '')
    if (read === undefined) continue
    const line = { ...read, at }
    const key = `${entry.conn} ${line.id}`
    if (entry.dir === '>') asked.set(key, { at, step, line })
    else if (line.method !== undefined)
      notifications.push({ at, method: line.method, params: line.params ?? [] })
    else {
      const request = asked.get(key)
      if (request?.line.method === undefined) continue
      const answer: Answer = line.error === undefined ? { result: line.result } : { error: line.error }
      const { method, params = [] } = request.line
      exchanges.push({ at: request.at, step: request.step, method, params, answer })
    }
  }
  return {
    exchanges,
    notifications,
    step: (name) => {
      const at = run.entries.findIndex((entry) => entry.kind === 'step' && entry.name === name)
      if (at < 0) throw new Error(`the run ${runId} has a step ${name}`)
      return at
    },
  }
}

/** What the chain was like, as far as the recording says so before a position: headers by height. */
const headersBefore = ({ exchanges, notifications }: Recording, end: number): ReadonlyMap<number, string> => {
  const headers = new Map<number, string>()
  const tip = (value: unknown): void => {
    const { hex, height } = value as { hex: string; height: number } // the recorder wrote it
    headers.set(height, hex)
  }
  const seen: readonly (Notification & { readonly answer?: Answer })[] = [
    ...notifications.filter(({ method }) => method === 'blockchain.headers.subscribe'),
    ...exchanges,
  ].toSorted((left, right) => left.at - right.at)
  for (const one of seen) {
    if (one.at > end) break
    const { answer } = one
    if (answer === undefined) tip(one.params[0])
    else if (typeof answer === 'object' && 'result' in answer) {
      const { result } = answer
      if (one.method === 'blockchain.headers.subscribe') tip(result)
      if (one.method === 'blockchain.block.headers') {
        const { hex, headers: list } = result as { hex?: string; headers?: readonly string[] } // as above
        const each = list ?? hex?.match(/.{160}/g) ?? []
        for (const [offset, header] of each.entries()) headers.set(Number(one.params[0]) + offset, header)
      }
    }
  }
  return headers
}

/** What the recorded servers said of a transaction that nobody has. */
const UNKNOWN: Answer = {
  error: {
    code: 2,
    message:
      "daemon error: DaemonError({'code': -5, 'message': 'No such mempool or blockchain transaction.'})",
  },
}

/**
 * Answers as the recorded server did at a position: with what it said next to the same request, or said last before;
 * headers and the tip as the recording shows them until then. What was never asked is unknown.
 */
export const replay = (recording: Recording, from: number, until: number): ((request: Request) => Answer) => {
  const headers = headersBefore(recording, until)
  const tip = Math.max(...headers.keys())
  const greeted = recording.exchanges.find(({ method }) => method === 'server.version')
  const isOld = JSON.stringify(greeted?.answer).includes('1.4')
  return ({ method, params }) => {
    if (method === 'server.version' && greeted !== undefined) return greeted.answer
    if (method === 'server.features') return { result: { genesis_hash: REGTEST } }
    const key = JSON.stringify(params)
    const same = recording.exchanges.filter(
      (one) => one.method === method && JSON.stringify(one.params) === key,
    )
    const after = same.find(({ at }) => at >= from && at <= until)
    if (after !== undefined) return after.answer
    if (method === 'blockchain.headers.subscribe') return { result: { hex: headers.get(tip), height: tip } }
    const header = headers.get(Number(params[0]))
    if (method === 'blockchain.block.header' && header !== undefined) return { result: header }
    if (method === 'blockchain.block.headers' && same.length === 0) {
      const heights = Array.from({ length: Number(params[1]) }, (_, offset) => Number(params[0]) + offset)
      const list = heights.flatMap((height) => headers.get(height) ?? [])
      return {
        result: { count: list.length, max: 2016, ...(isOld ? { hex: list.join('') } : { headers: list }) },
      }
    }
    const before = same.filter(({ at }) => at < from).at(-1) ?? same[0]
    if (method === 'blockchain.transaction.get' && before === undefined) return UNKNOWN
    return (
      before?.answer ?? { error: { code: -32601, message: `not recorded: ${method} ${key.slice(0, 100)}` } }
    )
  }
}
