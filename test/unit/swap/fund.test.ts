import { accept, accepted, type Contract, matchFunding, sats } from 'taproot-escrow'
import {
  fundFromSwap,
  matchSwap,
  type PaySwapOptions,
  type PlanFundFromSwapOptions,
  paySwap,
  planFundFromSwap,
  recoverPreimage,
} from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import { EscrowError } from '../../../src/errors.js'
import { decodePsbt } from '../../../src/psbt/codec.js'
import { parseTransaction, serializeTransaction } from '../../../src/psbt/transaction.js'
import { made, milestones, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { addressOf } from '../../support/holders.js'
import { AMOUNT, clientOf, lockedOf, PREIMAGE, preimageOf, swapOf, TIMEOUT } from '../../support/swaps.js'
import { thrown } from '../../support/thrown.js'

const document = {
  ...plainDocument(),
  rescue: { after: { blocks: 17_280 } },
  milestones: milestones(2, { amount: 40_000n }),
}
const { agreement, contracts } = made(document)
const employer = await accept(agreement, signerFor(agreement, 'employer'), { role: 'employer' })
const worker = await accept(agreement, signerFor(agreement, 'worker'), { role: 'worker' })

const swap = swapOf('reverse')
const change = addressOf(60)
const plan = (changes: Partial<PlanFundFromSwapOptions> = {}): PlanFundFromSwapOptions => ({
  change,
  feeRate: '2',
  at: { height: TIMEOUT - 100, medianTime: 1_800_000_000 },
  known: [],
  acceptances: [accepted(agreement, [...employer, ...worker])],
  payer: employer,
  ...changes,
})

const rejected = async (work: Promise<unknown>): Promise<EscrowError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof EscrowError) return error
  throw new Error(`not refused by an error of ours: ${String(error)}`)
}

const funding = (
  changes: Partial<PlanFundFromSwapOptions> = {},
  { preimage = PREIMAGE, locked = lockedOf(swap), into = contracts } = {},
) => fundFromSwap(locked, into, { ...plan(changes), preimage, signer: clientOf().signer })

describe('contracts funded from a swap', () => {
  it('are paid by the claim itself, with a change output behind them', async () => {
    const { hex, outputs, change: left, ...rest } = await funding()
    const transaction = parseTransaction(hex)
    expect(transaction.outputs.map(({ amount }) => amount)).toEqual([40_000n, 40_000n, left.amount])
    expect(matchFunding(agreement, hex).map(({ match }) => match)).toEqual(['exact', 'exact'])
    expect(outputs.map(({ contract, outpoint }) => [contract, outpoint])).toEqual(
      contracts.map((contract, vout) => [contract, { txid: transaction.txid, vout }]),
    )
    expect(left).toMatchObject({ txid: transaction.txid, vout: 2, address: change })
    // three outputs of 43 bytes instead of one
    expect(rest).toEqual({ txid: transaction.txid, weight: 605 + 8 * 43, vsize: 238, fee: 476n })
    expect(left.amount).toBe(AMOUNT - 80_000n - 476n)
    expect(transaction.inputs[0]!.sequence).toBe(0xfffffffd)
    expect(recoverPreimage(swap, hex)).toBe(PREIMAGE)
  })

  it('are planned before the invoice is paid, with the same numbers', async () => {
    const { fee, change: left, weight } = await funding()
    expect(planFundFromSwap(swap, contracts, plan())).toEqual({ fee, change: left.amount, weight })
  })

  it('get the same from a replacement, and the change less', async () => {
    const replaced = await funding({ feeRate: '4' })
    expect(replaced.outputs.map(({ amount }) => amount)).toEqual([40_000n, 40_000n])
    expect(replaced.change.amount).toBe(AMOUNT - 80_000n - 952n)
  })

  const refusals: readonly (readonly [
    string,
    Partial<PlanFundFromSwapOptions>,
    readonly Contract[],
    string,
  ])[] = [
    ['nobody accepted', { acceptances: [] }, contracts, 'FUNDING_NOT_ACCEPTED'],
    ['the payer shows no key', { payer: worker }, contracts, 'FUNDING_PAYER'],
    [
      'an index is used already',
      { known: [made({ ...document, salt: '55'.repeat(16) }).agreement] },
      contracts,
      'FUNDING_INDEX_OVERLAP',
    ],
    ['the change goes to a contract', { change: contracts[0]!.address }, contracts, 'FUNDING_CHANGE'],
    ['one stands twice', {}, [contracts[0]!, contracts[0]!], 'FUNDING_CONTRACT_REPEATED'],
    ['there is none', {}, [], 'FUNDING_CONTRACTS_NONE'],
    ['the fee is less than nodes want', { feeRate: '0.9' }, contracts, 'FEE_RATE_FLOOR'],
    ['the fee is more than a tenth', { feeRate: '43' }, contracts, 'FEE_SHARE_CAP'],
  ]
  it.each(refusals)('are refused where %s, before the preimage is shown', async (_, changes, into, code) => {
    expect(thrown(() => planFundFromSwap(swap, into, plan(changes))).code).toBe(code)
    expect((await rejected(funding(changes, { into }))).code).toBe(code)
  })

  it('leave room for a change output, off which a replacement takes its fee', async () => {
    const least = 80_000n + 476n + 330n
    const of = (amount: bigint) => swapOf('reverse', { amount: sats(amount) })
    expect((await funding({}, { locked: lockedOf(of(least)) })).change.amount).toBe(330n)
    expect(thrown(() => planFundFromSwap(of(least - 1n), contracts, plan())).message).toBe(
      'output.amount: expected at least 80806 sat: contracts, a fee of 476 sat and an output that relays, received 80805 sat',
    )
  })

  it('are of the swap’s chain', () => {
    const other = swapOf('reverse', { network: 'signet' })
    expect(thrown(() => planFundFromSwap(other, contracts, plan())).code).toBe('FUNDING_NETWORKS_MIXED')
  })

  it('wait for a lockup in a block, and are given up when it has got late', async () => {
    const late = { at: { height: TIMEOUT - 35, medianTime: 1_800_000_000 } }
    expect((await rejected(funding(late))).code).toBe('SWAP_TOO_LATE')
    expect((await funding({ ...late, relax: ['claimLate'] })).vsize).toBe(238)
    const { confirmedAt, ...locked } = lockedOf(swap)
    expect((await rejected(funding({}, { locked }))).code).toBe('SWAP_UNCONFIRMED')
    expect((await rejected(funding({}, { preimage: preimageOf(2) }))).code).toBe('SWAP_PREIMAGE')
  })
})

