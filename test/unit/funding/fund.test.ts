import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../../src/agreement/address.js'
import { compile } from '../../../src/contract/compile.js'
import type { Contract } from '../../../src/contract/contract.js'
import { EscrowError } from '../../../src/errors.js'
import type { Coin } from '../../../src/funding/coin.js'
import { fund } from '../../../src/funding/fund.js'
import { checkFundable, type FundOptions } from '../../../src/funding/fundable.js'
import { matchFunding } from '../../../src/funding/match.js'
import { decodePsbt } from '../../../src/psbt/codec.js'
import { serializeTransaction, transactionId } from '../../../src/psbt/transaction.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { toHex } from '../../../src/units/bytes.js'
import { feeFor, satsPerVb } from '../../../src/units/feeRate.js'
import { sats } from '../../../src/units/sats.js'
import { master } from '../../support/accounts.js'
import { milestones } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { addressOf, secretHashOf } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const of = (document: Json = {}): readonly Contract[] =>
  compile(
    parseAgreement(
      JSON.stringify({ ...plainDocument(), rescue: { after: { blocks: 17_280 } }, ...document }),
    ),
  )

const txidOf = (number: number): string => number.toString(16).padStart(64, '0')

const coin = (amount: bigint, at = 1, kind: 'p2tr' | 'p2wpkh' = 'p2tr'): Coin => ({
  txid: txidOf(at),
  vout: 0,
  amount: sats(amount),
  address: addressOf(50, { kind }),
})

const change = addressOf(60)

const everybody = (contracts: readonly Contract[]) =>
  contracts.map(({ agreement }) => ({ agreement: agreement.id, roles: [], everybody: true }))

const options = (contracts: readonly Contract[], changes: Partial<FundOptions> = {}): FundOptions => ({
  utxos: [coin(10_000_000n)],
  change,
  feeRate: satsPerVb('2.5'),
  at: { height: 1000, medianTime: 1_800_000_000 },
  known: [],
  acceptances: everybody(contracts),
  payer: [],
  ...changes,
  // who pays, and with whose secret, is asked in payer.test.ts
  relax: ['payerUnknown', 'secretUnknown', ...(changes.relax ?? [])],
})

const funding = (contracts: readonly Contract[], changes?: Partial<FundOptions>) => {
  const { transactions } = fund(contracts, options(contracts, changes))
  expect(transactions).toHaveLength(1)
  return transactions[0]!
}

/** What `checkFundable` refuses; nothing where it is about coins, change or the fee of a transaction. */
const notFundable = (contracts: readonly Contract[], changes?: Partial<FundOptions>) => {
  const { utxos, change: address, feeRateFloor, ...known } = options(contracts, changes)
  try {
    return checkFundable(contracts, known)
  } catch (error) {
    if (error instanceof EscrowError) return error
    throw error
  }
}

/** What `fund` refuses: the same as `checkFundable`, and with the same words, where that refuses anything. */
const refusal = (contracts: readonly Contract[], changes?: Partial<FundOptions>) => {
  const error = thrown(() => fund(contracts, options(contracts, changes)))
  expect(notFundable(contracts, changes) ?? error).toEqual(error)
  return error
}

/** Terms with an arbiter and without a rescue. */
const arbitrated = (): Json => {
  const { arbiter } = fullDocument()
  return { arbiter, dispute: { decision: { blocks: 1008 } } }
}

describe('a contract that another wallet is to pay', () => {
  it('may be paid where `fund` would pay it', () => {
    expect(notFundable(of())).toBeUndefined()
    // who pays is not asked for coins
    expect(notFundable(of(), { utxos: [], change: of()[0]!.address })).toBeUndefined()
  })

  it.each<[string, readonly Contract[], Partial<FundOptions>]>([
    ['FUNDING_CONTRACTS_NONE', [], {}],
    ['FUNDING_CONTRACT_REPEATED', [...of(), ...of()], {}],
    ['FUNDING_NOT_ACCEPTED', of(), { acceptances: [] }],
    [
      'FUNDING_DEADLINE_PAST',
      of({
        silence: { pays: 'employer', after: { height: 999 } },
        rescue: { after: { height: 20_000 } },
      }),
      {},
    ],
    ['FEE_RATE_MALFORMED', of(), { feeRate: 'x' }],
  ])('is refused by %s', (code, contracts, changes) => {
    expect(notFundable(contracts, changes)).toMatchObject({ code })
    expect(refusal(contracts, changes).code).toBe(code)
  })
})

