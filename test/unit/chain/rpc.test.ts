import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { createRpc, type Rpc, type RpcOptions } from 'taproot-escrow/chain'
import { afterAll, describe, expect, it } from 'vitest'
import { fakeNode, type Reply, refusal, result, type Seen } from './fakeNode.js'

const PASSWORD = 'correct-horse-battery'
const login = { user: 'alice', password: PASSWORD }
const HASH = 'ab'.repeat(32)
const folder = mkdtempSync(join(tmpdir(), 'taproot-escrow-rpc-'))
afterAll(() => rmSync(folder, { recursive: true }))

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

/** A client of a node that answers like this. */
const clientOf = async (
  answer: (seen: Seen, count: number) => Reply,
  options: Partial<Pick<RpcOptions, 'timeout' | 'retries' | 'retryDelay'>> = {},
): Promise<{ rpc: Rpc; seen: readonly Seen[] }> => {
  const { url, seen } = await fakeNode(answer)
  return { rpc: createRpc({ url, ...login, retryDelay: 0, ...options }), seen }
}

const errorOf = async (promise: Promise<unknown>) => {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('no error')
}

describe('a call', () => {
  it('sends the method with named parameters, and logs in', async () => {
    const { rpc, seen } = await clientOf(() => result(`"${HASH}"`))
    expect(await rpc.getblockhash(7)).toBe(HASH)
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ path: '/', authorization: basic(`alice:${PASSWORD}`) })
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      jsonrpc: '2.0',
      id: 0,
      method: 'getblockhash',
      params: { height: 7 },
    })
  })

  it('of a wallet goes to that wallet, whatever its name', async () => {
    const { rpc, seen } = await clientOf(() => result('1.5'))
    expect(await rpc.wallet('a/b c').getbalance()).toBe(150_000_000n)
    expect(seen[0]?.path).toBe('/wallet/a%2Fb%20c')
  })

  it('sends amounts as decimals with all eight places', async () => {
    const { rpc, seen } = await clientOf(() => result(`"${HASH}"`))
    await rpc.wallet('w').sendtoaddress({ address: 'x', amount: 2_099_999_997_690_000n }, { feeRate: '2.5' })
    expect(JSON.parse(seen[0]?.body ?? '').params).toEqual({
      address: 'x',
      amount: '20999999.97690000',
      fee_rate: '2.5',
    })
  })

  it('reads amounts without losing a satoshi', async () => {
    const { rpc } = await clientOf(() => result('20999999.97690000'))
    expect(await rpc.wallet('w').getbalance()).toBe(2_099_999_997_690_000n)
  })

  it('of any other method hands the answer on, decimals as their text', async () => {
    const { rpc } = await clientOf(() => result('{"a":0.10000000,"b":3,"c":"0.5"}'))
    expect(await rpc.call('anything', [1, '0.1'])).toEqual({ a: '0.10000000', b: 3, c: '0.5' })
  })

  it('understands nodes that answer with both a result and an empty error', async () => {
    const { rpc } = await clientOf(() => ({ text: '{"result":5,"error":null,"id":0}' }))
    expect(await rpc.getblockcount()).toBe(5)
  })
})

describe('a node that warms up', () => {
  it('is asked again until it answers', async () => {
    const { rpc, seen } = await clientOf((_, count) =>
      count < 3 ? refusal(-28, 'Loading block index…', 500) : result('5'),
    )
    expect(await rpc.getblockcount()).toBe(5)
    expect(seen).toHaveLength(3)
  })

  it('is given up after the retries, with its own words', async () => {
    const { rpc, seen } = await clientOf(() => refusal(-28, 'Loading block index…'), { retries: 2 })
    await expect(rpc.getblockcount()).rejects.toMatchObject({
      code: 'RPC_REFUSED',
      kind: 'state',
      data: { method: 'getblockcount', rpcCode: -28, rpcMessage: 'Loading block index…' },
    })
    expect(seen).toHaveLength(3)
  })

  it('is asked again while its queue is full', async () => {
    const { rpc, seen } = await clientOf((_, count) =>
      count === 1 ? { status: 503, text: 'Work queue depth exceeded' } : result('5'),
    )
    expect(await rpc.getblockcount()).toBe(5)
    expect(seen).toHaveLength(2)
  })

  it('may not be listening yet', async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
      })
    })
    const rpc = createRpc({ url: `http://127.0.0.1:${port}`, ...login, retries: 200, retryDelay: 10 })
    const count = rpc.getblockcount()
    await fakeNode(() => result('5'), { port })
    expect(await count).toBe(5)
  })
})

