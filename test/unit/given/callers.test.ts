import {
  bump,
  combine,
  compile,
  fund,
  matchFunding,
  parseAgreement,
  planFromJson,
  planToJson,
  proveTerms,
  release,
  review,
  sats,
  satsPerVb,
  sign,
  spendFromJson,
  spendToJson,
  walletPolicy,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { made, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { addressOf } from '../../support/holders.js'
import { refusalOf } from '../../support/thrown.js'

/** Calls as people write them who have no types; every public function is called badly in the properties. */
const { agreement, contracts } = made(plainDocument())
const [contract] = contracts
const funded = fundedWith(contract!)
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
const draft = release(funded, { path, feeRate })
const funding = {
  relax: ['unacceptedAgreements' as const, 'payerUnknown' as const],
  payer: [],
  utxos: [],
  change: addressOf(60),
  feeRate,
  at: { height: 1, medianTime: 1_800_000_000 },
  known: [],
}

/** What a call says that no type would let pass. */
const said = (work: () => unknown): string => refusalOf(work)

describe('a caller without types is told', () => {
  it('what beginners mix up', () => {
    expect(said(() => release(contract as never, { path, feeRate }))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE funded: expected a contract with the output that pays it, as matchFunding finds it, received a contract alone"`,
    )
    expect(said(() => release(agreement as never, { path, feeRate }))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE funded: expected a contract with the output that pays it, as matchFunding finds it, received an object"`,
    )
    expect(
      said(() => combine(draft, sign(draft, signerFor(agreement, 'employer')) as never)),
    ).toMatchInlineSnapshot(
      `"SPEND_NOT_BUILT spend: expected a spend that this library built or read, no copy or proxy of one: its psbt travels, and readSpend reads it, received a promise: await it"`,
    )
    expect(said(() => matchFunding(agreement, 'ab'.repeat(32)))).toMatchInlineSnapshot(
      `"TRANSACTION_MALFORMED transaction: expected a transaction in its network serialisation, received the id of one: a node or a server has the transaction"`,
    )
    expect(said(() => parseAgreement('agreement.json'))).toMatchInlineSnapshot(
      `"JSON_SYNTAX agreement: expected JSON text, received text that does not begin with {"`,
    )
    expect(said(() => satsPerVb(2.5 as never))).toMatchInlineSnapshot(
      `"FEE_RATE_MALFORMED feeRate: expected satoshis per virtual byte as text such as "2.5", at most three decimals, received 2.5"`,
    )
    expect(said(() => sats(1000 as never))).toMatchInlineSnapshot(
      `"AMOUNT_NOT_INTEGER amount: expected whole satoshis as a bigint, or as text such as "1000", received 1000"`,
    )
    expect(said(() => sats('0.01'))).toMatchInlineSnapshot(
      `"AMOUNT_NOT_INTEGER amount: expected whole satoshis as a decimal string without leading zeros, received "0.01""`,
    )
  })

  it('which option is missing', () => {
    const { payer: __, ...unsigned } = { ...funding, relax: ['unacceptedAgreements'] }
    expect(said(() => fund(contracts, unsigned as never))).toMatchInlineSnapshot(
      `"FUNDING_PAYER payer: expected acceptances, as accept(agreement, signer, { role: 'employer' }) answers the payer, received nothing"`,
    )
    const { known: _, ...others } = funding
    expect(said(() => fund(contracts, others as never))).toMatchInlineSnapshot(
      `"FUNDING_KNOWN known: expected a list of all other agreements, empty where there are none, received nothing"`,
    )
    expect(said(() => release(funded, { path } as never))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE feeRate: expected a fee rate such as '2.5', in satoshis per virtual byte, received nothing"`,
    )
    expect(said(() => release(funded, undefined as never))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE options: expected an object, received nothing"`,
    )
    expect(said(() => review(draft, undefined as never))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE options: expected an object, received nothing"`,
    )
  })

  it('which option nobody knows', () => {
    expect(
      said(() => release(funded, { path, feeRate, feerateFloor: feeRate } as never)),
    ).toMatchInlineSnapshot(
      `"ARGUMENT_UNKNOWN feerateFloor: expected only feeRate, feeRateFloor, relax, path, at, confirmations, secrets, via, received 2000"`,
    )
    expect(said(() => bump(draft, { feerate: feeRate } as never))).toMatchInlineSnapshot(
      `"ARGUMENT_UNKNOWN feerate: expected only feeRate, feeRateFloor, relax, replaces, incrementalFeeRate, received 2000"`,
    )
    expect(said(() => release(funded, { path, feeRate, 'a b': 1 } as never))).toMatchInlineSnapshot(
      `"ARGUMENT_UNKNOWN ["a b"]: expected only feeRate, feeRateFloor, relax, path, at, confirmations, secrets, via, received 1"`,
    )
  })

  it('what a fee rate is', () => {
    expect(said(() => release(funded, { path, feeRate: 2 as never }))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE feeRate: expected a fee rate such as '2.5', in satoshis per virtual byte, received 2"`,
    )
    expect(said(() => release(funded, { path, feeRate: 0n as never }))).toMatchInlineSnapshot(
      `"FEE_RATE_OUT_OF_RANGE feeRate: expected more than 0 and at most 1000000 sat/vB, received 0"`,
    )
    expect(said(() => fund(contracts, { ...funding, feeRate: '2,5' as never }))).toMatchInlineSnapshot(
      `"FEE_RATE_MALFORMED feeRate: expected satoshis per virtual byte as text such as "2.5", at most three decimals, received "2,5""`,
    )
  })

  it('which roles, rules and moments there are', () => {
    expect(said(() => review(draft, { as: 'boss' as never }))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE as: expected one of employer, worker, arbiter, backupArbiter, received "boss""`,
    )
    expect(said(() => review(draft, { as: 'worker', relax: ['deadline'] as never }))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE relax[0]: expected one of feeRateFloor, feeRateCap, feeShareCap, deadlinePast, targetOpen, partyLockedOut, secretReused, amount, confirmations, unacceptedAgreement, partyReplaced, unpayable, partyAdded, outcomeChange, deadlineNear, deadlineUnknown, lockAhead, outstanding, swapTimeout, swapTwice, received "deadline""`,
    )
    expect(said(() => release(funded, { path, feeRate, relax: 'amount' as never }))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE relax: expected a list, received "amount""`,
    )
    expect(
      said(() => review(draft, { as: 'worker', at: { height: Number.NaN, medianTime: 1 } })),
    ).toMatchInlineSnapshot(`"ARGUMENT_TYPE at.height: expected a whole number, 0 or more, received NaN"`)
  })

  it('that copies are no contracts and no plans, and copies and proxies no spends', () => {
    const copy = structuredClone(contract!)
    expect(said(() => proveTerms(copy))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE contract: expected a contract of compile, not a copy: where only data can go, contractToJson and contractFromJson, received an object"`,
    )
    expect(said(() => release({ ...funded, contract: copy }, { path, feeRate }))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE funded.contract: expected a contract of compile, not a copy: where only data can go, contractToJson and contractFromJson, received an object"`,
    )
    expect(said(() => planToJson(structuredClone(draft.plan)))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE funded.contract: expected a contract of compile, not a copy: where only data can go, contractToJson and contractFromJson, received an object"`,
    )
    expect(said(() => spendToJson(structuredClone(draft)))).toMatchInlineSnapshot(
      `"SPEND_NOT_BUILT spend: expected a spend that this library built or read, no copy or proxy of one: its psbt travels, and readSpend reads it, received an object"`,
    )
    expect(said(() => review(new Proxy(draft, {}), { as: 'worker' }))).toMatchInlineSnapshot(
      `"SPEND_NOT_BUILT spend: expected a spend that this library built or read, no copy or proxy of one: its psbt travels, and readSpend reads it, received an object"`,
    )
    expect(said(() => review(draft, { as: 'worker', outstanding: [{} as never] }))).toMatchInlineSnapshot(
      `"SPEND_NOT_BUILT outstanding[0]: expected a spend that this library built or read, no copy or proxy of one: its psbt travels, and readSpend reads it, received an object"`,
    )
  })

  it('what a choice has to say', () => {
    for (const expect_ of ['award', 'settle', {}, { outcome: 'award' }, null])
      expect(said(() => review(draft, { as: 'worker', expect: expect_ as never }))).toMatch(
        /^EXPECTATION_VAGUE /,
      )
    const chosen = (expect_: object): string =>
      said(() => review(draft, { as: 'worker', expect: expect_ as never }))
    const outcome = { kind: 'release' }
    expect(chosen({ outcome: { kind: 'award' } })).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE expect.outcome.split: expected an object, received nothing"`,
    )
    expect(
      chosen({ outcome: { kind: 'settle', split: { employer: 0.5, worker: 0.5 } } }),
    ).toMatchInlineSnapshot(
      `"SPLIT_MALFORMED split.employer: expected whole basis points from 0 to 10000, received 0.5"`,
    )
    expect(chosen({ outcome: { kind: 'settle', split: { employer: 5000 } } })).toMatchInlineSnapshot(
      `"SPLIT_MALFORMED split.employer: expected satoshis from 0 to 2100000000000000 as a bigint, or basis points for both sides, received 5000"`,
    )
    expect(chosen({ outcome: { kind: 'relock', into: contract, keep: 5 } })).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE expect.outcome.keep: expected satoshis as a bigint, such as 1000n, received 5"`,
    )
    expect(chosen({ outcome, maxFee: 1000 })).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE expect.maxFee: expected a bigint, such as 1000n, received 1000"`,
    )
    expect(chosen({ outcome, least: { role: 'worker', amount: 5 } })).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE expect.least.amount: expected a bigint, such as 1000n, received 5"`,
    )
    expect(chosen({ outcome, inputs: ['a:0'] })).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE expect.inputs[0]: expected an object, received "a:0""`,
    )
    expect(chosen({ outcome, maxfee: 1000n })).toMatchInlineSnapshot(
      `"ARGUMENT_UNKNOWN expect.maxfee: expected only outcome, path, inputs, least, maxFee, received 1000"`,
    )
  })
})

