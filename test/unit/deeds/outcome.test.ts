import { describe, expect, it } from 'vitest'
import { otherAmounts, outcomeQuestion, unusualIn } from '../../../src/deeds/outcome.js'
import type { Deed } from '../../../src/deeds/types.js'
import { parseTransaction, type SignedTransaction } from '../../../src/psbt/transaction.js'
import { sats } from '../../../src/units/sats.js'
import { done, firstWitness, fixture } from '../../support/fixtureDeeds.js'
import type { FixtureSpend } from '../../support/fixtureFormat.js'

type Change = (transaction: SignedTransaction) => SignedTransaction

const spendOf = (name: string, wanted: (spend: FixtureSpend) => boolean): FixtureSpend =>
  fixture(name).spends.find(wanted)!
const by =
  (path: string, outcome?: string) =>
  (spend: FixtureSpend): boolean =>
    spend.path === path && (outcome === undefined || spend.outcome === outcome)

/** The amounts that differ, in a spend of a fixture with its transaction changed. */
const othersIn = (name: string, spend: FixtureSpend, change: Change) => {
  const transaction = change(parseTransaction(spend.transaction))
  const { spends } = done(fixture(name), spend, { change })
  const question = outcomeQuestion(transaction, spends)
  if ('matches' in question) throw new Error(question.text)
  return otherAmounts(question)
}

const moved =
  (...by: readonly bigint[]): Change =>
  (transaction) => ({
    ...transaction,
    outputs: transaction.outputs.map((output, at) => ({
      ...output,
      amount: sats(output.amount + (by[at] ?? 0n)),
    })),
  })

describe('what a transaction does with contracts cannot be asked', () => {
  const one = fixture('milestones')
  const outcomeOf = (
    spend: FixtureSpend,
    change: Change,
    known?: Parameters<typeof done>[2],
  ): Deed['outcome'] => done(one, spend, { change, ...known }).outcome

  it('where an input is foreign, which is named', () => {
    const all = spendOf('milestones', ({ inputs, path }) => inputs.length === 4 && path !== 'key')
    const change: Change = (transaction) => ({
      ...transaction,
      inputs: transaction.inputs.map((input, at) => (at === 2 ? { ...input, witness: [] } : input)),
    })
    expect(outcomeOf(all, change)).toEqual({ matches: 'no', text: 'input 2 shows no witness' })
  })

  it('where the inputs go by several paths, which are named', () => {
    const all = spendOf('milestones', ({ inputs, path }) => inputs.length === 4 && path !== 'key')
    const change: Change = (transaction) => ({
      ...transaction,
      inputs: transaction.inputs.map((input, at) =>
        at === 1 ? { ...input, witness: [new Uint8Array(64)] } : input,
      ),
    })
    expect(outcomeOf(all, change)).toEqual({
      matches: 'no',
      text: 'contracts are spent by several paths: employerAndWorker, key',
    })
  })

  it('where the leaf of the terms is spent', () => {
    const { contracts } = one
    const terms = contracts[0]!.paths.find(({ path }) => path === 'terms')!
    const spend = spendOf('milestones', ({ inputs }) => inputs[0]!.milestone === 0 && inputs.length === 1)
    const [script, control] = 'script' in terms ? [terms.script, terms.controlBlock] : ['', '']
    const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
    const change = firstWitness(() => [new Uint8Array(64), bytes(script), bytes(control)])
    expect(outcomeOf(spend, change)).toEqual({
      matches: 'no',
      text: 'the leaf terms is spent, which nobody can sign for',
    })
  })

  it('where the amount of one contract of several is not known', () => {
    const all = spendOf('milestones', ({ inputs, path }) => inputs.length === 4 && path !== 'key')
    const deed = done(one, all, {
      known: (outputs) => new Map([...outputs].slice(1)),
    })
    expect(deed.spends).toHaveLength(4)
    expect(deed.outcome).toEqual({
      matches: 'unknown',
      text: 'it is not known how much the contract held that is spent',
    })
  })
})

describe('what is unusual in a spend that is an outcome', () => {
  const remarks = (name: string, spend: FixtureSpend, change: Change = (same) => same): readonly string[] => {
    const transaction = change(parseTransaction(spend.transaction))
    const { outcome } = done(fixture(name), spend, { change })
    if (outcome?.matches !== 'yes') throw new Error('it is none')
    return unusualIn(outcome.plan, transaction)
  }
  const release = spendOf('two-parties', by('employerAndWorker', 'release'))

  it('is nothing where it keeps the rules', () => {
    expect(remarks('two-parties', release)).toEqual([])
  })

  it('is a fee that no plan would have taken, and a field that was set otherwise', () => {
    const { amount } = parseTransaction(release.transaction).outputs[0]!
    const fee = BigInt(release.fee)
    const all = moved(fee)
    expect(remarks('two-parties', release, all)).toEqual([expect.stringContaining('sat/vB')])
    const half = moved(-amount / 2n)
    expect(remarks('two-parties', release, (transaction) => ({ ...half(transaction), lockTime: 5 }))).toEqual(
      [expect.stringContaining('sat/vB'), 'lockTime: expected 0, received 5'],
    )
  })

  it('is not that nobody here has seen the acceptances of the amendment where the money went', () => {
    const { agreement } = fixture('relocks')
    const amending = fixture('relocks').spends.filter(
      ({ into }) => typeof into === 'object' && into.agreement !== agreement.id,
    )
    expect(amending.length).toBeGreaterThan(0)
    for (const relock of amending) expect(remarks('relocks', relock)).toEqual([])
  })
})

