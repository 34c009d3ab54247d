import { bech32m } from 'bech32'
import { Transaction } from 'bitcoinjs-lib'
import {
  award,
  combine,
  complete,
  type Funded,
  finalize,
  matchFunding,
  readSpend,
  refund,
  release,
  type Spend,
  satsPerVb,
  settle,
  sign,
} from 'taproot-escrow'
import * as ecc from 'tiny-secp256k1'
import { beforeAll, describe, expect, it } from 'vitest'
import { outputScript, outputTweak } from '../../src/taproot/commitment.js'
import { sats } from '../../src/units/sats.js'
import { everyPathDocument, finished, fundAll, made, milestones, signerFor } from '../support/contracts.js'
import {
  changed,
  forged,
  INVALID_SIGNATURE,
  refusal,
  tampered,
  tamperedInput,
  tamperedTransaction,
} from '../support/forgery.js'
import { addressOf, extendedHolder } from '../support/holders.js'
import { startNode } from '../support/node.js'

/*
 * Where the money goes. What the node accepts here, both parties signed: only the library can protect them.
 */

const node = await startNode()
const feeRate = satsPerVb('2')
const THIEF = addressOf(66)
const thief = outputScript(Uint8Array.from(bech32m.fromWords(bech32m.decode(THIEF).words.slice(1))))

const { agreement, contracts } = made({
  ...everyPathDocument('blocks', { decision: 100, silence: 100 }),
  milestones: milestones(4),
})
const other = made({ ...everyPathDocument('blocks', { decision: 100, silence: 100 }), salt: '44'.repeat(16) })

let funded: readonly Funded[] = []
let elsewhere: Funded
beforeAll(async () => {
  const all = await fundAll(node, [...contracts, ...other.contracts])
  funded = all.slice(0, contracts.length)
  elsewhere = all.at(-1)!
})

const employer = signerFor(agreement, 'employer')
const worker = signerFor(agreement, 'worker')
const both = (draft: Spend) => Promise.all([sign(draft, employer), sign(draft, worker)])
const releaseOf = (one: Funded | undefined = funded[0]) =>
  release(one!, { path: 'employerAndWorker', feeRate })
const settlement = () =>
  settle(funded[0]!, { path: 'employerAndWorker', split: { employer: 4000, worker: 6000 }, feeRate })

describe('one satoshi moved after signing', () => {
  it('is refused by the node', async () => {
    const { hex } = await finished(settlement())
    const moved = changed(hex, (transaction) => {
      transaction.outs[0]!.value -= 1n
      transaction.outs[1]!.value += 1n
    })
    await node.expectRefused(moved, INVALID_SIGNATURE)
  })

  it('is refused by the library where the agreement knows no such split', async () => {
    const [signed] = await both(settlement())
    const moved = tamperedTransaction(signed.psbt, ({ outputs: [first, second] }) => ({
      outputs: [
        { ...first!, amount: sats(first!.amount - 1n) },
        { ...second!, amount: sats(second!.amount + 1n) },
      ],
    }))
    expect(refusal(() => readSpend(funded[0]!, moved))).toBe('SPEND_OUTPUTS')
  })

  it('is refused by the library where it is a split that nobody signed', async () => {
    const [signed] = await both(settlement())
    const better = settle(funded[0]!, {
      path: 'employerAndWorker',
      split: { employer: 4001, worker: 5999 },
      feeRate,
    })
    const moved = tamperedTransaction(signed.psbt, () => ({ outputs: better.plan.outputs }))
    expect(refusal(() => readSpend(funded[0]!, better.psbt))).toBe('accepted')
    expect(refusal(() => readSpend(funded[0]!, moved))).toBe('SIGNATURE_INVALID')
  })

  it('is refused by the library where it goes to the fee, and names whose signature breaks', async () => {
    const [, signed] = await both(releaseOf())
    const moved = tamperedTransaction(signed.psbt, ({ outputs: [only] }) => ({
      outputs: [{ ...only!, amount: sats(only!.amount - 1n) }],
    }))
    expect(() => readSpend(funded[0]!, moved)).toThrowError(
      expect.objectContaining({
        code: 'SIGNATURE_INVALID',
        data: expect.objectContaining({ roles: ['worker'] }),
      }),
    )
  })

  it('makes another spend, which is not combined with the first', async () => {
    const [signed] = await both(releaseOf())
    const moved = tamperedTransaction(releaseOf().psbt, ({ outputs: [only] }) => ({
      outputs: [{ ...only!, amount: sats(only!.amount - 1n) }],
    }))
    expect(refusal(() => combine(signed, readSpend(funded[0]!, moved)))).toBe('SPEND_DIFFERENT')
  })
})