describe('what can be copied or wrapped', () => {
  it('is an agreement, and a contract in a proxy', () => {
    expect(compile(structuredClone(agreement))[0]!.address).toBe(contract!.address)
    const wrapped = new Proxy(contract!, {})
    const leaf = new Proxy(contract!.leaves[0]!, {})
    expect([wrapped.descriptor, wrapped.address]).toEqual([contract!.descriptor, contract!.address])
    expect(leaf.controlBlock).toEqual(contract!.leaves[0]!.controlBlock)
    expect(walletPolicy(wrapped, { device: 'generic' })).toEqual(
      walletPolicy(contract!, { device: 'generic' }),
    )
    expect(release({ ...funded, contract: wrapped }, { path, feeRate }).psbt).toBe(draft.psbt)
  })
})

describe('what a node says more', () => {
  it('of a coin or of the tip is passed over', () => {
    const coin = { txid: '1'.padStart(64, '0'), vout: 0, amount: sats('2000000'), address: addressOf(50) }
    const listed = { ...coin, scriptPubKey: '5120', confirmations: 3, spendable: true }
    const tip = { ...funding.at, hash: '00', bestblockhash: '00' }
    const options = {
      ...funding,
      utxos: [listed],
      at: tip,
      relax: ['unacceptedAgreements', 'payerUnknown', 'partyLockedOut'],
    }
    expect(fund(contracts, options as never).transactions[0]!.inputs).toEqual([{ txid: coin.txid, vout: 0 }])
    expect(review(draft, { as: 'worker', at: tip }).as).toBe('worker')
  })
})

