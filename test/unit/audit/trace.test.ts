import { type Prevout, type Trace, traceSpends } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { parseTransaction, serializeTransaction } from '../../../src/psbt/transaction.js'
import { toHex } from '../../../src/units/bytes.js'
import { sats } from '../../../src/units/sats.js'
import { contractsAround } from '../../support/fixtureContracts.js'
import type { Fixture, FixtureLeaf, FixtureOutput, FixtureSpend } from '../../support/fixtureFormat.js'
import { fixtures } from '../../support/fixtures.js'

const prevoutsOf = ({ contracts }: Fixture, { inputs }: FixtureSpend): readonly Prevout[] =>
  inputs.map(({ milestone, txid, vout, amount }) => ({
    outpoint: { txid, vout },
    amount: BigInt(amount),
    script: contracts[milestone]!.outputScript,
  }))

const fixture = (wanted: string): Fixture => fixtures().find(({ name }) => name === wanted)!
const spendBy = ({ spends }: Fixture, path: string): FixtureSpend =>
  spends.find((spend) => spend.path === path)!

/** A spend of a fixture with its transaction changed. */
const traced = (
  one: Fixture,
  spend: FixtureSpend,
  change: (transaction: ReturnType<typeof parseTransaction>) => Parameters<typeof serializeTransaction>[0] = (
    same,
  ) => same,
): Trace => {
  const hex = toHex(serializeTransaction(change(parseTransaction(spend.transaction))))
  return traceSpends(contractsAround(one), [hex], { prevouts: prevoutsOf(one, spend) })
}

const leafOf = (one: Fixture, spend: FixtureSpend): FixtureLeaf =>
  one.contracts[0]!.paths.find(
    (path): path is FixtureLeaf => path.path === spend.path && path.path !== 'key',
  )!

const verdicts = ({ transactions }: Trace): readonly string[] =>
  transactions.flatMap(({ spends }) =>
    spends.flatMap(({ by }) => (by.kind === 'foreign' ? [] : by.signatures.map(({ verdict }) => verdict))),
  )

describe.each(fixtures())('the spends of $name', (one) => {
  const contracts = contractsAround(one)

  it('are traced: path, signers, amounts, outcome, secret, every signature verified by two engines', () => {
    for (const spend of one.spends) {
      const trace = traceSpends(contracts, [spend.transaction], { prevouts: prevoutsOf(one, spend) })
      const [transaction] = trace.transactions
      expect(trace).toMatchObject({ refused: [], unrelated: [], engines: { agree: true } })
      expect(transaction).toMatchObject({
        txid: spend.txid,
        version: spend.version,
        lockTime: spend.lockTime,
        fee: { amount: BigInt(spend.fee) },
        outcome: {
          matches: 'yes',
          path: spend.path,
          outcome: { kind: spend.outcome },
          arbiterFee: BigInt(spend.arbiterFee),
        },
      })
      expect(
        transaction!.spends.map(({ contract, amount, by }) => [contract.milestone, amount, pathOf(by)]),
      ).toEqual(spend.inputs.map(({ milestone, amount }) => [milestone, BigInt(amount), spend.path]))
      expect(transaction!.outputs.map(({ script, amount, address }) => [script, amount, address])).toEqual(
        spend.outputs.map(({ script, amount, address }) => [script, BigInt(amount), address]),
      )
      expect(new Set(verdicts(trace))).toEqual(new Set(['valid']))
      for (const { by, contract } of transaction!.spends) {
        const roles =
          by.kind === 'foreign' ? [] : by.signatures.flatMap(({ signers }) => signers.map(({ role }) => role))
        const path = one.contracts[contract.milestone]!.paths.find(({ path: name }) => name === spend.path)!
        expect([...new Set(roles)]).toEqual(path.signers)
        if (by.kind === 'leaf' && spend.path === 'workerWithSecret') {
          const { preimage } = one.preimages.find(({ hash }) => hash === by.secret?.hash)!
          expect(by.secret).toMatchObject({ preimage, opens: true })
        }
      }
    }
  })

  it('are recognised without the outputs that they spend, where a leaf is shown; nothing is claimed then', () => {
    for (const spend of one.spends) {
      const { transactions, unrelated } = traceSpends(contracts, [spend.transaction])
      if (spend.path === 'key') {
        // what pays into a contract is known by its outputs
        expect(unrelated).toEqual(spend.outcome === 'relock' ? [] : [spend.txid])
        continue
      }
      expect(transactions).toMatchObject([{ txid: spend.txid, outcome: { matches: 'unknown' } }])
      for (const { by } of transactions[0]!.spends)
        expect(by).toMatchObject({
          kind: 'leaf',
          path: spend.path,
          signatures: expect.arrayContaining([expect.objectContaining({ verdict: 'unknown' })]),
        })
    }
  })
})

const pathOf = (by: Trace['transactions'][number]['spends'][number]['by']): string =>
  by.kind === 'leaf' ? by.path : by.kind

