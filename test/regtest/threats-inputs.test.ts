import { bech32m } from 'bech32'
import { Transaction } from 'bitcoinjs-lib'
import { type Funded, matchFunding, readSpend, release, satsPerVb } from 'taproot-escrow'
import * as ecc from 'tiny-secp256k1'
import { beforeAll, describe, expect, it } from 'vitest'
import { outputTweak } from '../../src/taproot/commitment.js'
import { sats } from '../../src/units/sats.js'
import { everyPathDocument, finished, fundAll, made, milestones } from '../support/contracts.js'
import {
  changed,
  forged,
  INVALID_SIGNATURE,
  refusal,
  tampered,
  tamperedInput,
  tamperedTransaction,
  thief,
  WRONG_PROGRAM,
} from '../support/forgery.js'
import { extendedHolder } from '../support/holders.js'
import { startNode } from '../support/node.js'

/*
 * Where the money comes from.
 */

const node = await startNode()
const feeRate = satsPerVb('2')
const terms = everyPathDocument('blocks', { decision: 100, silence: 100 })

const { agreement, contracts } = made({ ...terms, milestones: milestones(2) })
const other = made({ ...terms, salt: '44'.repeat(16) })

let funded: readonly Funded[] = []
let elsewhere: Funded
beforeAll(async () => {
  const all = await fundAll(node, [...contracts, ...other.contracts])
  funded = all.slice(0, contracts.length)
  elsewhere = all.at(-1)!
})

const releaseOf = (one: Funded | undefined = funded[0]) =>
  release(one!, { path: 'employerAndWorker', feeRate })

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

  it('is known from the agreement where nothing is shown at all', () => {
    const silent = tampered(releaseOf().psbt, (psbt) => ({
      ...psbt,
      inputs: psbt.inputs.map(({ witnessUtxo, ...input }) => input),
    }))
    expect(refusal(() => readSpend(funded[0]!, silent))).toBe('accepted')
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
    await node.expectRefused((await finished(releaseOf(mixed))).hex, WRONG_PROGRAM)
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
