import { sats } from 'taproot-escrow'
import { type Signer, signerFromExtendedKey, signerFromFunction, signerFromWif } from 'taproot-escrow/signers'
import {
  type ClaimSwapOptions,
  claimSwap,
  claimSwapTogether,
  cosignSwap,
  matchSwap,
  recoverPreimage,
  refundSwap,
  refundSwapTogether,
  type SwapKind,
  type SwapReason,
  swapOutputs,
} from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import { EscrowError } from '../../../src/errors.js'
import { decodePsbt } from '../../../src/psbt/codec.js'
import { parseTransaction } from '../../../src/psbt/transaction.js'
import type { SignatureRequest } from '../../../src/spend/signer.js'
import { toHex } from '../../../src/units/bytes.js'
import { wifOf } from '../../support/contracts.js'
import { addressOf, bareHolder, extendedHolder } from '../../support/holders.js'
import {
  AMOUNT,
  bareKey,
  clientOf,
  lockedOf,
  PREIMAGE,
  payingHex,
  paymentHashOf,
  preimageOf,
  providerOf,
  swapInvoice,
  swapOf,
  TIMEOUT,
} from '../../support/swaps.js'
import { thrown } from '../../support/thrown.js'

const KINDS = ['submarine', 'reverse'] as const
const to = addressOf(50)
const feeRate = '2'
const claimerOf = (kind: SwapKind) => (kind === 'submarine' ? providerOf() : clientOf())
const refunderOf = (kind: SwapKind) => (kind === 'submarine' ? clientOf() : providerOf())
const at = (blocks = 100) => ({ height: TIMEOUT - blocks })

const claim = (kind: SwapKind, changes: Partial<ClaimSwapOptions> = {}, locked = lockedOf(swapOf(kind))) =>
  claimSwap(locked, { preimage: PREIMAGE, signer: claimerOf(kind).signer, to, feeRate, at: at(), ...changes })

const rejected = async (work: Promise<unknown>): Promise<EscrowError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof EscrowError) return error
  throw new Error(`not refused by an error of ours: ${String(error)}`)
}
const code = async (work: Promise<unknown>) => (await rejected(work)).code

/** What a signer was asked, and answers as told. */
const asked = async (work: (signer: Signer) => Promise<unknown>): Promise<[SignatureRequest, string]> => {
  let found: [SignatureRequest, string] | undefined
  await work({
    sign: async ({ requests, psbt }) => {
      found = [requests[0]!, psbt]
      return [undefined]
    },
  }).catch(() => {})
  return found!
}

describe('the lockup of a swap', () => {
  const swap = swapOf('submarine')
  const { outputScript: script } = swap
  const other = { script: swapOf('reverse').outputScript, amount: AMOUNT }
  const matching = (outputs: Parameters<typeof payingHex>[0], options = {}) =>
    thrown(() => matchSwap(swap, payingHex(outputs), options))

  it('is the one output of its script, of the exact amount, wherever it stands', () => {
    const locked = matchSwap(swap, payingHex([other, { script, amount: AMOUNT }]), { confirmedAt: 5 })
    expect(locked).toMatchObject({ match: 'exact', amount: AMOUNT, outpoint: { vout: 1 }, confirmedAt: 5 })
    expect(matchSwap(swap, payingHex([{ script, amount: AMOUNT }]))).not.toHaveProperty('confirmedAt')
  })

  it('is none other', () => {
    expect(matching([other]).code).toBe('SWAP_OUTPUT_NONE')
    for (const amount of [AMOUNT - 1n, AMOUNT + 1n])
      expect(matching([{ script, amount }]).code).toBe('SWAP_OUTPUT_AMOUNT')
    expect(matching([{ script, amount: AMOUNT - 1n }]).message).toBe(
      'transaction.outputs[0].amount: expected exactly 100500 sat, received 100499 sat',
    )
    const twice = [
      { script, amount: AMOUNT },
      { script, amount: AMOUNT },
    ]
    expect(matching(twice).code).toBe('SWAP_OUTPUT_SEVERAL')
  })

  it('is the first one that was seen, and no second', () => {
    const paying = [{ script, amount: AMOUNT }]
    const first = matchSwap(swap, payingHex(paying))
    const known = [first]
    expect(matchSwap(swap, payingHex(paying), { known }).outpoint).toEqual(first.outpoint)
    expect(thrown(() => matchSwap(swap, payingHex(paying, 2), { known })).code).toBe('SWAP_OUTPUT_SECOND')
    const elsewhere = [lockedOf(swapOf('reverse'))]
    expect(matchSwap(swap, payingHex(paying, 2), { known: elsewhere }).match).toBe('exact')
  })

  it('is one among all outputs that pay the script, which come back like it', () => {
    const paying = [{ script, amount: 1n }, other, { script, amount: AMOUNT }]
    const found = swapOutputs(swap, payingHex(paying), { confirmedAt: 7 })
    expect(found.map(({ amount, outpoint, confirmedAt }) => [amount, outpoint.vout, confirmedAt])).toEqual([
      [1n, 0, 7],
      [AMOUNT, 2, 7],
    ])
    expect(swapOutputs(swap, payingHex([other]))).toEqual([])
  })
})