describe('a spend that is not what it should be', () => {
  const one = fixture('arbiter')
  const spend = spendBy(one, 'employerAndWorker')

  it('is no outcome where amounts differ, and the difference has its numbers', () => {
    const team = fixture('team')
    const release = team.spends.find(({ outcome, outputs }) => outcome === 'release' && outputs.length > 1)!
    const { transactions } = traced(team, release, (transaction) => ({
      ...transaction,
      outputs: transaction.outputs.map((output, at) => {
        const amount = output.amount + (at === 0 ? 100n : at === 1 ? -100n : 0n)
        return { ...output, amount: sats(amount) }
      }),
    }))
    const [first, second] = release.outputs as [FixtureOutput, FixtureOutput]
    expect(transactions[0]!.outcome).toMatchObject({
      matches: 'no',
      code: 'SPEND_OUTPUTS',
      differences: [
        { outcome: 'release', expected: BigInt(first.amount), received: BigInt(first.amount) + 100n },
        { outcome: 'release', expected: BigInt(second.amount), received: BigInt(second.amount) - 100n },
      ],
    })
  })

  it('is no outcome where it pays a stranger', () => {
    const { transactions, engines } = traced(one, spend, (transaction) => ({
      ...transaction,
      outputs: transaction.outputs.map((output, at) =>
        at === 0 ? { ...output, script: Uint8Array.of(0x51, 0x20, ...new Uint8Array(32).fill(7)) } : output,
      ),
    }))
    expect(transactions[0]).toMatchObject({
      outcome: { matches: 'no', code: 'SPEND_OUTPUTS', differences: [] },
      outputs: expect.arrayContaining([expect.objectContaining({ vout: 0, to: [] })]),
    })
    expect(engines.agree).toBe(true)
  })

  it('has signatures that do not verify where the transaction was changed after signing', () => {
    const trace = traced(one, spend, (transaction) => ({ ...transaction, lockTime: 5 }))
    expect(new Set(verdicts(trace))).toEqual(new Set(['invalid']))
    expect(trace.transactions[0]!.outcome).toMatchObject({
      matches: 'yes',
      remarks: [expect.stringMatching(/^lockTime: expected 0, received 5$/)],
    })
    expect(trace.engines.agree).toBe(true)
  })

  const withWitness = (change: (witness: readonly Uint8Array[]) => readonly Uint8Array[]): Trace =>
    traced(one, spend, (transaction) => ({
      ...transaction,
      inputs: transaction.inputs.map((input) => ({ ...input, witness: change(input.witness) })),
    }))

  it.each<[string, (witness: readonly Uint8Array[]) => readonly Uint8Array[], RegExp]>([
    [
      'another leaf version',
      (witness) => [...witness.slice(0, -1), witness.at(-1)!.map((byte, at) => (at === 0 ? 0xc2 : byte))],
      /version 0xc2/,
    ],
    [
      'a control block of another leaf',
      (witness) => [
        ...witness.slice(0, -1),
        witness.at(-1)!.map((byte, at) => (at === 40 ? byte ^ 1 : byte)),
      ],
      /does not lead from the leaf employerAndWorker/,
    ],
    [
      'a cut control block',
      (witness) => [...witness.slice(0, -1), witness.at(-1)!.slice(0, 40)],
      /control block of 40 bytes/,
    ],
    [
      'a foreign script',
      (witness) => [...witness.slice(0, -2), Uint8Array.of(0x51), witness.at(-1)!],
      /no leaf of the contract/,
    ],
    [
      'too many items',
      (witness) => [new Uint8Array(1), ...witness],
      /3 items for the leaf employerAndWorker, which takes 2/,
    ],
    ['no witness', () => [], /no witness/],
  ])('is described: %s', (_, change, reason) => {
    const [transaction] = withWitness(change).transactions
    expect(transaction!.spends[0]!.by).toMatchObject({
      kind: 'foreign',
      reason: expect.stringMatching(reason),
    })
    expect(transaction!.outcome).toMatchObject({ matches: 'no', text: expect.stringMatching(reason) })
  })

  it('is described with an annex, which its signatures do not cover', () => {
    const trace = withWitness((witness) => [...witness, Uint8Array.of(0x50, 1, 2)])
    expect(trace.transactions[0]!.spends[0]).toMatchObject({
      annex: '500102',
      by: { kind: 'leaf', path: spend.path },
    })
    expect(new Set(verdicts(trace))).toEqual(new Set(['invalid']))
  })

  it('is described with signatures of another type', () => {
    const trace = withWitness(([first, ...rest]) => [Uint8Array.of(...first!, 0x83), ...rest])
    const [{ by }] = trace.transactions[0]!.spends as [Trace['transactions'][number]['spends'][number]]
    expect(by).toMatchObject({
      signatures: [
        { type: 0, verdict: 'valid' },
        { type: 0x83, verdict: 'invalid' },
      ],
    })
  })

  it('is refused as data where it is no transaction', () => {
    const { refused, transactions } = traceSpends(contractsAround(one), ['zz', new Uint8Array(3), ''])
    expect(refused.map(({ position, code }) => [position, code])).toEqual([
      [0, 'TRANSACTION_MALFORMED'],
      [1, 'TRANSACTION_MALFORMED'],
      [2, 'TRANSACTION_MALFORMED'],
    ])
    expect(transactions).toEqual([])
  })

  it('names the leaf by its hash', () => {
    const [transaction] = traced(one, spend).transactions
    expect(transaction!.spends[0]!.by).toMatchObject({ leafHash: leafOf(one, spend).leafHash })
  })
})