describe('an output for a stranger', () => {
  it('is accepted by the node where both signed it', async () => {
    await node.expectAccepted(
      forged(releaseOf(), {
        change: (transaction) => {
          transaction.outs[0]!.value -= 500_000n
          transaction.addOutput(thief, 500_000n)
        },
      }),
    )
  })

  it('is refused by the library', () => {
    const { psbt } = releaseOf()
    const added = tamperedTransaction(psbt, ({ outputs: [only] }) => ({
      outputs: [
        { ...only!, amount: sats(only!.amount - 500_000n) },
        { script: thief, amount: sats(500_000n) },
      ],
    }))
    const redirected = tamperedTransaction(psbt, ({ outputs: [only] }) => ({
      outputs: [{ ...only!, script: thief }],
    }))
    expect(refusal(() => readSpend(funded[0]!, added))).toBe('SPEND_OUTPUTS')
    expect(refusal(() => readSpend(funded[0]!, redirected))).toBe('SPEND_OUTPUTS')
  })
})

describe('a fee that eats the escrow', () => {
  it('is accepted by the node, 900,000 of 1,000,000 sat', async () => {
    await node.expectAccepted(
      forged(releaseOf(), {
        change: (transaction) => {
          transaction.outs[0]!.value = 100_000n
        },
      }),
    )
  })

  it('is accepted by the node where an output is missing', async () => {
    await node.expectAccepted(forged(settlement(), { change: (transaction) => void transaction.outs.pop() }))
  })

  it('is refused by the library, when planned and when read', () => {
    expect(refusal(() => release(funded[0]!, { path: 'employerAndWorker', feeRate: satsPerVb('501') }))).toBe(
      'FEE_RATE_CAP',
    )
    expect(
      refusal(() =>
        release(funded[0]!, {
          path: 'employerAndWorker',
          feeRate: satsPerVb('5000'),
          relax: ['feeRateCap'],
        }),
      ),
    ).toBe('FEE_SHARE_CAP')
    const greedy = tamperedTransaction(releaseOf().psbt, ({ outputs: [only] }) => ({
      outputs: [{ ...only!, amount: sats(100_000n) }],
    }))
    expect(refusal(() => readSpend(funded[0]!, greedy))).toBe('FEE_RATE_CAP')
    expect(refusal(() => readSpend(funded[0]!, greedy, { relax: ['feeRateCap'] }))).toBe('FEE_SHARE_CAP')
    expect(refusal(() => readSpend(funded[0]!, greedy, { relax: ['feeRateCap', 'feeShareCap'] }))).toBe(
      'accepted',
    )
  })

  it('is refused by the library where an output is missing', () => {
    const { psbt } = settlement()
    for (const kept of [0, 1, 2]) {
      const missing = tamperedTransaction(psbt, ({ outputs }) => ({
        outputs: outputs.filter((_, at) => at === kept),
      }))
      expect(refusal(() => readSpend(funded[0]!, missing, { relax: ['feeRateCap'] }))).toMatch(
        /^(SPEND_OUTPUTS|FEE_SHARE_CAP)$/,
      )
    }
  })
})

