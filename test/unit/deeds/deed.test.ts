import { describe, expect, it } from 'vitest'
import type { Fixture, FixtureSpend } from '../../../scripts/fixtures/format.js'
import { fixtures } from '../../../scripts/fixtures/read.js'
import type { Contract } from '../../../src/contract/contract.js'
import { deedOf } from '../../../src/deeds/deed.js'
import { KnownContracts } from '../../../src/deeds/known.js'
import type { Deed } from '../../../src/deeds/types.js'
import { parseTransaction, type SignedTransaction } from '../../../src/psbt/transaction.js'
import { fromHex } from '../../../src/units/bytes.js'
import { formatOutpoint } from '../../../src/units/outpoint.js'
import { sats } from '../../../src/units/sats.js'
import type { TransactionOutput } from '../../../src/units/transaction.js'
import { contractsAround } from '../../support/fixtureContracts.js'

const compiled = new Map<string, readonly Contract[]>()
/** Compiled once: a test asks for the same contracts again and again. */
const around = (one: Fixture): readonly Contract[] => {
  const contracts = compiled.get(one.name) ?? contractsAround(one)
  compiled.set(one.name, contracts)
  return contracts
}

const fixture = (wanted: string): Fixture => fixtures().find(({ name }) => name === wanted)!

const spentBy = ({ contracts }: Fixture, { inputs }: FixtureSpend): Map<string, TransactionOutput> =>
  new Map(
    inputs.map(({ milestone, txid, vout, amount }) => [
      formatOutpoint({ txid, vout }),
      { script: fromHex(contracts[milestone]!.outputScript)!, amount: sats(BigInt(amount)) },
    ]),
  )

interface Asked {
  readonly change?: (transaction: SignedTransaction) => SignedTransaction
  readonly known?: (outputs: Map<string, TransactionOutput>) => Map<string, TransactionOutput>
}

const done = (
  one: Fixture,
  spend: FixtureSpend,
  { change = (same) => same, known = (same) => same }: Asked = {},
): Deed => {
  const outputs = known(spentBy(one, spend))
  return deedOf({
    transaction: change(parseTransaction(spend.transaction)),
    contracts: new KnownContracts(around(one)),
    output: (outpoint) => outputs.get(formatOutpoint(outpoint)),
  })
}

const signaturesOf = ({ spends }: Deed) =>
  spends.flatMap(({ by }) => (by.kind === 'foreign' ? [] : by.signatures))
const verdicts = (deed: Deed) => [...new Set(signaturesOf(deed).map(({ verdict }) => verdict))]
const firstWitness =
  (witness: (items: readonly Uint8Array[]) => readonly Uint8Array[]) =>
  (transaction: SignedTransaction): SignedTransaction => ({
    ...transaction,
    inputs: transaction.inputs.map((input, at) =>
      at === 0 ? { ...input, witness: witness(input.witness) } : input,
    ),
  })

describe.each(fixtures())('the spends of $name', (one) => {
  it('are told by one engine: path, signers, amounts, outcome, fee', () => {
    for (const spend of one.spends) {
      const deed = done(one, spend)
      expect(deed.spends.map(({ input, contract, amount }) => [input, contract.milestone, amount])).toEqual(
        spend.inputs.map(({ milestone, amount }, input) => [input, milestone, BigInt(amount)]),
      )
      expect(verdicts(deed)).toEqual(['valid'])
      for (const { by, contract } of deed.spends) {
        expect(by.kind === 'leaf' ? by.path : by.kind).toBe(spend.path)
        const path = one.contracts[contract.milestone]!.paths.find(({ path: name }) => name === spend.path)!
        const roles =
          by.kind === 'foreign' ? [] : by.signatures.flatMap(({ signers }) => signers.map(({ role }) => role))
        expect([...new Set(roles)]).toEqual(path.signers)
        if (by.kind === 'leaf' && spend.path === 'workerWithSecret')
          expect(by.secret).toEqual({
            ...one.preimages.find(({ hash }) => hash === by.secret?.hash),
            opens: true,
          })
      }
      expect(deed.outcome).toMatchObject({
        matches: 'yes',
        plan: {
          path: spend.path,
          outcome: { kind: spend.outcome },
          arbiterFee: BigInt(spend.arbiterFee),
          fee: BigInt(spend.fee),
        },
      })
      expect(deed.fee).toEqual({ fee: BigInt(spend.fee), pot: BigInt(spend.pot), vsize: spend.vsize })
    }
  })

  it('pay contracts only where they lock the money again, and say how', () => {
    for (const spend of one.spends) {
      const { pays, spends, outcome } = done(one, spend)
      expect(pays.length > 0).toBe(spend.outcome === 'relock')
      const from = new Set(spends.map(({ contract }) => contract))
      const into = outcome?.matches === 'yes' && 'into' in outcome.plan.outcome && outcome.plan.outcome.into
      for (const { contract, amount, vout, how } of pays) {
        expect(amount).toBe(BigInt(spend.outputs[vout]!.amount))
        expect(into === 'itself' ? from : [into]).toContain(contract)
        const [first] = from
        const isSame = contract.agreement.id === first!.agreement.id
        expect(how).toBe(into === 'itself' ? 'freeze' : isSame ? 'relock' : 'amendment')
      }
    }
  })
})