describe('a refusal', () => {
  it('carries the method, the code and the message of the node', async () => {
    const { rpc, seen } = await clientOf(() => refusal(-26, 'min relay fee not met, 0 < 111', 500))
    const error = await errorOf(rpc.sendrawtransaction('00'))
    expect(error).toMatchObject({
      name: 'EscrowError',
      code: 'RPC_REFUSED',
      kind: 'state',
      message:
        'rpc.sendrawtransaction: expected a result, received error -26: min relay fee not met, 0 < 111',
      data: { method: 'sendrawtransaction', rpcCode: -26, rpcMessage: 'min relay fee not met, 0 < 111' },
    })
    expect(seen).toHaveLength(1)
  })

  it('is one line without control characters, and not endless', async () => {
    const { rpc } = await clientOf(() => refusal(-1, `a\nb\u001b[31m${'x'.repeat(10_000)}`))
    const error = await errorOf(rpc.getblockcount())
    expect(inspect(error)).not.toContain('\u001b[31m')
    expect(error).toMatchObject({ message: expect.stringMatching(/^[^\n]{1,700}$/) })
  })

  it('shows no key that the node repeats', async () => {
    const xprv = `tprv8ZgxMBicQKsPd${'7'.repeat(95)}`
    const wif = `cV${'x'.repeat(50)}`
    const { rpc } = await clientOf(() => refusal(-5, `pk(${xprv}/0/*) and ${wif}: key is not valid`))
    const error = await errorOf(rpc.getdescriptorinfo('…'))
    expect(inspect(error, { depth: 9 })).not.toMatch(/tprv|xxxx/)
    expect(error).toMatchObject({ data: { rpcMessage: 'pk(***/0/*) and ***: key is not valid' } })
  })
})

describe('a login', () => {
  it('that is wrong is told apart, and the password is shown nowhere', async () => {
    const { rpc } = await clientOf(() => ({ status: 401, text: '' }))
    const error = await errorOf(rpc.getblockcount())
    expect(error).toMatchObject({
      code: 'RPC_UNAUTHORIZED',
      message: 'rpc: expected a login and an address that the node accepts, received status 401',
    })
    const shown = inspect([error, rpc, rpc.wallet('w')], { depth: 9, showHidden: true })
    expect(shown).not.toContain(PASSWORD)
    expect(shown).not.toContain(Buffer.from(`alice:${PASSWORD}`).toString('base64'))
  })

  it('by cookie reads the file again after the node was restarted', async () => {
    const cookieFile = join(folder, 'rotated')
    writeFileSync(cookieFile, '__cookie__:first\n')
    let valid = 'first'
    const { url, seen } = await fakeNode(({ authorization }) =>
      authorization === basic(`__cookie__:${valid}`) ? result('5') : { status: 401, text: '' },
    )
    const rpc = createRpc({ url, cookieFile })
    expect(await rpc.getblockcount()).toBe(5)
    valid = 'second'
    writeFileSync(cookieFile, '__cookie__:second\n')
    expect(await rpc.getblockcount()).toBe(5)
    expect(seen).toHaveLength(3)
  })

  it('by a cookie that stays wrong fails after one more look', async () => {
    const cookieFile = join(folder, 'wrong')
    writeFileSync(cookieFile, '__cookie__:sesame\n')
    const { url, seen } = await fakeNode(() => ({ status: 401, text: '' }))
    const error = await errorOf(createRpc({ url, cookieFile }).getblockcount())
    expect(error).toMatchObject({ code: 'RPC_UNAUTHORIZED' })
    expect(inspect(error, { depth: 9 })).not.toContain('sesame')
    expect(seen).toHaveLength(1)
  })

  it('by cookie waits for the file', async () => {
    const cookieFile = join(folder, 'late')
    const { url } = await fakeNode(() => result('5'))
    const waiting = createRpc({ url, cookieFile, retries: 200, retryDelay: 10 }).getblockcount()
    writeFileSync(cookieFile, '__cookie__:late\n')
    expect(await waiting).toBe(5)
    const never = createRpc({ url, cookieFile: join(folder, 'never'), retries: 1, retryDelay: 0 })
    await expect(never.getblockcount()).rejects.toMatchObject({
      code: 'RPC_UNAUTHORIZED',
      message:
        "rpc.cookieFile: expected a cookie file that can be read, in the folder of the running node's chain, received none",
    })
  })
})