describe.each([
  ['submarine', 601, 151],
  ['reverse', 605, 152],
] as const)('a claim of a %s swap by its leaf', (kind, weight, vsize) => {
  it('is replaceable, has no locktime, shows the preimage, and weighs what was planned', async () => {
    const { hex, ...rest } = await claim(kind)
    const { inputs, outputs, lockTime, version, txid } = parseTransaction(hex)
    expect({ lockTime, version, sequence: inputs[0]!.sequence }).toEqual({
      lockTime: 0,
      version: 2,
      sequence: 0xfffffffd,
    })
    const swap = swapOf(kind)
    expect(inputs[0]!.witness.slice(1).map(toHex)).toEqual([
      PREIMAGE,
      toHex(swap.claim.script),
      toHex(swap.claim.controlBlock),
    ])
    const fee = BigInt(2 * vsize)
    expect(rest).toEqual({ txid, fee, amount: AMOUNT - fee, weight, vsize })
    expect(outputs.map(({ amount }) => amount)).toEqual([AMOUNT - fee])
    expect(recoverPreimage(swap, hex)).toBe(PREIMAGE)
  })

  it('takes the preimage as bytes, too, and no other', async () => {
    const preimage = Uint8Array.from(Buffer.from(PREIMAGE, 'hex'))
    expect((await claim(kind, { preimage })).vsize).toBe(vsize)
    for (const wrong of [preimageOf(2), '', 'no hex', preimage.subarray(1), `${PREIMAGE}00`]) {
      const error = await rejected(claim(kind, { preimage: wrong }))
      expect(error.code).toBe('SWAP_PREIMAGE')
      expect(error.message).not.toContain(PREIMAGE.slice(0, 12))
    }
  })

  it('asks a signer for its key and leaf, with a PSBT that says the same', async () => {
    const [request, psbt] = await asked((signer) => claim(kind, { signer }))
    const swap = swapOf(kind)
    const { publicKey, origin } = swap.keys[swap.claimer]
    expect(request).toMatchObject({ origin, role: swap.claimer, path: 'swap', input: 0 })
    expect(toHex(request.publicKey)).toBe(toHex(publicKey.subarray(1)))
    const { transaction, inputs } = decodePsbt(psbt)
    expect(transaction.outputs[0]!.amount).toBe(AMOUNT - BigInt(2 * vsize))
    expect(inputs[0]).toMatchObject({
      witnessUtxo: { script: swap.outputScript, amount: AMOUNT },
      tapInternalKey: swap.internalKey,
      tapMerkleRoot: swap.merkleRoot,
      tapLeafScripts: [
        { script: swap.claim.script, controlBlock: swap.claim.controlBlock, leafVersion: 0xc0 },
      ],
      tapDerivations: [{ xOnly: publicKey.subarray(1), leafHashes: [swap.claim.leafHash], ...origin }],
    })
  })

  it('names a signer without the key, and one that answers wrongly', async () => {
    expect(await code(claim(kind, { signer: refunderOf(kind).signer }))).toBe('SWAP_SIGNER_NO_KEY')
    const wrong = async (answer: Uint8Array | undefined) =>
      rejected(claim(kind, { signer: signerFromFunction(async () => answer) }))
    expect((await wrong(new Uint8Array(64))).message).toBe(
      `signer: expected a valid signature of 64 bytes by the ${kind === 'submarine' ? 'provider' : 'client'}'s key, received one that does not verify`,
    )
    expect((await wrong(new Uint8Array(65))).code).toBe('SWAP_SIGNER_FAILED')
    expect((await wrong(new Uint8Array(63))).code).toBe('SWAP_SIGNER_FAILED')
  })

  it('pays what nodes want at least, and no more than anybody means', async () => {
    expect(await code(claim(kind, { feeRate: '0.5' }))).toBe('FEE_RATE_FLOOR')
    expect((await claim(kind, { feeRate: '0.5', feeRateFloor: '0.1' })).fee).toBe(76n)
    expect((await claim(kind, { feeRate: '0.5', relax: ['feeRateFloor'] })).fee).toBe(76n)
    expect(await code(claim(kind, { feeRate: '501', relax: ['feeShareCap'] }))).toBe('FEE_RATE_CAP')
    expect(await code(claim(kind, { feeRate: '80' }))).toBe('FEE_SHARE_CAP')
    expect((await claim(kind, { feeRate: '80', relax: ['feeShareCap'] })).fee).toBe(BigInt(80 * vsize))
  })

  it('leaves an output that relays', async () => {
    const amount = (more: bigint) => sats(BigInt(vsize) + 330n + more)
    const small = (more: bigint) => {
      const relax: ClaimSwapOptions['relax'] = ['feeShareCap']
      return claim(kind, { feeRate: '1', relax }, lockedOf(swapOf(kind, { amount: amount(more) })))
    }
    expect((await small(0n)).amount).toBe(330n)
    expect(await code(small(-1n))).toBe('SWAP_DUST')
  })

  it('pays an address of the chain', async () => {
    const other = addressOf(50, { network: 'mainnet' })
    expect(await code(claim(kind, { to: other }))).toBe('ADDRESS_OTHER_NETWORK')
  })

  it('is of the exact amount only, whatever the caller says it is', async () => {
    const locked = { ...lockedOf(swapOf(kind)), amount: sats(AMOUNT + 1n) }
    expect(await code(claim(kind, {}, locked))).toBe('SWAP_OUTPUT_AMOUNT')
  })
})

