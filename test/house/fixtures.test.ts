import {
  type Contract,
  compile,
  complete,
  type Funded,
  finalize,
  parseAgreement,
  readSpend,
  sats,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { fixtureFiles } from '../../scripts/fixtures/files.js'
import type { Fixture, FixtureSpend } from '../../scripts/fixtures/format.js'
import { fixtures, storedFiles } from '../../scripts/fixtures/read.js'

/** Made once, for all tests: the signatures of the aggregates take their time. */
const made = await fixtureFiles()

const fundedOf = (contracts: readonly Contract[], { inputs }: FixtureSpend): readonly Funded[] =>
  inputs.map(({ milestone, txid, vout, amount }) => ({
    contract: contracts[milestone]!,
    outpoint: { txid, vout },
    amount: sats(amount),
    match: BigInt(amount) === contracts[milestone]!.amount ? 'exact' : 'under',
  }))

/** Aggregates are verified by the one spend that has them, which takes long enough. */
const worthReading = ({ path }: FixtureSpend, { name }: Fixture): boolean =>
  path !== 'key' || name === 'two-parties'

describe('the fixtures of version 1', () => {
  it('are the ones that the script makes, no more and no fewer', () => {
    expect([...storedFiles().keys()]).toEqual([...made.keys()])
  })

  it.each([...storedFiles()])('%s is what the script makes, byte by byte', (name, text) => {
    expect(text).toBe(made.get(name))
  })

  it('show every path, every kind of lock and every outcome', () => {
    const all = fixtures()
    const paths = all.flatMap(({ contracts }) => contracts.flatMap((contract) => contract.paths))
    const locks = paths.flatMap((path) => ('lock' in path ? Object.keys(path.lock) : []))
    const spends = all.flatMap((fixture) => fixture.spends)
    expect(new Set(paths.map(({ number }) => number)).size).toBe(10)
    expect(new Set(locks)).toEqual(new Set(['blocks', 'seconds', 'height', 'time']))
    expect(new Set(spends.map(({ path }) => path)).size).toBe(9)
    expect(new Set(spends.map(({ outcome }) => outcome))).toEqual(
      new Set(['release', 'refund', 'award', 'settle']),
    )
    expect(new Set(spends.map(({ version }) => version))).toEqual(new Set([2, 3]))
  })

  it.each(fixtures())('$name: its PSBTs read back as the same spends', (fixture) => {
    const contracts = compile(parseAgreement(fixture.agreement.text))
    for (const spend of fixture.spends.filter((one) => worthReading(one, fixture))) {
      const funded = fundedOf(contracts, spend)
      const relax = Number(spend.feeRate) < 1 ? (['feeRateFloor'] as const) : []
      const draft = readSpend(funded, spend.unsignedPsbt, { relax })
      expect(draft).toMatchObject({
        state: 'unsigned',
        plan: { path: spend.path, outcome: { kind: spend.outcome }, fee: BigInt(spend.fee) },
      })
      const { hex, txid } = finalize(complete(readSpend(funded, spend.signedPsbt, { relax })))
      expect({ hex, txid }).toEqual({ hex: spend.transaction, txid: spend.txid })
    }
  })
})
