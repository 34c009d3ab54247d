import { beforeAll, describe, expect, it } from 'vitest'
import { parseTransaction } from '../../../src/psbt/transaction.js'
import { fromHex } from '../../../src/units/bytes.js'
import { type Folder, folderOf, PREPARATION_MS, payingTransaction, words } from '../../support/command.js'
import { HOURLY_AMOUNT, hourlyFolder } from '../../support/hourlyFolder.js'

/* A stream by the command: the plan, states one after the other, and each way out; in a folder in memory. */

const PAID_AT = 1000
const FILES = 'hours.json --plan plan.json'
const AT = '--at-height 1001 --at-time 1800000000'

let prepared: ReadonlyMap<string, string | Uint8Array>

beforeAll(async () => {
  const { folder, contract } = await hourlyFolder()
  const output = { script: contract.outputScript, amount: HOURLY_AMOUNT }
  folder.files.set('one.hex', payingTransaction([output]))
  folder.files.set('two.hex', payingTransaction([output, output]))
  for (const name of ['one', 'two'])
    await folder.run(words(`fund hours.json --tx ${name}.hex --confirmed-at ${PAID_AT} --out ${name}.json`))
  const planned = await folder.run(
    words(`stream plan hours.json --funded one.json --fee-rate 2 ${AT} --out plan.json`),
  )
  expect(planned).toEqual({
    code: 0,
    out: [],
    errors: [
      'a stream over 300,000 sat (0.003 BTC): 330 sat to 299,246 sat (0.00299246 BTC) for the worker, fee 424 sat for 212 vB',
      'to be closed before a tip of 8343: from a tip of 8487 on the arbiter and the employer can take the money',
      'written: plan.json',
    ],
  })
  prepared = folder.files
}, PREPARATION_MS)

const fresh = (): Folder => folderOf(Object.fromEntries(prepared))

const signing = (pays: string, more = ''): readonly string[] =>
  words(`stream sign ${FILES} --state signed.json ${pays} --mnemonic-file employer.txt${more}`)
const reading = (file: string, more = ''): readonly string[] =>
  words(`stream read hours.json ${file} --plan plan.json --state held.json ${AT}${more}`)

/** A folder in which so much was signed, in `signed.json`, and read. */
const holding = async (pays: string): Promise<Folder> => {
  const folder = fresh()
  await folder.run(signing(`--pays ${pays}`))
  await folder.run(reading('signed.json'))
  return folder
}

