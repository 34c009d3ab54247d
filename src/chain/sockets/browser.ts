import { sourceError } from '../errors.js'
import type { ElectrumSockets, SocketOptions } from './types.js'

/** Browsers have no sockets: there `electrumSource` takes a `connect` over a WebSocket of the caller's. */
export const openSockets = (options: SocketOptions): ElectrumSockets => {
  throw sourceError('SOURCE_OPTIONS', {
    field: 'connect',
    expected: 'a runtime with TCP sockets, or a connect of your own over a WebSocket',
    received: 'neither',
    source: `${options.host}:${options.port}`,
  })
}