describe('a connection', () => {
  it('that nobody answers is unreachable', async () => {
    const rpc = createRpc({ url: 'http://127.0.0.1:1', ...login, retries: 1, retryDelay: 0 })
    await expect(rpc.getblockcount()).rejects.toMatchObject({ code: 'RPC_UNREACHABLE', kind: 'state' })
  })

  it('that breaks is not tried again: the node may have acted already', async () => {
    const { rpc, seen } = await clientOf(() => 'hangUp')
    await expect(rpc.sendrawtransaction('00')).rejects.toMatchObject({
      code: 'RPC_UNREACHABLE',
      data: { method: 'sendrawtransaction' },
    })
    expect(seen).toHaveLength(1)
  })

  it('that stays silent ends at the time limit', async () => {
    const { rpc, seen } = await clientOf(() => 'silence', { timeout: 50 })
    await expect(rpc.getblockcount()).rejects.toMatchObject({
      code: 'RPC_TIMED_OUT',
      message: 'rpc: expected an answer within 50 ms, received none',
    })
    // a busy machine may not even have taken the question by then
    expect(seen.length).toBeLessThanOrEqual(1)
  })
})

describe('an answer', () => {
  it.each([
    ['a page of some other server', '<html>', 'rpc: expected an answer to getblockcount'],
    ['half an answer', '{"result":5,"id"', 'rpc: expected an answer to getblockcount'],
    ['nothing', '', 'rpc: expected an answer to getblockcount'],
    ['another id', '{"result":5,"id":9}', 'rpc: expected an answer to getblockcount'],
    ['a list', '[1,2]', 'rpc: expected an answer to getblockcount'],
    ['null', 'null', 'rpc: expected an answer to getblockcount'],
    ['another shape', '{"result":"5","id":0}', 'rpc.getblockcount: expected an answer to getblockcount'],
    ['a fraction', '{"result":0.5,"id":0}', 'rpc.getblockcount: expected an answer to getblockcount'],
  ])('that is %s is refused', async (_, text, message) => {
    const { rpc } = await clientOf(() => ({ text }))
    await expect(rpc.getblockcount()).rejects.toMatchObject({
      code: 'RPC_MALFORMED',
      kind: 'mismatch',
      message: expect.stringContaining(message),
    })
  })

  it.each(['-0.1', '0.123456789', '21000000.00000001', '1e-9', '"x"', 'null', 'true', '[]'])(
    'with %s for an amount is refused, and the field is named',
    async (value) => {
      const { rpc } = await clientOf(() =>
        result(
          `{"bestblock":"${HASH}","confirmations":1,"value":${value},"coinbase":false,"scriptPubKey":{"hex":"51","type":"x"}}`,
        ),
      )
      await expect(rpc.gettxout({ txid: HASH, vout: 0 })).rejects.toMatchObject({
        code: 'RPC_MALFORMED',
        message: expect.stringContaining('rpc.gettxout.value: '),
      })
    },
  )
})

describe('an error about an answer', () => {
  it('stays short and plain, whatever the answer holds', async () => {
    const long = 'x'.repeat(100_000)
    const { rpc } = await clientOf((_, count) =>
      count === 1
        ? result(JSON.stringify(`\u001b[31m${long}`))
        : result(JSON.stringify({ package_msg: '', 'tx-results': { [`\n${long}`]: 1 } })),
    )
    for (const promise of [rpc.getblockcount(), rpc.submitpackage([])]) {
      const error = await errorOf(promise)
      expect(error).toMatchObject({
        code: 'RPC_MALFORMED',
        message: expect.stringMatching(/^[\x20-\x7e…]{1,250}$/),
      })
    }
  })
})