describe('a funding', () => {
  const contracts = of({ milestones: milestones(3) })

  it('pays the contracts in the given order and the change last', () => {
    const chosen = [contracts[2]!, contracts[0]!]
    const { psbt, outputs, change: left } = funding(chosen)
    const { transaction } = decodePsbt(psbt)
    expect(transaction.outputs.map(({ script }) => toHex(script))).toEqual(
      [
        ...chosen.map(({ outputScript }) => outputScript),
        parseAddress(change, { network: 'regtest' }).script,
      ].map(toHex),
    )
    expect(outputs.map(({ contract, outpoint, amount }) => [contract, outpoint.vout, amount])).toEqual(
      chosen.map((contract, vout) => [contract, vout, contract.amount]),
    )
    expect(left).toMatchObject({ vout: 2, address: change })
  })

  it('is replaceable, of version 2, without a lock', () => {
    const { transaction } = decodePsbt(funding(contracts).psbt)
    expect([transaction.version, transaction.lockTime]).toEqual([2, 0])
    expect(transaction.inputs.map(({ sequence }) => sequence)).toEqual([0xfffffffd])
  })

  it('says what matchFunding will find', () => {
    const { psbt, outputs, txid } = funding(contracts)
    const { transaction } = decodePsbt(psbt)
    expect(transactionId(transaction)).toBe(txid)
    expect(matchFunding(contracts, serializeTransaction(transaction))).toEqual(outputs)
  })

  it('pays exactly the rate, and every satoshi is accounted for', () => {
    const feeRate = satsPerVb('3.141')
    const { fee, weight, vsize, change: left, dustToFee } = funding(contracts, { feeRate })
    // 42 for the frame, 172 for each P2TR output, 230 for the input
    expect([weight, vsize]).toEqual([42 + 4 * 172 + 230, 240])
    expect(fee).toBe(feeFor(weight, feeRate))
    expect(3_000_000n + fee + left!.amount).toBe(10_000_000n)
    expect(dustToFee).toBe(0n)
  })

  it('counts the longest signature of a P2WPKH coin', () => {
    const { weight } = funding(contracts, { utxos: [coin(10_000_000n, 1, 'p2wpkh')] })
    expect(weight).toBe(42 + 4 * 172 + 4 * 41 + 1 + 1 + 72 + 1 + 33)
  })

  it('gives dust to the fee and says so', () => {
    const alone = feeFor(42 + 3 * 172 + 230, satsPerVb('2.5'))
    const withChange = feeFor(42 + 4 * 172 + 230, satsPerVb('2.5'))
    const dust = funding(contracts, { utxos: [coin(3_000_000n + withChange + 329n)] })
    expect(dust.change).toBeUndefined()
    expect(dust.fee).toBe(withChange + 329n)
    expect(dust.dustToFee).toBe(withChange + 329n - alone)
    const enough = funding(contracts, { utxos: [coin(3_000_000n + withChange + 330n)] })
    expect(enough.change?.amount).toBe(330n)
    const exact = funding(contracts, { utxos: [coin(3_000_000n + alone)] })
    expect([exact.change, exact.dustToFee, exact.fee]).toEqual([undefined, 0n, alone])
  })

  it('takes coins that are worth it, in the order in which they were listed', () => {
    const utxos = [coin(400n, 1), coin(1_400_000n, 2), coin(2_000_000n, 3), coin(9_000n, 4)]
    const { inputs } = funding(contracts, { utxos })
    expect(inputs.map(({ txid }) => txid)).toEqual([txidOf(2), txidOf(3)])
  })

  it('is the same for the same coins', () => {
    expect(funding(contracts).psbt).toBe(funding(contracts).psbt)
  })

  it('shows every coin with its amount and script', () => {
    const { inputs } = decodePsbt(funding(contracts).psbt)
    expect(inputs[0]?.witnessUtxo).toEqual({
      script: parseAddress(addressOf(50), { network: 'regtest' }).script,
      amount: 10_000_000n,
    })
  })

  it('takes coins by their scripts, too', () => {
    const { script } = parseAddress(addressOf(50), { network: 'regtest' })
    const { address: _, ...rest } = { address: '', ...coin(10_000_000n) }
    expect(funding(contracts, { utxos: [{ ...rest, script }] }).psbt).toBe(funding(contracts).psbt)
  })
})