describe('a transaction', () => {
  const one = fixture('arbiter')
  const spend = one.spends.find(({ path }) => path === 'employerAndWorker')!
  const [contract] = around(one)
  const pay = (amount: bigint) => ({ script: contract!.outputScript, amount: sats(amount) })

  it('of strangers does nothing', () => {
    expect(done(one, spend, { known: () => new Map(), change: firstWitness(() => []) })).toEqual({
      spends: [],
      pays: [],
    })
  })

  it('that pays contracts from outside makes deposits, exact, of less and of more', () => {
    const deed = done(one, spend, {
      known: () => new Map(),
      change: (transaction) => ({
        ...firstWitness(() => [])(transaction),
        outputs: [0n, -1n, 1n].map((more) => pay(contract!.amount + more)),
      }),
    })
    expect(deed.spends).toEqual([])
    expect(deed.outcome).toBeUndefined()
    expect(deed.pays.map(({ vout, how, match }) => [vout, how, match])).toEqual([
      [0, 'deposit', 'exact'],
      [1, 'deposit', 'under'],
      [2, 'deposit', 'over'],
    ])
  })

  it('that moves money into a contract of an unrelated agreement does so in another way', () => {
    const other = fixture('two-parties')
    const outputs = spentBy(one, spend)
    const [stranger] = around(other)
    const deed = deedOf({
      transaction: {
        ...parseTransaction(spend.transaction),
        outputs: [{ script: stranger!.outputScript, amount: sats(1000n) }],
      },
      contracts: new KnownContracts([...around(one), stranger!]),
      output: (outpoint) => outputs.get(formatOutpoint(outpoint)),
    })
    expect(deed.pays).toMatchObject([{ how: 'other', match: 'under' }])
    expect(deed.outcome).toMatchObject({ matches: 'no' })
  })

  it('is known by the leaf that it shows where the output is not known, and nothing is claimed of signatures', () => {
    const deed = done(one, spend, { known: () => new Map() })
    expect(deed.spends).toMatchObject([{ contract, by: { path: 'employerAndWorker' } }])
    expect(deed.spends[0]).not.toHaveProperty('amount')
    expect(deed).not.toHaveProperty('fee')
    expect(verdicts(deed)).toEqual(['unknown'])
    expect(deed.outcome).toEqual({
      matches: 'unknown',
      text: 'it is not known how much the contract held that is spent',
    })
  })

  it('that was changed after signing has signatures that do not verify, and is the outcome that it is', () => {
    const deed = done(one, spend, { change: (transaction) => ({ ...transaction, lockTime: 5 }) })
    expect(verdicts(deed)).toEqual(['invalid'])
    expect(deed.outcome).toMatchObject({ matches: 'yes' })
  })

  it.each([0x01, 0x02, 0x03, 0x81, 0x82, 0x83])(
    'with a signature of type %i is not judged: this engine has no hash for it',
    (type) => {
      const deed = done(one, spend, {
        change: firstWitness(([first, ...rest]) => [Uint8Array.of(...first!, type), ...rest]),
      })
      expect(signaturesOf(deed).map((signature) => [signature.type, signature.verdict])).toEqual([
        [0, 'valid'],
        [type, 'unknown'],
      ])
    },
  )

  it.each([0x00, 0x04, 0x80])(
    'with a signature of type %i, which no rule knows, has an invalid one',
    (type) => {
      const deed = done(one, spend, {
        change: firstWitness(([first, ...rest]) => [Uint8Array.of(...first!, type), ...rest]),
      })
      expect(signaturesOf(deed).map(({ verdict }) => verdict)).toEqual(['valid', 'invalid'])
    },
  )

  it('with an annex is not judged either, and shows it', () => {
    const deed = done(one, spend, {
      change: firstWitness((items) => [...items, Uint8Array.of(0x50, 1, 2)]),
    })
    expect(deed.spends[0]).toMatchObject({ annex: '500102', by: { kind: 'leaf' } })
    expect(verdicts(deed)).toEqual(['unknown'])
  })

  it('whose signatures somebody else judges is told with their verdicts', () => {
    const outputs = spentBy(one, spend)
    const asked: unknown[] = []
    const deed = deedOf({
      transaction: parseTransaction(spend.transaction),
      contracts: new KnownContracts(around(one)),
      output: (outpoint) => outputs.get(formatOutpoint(outpoint)),
      judge:
        (spent) =>
        ({ field, input }) => {
          asked.push([field, input, spent.length])
          return 'invalid'
        },
    })
    expect(verdicts(deed)).toEqual(['invalid'])
    expect(asked).toEqual([
      ['signature of employer.keys[0]', 0, 1],
      ['signature of worker.keys[0]', 0, 1],
    ])
  })

  it('that spends something else besides is no outcome', () => {
    const deed = done(one, spend, {
      change: (transaction) => ({
        ...transaction,
        inputs: [
          ...transaction.inputs,
          {
            outpoint: { txid: '22'.repeat(32), vout: 0 },
            sequence: 0,
            scriptSig: new Uint8Array(),
            witness: [],
          },
        ],
      }),
    })
    expect(deed.outcome).toEqual({
      matches: 'no',
      text: 'other outputs are spent beside the contracts, which no outcome of an agreement does',
    })
    expect(deed).not.toHaveProperty('fee')
  })

  it('that pays more than it spends has no fee', () => {
    const deed = done(one, spend, {
      change: (transaction) => ({ ...transaction, outputs: [pay(contract!.amount * 2n)] }),
    })
    expect(deed).not.toHaveProperty('fee')
    expect(deed.outcome).toMatchObject({ matches: 'no', code: 'SPEND_FEE_NEGATIVE' })
  })
})