describe('a batch', () => {
  it('is one request; each call has its own outcome, in order', async () => {
    const { rpc, seen } = await clientOf(() => ({
      text: '[{"id":1,"error":{"code":-8,"message":"out of range"}},{"id":0,"result":5,"error":null}]',
    }))
    const answers = await rpc.batch([
      { method: 'getblockcount' },
      { method: 'getblockhash', params: { height: 9 } },
    ])
    expect(answers).toEqual([
      { ok: true, result: 5 },
      {
        ok: false,
        error: expect.objectContaining({
          code: 'RPC_REFUSED',
          data: expect.objectContaining({ method: 'getblockhash', rpcCode: -8 }),
        }),
      },
    ])
    expect(seen).toHaveLength(1)
  })

  it('that the node refuses as a whole is refused for each call', async () => {
    const { rpc } = await clientOf(() => ({
      text: '{"id":null,"error":{"code":-32700,"message":"Parse error"}}',
    }))
    const answers = await rpc.batch([{ method: 'a' }, { method: 'b' }])
    expect(answers.map((answer) => answer.ok)).toEqual([false, false])
  })

  it('of nothing asks nothing', async () => {
    const { rpc, seen } = await clientOf(() => result('1'))
    expect(await rpc.batch([])).toEqual([])
    expect(seen).toHaveLength(0)
  })
})

describe('options', () => {
  it.each<[string, RpcOptions, string]>([
    ['a login inside the address', { url: 'http://a:b@127.0.0.1', ...login }, 'url'],
    ['another protocol', { url: 'ftp://127.0.0.1', ...login }, 'url'],
    ['no address', { url: 'node', ...login }, 'url'],
    ['a query', { url: 'http://127.0.0.1/?x', ...login }, 'url'],
    // a caller without types
    ['two logins', { url: 'http://127.0.0.1', cookieFile: 'x', ...login } as never, 'cookieFile'],
    ['no login', { url: 'http://127.0.0.1' } as never, 'cookieFile'],
  ])('with %s are refused', (_, options, field) => {
    expect(() => createRpc(options)).toThrow(
      expect.objectContaining({ code: 'RPC_OPTIONS', data: expect.objectContaining({ field }) }),
    )
    expect(() => createRpc(options)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(PASSWORD) }),
    )
  })
})

describe('a client with limits', () => {
  it('gives a call up with its signal, while it waits for an answer or for the node', async () => {
    const { rpc } = await clientOf(() => 'silence')
    const controller = new AbortController()
    const waiting = rpc.limited({ signal: controller.signal }).getblockcount()
    controller.abort('enough')
    const abandoned = { code: 'RPC_ABORTED', cause: 'enough', data: { method: 'getblockcount' } }
    expect(await errorOf(waiting)).toMatchObject(abandoned)
    const warming = await clientOf(() => refusal(-28, 'Loading'), { retryDelay: 60_000 })
    const later = new AbortController()
    const retrying = warming.rpc.limited({ signal: later.signal }).getblockcount()
    setTimeout(() => later.abort('enough'), 50)
    expect(await errorOf(retrying)).toMatchObject(abandoned)
  })

  it('sends nothing after the signal, and has its own time for an answer', async () => {
    const { rpc, seen } = await clientOf(() => 'silence')
    const late = rpc.limited({ signal: AbortSignal.abort() })
    expect(await errorOf(late.getblockcount())).toMatchObject({ code: 'RPC_ABORTED' })
    expect(await errorOf(late.wallet('w').getbalance())).toMatchObject({ code: 'RPC_ABORTED' })
    expect(seen).toHaveLength(0)
    const short = rpc.wallet('w').limited({ timeout: 20 })
    expect(await errorOf(short.getbalance())).toMatchObject({ code: 'RPC_TIMED_OUT' })
    const shorter = rpc.limited({ timeout: 60_000 }).limited({ timeout: 20 })
    expect(await errorOf(shorter.getblockcount())).toMatchObject({ code: 'RPC_TIMED_OUT' })
  })
})