describe('a state', { timeout: PREPARATION_MS }, () => {
  it('is signed, kept before it is printed, and read in one line', async () => {
    const folder = fresh()
    const signed = await folder.run(signing('--pays 60000'))
    expect([signed.code, signed.errors]).toEqual([
      0,
      ['signed: 60,000 sat of at most 299,246 sat (0.00299246 BTC) for the worker'],
    ])
    expect(folder.text('signed.json')).toBe(`${signed.out[0]}\n`)
    expect(signed.out[0]!.length).toBeLessThan(320)
    expect(await folder.run(reading('-'), { input: signed.out[0]! })).toEqual({
      code: 0,
      out: ['holds 60,000 sat of at most 299,246 sat (0.00299246 BTC); to be closed before a tip of 8343'],
      errors: [],
    })
    expect(folder.text('held.json')).toBe(folder.text('signed.json'))
    // and told again, without another one
    const told = await folder.run(words(`stream read ${FILES} --state held.json ${AT} --json`))
    expect(JSON.parse(told.out[0]!)).toMatchObject({
      holds: '60000',
      most: '299246',
      closeBefore: { height: 8343 },
      ends: { path: 'arbiterAndEmployer', from: { height: 8487 } },
    })
  })

  it('pays what the clock says, and is held against it', async () => {
    const folder = fresh()
    await folder.run(signing('--wage 60000 --seconds 3600'))
    const ran = await folder.run(reading('signed.json', ' --wage 60000 --seconds 3000'))
    expect([ran.code, ran.out]).toEqual([
      0,
      [
        'holds 60,000 sat of at most 299,246 sat (0.00299246 BTC), 10,000 sat ahead; to be closed before a tip of 8343',
      ],
    ])
  })

  it('that pays less than is owed is kept, and ends with 1', async () => {
    const folder = fresh()
    await folder.run(signing('--pays 60000'))
    const ran = await folder.run(reading('signed.json', ' --owed 61000'))
    expect([ran.code, ran.out]).toEqual([
      1,
      [
        'holds 60,000 sat of at most 299,246 sat (0.00299246 BTC), 1,000 sat less than is owed; to be closed before a tip of 8343',
      ],
    ])
    expect(folder.text('held.json')).toBe(folder.text('signed.json'))
    const json = await folder.run(words(`stream read ${FILES} --state held.json ${AT} --owed 61000 --json`))
    expect([json.code, JSON.parse(json.out[0]!)]).toEqual([
      1,
      expect.objectContaining({ holds: '60000', owed: '61000', missing: '1000' }),
    ])
  })

  it.each([
    ['that goes backwards is not signed', signing('--pays 50000'), 'STREAM_NOT_MORE'],
    ['below dust is not signed', signing('--pays 329'), 'STREAM_TOO_SMALL'],
    ['above the pot is not signed', signing('--pays 299247'), 'STREAM_TOO_MUCH'],
    [
      'is not signed by another key',
      words(`stream sign ${FILES} --state signed.json --pays 70000 --mnemonic-file worker.txt`),
      'SIGNER_NO_KEY',
    ],
    ['that was read is not read again', reading('signed.json'), 'STREAM_NOT_MORE'],
    ['that somebody changed is not believed', reading('forged.json'), 'STREAM_SIGNATURE'],
    [
      'is not believed when it is time to close',
      words(
        `stream read hours.json forged.json --plan plan.json --state held.json --at-height 8343 --at-time 1800000000`,
      ),
      'STREAM_OVER',
    ],
    ['of no form is not read', reading('plan.json'), 'JSON_FORM_FORMAT'],
  ])('%s, and changes nothing', async (_, line, code) => {
    const folder = await holding('60000')
    folder.files.set('forged.json', folder.text('signed.json').replace('60000', '90000'))
    const before = new Map(folder.files)
    const ran = await folder.run(line)
    expect([ran.code, ran.out]).toEqual([1, []])
    expect(ran.errors).toEqual([expect.stringContaining(code)])
    expect(folder.files).toEqual(before)
  })

  it('is told apart by its plan after a top-up, and goes on from the last one', async () => {
    const folder = await holding('60000')
    await folder.run(words(`stream plan hours.json --funded two.json --fee-rate 2 ${AT} --out both.json`))
    const read = words(`stream read hours.json signed.json --plan both.json --state held.json ${AT}`)
    expect((await folder.run(read)).errors[0]).toContain('STREAM_DEPOSITS')
    const sign = 'stream sign hours.json --plan both.json --state signed.json --mnemonic-file employer.txt'
    expect((await folder.run(words(`${sign} --pays 60000`))).errors[0]).toContain('STREAM_NOT_MORE')
    await folder.run(words(`${sign} --pays 400000`))
    expect((await folder.run(read)).out[0]).toContain('holds 400,000 sat (0.004 BTC) of at most 599,0')
  })
})

describe('a close', { timeout: PREPARATION_MS }, () => {
  const closing = (more: string): readonly string[] =>
    words(`stream close ${FILES} --state held.json ${more}`)

  it('is a transaction that pays what the newest state says', async () => {
    const folder = await holding('60000')
    const { code, out, errors } = await folder.run(closing('--mnemonic-file worker.txt'))
    const { outputs, txid } = parseTransaction(fromHex(out[0]!)!, 'hex')
    expect(code).toBe(0)
    expect(outputs.map(({ amount }) => amount)).toEqual([HOURLY_AMOUNT - 424n - 60_000n, 60_000n])
    expect(errors).toEqual([
      `closes with 60,000 sat for the worker, fee 424 sat for 212 vB: transaction ${txid}`,
    ])
    const json = await folder.run(closing('--mnemonic-file worker.txt --json'))
    expect(JSON.parse(json.out[0]!)).toMatchObject({ txid, vsize: 212, fee: '424', pays: '60000' })
  })

  it('is a PSBT for a device, which the other commands finish', async () => {
    const folder = await holding('60000')
    await folder.run(closing('--psbt --out close.psbt'))
    const of = 'hours.json --funded one.json'
    const signed = await folder.run(
      words(
        `sign ${of} --psbt close.psbt --as worker --mnemonic-file worker.txt --expect settle --worker-sats 60000 --out signed.psbt`,
      ),
    )
    expect(signed.code).toBe(0)
    const { code, out } = await folder.run(words(`finalize ${of} signed.psbt`))
    expect([code, parseTransaction(fromHex(out[0]!)!, 'hex').outputs[1]!.amount]).toEqual([0, 60_000n])
  })

  it('together is a draft of the key path that pays no less than was signed', async () => {
    const folder = await holding('60000')
    const draft = await folder.run(closing('--together --pays 70000 --fee-rate 3'))
    expect([draft.code, draft.errors[0]]).toEqual([
      0,
      'This spend is a settlement of 300,000 sat (0.003 BTC), signed by the employer and the worker with one signature together (MuSig2).',
    ])
    const all = await folder.run(closing('--together --pays everything'))
    expect(all.errors[0]).toBe(
      'This spend is a release of 300,000 sat (0.003 BTC), signed by the employer and the worker with one signature together (MuSig2).',
    )
    const less = await folder.run(closing('--together --pays 50000'))
    expect([less.code, less.errors[0]]).toEqual([1, expect.stringContaining('STREAM_LESS_THAN_SIGNED')])
  })
})

