import type { Signal } from '../signal.js'
/** One open connection to a server, as bytes. */
export interface ElectrumLink {
  readonly send: (bytes: Uint8Array) => void
  /** Ends it; nothing is received any more. */
  readonly close: () => void
}

/** What a connection tells whoever opened it. */
export interface ElectrumEvents {
  /** Bytes in the order in which they came, cut anywhere. */
  readonly received: (bytes: Uint8Array) => void
  /** It ended, for this reason in a few words; not called after `close`. */
  readonly closed: (reason: string) => void
  /** Gives the opening up. */
  readonly signal: Signal
}

/**
 * Opens a connection. Messages are lines: over a WebSocket, where a message is one line, a newline (`\n`) goes to
 * `received` behind each of them.
 */
export type ElectrumConnect = (events: ElectrumEvents) => Promise<ElectrumLink>