describe('the preimage of a reverse swap', () => {
  it('is shown 36 blocks before the refund opens and no later, unless it is known already', async () => {
    expect((await claim('reverse', { at: at(36) })).vsize).toBe(152)
    const late = await rejected(claim('reverse', { at: at(35) }))
    expect(late.code).toBe('SWAP_TOO_LATE')
    expect(late.message).toBe(
      'at.height: expected height 964 at most, 36 blocks before the refund opens: later do nothing, and the payment comes back, received 965',
    )
    expect((await claim('reverse', { at: at(0), relax: ['claimLate'] })).vsize).toBe(152)
  })

  it('is shown for a lockup in a block', async () => {
    const swap = swapOf('reverse')
    const open = matchSwap(swap, payingHex([{ script: swap.outputScript, amount: AMOUNT }]))
    expect(await code(claim('reverse', {}, open))).toBe('SWAP_UNCONFIRMED')
    expect((await claim('reverse', { relax: ['lockupUnconfirmed'] }, open)).vsize).toBe(152)
    const { height } = at()
    expect(await code(claim('reverse', {}, { ...open, confirmedAt: height + 1 }))).toBe('SWAP_UNCONFIRMED')
    expect((await claim('reverse', {}, { ...open, confirmedAt: height })).vsize).toBe(152)
  })

  it('is given for the other half under the same conditions', async () => {
    const options = { signer: clientOf().signer, to, feeRate }
    const locked = lockedOf(swapOf('reverse'))
    expect(await code(claimSwapTogether(locked, { ...options, at: at(35) }))).toBe('SWAP_TOO_LATE')
    const { confirmedAt, ...open } = locked
    expect(await code(claimSwapTogether(open, { ...options, at: at() }))).toBe('SWAP_UNCONFIRMED')
  })

  it('of a submarine swap is the provider’s own, who has paid for it', async () => {
    const { confirmedAt, ...open } = lockedOf(swapOf('submarine'))
    expect((await claim('submarine', { at: at(0) }, open)).vsize).toBe(151)
  })
})