describe('a lie about the output that is spent', () => {
  it('makes signatures that the node refuses', async () => {
    await node.expectRefused(forged(releaseOf(), { lie: { amount: 2_000_000n } }), INVALID_SIGNATURE)
    await node.expectRefused(forged(releaseOf(), { lie: { script: thief } }), INVALID_SIGNATURE)
  })

  it('is refused by the library before anybody signs', () => {
    const { psbt } = releaseOf()
    const lies = [
      tamperedInput(psbt, ({ witnessUtxo }) => ({
        witnessUtxo: { ...witnessUtxo!, amount: sats(2_000_000n) },
      })),
      tamperedInput(psbt, ({ witnessUtxo }) => ({ witnessUtxo: { ...witnessUtxo!, script: thief } })),
    ]
    for (const lie of lies) expect(refusal(() => readSpend(funded[0]!, lie))).toBe('SPEND_PREVIOUS_DIFFERENT')
  })

  it('is refused where another transaction is shown as the one that funded it', async () => {
    const { hex } = await node.rpc.getrawtransaction(funded[0]!.outpoint.txid)
    const shownAs = (text: string) =>
      tamperedInput(releaseOf().psbt, () => ({ nonWitnessUtxo: Buffer.from(text, 'hex') }))
    expect(refusal(() => readSpend(funded[0]!, shownAs(hex)))).toBe('accepted')
    const lie = Transaction.fromHex(hex)
    lie.outs[funded[0]!.outpoint.vout]!.value += 1n
    expect(refusal(() => readSpend(funded[0]!, shownAs(lie.toHex())))).toBe('SPEND_PREVIOUS_DIFFERENT')
  })

  it('is refused where nothing is shown at all', () => {
    const silent = tampered(releaseOf().psbt, (psbt) => ({
      ...psbt,
      inputs: psbt.inputs.map(({ witnessUtxo, ...input }) => input),
    }))
    expect(refusal(() => readSpend(funded[0]!, silent))).toBe('SPEND_PREVIOUS_MISSING')
  })
})

describe('inputs', () => {
  it('that nobody asked for are refused', () => {
    const extra = tamperedTransaction(releaseOf().psbt, ({ inputs: [first] }) => ({
      inputs: [first!, { ...first!, outpoint: { ...first!.outpoint, vout: 99 } }],
    }))
    expect(refusal(() => readSpend(funded[0]!, extra))).toBe('SPEND_INPUT_FOREIGN')
    expect(refusal(() => readSpend(funded[1]!, releaseOf().psbt))).toBe('SPEND_INPUT_FOREIGN')
  })

  it('that are missing are refused', () => {
    expect(refusal(() => readSpend(funded.slice(0, 2), releaseOf().psbt))).toBe('SPEND_INPUT_MISSING')
  })

  it('that come twice are refused, by the node and by the library', async () => {
    const twice = changed((await finished(releaseOf())).hex, (transaction) => {
      transaction.ins.push(transaction.ins[0]!)
    })
    await node.expectRefused(twice, 'bad-txns-inputs-duplicate')
    const repeated = tamperedTransaction(releaseOf().psbt, ({ inputs: [first] }) => ({
      inputs: [first!, first!],
    }))
    expect(refusal(() => readSpend(funded[0]!, repeated))).toBe('TRANSACTION_DUPLICATE_INPUT')
    expect(refusal(() => release([funded[0]!, funded[0]!], { path: 'employerAndWorker', feeRate }))).toBe(
      'FUNDED_DUPLICATE',
    )
  })

  it('of two agreements are not divided by one rule', () => {
    expect(refusal(() => release([funded[0]!, elsewhere], { path: 'employerAndWorker', feeRate }))).toBe(
      'FUNDED_AGREEMENTS_MIXED',
    )
  })

  it('of the same people in two agreements are two outputs: no signature serves both', async () => {
    expect(elsewhere.contract.address).not.toBe(funded[0]!.contract.address)
    const mixed = { ...elsewhere, contract: funded[0]!.contract }
    await node.expectRefused(
      (await finished(releaseOf(mixed))).hex,
      'mandatory-script-verify-flag-failed (Witness program hash mismatch)',
    )
  })
})