describe('coins that not everybody knows', () => {
  const [contract] = of()
  const account = master(9).derivePath("m/84'/1'/0'/0/5")
  const path = [84, 1, 0].map((step) => step + 0x80000000).concat([0, 5])
  const key = { publicKey: account.publicKey, fingerprint: toHex(master(9).fingerprint), path }
  const keyHash = Uint8Array.of(0, 20, ...account.identifier)
  const made = { version: 2, lockTime: 0, inputs: [{ outpoint: { txid: txidOf(7), vout: 1 }, sequence: 0 }] }
  const previous = { ...made, outputs: [{ script: keyHash, amount: sats(5_000_000n) }] }
  const facts = { txid: transactionId(previous), vout: 0, amount: sats(5_000_000n), script: keyHash }

  it('carry the previous transaction and the origin of a P2WPKH key', () => {
    const { psbt } = funding([contract!], {
      utxos: [{ ...facts, key, previous: serializeTransaction(previous) }],
    })
    const [input] = decodePsbt(psbt).inputs
    expect(input?.nonWitnessUtxo).toEqual(serializeTransaction(previous))
    expect(input?.others.map((row) => toHex(row.key))).toEqual([`06${toHex(account.publicKey)}`])
    expect(toHex(input!.others[0]!.value)).toBe(
      `${toHex(master(9).fingerprint)}540000800100008000000080${'00000000'}05000000`,
    )
  })

  it.each([
    ['another transaction', { previous: { ...previous, lockTime: 1 } }],
    ['another amount', { amount: sats(5_000_001n) }],
    ['an output that is not there', { vout: 1 }],
    ['another script', { script: Uint8Array.of(0, 20, ...new Uint8Array(20)) }],
  ] as const)('are refused where the previous transaction shows %s', (_name, changes) => {
    const { previous: shown, ...rest } = { previous, ...changes }
    const error = refusal([contract!], {
      utxos: [{ ...facts, ...rest, previous: toHex(serializeTransaction(shown)) }],
    })
    expect([error.code, error.kind]).toEqual(['FUNDING_COIN_MISMATCH', 'mismatch'])
  })

  it('are refused with the key of another coin', () => {
    const publicKey = master(8).publicKey
    const error = refusal([contract!], { utxos: [{ ...facts, key: { ...key, publicKey } }] })
    expect([error.code, error.data.field]).toEqual(['FUNDING_COIN_MISMATCH', 'utxos[0].key'])
    expect(refusal([contract!], { utxos: [{ ...coin(5_000_000n), key }] }).code).toBe('FUNDING_COIN_MISMATCH')
  })
})

