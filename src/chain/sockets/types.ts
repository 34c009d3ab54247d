import type { ElectrumConnect } from '../electrum/link.js'

/** How a server is reached, and whom the connection trusts. */
export interface SocketOptions {
  readonly host: string
  /** Usually 50002 with TLS, 50001 without. */
  readonly port: number
  /**
   * `verified`, which holds where it is absent: TLS with a certificate that the system's authorities vouch for.
   * `{ fingerprint }`: TLS with the one certificate whose SHA-256 this is, in hex with or without colons: most servers
   * sign their own. `plain`: no TLS; whoever is on the way reads and changes everything.
   */
  readonly security?: 'verified' | 'plain' | { readonly fingerprint: string }
  /** More authorities to trust, in PEM, with `verified`. */
  readonly authorities?: string
}

/** What `electrumSource` takes. */
export interface ElectrumSockets {
  readonly connect: ElectrumConnect
  readonly name: string
}
