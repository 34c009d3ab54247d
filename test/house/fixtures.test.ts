import {
  accepted,
  type Contract,
  compile,
  complete,
  type Funded,
  finalize,
  parseAgreement,
  readSpend,
  sats,
  verifyTerms,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { fixtureFiles } from '../../scripts/fixtures/files.js'
import { marks } from '../../src/forms/form.js'
import { OUTCOMES } from '../../src/words.js'
import { contractsAround } from '../support/fixtureContracts.js'
import type { Fixture, FixtureSpend } from '../support/fixtureFormat.js'
import { fixtures, storedFiles } from '../support/fixtures.js'

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
    expect(new Set(spends.map(({ outcome }) => outcome))).toEqual(new Set(OUTCOMES))
    expect(new Set(spends.map(({ version }) => version))).toEqual(new Set([2, 3]))
  })

  it.each(fixtures())('$name: its PSBTs read back as the same spends', (fixture) => {
    const contracts = compile(parseAgreement(fixture.agreement.text))
    for (const spend of fixture.spends.filter((one) => worthReading(one, fixture))) {
      const funded = fundedOf(contracts, spend)
      const options = {
        into: contractsAround(fixture),
        relax: [
          'unacceptedAgreement',
          ...(Number(spend.feeRate) < 1 ? (['feeRateFloor'] as const) : []),
        ] as const,
      }
      const draft = readSpend(funded, spend.unsignedPsbt, options)
      expect(draft).toMatchObject({
        state: 'unsigned',
        plan: { path: spend.path, outcome: { kind: spend.outcome }, fee: BigInt(spend.fee) },
      })
      const { hex, txid } = finalize(complete(readSpend(funded, spend.signedPsbt, options)))
      expect({ hex, txid }).toEqual({ hex: spend.transaction, txid: spend.txid })
    }
  })

  it('show acceptances that hold, of an amendment with the keys of both agreements', () => {
    const all = fixtures()
    const shown = all.filter(({ acceptances = [] }) => acceptances.length > 0)
    expect(shown.map(({ name }) => name)).toEqual(['relocks-amendment', 'worker-quorum'])
    for (const { agreement, acceptances = [] } of shown) {
      const { previous } = JSON.parse(agreement.text) as { previous?: string }
      const text = all.find((other) => other.agreement.id === previous)?.agreement.text
      const signed = acceptances.map((one) => ({ ...marks('acceptance'), ...one }))
      const report = accepted(parseAgreement(agreement.text), signed, {
        amends: text === undefined ? undefined : parseAgreement(text),
      })
      expect([report.everybody, report.amends?.everybody]).toEqual([
        true,
        previous === undefined ? undefined : true,
      ])
    }
  })

  it('show proofs of terms that hold for the outputs', () => {
    const proven = fixtures().flatMap(({ agreement, contracts, termsProofs = [] }) =>
      termsProofs.map((proof) => ({ proof, agreement: agreement.text, contracts })),
    )
    expect(proven).toHaveLength(3)
    for (const { proof, agreement, contracts } of proven) {
      const output = contracts[proof.milestone]!.address
      expect(verifyTerms(proof, { agreement, output })).toMatchObject({ milestone: proof.milestone })
    }
  })
})