describe.each(KINDS)('a refund of a %s swap, alone', (kind) => {
  const refunding = (height: number, changes: object = {}, swap = swapOf(kind)) =>
    refundSwap(lockedOf(swap), {
      signer: refunderOf(kind).signer,
      to,
      feeRate,
      at: { height },
      ...changes,
    })

  it('has the timeout as its locktime, and weighs what was planned', async () => {
    const { hex, weight, vsize } = await refunding(TIMEOUT)
    const { inputs, lockTime } = parseTransaction(hex)
    expect({ lockTime, sequence: inputs[0]!.sequence }).toEqual({ lockTime: TIMEOUT, sequence: 0xfffffffd })
    expect({ weight, vsize }).toEqual({ weight: 549, vsize: 138 })
    const later = swapOf(kind, { timeout: 900_000 })
    expect(await refunding(900_000, {}, later)).toMatchObject({ weight: 550, vsize: 138 })
    expect(recoverPreimage(swapOf(kind), hex)).toBeUndefined()
  })

  it('is refused one block before, and to everybody else', async () => {
    const early = await rejected(refunding(TIMEOUT - 1))
    expect(early.code).toBe('SWAP_TOO_EARLY')
    expect(early.message).toBe('at.height: expected height 1000 or more, received 999')
    expect(await code(refunding(TIMEOUT, { signer: claimerOf(kind).signer }))).toBe('SWAP_SIGNER_NO_KEY')
  })

  it('takes an output of any amount', async () => {
    const swap = swapOf(kind)
    const [less] = swapOutputs(swap, payingHex([{ script: swap.outputScript, amount: 5000n }]))
    const options = { signer: refunderOf(kind).signer, to, feeRate, at: { height: TIMEOUT } }
    expect((await refundSwap(less!, options)).amount).toBe(5000n - 276n)
  })

  it('is signed by a bare key, too', async () => {
    const { text } = bareHolder(9, 'compressed')
    const swap = swapOf(kind, kind === 'submarine' ? { client: text } : { provider: text })
    const signer = signerFromWif(wifOf(bareHolder(9)), { network: 'regtest' })
    expect((await refunding(TIMEOUT, { signer }, swap)).vsize).toBe(138)
    const [, psbt] = await asked((one) => refunding(TIMEOUT, { signer: one }, swap))
    expect(decodePsbt(psbt).inputs[0]!.tapDerivations).toEqual([])
    const together = refundSwapTogether(lockedOf(swap), { signer, to, feeRate })
    expect(await code(together)).toBe('SWAP_SIGNER_NO_KEY')
  })
})