describe('a funding is refused', () => {
  const contracts = of({ milestones: milestones(3) })

  it('without contracts', () => {
    expect(refusal([]).code).toBe('FUNDING_CONTRACTS_NONE')
  })

  it('with a contract twice, even where it was compiled twice', () => {
    const [first, , third] = contracts
    const error = refusal([first!, third!, of({ milestones: milestones(3) })[0]!])
    expect(error.code).toBe('FUNDING_CONTRACT_REPEATED')
    expect(error.message).toBe('contracts[2]: expected every contract once, received contracts[0] again')
  })

  it('for contracts of two chains', () => {
    const other = of({
      network: 'testnet',
      employer: { ...plainDocument().employer, address: addressOf(1, { network: 'testnet' }) },
      worker: {
        ...plainDocument().worker,
        payees: [{ address: addressOf(2, { network: 'testnet' }), share: 10_000 }],
      },
    })
    expect(refusal([contracts[0]!, other[0]!]).code).toBe('FUNDING_NETWORKS_MIXED')
  })

  it('with coins or change of another chain', () => {
    const address = addressOf(1, { network: 'mainnet' })
    const coins = refusal(contracts, { utxos: [{ ...coin(10_000_000n), address }] })
    expect([coins.code, coins.data.field]).toEqual(['ADDRESS_OTHER_NETWORK', 'utxos[0].address'])
    const left = refusal(contracts, { change: address })
    expect([left.code, left.data.field]).toEqual(['ADDRESS_OTHER_NETWORK', 'change'])
  })

  it('with the same coin twice, and with coins of other types', () => {
    expect(refusal(contracts, { utxos: [coin(2_000_000n), coin(2_000_000n)] }).code).toBe(
      'FUNDING_COIN_REPEATED',
    )
    for (const kind of ['p2wsh', 'p2sh', 'p2pkh'] as const)
      expect(
        refusal(contracts, { utxos: [{ ...coin(10_000_000n), address: addressOf(1, { kind }) }] }).code,
      ).toBe('FUNDING_COIN_TYPE')
    for (const redeemScript of [`0014${'11'.repeat(20)}`, 'no hex', new Uint8Array(22)])
      expect(
        refusal(contracts, {
          utxos: [{ ...coin(10_000_000n), address: addressOf(1, { kind: 'p2sh' }), redeemScript }],
        }).code,
      ).toBe('FUNDING_COIN_TYPE')
  })

  it('without enough coins, and says how much is missing to the satoshi', () => {
    const utxos = [coin(2_000_000n, 1), coin(900_000n, 2)]
    const error = refusal(contracts, { utxos })
    expect(error.code).toBe('FUNDING_NOT_ENOUGH')
    const { missing } = error.data as unknown as { missing: bigint }
    const alike = (more: bigint) => [coin(2_000_000n, 1), coin(900_000n + more, 2)]
    expect(refusal(contracts, { utxos: alike(missing - 1n) }).code).toBe('FUNDING_NOT_ENOUGH')
    expect(funding(contracts, { utxos: alike(missing) }).dustToFee).toBe(0n)
    expect(refusal(contracts, { utxos: [] }).code).toBe('FUNDING_NOT_ENOUGH')
  })

  it('where a role has not accepted, unless that danger is taken by name', () => {
    const none = refusal(contracts, { acceptances: [] })
    expect([none.code, none.kind]).toEqual(['FUNDING_NOT_ACCEPTED', 'state'])
    const partial = {
      agreement: contracts[0]!.agreement.id,
      roles: [
        { role: 'employer', needed: 1, accepted: [0] },
        { role: 'worker', needed: 1, accepted: [] },
      ],
      everybody: false,
    } as const
    const error = refusal(contracts, { acceptances: [partial] })
    expect(error.data.received).toBe('0 of 1 by worker')
    expect(refusal(contracts, { acceptances: everybody(of({ index: 70 })) }).code).toBe(
      'FUNDING_NOT_ACCEPTED',
    )
    expect(funding(contracts, { acceptances: [], relax: ['unacceptedAgreements'] }).outputs).toHaveLength(3)
  })

  it('at a fee that nobody can mean, unless that is said by name', () => {
    const rate = { utxos: [coin(2_000_000_000n)], feeRate: satsPerVb('501') }
    expect(refusal(contracts, rate).code).toBe('FEE_RATE_CAP')
    expect(funding(contracts, { ...rate, relax: ['feeRateCap'] }).fee).toBe(120_240n)
    const small = of({ milestones: milestones(1, { amount: 1400n }) })
    // of the 1400 sat that are paid in, not of the coin
    expect(refusal(small).code).toBe('FEE_SHARE_CAP')
    expect(funding(small, { relax: ['feeShareCap'] }).outputs).toHaveLength(1)
  })

  it.each([
    ['worker', { pays: 'employer', after: { blocks: 8640 } }, 'the employer vanish'],
    ['employer', { pays: 'worker', after: { blocks: 8640 } }, 'the worker vanish'],
  ] as const)('where the %s would be locked out for good', (party, silence, reason) => {
    const alone = of({ silence, rescue: undefined })
    const error = refusal(alone)
    expect([error.code, error.kind, error.data['party']]).toEqual([
      'FUNDING_PARTY_LOCKED_OUT',
      'state',
      party,
    ])
    expect(error.message).toContain('144 blocks after silence (8640 blocks)')
    expect(error.message).toContain(reason)
    expect(funding(alone, { relax: ['partyLockedOut'] }).outputs).toHaveLength(1)
    expect(funding(of({ ...arbitrated(), silence, rescue: undefined })).outputs).toHaveLength(1)
  })

  it('where a secret is the only other way', () => {
    const secret = of({ rescue: undefined, milestones: [{ amount: '1000000', secretHash: secretHashOf(1) }] })
    expect(refusal(secret).code).toBe('FUNDING_PARTY_LOCKED_OUT')
  })

  it('where an absolute deadline is past, or leaves the arbiter no time', () => {
    const heights = (height: number) =>
      of({
        silence: { pays: 'employer', after: { height } },
        rescue: { after: { height: 9000 } },
        milestones: milestones(2),
      })
    expect(funding(heights(1001), { relax: ['targetOpen'] }).outputs).toHaveLength(2)
    expect(funding(heights(1000), { relax: ['deadlinePast', 'targetOpen'] }).outputs).toHaveLength(2)
    const error = refusal(heights(1000))
    expect([error.code, error.kind, error.data.field]).toEqual([
      'FUNDING_DEADLINE_PAST',
      'state',
      'milestones[0].silence',
    ])
    const { rescue: _, backupArbiter: __, ...full } = fullDocument()
    const disputed = (height: number) =>
      of({
        ...full,
        rescue: undefined,
        silence: { pays: 'employer', after: { height } },
        dispute: { decision: { blocks: 100 } },
        milestones: milestones(1),
      })
    expect(refusal(disputed(1099)).code).toBe('FUNDING_DEADLINE_PAST')
    expect(funding(disputed(1100), { relax: ['targetOpen'] }).outputs).toHaveLength(1)
    const time = of({
      silence: { pays: 'employer', after: { time: 1_800_000_000 } },
      rescue: { after: { time: 1_900_000_000 } },
    })
    expect(refusal(time).code).toBe('FUNDING_DEADLINE_PAST')
    expect(refusal(contracts, { at: { height: -1, medianTime: 0 } }).code).toBe('FUNDING_HEIGHT')
    expect(refusal(contracts, { at: { height: 0, medianTime: 0.5 } }).data.field).toBe('at.medianTime')
  })

  it('only for the milestones that are chosen', () => {
    const mixed = of({
      silence: { pays: 'employer', after: { height: 5000 } },
      rescue: { after: { height: 9000 } },
      milestones: [
        { amount: '1000000', silence: { pays: 'employer', after: { height: 900 } } },
        { amount: '1000000' },
      ],
    })
    expect(refusal(mixed).code).toBe('FUNDING_DEADLINE_PAST')
    expect(funding([mixed[1]!]).outputs).toHaveLength(1)
  })
})