describe('amounts that an outcome would not pay', () => {
  const refund = spendOf('two-parties', by('employerAlone'))
  const release = spendOf('backup-and-rescue', by('employerAndWorker', 'release'))
  const freeze = spendOf('relocks', ({ into, inputs }) => into === 'itself' && inputs.length > 1)

  it('are none where it pays them', () => {
    for (const [name, spend] of [
      ['two-parties', refund],
      ['backup-and-rescue', release],
      ['relocks', freeze],
    ] as const)
      expect(othersIn(name, spend, (same) => same)).toEqual([])
  })

  it('are none of a settlement or an award, which split as somebody chose', () => {
    for (const outcome of ['settle', 'award'])
      expect(
        othersIn(
          'arbiter',
          spendOf('arbiter', (spend) => spend.outcome === outcome),
          (same) => same,
        ),
      ).toEqual([])
  })

  it('are told of a release: where, how much it is and should be', () => {
    const amounts = release.outputs.map(({ amount }) => BigInt(amount))
    expect(amounts).toHaveLength(2)
    expect(othersIn('backup-and-rescue', release, moved(-5n, 5n))).toEqual([
      { outcome: 'release', vout: 0, expected: amounts[0], received: amounts[0]! - 5n },
      { outcome: 'release', vout: 1, expected: amounts[1], received: amounts[1]! + 5n },
    ])
  })

  it('are told of outputs in another order by their scripts', () => {
    const amounts = release.outputs.map(({ amount }) => BigInt(amount))
    const turned: Change = (transaction) => {
      const { outputs } = moved(-5n, 5n)(transaction)
      return { ...transaction, outputs: [outputs[1]!, outputs[0]!] }
    }
    expect(othersIn('backup-and-rescue', release, turned)).toEqual([
      { outcome: 'release', vout: 0, expected: amounts[1], received: amounts[1]! + 5n },
      { outcome: 'release', vout: 1, expected: amounts[0], received: amounts[0]! - 5n },
    ])
  })

  it('are told of a freeze, whose fee each contract bears in proportion', () => {
    const others = othersIn('relocks', freeze, moved(-5n, 5n))
    expect(others.map(({ outcome, vout }) => [outcome, vout])).toEqual([
      ['relock', 0],
      ['relock', 1],
    ])
  })

  it('are of nobody where others are paid, fewer or more, or the path allows no such outcome', () => {
    const stranger = { script: Uint8Array.of(0x51), amount: sats(1000n) }
    const changes: readonly Change[] = [
      (transaction) => ({ ...transaction, outputs: [stranger, ...transaction.outputs.slice(1)] }),
      (transaction) => ({ ...transaction, outputs: [...transaction.outputs, stranger] }),
      (transaction) => ({ ...transaction, outputs: transaction.outputs.slice(1) }),
    ]
    for (const change of changes) expect(othersIn('backup-and-rescue', release, change)).toEqual([])
    // the payees alone are paid, and the employer's path cannot release
    const payees = moved(-5n, 5n)(parseTransaction(release.transaction)).outputs
    const alone = spendOf('backup-and-rescue', by('employerAlone'))
    expect(
      othersIn('backup-and-rescue', alone, (transaction) => ({ ...transaction, outputs: payees })),
    ).toEqual([])
    expect(
      othersIn('backup-and-rescue', release, (transaction) => ({ ...transaction, outputs: payees })),
    ).toHaveLength(2)
  })

  it('are of nobody where more is paid than there is, and may leave the network nothing', () => {
    const [pot, fee] = [BigInt(release.pot), BigInt(release.fee)]
    const [first, second] = release.outputs.map(({ amount }) => BigInt(amount)) as [bigint, bigint]
    expect(othersIn('backup-and-rescue', release, moved(fee + 1n, 0n))).toEqual([])
    const free = othersIn('backup-and-rescue', release, moved(fee, 0n))
    expect(free.map(({ received }) => received)).toEqual([first + fee, second])
    expect(free.reduce((sum, { expected }) => sum + expected, 0n)).toBe(pot)
  })
})
