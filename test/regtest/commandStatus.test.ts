import { fundedToJson, release, satsPerVb } from 'taproot-escrow'
import { afterAll, describe, expect, it } from 'vitest'
import { folderOf, words } from '../support/command.js'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { electrumNode } from '../support/electrumNode.js'
import { esploraServer } from '../support/esploraServer.js'
import { startNode } from '../support/node.js'

/* `status` at a node, at an Esplora server, at an Electrum server, and at several that have to agree. */

const node = await startNode()
const esplora = await esploraServer(node.rpc)
const electrum = await electrumNode(node.rpc, esplora)
afterAll(() => electrum.stop())

const moments = { from: 5, decision: 5, silence: 30, rescue: 60 }
const { agreement, contracts } = made(everyPathDocument('blocks', moments, { count: 3 }))
const folder = folderOf({ 'agreement.json': agreement.text })
const block = await node.rpc.getblockhash(100)

const does = async (line: string, options = {}) => {
  const ran = await folder.run(words(line.trim()), options)
  return { ...ran, line }
}

const sources: Record<string, string> = {
  'a node': `--node ${node.url} --node-cookie ${node.cookieFile} --since 100`,
  'a node by its data folder and its cookie': `--node ${node.url} --checkpoint 100:${block}`,
  'an Esplora server': `--esplora ${esplora.url}`,
  'an Electrum server, verified': `--electrum tcp://127.0.0.1:${electrum.port} --checkpoint 100:${block}`,
  'both servers, which agree': `--esplora ${esplora.url} --electrum tcp://127.0.0.1:${electrum.port}`,
}
const usual = { nodeFolder: node.dataFolder }

const table = async (source: string): Promise<readonly (readonly (string | undefined)[])[]> => {
  const { code, out, errors } = await does(`status agreement.json --confirmations 2 ${source}`, usual)
  expect([code, errors]).toEqual([0, []])
  const height = await node.height()
  expect(out[0]).toBe(`As of block ${height} (${await node.rpc.getblockhash(height)}):`)
  return out.slice(2).map((line) => {
    const [id, milestone, word, held] = line.split(/ {2,}/)
    expect(id).toBe(agreement.id.slice(0, 8))
    return [milestone, word, held]
  })
}

