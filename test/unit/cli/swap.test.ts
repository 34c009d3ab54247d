import { emptyView, matchFunding, release, sats, seen, viewToJson } from 'taproot-escrow'
import { swapTarget } from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import { fundedToJson } from '../../../src/contract/json.js'
import { swapToJson } from '../../../src/swap/json.js'
import { folderOf } from '../../support/command.js'
import { finished, made } from '../../support/contracts.js'
import { fullDocument } from '../../support/documents.js'
import { firstFunded } from '../../support/funded.js'
import { addressOf, extendedHolder } from '../../support/holders.js'
import {
  AMOUNT,
  bareKey,
  clientOf,
  offerOf,
  PREIMAGE,
  payingHex,
  paymentHashOf,
  preimageOf,
  providerOf,
  swapInvoice,
  swapOf,
} from '../../support/swaps.js'

const seeds = { provider: 71, client: 72 } as const
const keyFile = (side: keyof typeof seeds) => extendedHolder(seeds[side]).root.toBase58()
const account = (side: keyof typeof seeds) => extendedHolder(seeds[side]).text
/** As the client keeps it: the provider's key without an origin. */
const submarine = swapOf('submarine', { provider: bareKey(providerOf().key) })
const RECEIVED = sats('99500')
const reverse = swapOf('reverse', { provider: bareKey(providerOf().key), amount: RECEIVED })
const to = addressOf(9)

const folder = folderOf({
  'offer.json': JSON.stringify(offerOf(submarine)),
  'in.json': JSON.stringify(offerOf(reverse)),
  'swap.json': JSON.stringify(swapToJson(submarine)),
  'reverse.json': JSON.stringify(swapToJson(reverse)),
  'lockup.hex': payingHex([{ script: submarine.outputScript, amount: AMOUNT }]),
  'again.hex': payingHex([{ script: submarine.outputScript, amount: AMOUNT }], 2),
  'twice.hex': payingHex([
    { script: submarine.outputScript, amount: AMOUNT },
    { script: submarine.outputScript, amount: 90_000n },
  ]),
  'other.hex': payingHex([{ script: reverse.outputScript, amount: RECEIVED }]),
  'preimage.txt': `${PREIMAGE}\n`,
  'preimage.bin': Uint8Array.from(Buffer.from(PREIMAGE, 'hex')),
  'wrong.txt': preimageOf(2),
  'provider.key': keyFile('provider'),
  'client.key': keyFile('client'),
  'agreement.json': JSON.stringify(fullDocument()),
  'funded.json': JSON.stringify([fundedToJson(firstFunded(fullDocument()))]),
})

const said = async (line: string, more: readonly string[] = []) => {
  const { code, out, errors } = await folder.run([...line.split(' '), ...more])
  return { code, out, errors, text: [...out, ...errors].join('\n') }
}
const json = async (line: string) => {
  const { code, text } = await said(`${line} --json`)
  return { code, answer: JSON.parse(text) }
}

describe('swap read', () => {
  const common = '--network regtest --cost 1000 --at-height 800'
  const out = `swap read offer.json --kind submarine ${common} --invoice ${swapInvoice()} --key ${account('client')}`

  it('writes the swap that follows from the own account and the own invoice', async () => {
    const { code, answer } = await json(`${out} --index 0`)
    expect(code).toBe(0)
    expect(answer).toMatchObject({ command: 'swap read', address: submarine.address, cost: '500' })
    expect(answer.swap).toMatchObject({
      kind: 'submarine',
      client: clientOf().key,
      amount: '100500',
      timeout: 1000,
    })
    const { out: lines, errors } = await said(`${out} --index 0`)
    expect(JSON.parse(lines.join('\n'))).toEqual(answer.swap)
    expect(errors).toEqual([
      `a submarine swap: exactly 100,500 sat (0.001005 BTC) to ${submarine.address}, once`,
      `the provider claims it with the preimage of ${paymentHashOf(PREIMAGE)}; the client takes it back after block 1000`,
      'it costs 500 sat',
    ])
  })

  it('reads one in by the own payment hash, which is no secret', async () => {
    const read = `swap read in.json --kind reverse ${common} --key ${clientOf().key} --payment-hash ${paymentHashOf(PREIMAGE)}`
    expect((await json(`${read} --chain ${RECEIVED}`)).answer.swap).toMatchObject({
      kind: 'reverse',
      client: clientOf().key,
    })
    expect((await said(`${read} --chain 1 --lightning 1`)).text).toMatch(/OPTIONS_CONFLICT --chain/)
    expect((await said(read)).text).toMatch(/OPTION_MISSING --lightning/)
  })

  it.each([
    ['--index 1', 'SWAP_OFFER_KEY'],
    ['--index 0 --at-height 900', 'OPTION_REPEATED'],
    ['', 'SWAP_KEY'],
    ['--index x', 'OPTION_MALFORMED --index'],
  ])('refuses what does not fit: %s', async (more, refusal) => {
    const { code, text } = await said(out, more === '' ? [] : more.split(' '))
    expect(code).toBeGreaterThan(0)
    expect(text).toContain(refusal)
  })

  it('wants to know the height', async () => {
    const { code, text } = await said(out.replace(' --at-height 800', ''), ['--index', '0'])
    expect([code, text]).toEqual([
      2,
      expect.stringMatching(/^taproot-escrow: OPTION_MISSING --at-height: .* or a node or server/),
    ])
  })
})