describe('too little money', () => {
  it('is refused as dust, by the node and by the library', async () => {
    const tiny = forged(settlement(), {
      change: (transaction) => {
        transaction.outs[0]!.value = 329n
      },
    })
    // Bitcoin Core says dust, Bitcoin Knots dust-nonanchor
    expect((await node.tryAccept(tiny)).reason).toMatch(/^dust/)
    const least = forged(settlement(), {
      change: (transaction) => {
        transaction.outs[0]!.value = 330n
      },
    })
    await node.expectAccepted(least)
    expect(() =>
      settle(funded[0]!, { path: 'employerAndWorker', split: { employer: 3, worker: 9997 }, feeRate }),
    ).toThrowError(
      expect.objectContaining({ code: 'OUTPUT_DUST', data: expect.objectContaining({ field: 'employer' }) }),
    )
  })

  it('is refused where outputs exceed inputs, by the node and by the library', async () => {
    const more = forged(releaseOf(), {
      change: (transaction) => {
        transaction.outs[0]!.value = 1_000_001n
      },
    })
    await node.expectRefused(more, 'bad-txns-in-belowout')
    const read = tamperedTransaction(releaseOf().psbt, ({ outputs: [only] }) => ({
      outputs: [{ ...only!, amount: sats(1_000_001n) }],
    }))
    expect(refusal(() => readSpend(funded[0]!, read))).toBe('SPEND_FEE_NEGATIVE')
  })

  it('is refused where fees exceed the inputs', () => {
    const poor = { ...funded[0]!, amount: sats(300n) }
    expect(refusal(() => refund(poor, { path: 'employerAndWorker', feeRate }))).toBe('FEE_OVER_AMOUNT')
  })

  it('or too much of it is neither released nor awarded without a word', () => {
    const over = { ...funded[0]!, amount: sats(1_000_001n), match: 'over' } as const
    expect(refusal(() => releaseOf(over))).toBe('FUNDED_AMOUNT')
    expect(
      refusal(() =>
        award(over, { path: 'arbiterAndWorker', split: { employer: 0, worker: 10_000 }, feeRate }),
      ),
    ).toBe('FUNDED_AMOUNT')
    expect(refusal(() => refund(over, { path: 'employerAndWorker', feeRate }))).toBe('accepted')
    expect(refusal(() => release(over, { path: 'employerAndWorker', feeRate, relax: ['amount'] }))).toBe(
      'accepted',
    )
  })
})

describe('a hidden key path', () => {
  it('lets one party take everything, so its address is not one of the agreement', async () => {
    const { contract } = funded[0]!
    const { account } = extendedHolder(1)
    const secret = account.publicKey[0] === 3 ? ecc.privateNegate(account.privateKey!) : account.privateKey!
    const internal = account.publicKey.subarray(1)
    const tweaked = ecc.privateAdd(secret, outputTweak(internal, contract.merkleRoot))!
    const key = ecc.pointFromScalar(tweaked, true)!.subarray(1)
    const address = bech32m.encode('bcrt', [1, ...bech32m.toWords(key)])
    const [deposit] = await node.fund([{ address, amount: 1_000_000n }])

    const theft = new Transaction()
    theft.version = 2
    theft.addInput(Buffer.from(deposit!.txid, 'hex').reverse(), deposit!.vout)
    theft.addOutput(thief, 999_000n)
    const digest = theft.hashForWitnessV1(0, [Buffer.from(deposit!.script, 'hex')], [deposit!.amount], 0)
    theft.ins[0]!.witness = [ecc.signSchnorr(digest, tweaked)]
    await node.expectAccepted(theft.toHex())

    expect(refusal(() => matchFunding(agreement, deposit!.hex))).toBe('FUNDING_NO_OUTPUT')
  })
})

describe('the plan', () => {
  it('holds from the first draft to the last byte', async () => {
    const draft = settlement()
    const received = readSpend(funded[0]!, (await sign(draft, employer)).psbt)
    const { hex, weight } = finalize(complete(combine(received, await sign(received, worker))))
    expect(weight).toBe(draft.plan.weight)
    await node.expectAccepted(hex)
  })
})