describe('status', () => {
  it('tells the same of one escrow at each of them, at every step', async () => {
    const expectEverywhere = async (rows: readonly (readonly string[])[]): Promise<void> => {
      for (const source of Object.values(sources)) expect(await table(source)).toEqual(rows)
    }
    const expectAtNode = async (rows: readonly (readonly string[])[]): Promise<void> =>
      expect(await table(sources['a node']!)).toEqual(rows)
    await expectAtNode([
      ['0', 'unfunded', '0 sat'],
      ['1', 'unfunded', '0 sat'],
      ['2', 'unfunded', '0 sat'],
    ])
    const funded = await fundAll(node, contracts.slice(0, 2))
    await expectAtNode([
      ['0', 'confirming', '1,000,000 sat'],
      ['1', 'confirming', '1,000,000 sat'],
      ['2', 'unfunded', '0 sat'],
    ])
    await node.mine()
    const { hex } = await finished(
      release(funded[0]!, { path: 'employerAndWorker', feeRate: satsPerVb('2') }),
    )
    await node.rpc.sendrawtransaction(hex)
    await expectEverywhere([
      ['0', 'leaving', '0 sat'],
      ['1', 'funded', '1,000,000 sat'],
      ['2', 'unfunded', '0 sat'],
    ])
    await node.mine(2)
    await expectEverywhere([
      ['0', 'left', '0 sat'],
      ['1', 'funded', '1,000,000 sat'],
      ['2', 'unfunded', '0 sat'],
    ])
    folder.files.set('funded.json', JSON.stringify(funded.map(fundedToJson)))
  })

  it('names the next clock, the first moment without a role, and writes what can be spent', async () => {
    const at = `--node ${node.url} --funded funded.json --milestones`
    expect((await does(`status agreement.json ${at}`, usual)).code).toBe(2)
    const { code, out } = await does(
      `status agreement.json --node ${node.url} --funded funded.json --as worker --funded-out rest.json`,
      usual,
    )
    expect(code).toBe(0)
    expect(out[1]).toMatch(/without the worker$/)
    const [, second] = JSON.parse(folder.text('funded.json'))
    const opens = second.confirmedAt + 5 - 1
    expect(out[3]).toMatch(
      new RegExp(`arbiter and employer from a tip of ${opens}, about \\d{4}-\\d\\d-\\d\\d$`),
    )
    expect(JSON.parse(folder.text('rest.json'))).toMatchObject([second])
  })

  it('as JSON says what the table says, and more', async () => {
    const { out } = await does(
      `status agreement.json --node ${node.url} --since 100 --as employer --json`,
      usual,
    )
    const { at, contracts: told } = JSON.parse(out[0]!)
    expect(at.height).toBe(await node.height())
    expect(told.map(({ word, agreed, amount }: Record<string, string>) => [word, agreed, amount])).toEqual([
      ['left', '1000000', '0'],
      ['funded', '1000000', '1000000'],
      ['unfunded', '1000000', '0'],
    ])
    expect(told[0].spends[0].deed.path).toBe('employerAndWorker')
    expect(told[1].withoutMe[0]).toMatchObject({ path: 'workerWithSecret', kind: 'open' })
  })

  it('ends with 1 where a file of funded outputs claims what is not there', async () => {
    const [first] = JSON.parse(folder.text('funded.json'))
    folder.files.set(
      'claimed.json',
      JSON.stringify([
        { ...first, vout: 7 },
        { ...first, amount: '2' },
      ]),
    )
    const { code, out } = await does(`status agreement.json --node ${node.url} --funded claimed.json`, usual)
    expect(code).toBe(1)
    expect(out.slice(-2)).toEqual([
      `milestone 0: ${first.txid}:7 was not found in what was read of the chain`,
      `milestone 0: ${first.txid}:${first.vout} holds 1,000,000 sat (0.01 BTC), not 2`,
    ])
    const line = `status agreement.json --node ${node.url} --funded claimed.json`
    expect((await does(`${line} --lang es`, usual)).out.slice(-2)).toEqual([
      `Etapa 0: el depósito ${first.txid}:7 no se encontró en lo que se leyó de la cadena.`,
      `Etapa 0: el depósito ${first.txid}:${first.vout} tiene 1.000.000 sat (0,01 BTC), no 2 sat.`,
    ])
    expect(JSON.parse((await does(`${line} --lang es --json`, usual)).out[0]!).missing[0].text).toBe(
      `milestone 0: ${first.txid}:7 was not found in what was read of the chain`,
    )
  })
})