describe('a payment into a swap', () => {
  const submarine = swapOf('submarine')
  const coin = (amount: bigint, at = 1) => ({
    txid: at.toString(16).padStart(64, '0'),
    vout: 0,
    amount: sats(amount),
    address: addressOf(50),
  })
  const options = (changes: Partial<PaySwapOptions> = {}): PaySwapOptions => ({
    utxos: [coin(200_000n)],
    change,
    feeRate: '2',
    at: { height: TIMEOUT - 200 },
    known: [],
    ...changes,
  })
  const code = (changes: Partial<PaySwapOptions>) => thrown(() => paySwap(submarine, options(changes))).code

  it('is exactly its amount, once, as the first output, and replaceable', () => {
    const paid = paySwap(submarine, options())
    const { transaction } = decodePsbt(paid.psbt)
    expect(transaction.outputs[0]).toEqual({ script: submarine.outputScript, amount: AMOUNT })
    expect(transaction.outputs).toHaveLength(2)
    expect(transaction.inputs[0]!.sequence).toBe(0xfffffffd)
    // one input by the key path, two outputs
    expect(paid).toMatchObject({ weight: 616, vsize: 154, fee: 308n, dustToFee: 0n })
    expect(paid.change).toEqual({
      txid: paid.txid,
      vout: 1,
      address: change,
      amount: 200_000n - AMOUNT - 308n,
    })
    const locked = matchSwap(submarine, serializeTransaction(transaction))
    expect(locked.outpoint).toEqual({ txid: paid.txid, vout: 0 })
  })

  it('needs no change where nothing is left', () => {
    const paid = paySwap(submarine, options({ utxos: [coin(AMOUNT + 222n)] }))
    expect(paid).toMatchObject({ weight: 444, fee: 222n })
    expect(paid.change).toBeUndefined()
  })

  it('is made once, and long before the refund opens', () => {
    expect(code({ known: [lockedOf(submarine)] })).toBe('SWAP_OUTPUT_SECOND')
    expect(paySwap(submarine, options({ known: [lockedOf(swap)] })).vsize).toBe(154)
    expect(paySwap(submarine, options({ at: { height: TIMEOUT - 144 } })).vsize).toBe(154)
    expect(code({ at: { height: TIMEOUT - 143 } })).toBe('SWAP_TIMEOUT_RANGE')
  })

  it('is paid from coins that are enough, and gives change to oneself', () => {
    expect(code({ utxos: [coin(AMOUNT + 221n)] })).toBe('FUNDING_NOT_ENOUGH')
    const none = thrown(() => paySwap(submarine, options({ utxos: [coin(90_000n)] })))
    expect(none.message).toBe('utxos: expected 10722 sat more, fees included, received 1 coin')
    expect(none.data['missing']).toBe(10_722n)
    expect(code({ change: submarine.address })).toBe('FUNDING_CHANGE')
    expect(code({ feeRate: '0.5' })).toBe('FEE_RATE_FLOOR')
    expect(code({ utxos: [coin(200_000n), coin(200_000n)] })).toBe('FUNDING_COIN_REPEATED')
  })
})