describe('swap claim', () => {
  const claim = `swap claim swap.json --tx lockup.hex --to ${to} --fee-rate 2 --at-height 900 --key-file provider.key`

  it.each(['preimage.txt', 'preimage.bin'])(
    'is for the provider, by its own account, with %s',
    async (file) => {
      const own = `--preimage-file ${file} --key ${account('provider')} --index 0`
      const { code, answer } = await json(`${claim} ${own}`)
      expect([code, answer.command]).toEqual([0, 'swap claim'])
      expect(answer.transactions).toMatchObject([{ amount: String(AMOUNT - 302n), fee: '302', vsize: 151 }])
      expect((await said(`${claim} ${own}`)).errors).toEqual([
        `claimed: 100,198 sat (0.00100198 BTC) to ${to}, fee 302 sat for 151 vB`,
        `transaction ${answer.transactions[0].txid}`,
      ])
    },
  )

  it.each([
    ['--preimage-file wrong.txt', 'SWAP_PREIMAGE'],
    [
      `--preimage-file preimage.txt --key ${account('provider')} --index 1`,
      "OPTION_MALFORMED --key: expected the provider's key of the swap",
    ],
    ['--preimage-file preimage.txt', 'SWAP_SIGNER_NO_KEY'],
    ['--preimage-file preimage.txt --known-tx again.hex', 'SWAP_OUTPUT_SECOND'],
    ['', 'OPTION_MISSING --preimage-file'],
  ])('refuses %s', async (more, refusal) => {
    const { text } = await said(claim, more === '' ? [] : more.split(' '))
    expect(text).toContain(refusal)
    expect(text).not.toContain(PREIMAGE)
  })

  it('shows no preimage of a reverse swap for coins in no block, or too late', async () => {
    const line = `swap claim reverse.json --tx other.hex --to ${to} --fee-rate 2 --preimage-file preimage.txt --key-file client.key`
    expect((await said(`${line} --at-height 900`)).text).toMatch(
      /SWAP_UNCONFIRMED .* or --relax lockupUnconfirmed/,
    )
    expect((await said(`${line} --at-height 990 --confirmed-at 900`)).text).toMatch(/SWAP_TOO_LATE/)
    expect((await said(`${line} --at-height 990 --confirmed-at 900 --relax claimLate`)).code).toBe(0)
    expect((await said(`${line} --at-height 900 --confirmed-at 900`)).code).toBe(0)
  })
})

describe('swap refund', () => {
  const refund = (tx: string, height: number) =>
    `swap refund swap.json --tx ${tx} --to ${to} --fee-rate 2 --at-height ${height} --key-file client.key`

  it('takes back every output that pays the swap, after the timeout', async () => {
    expect((await json(refund('lockup.hex', 1000))).answer.transactions).toMatchObject([{ vsize: 138 }])
    const { answer } = await json(refund('twice.hex', 1000))
    expect(answer.transactions).toMatchObject([{ amount: '100224' }, { amount: '89724' }])
    expect((await said(refund('lockup.hex', 999))).text).toMatch(/SWAP_TOO_EARLY/)
    expect((await said(refund('other.hex', 1000))).text).toMatch(/SWAP_OUTPUT_NONE/)
  })
})

