import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { lineCutter } from '../../../src/chain/electrum/lines.js'
import type { ElectrumOptions, ElectrumSource } from '../../../src/chain/electrum/source.js'
import { electrumSource } from '../../../src/chain/electrum/source.js'
import type { SocketOptions } from '../../../src/chain/sockets/types.js'
import { toHex, utf8 } from '../../../src/units/bytes.js'
import {
  type Answer,
  type ElectrumServer,
  electrumServer,
  greeting,
  type Request,
  type ServerOptions,
  sourceOf,
} from '../../support/electrumServer.js'
import { CERTIFICATE } from '../../support/testCertificate.js'

const open: { source: ElectrumSource; server: ElectrumServer }[] = []
afterEach(async () => {
  for (const { source, server } of open.splice(0)) {
    source.close()
    await server.stop()
  }
})

/** The header of some block: nobody checks it here. */
const header = (nonce: number): string => `${'00'.repeat(76)}${nonce.toString(16).padStart(8, '0')}`

const tipAnswer = (nonce: number): Answer => ({ result: { hex: header(nonce), height: nonce } })

const plainAnswer = (request: Request): Answer => greeting(request) ?? tipAnswer(7)

const opened = async (
  server: Partial<ServerOptions> = {},
  options: Partial<ElectrumOptions> = {},
  sockets?: Partial<SocketOptions>,
) => {
  const listening = await electrumServer({ answer: plainAnswer, ...server })
  const source = sourceOf(listening, options, sockets)
  open.push({ source, server: listening })
  return { source, server: listening }
}

const codeOf = (asking: Promise<unknown>): Promise<string> =>
  asking.then(
    () => 'answered',
    (error: { readonly code?: string }) => error.code ?? String(error),
  )

describe('lines', () => {
  it('come out whole, wherever the bytes were cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string().filter((text) => !text.includes('\n'))),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (lines, sizes) => {
          const bytes = utf8(lines.map((line) => `${line}\n`).join(''))
          const read: string[] = []
          const cut = lineCutter({
            limit: 1000,
            line: (line) => read.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(line)),
            tooLong: () => expect.unreachable(),
          })
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1
            cut(bytes.slice(at, at + size))
            at += size
          }
          expect(read).toEqual(lines)
        },
      ),
    )
  })

  it('are kept to the limit and told once as too long, with nothing read after', () => {
    for (const [length, expected] of [
      [10, ['line', 'line']],
      [11, ['too long']],
    ] as const) {
      const told: string[] = []
      const cut = lineCutter({
        limit: 10,
        line: () => told.push('line'),
        tooLong: () => told.push('too long'),
      })
      cut(utf8(`${'a'.repeat(length)}\nb\n`))
      if (length > 10) cut(utf8('c\n'))
      expect(told).toEqual(expected)
    }
  })
})