describe.each(KINDS)('both sides of a %s swap', (kind) => {
  const locked = lockedOf(swapOf(kind))
  const paymentHash = paymentHashOf(PREIMAGE)
  const paid: SwapReason =
    kind === 'submarine'
      ? { kind: 'received', paymentHash, amountMsat: 1n }
      : { kind: 'preimage', preimage: PREIMAGE }
  const abandoned: SwapReason = { kind: 'abandoned', paymentHash }
  const claiming = () => claimSwapTogether(locked, { signer: claimerOf(kind).signer, to, feeRate, at: at() })
  const refunding = () => refundSwapTogether(locked, { signer: refunderOf(kind).signer, to, feeRate })
  const cosigning = (
    taking: Awaited<ReturnType<typeof claiming>>,
    because: SwapReason,
    changes: object = {},
  ) =>
    cosignSwap(locked, {
      signer: (because.kind === 'abandoned' ? claimerOf : refunderOf)(kind).signer,
      publicNonce: taking.publicNonce,
      spends: { transaction: taking.transaction },
      because,
      ...changes,
    })

  it.each([
    ['claim', claiming, paid],
    ['refund', refunding, abandoned],
  ] as const)('sign a %s by the key path', async (_, start, because) => {
    const taking = await start()
    expect(taking).toMatchObject({ weight: 444, vsize: 111, fee: 222n, amount: AMOUNT - 222n })
    const { hex, ...rest } = await taking.finish(await cosigning(taking, because))
    const { inputs, lockTime, txid } = parseTransaction(hex)
    expect(inputs[0]!.witness.map(({ length }) => length)).toEqual([64])
    expect({ lockTime, sequence: inputs[0]!.sequence }).toEqual({ lockTime: 0, sequence: 0xfffffffd })
    expect(rest).toEqual({ txid, weight: 444, vsize: 111, fee: 222n, amount: AMOUNT - 222n })
  })

  it('sign by the digest alone, where a service sends no more', async () => {
    const taking = await claiming()
    const answer = await cosigning(taking, paid, { spends: { digest: taking.digest } })
    expect((await taking.finish(answer)).vsize).toBe(111)
  })

  it('use a nonce once', async () => {
    const taking = await claiming()
    const answer = await cosigning(taking, paid)
    await taking.finish(answer)
    expect(await code(taking.finish(answer))).toBe('MUSIG_NONCE_USED')
  })

  it('name a half that is wrong, and take another answer for a nonce that is none', async () => {
    const taking = await claiming()
    const answer = await cosigning(taking, paid)
    const noNonce = { ...answer, publicNonce: new Uint8Array(66).fill(9) }
    expect(await code(taking.finish(noNonce))).toBe('MUSIG_NONCE_MALFORMED')
    expect((await taking.finish(answer)).vsize).toBe(111)
    const again = await claiming()
    const error = await rejected(again.finish(await cosigning(taking, paid)))
    expect(error.code).toBe('MUSIG_PARTIAL_INVALID')
    expect(error.data['signer']).toBe(kind === 'submarine' ? 1 : 0)
  })

  it('give nothing up for a reason that is none', async () => {
    const taking = await claiming()
    const elsewhere = paymentHashOf(preimageOf(2))
    const wrong: readonly SwapReason[] = [
      { kind: 'received', paymentHash: elsewhere, amountMsat: 10n ** 9n },
      { kind: 'abandoned', paymentHash: elsewhere },
      kind === 'submarine'
        ? { kind: 'preimage', preimage: PREIMAGE }
        : { kind: 'received', paymentHash, amountMsat: 10n ** 9n },
      ...(kind === 'submarine' ? [{ kind: 'received', paymentHash, amountMsat: 0n } as const] : []),
    ]
    for (const because of wrong) expect(await code(cosigning(taking, because))).toBe('SWAP_REASON')
    if (kind === 'reverse')
      expect(await code(cosigning(taking, { kind: 'preimage', preimage: preimageOf(2) }))).toBe(
        'SWAP_PREIMAGE',
      )
  })

  it('sign what spends this output alone', async () => {
    const taking = await claiming()
    const { transaction } = taking
    const elsewhere = transaction.replace(transaction.slice(10, 74), 'ab'.repeat(32))
    expect(await code(cosigning(taking, paid, { spends: { transaction: elsewhere } }))).toBe(
      'SWAP_TRANSACTION',
    )
    const several = withSecondInput(transaction)
    expect(await code(cosigning(taking, paid, { spends: { transaction: several } }))).toBe('SWAP_TRANSACTION')
  })

  it('need a signer that holds the key and knows MuSig2', async () => {
    const stranger = claimSwapTogether(locked, { signer: refunderOf(kind).signer, to, feeRate, at: at() })
    expect(await code(stranger)).toBe('SWAP_SIGNER_NO_KEY')
    const simple = signerFromFunction(async () => undefined)
    expect(await code(refundSwapTogether(locked, { signer: simple, to, feeRate }))).toBe('SWAP_SIGNER_NO_KEY')
  })
})

/** The same transaction with a second input. */
const withSecondInput = (transaction: string): string =>
  `${transaction.slice(0, 8)}02${transaction.slice(10, 92)}${'cd'.repeat(32)}00000000${'00'}fdffffff${transaction.slice(92)}`

describe('what the own node received for a submarine swap', () => {
  it('is the whole invoice, where the swap knows it', async () => {
    const locked = lockedOf(swapOf('submarine', { invoice: swapInvoice() }))
    const giving = (amountMsat: bigint) =>
      cosignSwap(locked, {
        signer: clientOf().signer,
        publicNonce: Uint8Array.from(Buffer.from(`02${bareKey(extended).slice(2)}`.repeat(2), 'hex')),
        spends: { digest: new Uint8Array(32) },
        because: { kind: 'received', paymentHash: paymentHashOf(PREIMAGE), amountMsat },
      })
    const extended = providerOf().key
    expect((await giving(100_000_000n)).partial).toHaveLength(32)
    const error = await rejected(giving(99_999_999n))
    expect(error.code).toBe('SWAP_REASON')
    expect(error.message).toBe(
      'because: expected at least 100000000 millisatoshis received, received 99999999',
    )
  })
})

it('a swap is signed for by the account’s signer, or any above it', async () => {
  const { account, text } = extendedHolder(72)
  const signer = signerFromExtendedKey(`${text.slice(0, text.indexOf(']') + 1)}${account.toBase58()}`, {
    network: 'regtest',
  })
  expect((await claim('reverse', { signer })).vsize).toBe(152)
})
