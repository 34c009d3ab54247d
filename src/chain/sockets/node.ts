import { createHash } from 'node:crypto'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { ElectrumConnect } from '../electrum/link.js'
import { sourceError } from '../errors.js'
import type { ElectrumSockets, SocketOptions } from './types.js'

/** TCP, with TLS unless the options say otherwise. */
export const openSockets = (options: SocketOptions): ElectrumSockets => {
  const { host, port, security = 'verified' } = options
  const name = `the Electrum server at ${host}:${port}`
  const connect: ElectrumConnect = ({ received, closed, signal }) =>
    new Promise((resolve, reject) => {
      const socket = socketOf(options)
      let opened = false
      let ended = false
      const fail = (error: Error): void => {
        socket.destroy()
        if (opened && !ended) closed(reasonOf(error))
        else reject(certificateError(error, name) ?? error)
        ended = true
      }
      const giveUp = (): void => fail(new Error('an opening that was given up'))
      signal.addEventListener('abort', giveUp, { once: true })
      socket.on('error', fail)
      socket.on('close', () => fail(new Error('a connection that was closed')))
      socket.on('data', received)
      socket.once(security === 'plain' ? 'connect' : 'secureConnect', () => {
        signal.removeEventListener('abort', giveUp)
        // nothing is sent before the certificate is the right one
        if (typeof security === 'object') {
          const found = fingerprintOf(socket)
          if (found !== plain(security.fingerprint)) return fail(new WrongFingerprint(found))
        }
        opened = true
        socket.setNoDelay(true)
        resolve({
          send: (bytes) => socket.write(bytes),
          close: () => {
            ended = true
            socket.destroy()
          },
        })
      })
    })
  return { name, connect }
}

const socketOf = ({ host, port, security = 'verified', authorities }: SocketOptions): Socket | TLSSocket => {
  if (security === 'plain') return connectTcp({ host, port })
  return connectTls({
    host,
    port,
    ...(isAddress(host) ? {} : { servername: host }),
    ...(authorities === undefined ? {} : { ca: [authorities] }),
    // a pinned certificate is compared by its own bytes instead, before anything is sent
    rejectUnauthorized: security === 'verified',
  })
}

/** Names that TLS does not send. */
const isAddress = (host: string): boolean => /^[0-9.]+$/.test(host) || host.includes(':')

class WrongFingerprint extends Error {}

const plain = (fingerprint: string): string => fingerprint.replace(/:/g, '').toLowerCase()

const fingerprintOf = (socket: Socket | TLSSocket): string => {
  const certificate = 'getPeerX509Certificate' in socket ? socket.getPeerX509Certificate() : undefined
  return certificate === undefined ? 'none' : createHash('sha256').update(certificate.raw).digest('hex')
}

const reasonOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.message

/** What OpenSSL and Node call a certificate that nobody vouches for, or that is another's. */
const CERTIFICATE =
  /^(?:ERR_TLS_CERT_ALTNAME_INVALID|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|INVALID_\w+|HOSTNAME_MISMATCH)$/

const certificateError = (error: Error, name: string): Error | undefined => {
  const isPinned = error instanceof WrongFingerprint
  if (!isPinned && !CERTIFICATE.test(reasonOf(error))) return undefined
  return sourceError(
    'SOURCE_CERTIFICATE',
    {
      field: 'security',
      expected: isPinned
        ? `the pinned certificate of ${name}`
        : `a certificate of ${name} that can be verified`,
      received: isPinned ? `one with the fingerprint ${error.message}` : reasonOf(error),
      source: name,
    },
    error,
  )
}