describe('a source', () => {
  it('is refused where it makes no sense, before anything is asked', async () => {
    const refused = async (line: string) => {
      const { code, errors } = await does(`status agreement.json ${line}`)
      return [code, errors[0]?.split(':').slice(1, 2).join('').trim()]
    }
    expect(await refused('')).toEqual([2, 'OPTION_MISSING --node'])
    expect(await refused('--node http://a:b@127.0.0.1:1')).toEqual([2, 'OPTION_MALFORMED --node'])
    expect(await refused(`--node ${node.url} --esplora ${esplora.url}`)).toEqual([
      2,
      'OPTIONS_CONFLICT --node',
    ])
    expect(await refused('--node-cookie x')).toEqual([2, 'OPTIONS_CONFLICT --node-cookie'])
    expect(await refused(`--node ${node.url} --node-env NAME`)).toEqual([2, 'SECRET_ABSENT --node-env'])
    expect(await refused('--electrum nowhere')).toEqual([2, 'OPTION_MALFORMED --electrum'])
    expect(await refused('--electrum tls://a:1#00')).toEqual([2, 'OPTION_MALFORMED --electrum'])
    expect(await refused(`--esplora ${esplora.url} --checkpoint 5:00`)).toEqual([2, 'FILE_UNREADABLE "5'])
    expect(await refused(`--node ${node.url} --node-cookie ${node.cookieFile}`)).toEqual([
      2,
      'OPTION_MISSING --since',
    ])
  })

  it('takes its login from the environment, and shows none of it', async () => {
    const { readFileSync } = await import('node:fs')
    const login = readFileSync(node.cookieFile, 'utf8').trim()
    const line = `status agreement.json --node ${node.url} --node-env ESCROW_NODE --since 100`
    expect((await does(line, { environment: { ESCROW_NODE: login } })).code).toBe(0)
    const { code, errors } = await does(line, { environment: { ESCROW_NODE: 'someone:secretword' } })
    expect([code, errors[0]]).toEqual([1, expect.stringContaining('SOURCE_UNAUTHORIZED')])
    expect(errors.join('')).not.toContain('secretword')
  })

  it('of another network, or that does not have the checkpoint, is refused with its code', async () => {
    const wrong = block.replace(/^../, 'ff')
    const { code, errors } = await does(
      `status agreement.json --esplora ${esplora.url} --checkpoint 100:${wrong}`,
    )
    expect([code, errors[0]]).toEqual([1, expect.stringContaining('SOURCE_CHECKPOINT')])
  })

  it('cannot write to the terminal what would move its cursor', async () => {
    esplora.settings.fault = ({ path }) =>
      path === '/blocks/tip/hash' ? { status: 400, text: '\u001b[2J\u202e gone' } : undefined
    const { code, errors } = await does(`status agreement.json --esplora ${esplora.url}`)
    esplora.reset()
    expect(code).toBe(1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(errors.join('')).not.toMatch(/[\u001b\u202e]/)
  })
})

describe('--tip and a source', () => {
  it('say where the chain is wherever that is asked', async () => {
    folder.files.set('tip.json', JSON.stringify(await node.rpc.call('getblockchaininfo')))
    const drafted = (tip: string) =>
      does(
        `release agreement.json --funded funded.json --milestone 1 --path employerAndWorker --fee-rate 2 ${tip}`,
        usual,
      )
    const plain = await drafted('')
    for (const tip of ['--tip tip.json --confirmations 2', `--node ${node.url} --confirmations 2`])
      expect(await drafted(tip)).toMatchObject({ code: 0, out: plain.out })
    for (const tip of ['--tip tip.json --confirmations 99', `--esplora ${esplora.url} --confirmations 99`]) {
      const { code, errors } = await drafted(tip)
      expect([code, errors.at(-1)]).toEqual([1, expect.stringContaining('FUNDED_UNCONFIRMED')])
    }
    folder.files.set('draft.psbt', plain.out[0]!)
    const reviewed = await does(
      'review agreement.json --funded funded.json --milestone 1 --psbt draft.psbt --as worker --tip tip.json',
    )
    expect(reviewed.out.join('\n')).toMatch(/\d+ blocks/)
    folder.files.set('main.json', folder.text('tip.json').replace('"regtest"', '"main"'))
    const other = await does(
      'review agreement.json --funded funded.json --milestone 1 --psbt draft.psbt --as worker --tip main.json',
    )
    expect([other.code, other.errors[0]]).toEqual([1, expect.stringContaining('TIP_NETWORK')])
    expect((await does('audit agreement.json --tip tip.json')).code).toBeLessThan(2)
  })

  it('a node that knows no rate leaves it to the caller', async () => {
    const { code, errors } = await does(
      `refund agreement.json --funded funded.json --milestone 1 --path key --node ${node.url}`,
      usual,
    )
    expect([code, errors[0]]).toEqual([1, expect.stringContaining('FEE_RATE_UNKNOWN --fee-rate')])
  })
})
