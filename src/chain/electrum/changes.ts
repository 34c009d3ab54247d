import type { ExactJson } from '../exactJson.js'
import { within } from '../limits.js'
import type { Asked } from '../source.js'
import type { Client, Greeted } from './client.js'
import * as shapes from './shapes.js'

/** At the latest: who waits asks again then, whatever a server forgot to tell. */
const LONGEST_WAIT = 60_000

export interface Changes {
  /** Something may have changed: whoever waits looks. */
  readonly wake: () => void
  readonly notified: (method: string, params: readonly ExactJson[]) => void
  /**
   * Waits until the tip is another one, or one of the scripts has another status than when this answered last. On a
   * new connection all is subscribed again and compared with what the one before it said.
   */
  readonly changed: (
    options: { readonly client: Client; readonly tip: () => Promise<string> },
    since: { readonly tip: string; readonly hashes: readonly string[] } & Asked,
  ) => Promise<void>
}

export const electrumChanges = (): Changes => {
  /** The status of each script that was asked for, as the server said it last. */
  const said = new Map<string, string | null>()
  /** What it was when somebody was told last. */
  const told = new Map<string, string | null>()
  const waiting = new Set<() => void>()
  const wake = (): void => {
    for (const look of waiting) look()
  }

  const subscribe = async (client: Client, { hash, ...asked }: { readonly hash: string } & Asked) => {
    let connection: Greeted = await client.connection(asked)
    if (connection.subscribed.has(hash)) return
    const status = await client.answer((greeted) => {
      connection = greeted
      return { method: 'blockchain.scripthash.subscribe', params: [hash], shape: shapes.status }
    }, asked)
    said.set(hash, status)
    connection.subscribed.add(hash)
  }

  return {
    wake,
    notified: (method, [hash, status]) => {
      if (method === 'blockchain.headers.subscribe') return wake()
      // nothing is kept of scripts that nobody asked for
      if (typeof hash !== 'string' || !said.has(hash)) return
      if (method !== 'blockchain.scripthash.subscribe' || (typeof status !== 'string' && status !== null))
        return
      said.set(hash, status)
      if (told.get(hash) !== status) wake()
    },
    changed: async ({ client, tip }, { tip: last, hashes, ...asked }) => {
      const end = performance.now() + LONGEST_WAIT
      const bell = bellFor(waiting)
      try {
        for (;;) {
          const [now] = await Promise.all([
            tip(),
            ...hashes.map((hash) => subscribe(client, { hash, ...asked })),
          ])
          const isOther = hashes.some((hash) => !told.has(hash) || told.get(hash) !== said.get(hash))
          const left = end - performance.now()
          if (now !== last || isOther || left <= 0) {
            for (const hash of hashes) told.set(hash, said.get(hash) ?? null)
            return
          }
          await bell.rung({ timeout: left, ...asked })
        }
      } finally {
        bell.remove()
      }
    },
  }
}

/** Remembers that it rang while nobody listened. */
const bellFor = (waiting: Set<() => void>) => {
  let rang = false
  let listener: () => void = () => {}
  const ring = (): void => {
    rang = true
    listener()
  }
  waiting.add(ring)
  return {
    rung: async ({ timeout, signal }: { readonly timeout: number } & Asked): Promise<void> => {
      await within({ signal }, (ended) => {
        return new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeout)
          listener = () => {
            clearTimeout(timer)
            resolve()
          }
          ended.addEventListener('abort', listener, { once: true })
          if (rang) listener()
        })
      })
      rang = false
    },
    remove: () => waiting.delete(ring),
  }
}