describe('numbers that JSON cannot hold', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, -0, 1e300, 2 ** 53])('such as %s are not read', (number) => {
    const plan = planToJson(draft.plan)
    const input = { ...plan.inputs[0], milestone: number }
    const refused = /^(PLAN_JSON_DIFFERENT|JSON_FORM_MALFORMED|CONTRACT_UNKNOWN) /
    // minus zero is zero to JSON
    if (!Object.is(number, -0)) {
      expect(said(() => planFromJson(contracts, { ...plan, lockTime: number }))).toMatch(refused)
      expect(said(() => planFromJson(contracts, { ...plan, inputs: [input] }))).toMatch(refused)
    }
    expect(said(() => planFromJson(contracts, { ...plan, weight: number }))).toMatch(refused)
    const spend = spendToJson(draft)
    expect(said(() => spendFromJson(contracts, { ...spend, funded: [number] }))).toMatch(refused)
  })

  it('and bigints and circles are not', () => {
    const circle: Record<string, unknown> = { ...planToJson(draft.plan) }
    circle['outputs'] = circle
    for (const json of [circle, { ...planToJson(draft.plan), pot: 5n }])
      expect(said(() => planFromJson(contracts, json))).toMatch(/^PLAN_JSON_DIFFERENT /)
  })
})

describe('a signer', () => {
  const employer = signerFor(agreement, 'employer')

  it('has a function that signs', async () => {
    for (const signer of [undefined, null, {}, { sign: 'me' }, { ...employer, startMusig: 5 }])
      await expect(sign(draft, signer as never)).rejects.toMatchObject({ code: 'ARGUMENT_TYPE' })
  })

  it('answers with a list', async () => {
    for (const answers of [undefined, null, 5, {}])
      await expect(sign(draft, { sign: async () => answers as never })).rejects.toMatchObject({
        code: 'SIGNER_FAILED',
      })
  })
})