describe('an Electrum source', () => {
  it('says its version first, checks the chain, and asks without waiting', async () => {
    const { source, server } = await opened()
    await Promise.all([source.tip(), source.tip()])
    expect(server.requests.map(({ method }) => method)).toEqual([
      'server.version',
      'server.features',
      'blockchain.headers.subscribe',
      'blockchain.headers.subscribe',
    ])
    expect(server.requests[0]?.params).toEqual(['taproot-escrow', ['1.4', '1.6']])
  })

  it('refuses another network', async () => {
    const genesis = '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f'
    const { source } = await opened({ answer: (request) => greeting(request, { genesis }) ?? tipAnswer(1) })
    expect(await codeOf(source.tip())).toBe('SOURCE_NETWORK')
  })

  it('takes answers in any order, split, padded and late', async () => {
    let turn = 0
    const { source } = await opened({
      answer: (request) => greeting(request) ?? { result: header(Number(request.params[0])) },
      write: (line, socket) => {
        const padded = line.replace(/\}\n$/, `${' '.repeat(900)}}\n`)
        const late = 5 * (7 - (turn++ % 8))
        setTimeout(() => {
          const half = Math.floor(padded.length / 2)
          socket.write(padded.slice(0, half))
          socket.write(padded.slice(half))
        }, late)
      },
    })
    const proofs = await Promise.all(
      [1, 2, 3, 4, 5].map((height) =>
        source.proof({ txid: 'ab'.repeat(32), height }).catch((error: { code: string }) => error.code),
      ),
    )
    // the answer to the proof is a header here, which is no proof
    expect(proofs).toEqual(Array.from({ length: 5 }, () => 'SOURCE_MALFORMED'))
    const headers = await Promise.all(
      [1, 2, 3, 4].map((from) =>
        source.headers({ from, count: 1 }).catch((error: { code: string }) => error.code),
      ),
    )
    expect(headers).toEqual(Array.from({ length: 4 }, () => 'SOURCE_MALFORMED'))
  })

  it('gives each question its own answer', async () => {
    const { source } = await opened({
      answer: (request) => greeting(request) ?? { result: { headers: [header(Number(request.params[0]))] } },
      write: (line, socket) => {
        setTimeout(() => socket.write(line), Math.floor((line.charCodeAt(30) * 7) % 13))
      },
    })
    const asked = [9, 3, 12, 1, 30]
    const answers = await Promise.all(asked.map((from) => source.headers({ from, count: 1 })))
    expect(answers.map(([one]) => toHex(one ?? new Uint8Array()))).toEqual(asked.map(header))
  })

  it.each<[string, Answer | string]>([
    ['no JSON', 'hello'],
    ['an empty line', ''],
    ['a list', '[1]'],
    ['a number', '7'],
    ['an answer without an id', '{"jsonrpc":"2.0","result":1}'],
    ['an error about all', '{"jsonrpc":"2.0","error":{"code":-32700,"message":"invalid JSON"},"id":null}'],
    ['deep nesting', '['.repeat(100_000)],
    ['bytes that are no text', '\ud800'],
  ])('ends the connection where a line is %s', async (_, line) => {
    const { source, server } = await opened({ answer: (request) => greeting(request) ?? 'silence' })
    const asking = codeOf(source.tip())
    while (server.requests.length < 3) await new Promise((resolve) => setTimeout(resolve, 1))
    server.tell(`${line === '\ud800' ? '{"id":1,"result":"\ud800' : line}\n`)
    expect(await asking).toBe('SOURCE_MALFORMED')
    expect(server.connections()).toBe(1)
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a header that is too short', { hex: '00', height: 1 }],
    ['a height below zero', { hex: header(1), height: -1 }],
    ['a height that is no number', { hex: header(1), height: '1' }],
    ['a list', []],
  ])('refuses a tip that is %s', async (_, result) => {
    const { source } = await opened({ answer: (request) => greeting(request) ?? { result } })
    expect(await codeOf(source.tip())).toBe('SOURCE_MALFORMED')
  })

  it('reads no line beyond its limit, however it comes', async () => {
    const { source } = await opened(
      { answer: (request) => greeting(request) ?? { result: 'a'.repeat(5000) } },
      { maxLine: 4096 },
    )
    expect(await codeOf(source.tip())).toBe('SOURCE_MALFORMED')
  })

  it('keeps no more of an endless line than its limit', async () => {
    let sent = 0
    const { source } = await opened(
      {
        answer: (request) => greeting(request) ?? tipAnswer(1),
        write: (line, socket) => {
          if (!line.includes('height')) socket.write(line)
          else {
            const more = (): void => {
              sent += 1 << 16
              if (!socket.destroyed && sent < 1 << 26) socket.write('x'.repeat(1 << 16), more)
            }
            more()
          }
        },
      },
      { maxLine: 1 << 20 },
    )
    expect(await codeOf(source.tip())).toBe('SOURCE_MALFORMED')
    expect(sent).toBeLessThan(1 << 25)
  })

  it('asks again on a new connection where one was cut, and gives up after some', async () => {
    let cuts = 2
    const { source, server } = await opened({
      answer: (request) => greeting(request) ?? (cuts-- > 0 ? 'cut' : tipAnswer(3)),
    })
    expect((await source.tip()).height).toBe(3)
    expect(server.connections()).toBe(3)
    cuts = Number.POSITIVE_INFINITY
    expect(await codeOf(source.tip())).toBe('SOURCE_UNREACHABLE')
  })

  it('is unreachable where nobody listens, and where a line is cut off', async () => {
    const { source, server } = await opened({}, { retries: 1 })
    await server.stop()
    expect(await codeOf(source.tip())).toBe('SOURCE_UNREACHABLE')
    const cut = await opened(
      {
        write: (line, socket) => {
          if (line.includes('height')) socket.end(line.slice(0, 20))
          else socket.write(line)
        },
      },
      { retries: 0 },
    )
    expect(await codeOf(cut.source.tip())).toBe('SOURCE_UNREACHABLE')
  })

  it('gives up by time and by the signal, and forgets the question', async () => {
    const { source } = await opened({ answer: (request) => greeting(request) ?? 'silence' }, { timeout: 100 })
    expect(await codeOf(source.tip())).toBe('SOURCE_TIMED_OUT')
    const controller = new AbortController()
    const asking = source.tip({ signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(asking).rejects.toMatchObject({ code: 'SOURCE_ABORTED', cause: { message: 'enough' } })
    expect(await codeOf(source.tip({ signal: AbortSignal.abort() }))).toBe('SOURCE_ABORTED')
  })

  it('gives up an opening that never ends', async () => {
    const source = electrumSource({
      connect: () => new Promise(() => {}),
      network: 'regtest',
      timeout: 20,
      retries: 0,
    })
    expect(await codeOf(source.tip())).toBe('SOURCE_TIMED_OUT')
  })

  it('pauses where the server asks for fewer questions, and then says that it is busy', async () => {
    let refusals = 2
    const error = { code: -101, message: 'excessive resource usage' }
    const { source } = await opened({
      answer: (request) => greeting(request) ?? (refusals-- > 0 ? { error } : tipAnswer(3)),
    })
    expect((await source.tip()).height).toBe(3)
    refusals = Number.POSITIVE_INFINITY
    expect(await codeOf(source.tip())).toBe('SOURCE_BUSY')
  })

  it('signs of life go out, and a server that gives none is left', async () => {
    let answers = true
    const { source, server } = await opened(
      {
        answer: (request) =>
          request.method === 'server.ping' && !answers ? 'silence' : plainAnswer(request),
      },
      { pingAfter: 5, timeout: 50 },
    )
    await source.tip()
    while (!server.requests.some(({ method }) => method === 'server.ping'))
      await new Promise((resolve) => setTimeout(resolve, 1))
    answers = false
    const pings = server.requests.length
    while (server.requests.length < pings + 1) await new Promise((resolve) => setTimeout(resolve, 1))
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect((await source.tip()).height).toBe(7)
    expect(server.connections()).toBe(2)
  })

  it('answers nothing after it was closed', async () => {
    const { source } = await opened()
    await source.tip()
    source.close()
    expect(await codeOf(source.tip())).toBe('SOURCE_UNREACHABLE')
  })

  it('refuses an answer to a broadcast that is not the id of what was sent', async () => {
    const raw = `0200000001${'11'.repeat(32)}0000000000ffffffff01809698000000000003000000${'00000000'}`
    const { source } = await opened({
      answer: (request) =>
        greeting(request) ?? { result: '<br/>Your transaction was successfully broadcast.' },
    })
    const transactions = [Uint8Array.from(Buffer.from(raw, 'hex'))]
    expect(await codeOf(source.broadcast({ transactions }))).toBe('SOURCE_MALFORMED')
  })

  it('bounds a rate from below by what the server relays', async () => {
    for (const version of ['1.4.2', '1.6']) {
      const { source } = await opened({
        answer: (request) =>
          greeting(request, { version }) ??
          (request.method === 'mempool.get_info'
            ? { result: { mempoolminfee: 0.00005, minrelaytxfee: 0.00001, incrementalrelayfee: 0.00001 } }
            : { result: request.method === 'blockchain.relayfee' ? 0.00005 : 0.00002 }),
      })
      expect(await source.feeRate({ blocks: 3 })).toBe(5000n)
    }
  })
})

describe('a change', () => {
  const script = Uint8Array.of(0x51)

  it('of the tip wakes who waits for it', async () => {
    let tip = 1
    const { source, server } = await opened({ answer: (request) => greeting(request) ?? tipAnswer(tip) })
    const { hash } = await source.tip()
    let woken = false
    const waiting = source.changed({ tip: hash }).then(() => {
      woken = true
    })
    while (server.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 1))
    expect(woken).toBe(false)
    tip = 2
    server.notify('blockchain.headers.subscribe', [{ hex: header(2), height: 2 }])
    await waiting
    expect((await source.tip()).height).toBe(2)
  })

  it('of a script while the server was away is found by its status on the next connection', async () => {
    const statuses: (string | null)[] = [null, null, 'ab'.repeat(32)]
    let turn = 0
    const { source, server } = await opened({
      answer: (request) =>
        greeting(request) ??
        (request.method === 'blockchain.scripthash.subscribe'
          ? { result: statuses[Math.min(turn++, 2)] }
          : tipAnswer(1)),
    })
    const { hash } = await source.tip()
    // the first time it answers at once
    await source.changed({ tip: hash, scripts: [script] })
    let woken = false
    const waiting = source.changed({ tip: hash, scripts: [script] }).then(() => {
      woken = true
    })
    const soon = () => new Promise((resolve) => setTimeout(resolve, 30))
    await soon()
    server.cut()
    await soon()
    // the same status as before the cut
    expect([turn, woken]).toEqual([2, false])
    server.cut()
    await waiting
    expect(turn).toBe(3)
  })

  it('that nobody asked about is passed over, and waiting ends with the signal', async () => {
    const { source, server } = await opened()
    const { hash } = await source.tip()
    const controller = new AbortController()
    const waiting = codeOf(source.changed({ tip: hash, signal: controller.signal }))
    while (server.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 1))
    for (let at = 0; at < 100; at++) server.notify('blockchain.scripthash.subscribe', [`${at}`, null])
    controller.abort()
    expect(await waiting).toBe('SOURCE_ABORTED')
  })
})

describe('over TLS', () => {
  const fingerprint = new X509Certificate(CERTIFICATE).fingerprint256

  it.each<[string, Partial<SocketOptions>, string]>([
    ['a certificate that signed itself', {}, 'SOURCE_CERTIFICATE'],
    ['the same, from an authority that is trusted', { authorities: CERTIFICATE }, 'answered'],
    ['the same, pinned', { security: { fingerprint } }, 'answered'],
    [
      'the same, pinned without colons',
      { security: { fingerprint: fingerprint.replace(/:/g, '') } },
      'answered',
    ],
    ['another one than the pinned', { security: { fingerprint: '00'.repeat(32) } }, 'SOURCE_CERTIFICATE'],
  ])('%s', async (_, sockets, outcome) => {
    const { source, server } = await opened({ security: 'tls' }, { retries: 0 }, sockets)
    expect(await codeOf(source.tip())).toBe(outcome)
    // nothing is said to somebody else
    if (outcome !== 'answered') expect(server.requests).toEqual([])
  })

  it('a server that speaks no TLS is unreachable', async () => {
    const { source } = await opened({}, { retries: 0, timeout: 2000 }, { security: { fingerprint } })
    expect(await codeOf(source.tip())).not.toBe('answered')
  })
})
