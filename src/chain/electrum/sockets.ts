import { openSockets } from '#sockets'
import { aText, aWhole, type Check, checkThat, hasMembers, membersOf } from '../../given/check.js'
import type { ElectrumSockets, SocketOptions } from '../sockets/types.js'

const FINGERPRINT = /^(?:[0-9a-fA-F]{2}:?){32}$/

const aSecurity: Check = /* @__PURE__ */ checkThat(
  "'verified', 'plain' or { fingerprint } with 32 bytes in hex",
  (value) =>
    value === 'verified' ||
    value === 'plain' ||
    (hasMembers(value) && typeof value['fingerprint'] === 'string' && FINGERPRINT.test(value['fingerprint'])),
)

/**
 * Connections of Node to an Electrum server: TLS with a certificate that is verified, unless the options pin one or
 * say `plain`.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`, and `SOURCE_OPTIONS` in browsers, which have no sockets;
 * connecting throws `SOURCE_CERTIFICATE`, `SOURCE_UNREACHABLE`
 * @example
 * const sockets = electrumSockets({ host: 'electrum.example', port: 50002, security: { fingerprint } })
 * const source = electrumSource({ ...sockets, network: 'mainnet' })
 */
export const electrumSockets = (options: SocketOptions): ElectrumSockets => {
  membersOf<SocketOptions>({ host: aText, port: aWhole, 'security?': aSecurity, 'authorities?': aText })(
    options,
    '',
  )
  return openSockets(options)
}