describe('an audit', { timeout: PREPARATION_MS }, () => {
  it('says until when a stream runs, and what the newest state pays', async () => {
    const folder = await holding('60000')
    const { out } = await folder.run(words('audit hours.json --plan plan.json --state held.json'))
    expect(out.filter((line) => / (?:stream|tip|state) /.test(line))).toMatchInlineSnapshot(`
      [
        "    No tip of the chain was given: which deadlines are past is not known.",
        "  A stream over 1 deposit of contract 0, 300,000 sat (0.003 BTC): each state pays the worker 330 sat to 299,246 sat (0.00299246 BTC), and the network 424 sat.",
        "  It may run, and has to be closed, before a tip of height 8343.",
        "  Without the worker the arbiter and the employer together can take the money from a tip of height 8487 on.",
        "  The last state that was given pays the worker 60,000 sat and the employer 239,576 sat (0.00239576 BTC). The employer has signed it; the worker alone makes a transaction of it.",
      ]
    `)
    const json = await folder.run(words('audit hours.json --plan plan.json --json'))
    expect(JSON.parse(json.out[0]!).stream).toMatchObject({ most: '299246', closeBefore: { height: 8343 } })
  })
})

describe('wrong use', { timeout: PREPARATION_MS }, () => {
  it.each([
    ['stream', 'COMMAND_UNKNOWN'],
    ['stream pay hours.json', 'COMMAND_UNKNOWN'],
    [`stream plan hours.json --fee-rate 2 ${AT}`, 'OPTION_MISSING'],
    ['stream plan hours.json --funded one.json --fee-rate 2', 'OPTION_MISSING'],
    [`stream plan hours.json --funded one.json --fee-rate 2 --margin soon ${AT}`, 'OPTION_MALFORMED'],
    [`stream sign ${FILES} --state signed.json --mnemonic-file employer.txt`, 'OPTION_MISSING'],
    [`stream sign ${FILES} --state signed.json --pays 1 --wage 2 --seconds 3`, 'OPTIONS_CONFLICT'],
    [`stream sign ${FILES} --state signed.json --wage 2 --mnemonic-file employer.txt`, 'OPTION_MISSING'],
    [`stream sign ${FILES} --state signed.json --pays 60000`, 'SECRET_SOURCE'],
    [`stream sign ${FILES} --pays 60000 --mnemonic-file employer.txt`, 'OPTION_MISSING'],
    [`stream read ${FILES} --state held.json ${AT}`, 'OPERAND_MISSING'],
    ['audit hours.json --state held.json', 'OPTION_MISSING'],
    [`stream close ${FILES} --state held.json`, 'SECRET_SOURCE'],
    [`stream close ${FILES} --state held.json --mnemonic-file worker.txt`, 'OPTION_MALFORMED'],
    [`stream close ${FILES} --state held.json --psbt --mnemonic-file worker.txt`, 'OPTIONS_CONFLICT'],
    [`stream close ${FILES} --state held.json --psbt --together`, 'OPTIONS_CONFLICT'],
    [`stream close ${FILES} --state held.json --together`, 'OPTION_MISSING'],
  ])('%s: %s', async (line, code) => {
    const folder = fresh()
    const before = folder.files.size
    const told = await folder.run(words(line))
    expect([told.code, told.out]).toEqual([2, []])
    expect(told.errors).toEqual([expect.stringContaining(` ${code} `)])
    expect(folder.files.size).toBe(before)
  })
})
