import fc from 'fast-check'
import { compile, parseAgreement } from 'taproot-escrow'
import { auditSpend, type Trace, traceSpends } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { parseTransaction, serializeTransaction } from '../../src/psbt/transaction.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { fixtures } from '../support/fixtures.js'

const RUNS = { numRuns: 150 }

/** A spend of a fixture with everything that is known about it. */
const subjects = fixtures().flatMap((fixture) => {
  const contracts = compile(parseAgreement(fixture.agreement.text, { allow: ['ordinaryWallets'] }))
  return fixture.spends.map((spend) => ({
    contracts,
    spend,
    prevouts: spend.inputs.map(({ txid, vout, amount, milestone }) => ({
      outpoint: { txid, vout },
      amount: BigInt(amount),
      script: fixture.contracts[milestone]!.outputScript,
    })),
  }))
})

const subject = fc.constantFrom(...subjects)

const item = fc.uint8Array({ maxLength: 140 })

const verdicts = ({ transactions }: Trace): readonly string[] =>
  transactions.flatMap(({ spends }) =>
    spends.flatMap(({ by }) => (by.kind === 'foreign' ? [] : by.signatures.map(({ verdict }) => verdict))),
  )

describe('whatever a transaction holds, it is described', () => {
  it('with any witness: nothing that was not signed is called valid, and the engines agree', () => {
    fc.assert(
      fc.property(subject, fc.array(item, { maxLength: 5 }), fc.nat(5), (given, items, kept) => {
        const { contracts, spend, prevouts } = given
        const parsed = parseTransaction(spend.transaction)
        const hex = toHex(
          serializeTransaction({
            ...parsed,
            inputs: parsed.inputs.map((input) => ({
              ...input,
              // script and control block as they were, so that foreign signatures come under a true leaf
              witness: [...items, ...input.witness.slice(-kept)],
            })),
          }),
        )
        const trace = traceSpends(contracts, [hex], { prevouts })
        expect(trace.engines.differences).toEqual([])
        expect(trace.transactions).toHaveLength(1)
        const shown = new Set(parsed.inputs.flatMap(({ witness }) => witness.map(toHex)))
        for (const { spends } of trace.transactions)
          for (const { by } of spends)
            for (const { signature, verdict } of by.kind === 'foreign' ? [] : by.signatures)
              if (verdict === 'valid') expect(shown).toContain(signature)
      }),
      RUNS,
    )
  })

  it('with any byte changed', () => {
    fc.assert(
      fc.property(subject, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, at, mask) => {
        const { contracts, spend, prevouts } = given
        const bytes = fromHex(spend.transaction)!
        const position = at % bytes.length
        const hex = toHex(bytes.map((byte, index) => (index === position ? byte ^ mask : byte)))
        const trace = traceSpends(contracts, [hex], { prevouts })
        expect(trace.engines.differences).toEqual([])
        const [traced] = trace.transactions
        // whatever changes, it was signed or it is the signature
        if (traced?.txid !== spend.txid) expect(verdicts(trace)).not.toContain('valid')
      }),
      RUNS,
    )
  })

  it('and so is a PSBT', () => {
    fc.assert(
      fc.property(subject, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ contracts, spend }, at, mask) => {
        const bytes = Uint8Array.from(Buffer.from(spend.signedPsbt, 'base64'))
        const position = at % bytes.length
        const told = auditSpend(
          contracts,
          bytes.map((byte, index) => (index === position ? byte ^ mask : byte)),
        )
        expect(['spend', 'refused']).toContain(told.kind)
        expect(told.engines.differences).toEqual([])
      }),
      RUNS,
    )
  })
})