describe('a funding that is too much for one transaction', () => {
  const contracts = of({ milestones: milestones(1000, { amount: 10_000n }) })
  const more = [1000, 2000].flatMap((index) =>
    of({ index: 7 + index, milestones: milestones(1000, { amount: 10_000n }) }),
  )

  it('is as few as their weight allows', () => {
    const all = [...contracts, ...more]
    const { transactions } = fund(all, options(all, { utxos: [coin(40_000_000n, 1), coin(10_000_000n, 2)] }))
    expect(transactions.map(({ outputs }) => outputs.length)).toEqual([2322, 678])
    expect(transactions.map(({ inputs }) => inputs.map(({ txid }) => txid))).toEqual([
      [txidOf(1)],
      [txidOf(2)],
    ])
    expect(transactions[0]!.weight).toBeLessThanOrEqual(400_000)
    expect(transactions[0]!.weight + 172).toBeGreaterThan(400_000)
    expect(transactions.flatMap(({ outputs }) => outputs.map(({ contract }) => contract))).toEqual(all)
  })

  it('spends the change of the first for want of other coins, and says so', () => {
    const all = [...contracts, ...more]
    const { transactions } = fund(all, options(all, { utxos: [coin(40_000_000n)] }))
    const [first, second] = transactions
    expect([first!.after, second!.after]).toEqual([[], [0]])
    const { txid, vout } = first!.change!
    expect(second!.inputs).toEqual([{ txid, vout }])
    // change that our coins could not be made of is nothing to build on
    expect(refusal(all, { utxos: [coin(40_000_000n)], change: addressOf(60, { kind: 'p2pkh' }) }).code).toBe(
      'FUNDING_NOT_ENOUGH',
    )
  })

  it('is refused where not even one contract fits beside its coins', () => {
    const utxos = Array.from({ length: 1500 }, (_, at) => coin(1000n, at + 1, 'p2wpkh'))
    const [big] = of({ milestones: milestones(1, { amount: 1_480_000n }) })
    const error = refusal([big!], { utxos, feeRate: satsPerVb('0.1') })
    expect([error.code, error.kind]).toEqual(['FUNDING_TOO_HEAVY', 'limit'])
  })
})