describe('a release into a swap', () => {
  const draft = 'release agreement.json --funded funded.json --path employerAndWorker --fee-rate 2'
  const reading = '--funded funded.json --psbt via.psbt --as worker'

  it('is drafted with --via, and read by whoever gives the same file', async () => {
    const { answer } = await json(`${draft} --via swap.json`)
    const [{ plan, psbt }] = answer.spends
    expect(plan.outcome).toEqual({ kind: 'release', via: { swap: submarine.address, amount: '100500' } })
    folder.files.set('via.psbt', psbt)
    const told = await said(`review agreement.json ${reading} --via swap.json --expect release`)
    expect(told.code).toBe(0)
    expect(told.text).toContain('Of your part, 100,500 sat (0.001005 BTC) go into a swap')
    expect((await said(`review agreement.json ${reading}`)).text).toMatch(/SPEND_OUTPUTS/)
    const bumped = await json(
      `bump agreement.json --funded funded.json --psbt via.psbt --via swap.json --fee-rate 9`,
    )
    expect(bumped.answer.spends[0].plan.outcome).toEqual(plan.outcome)
  })

  it('is none that was expected without', async () => {
    const other = await json(draft)
    folder.files.set('plain.psbt', other.answer.spends[0].psbt)
    const { code, text } = await said(
      'review agreement.json --funded funded.json --psbt plain.psbt --as worker --via swap.json --expect release',
    )
    expect([code, text]).toEqual([1, expect.stringContaining('outcomeChange')])
  })

  it('goes for an award, too, and for no swap in', async () => {
    const award = draft
      .replace('release', 'award')
      .replace('employerAndWorker', 'arbiterAndWorker --employer-bps 4000')
    const { answer } = await json(`${award} --via swap.json`)
    expect(answer.spends[0].plan.outcome).toMatchObject({ kind: 'award', via: { amount: '100500' } })
    folder.files.set('via.psbt', answer.spends[0].psbt)
    const expected = '--via swap.json --expect award --employer-bps 4000'
    expect((await said(`review agreement.json ${reading} ${expected}`)).code).toBe(0)
    expect((await said(`${draft} --via reverse.json`)).text).toMatch(/SWAP_TARGET/)
  })
})

describe('status of a contract that paid into a swap', () => {
  it('tells the release as one with the swap, and as no outcome without it', async () => {
    const { agreement, contracts } = made(fullDocument())
    const deposit = payingHex([{ script: contracts[0]!.outputScript, amount: contracts[0]!.amount }])
    const funded = matchFunding(agreement, deposit, { confirmedAt: 800 })[0]!
    const into = swapTarget(submarine, { known: [] })
    const draft = release(funded, {
      path: 'employerAndWorker',
      via: { swap: into, amount: into.amount },
      feeRate: '2',
      at: { height: 800 },
    })
    const checkpoint = { height: 800, hash: '00'.repeat(32) }
    const view = seen(emptyView({ network: 'regtest', checkpoint }), [
      { transaction: deposit, where: 'mempool' },
      { transaction: (await finished(draft)).hex, where: 'mempool' },
    ])
    const other = swapOf('submarine', { timeout: 1001 })
    const files = folderOf({
      'agreement.json': agreement.text,
      'swap.json': JSON.stringify(swapToJson(submarine)),
      'other.json': JSON.stringify(swapToJson(other)),
      'view.json': JSON.stringify(viewToJson(view)),
    })
    const outcomeWith = async (via: string) => {
      const line = `status agreement.json --view view.json --json${via}`
      const { out } = await files.run(line.split(' '))
      return JSON.parse(out.join('')).contracts[0].spends[0].deed.outcome
    }
    const known = { matches: 'yes', kind: 'release', via: submarine.address }
    expect(await outcomeWith(' --via other.json --via swap.json')).toEqual(known)
    for (const via of ['', ' --via other.json'])
      expect(await outcomeWith(via)).toMatchObject({ matches: 'no', code: 'SPEND_OUTPUTS' })
  })
})
