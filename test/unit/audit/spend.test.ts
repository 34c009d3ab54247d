import { compile, matchFunding, parseAgreement, refund, release, satsPerVb, sign } from 'taproot-escrow'
import { auditSpend, type SpendAudit } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import type { Contract } from '../../../src/contract/contract.js'
import { decodePsbt, encodePsbt } from '../../../src/psbt/codec.js'
import type { Psbt, PsbtInput } from '../../../src/psbt/model.js'
import { parseTransaction, serializeTransaction } from '../../../src/psbt/transaction.js'
import { toHex } from '../../../src/units/bytes.js'
import { sats } from '../../../src/units/sats.js'
import { signerFor } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { contractsAround } from '../../support/fixtureContracts.js'
import { fixtures } from '../../support/fixtures.js'

describe.each(fixtures())('the PSBTs of $name', (fixture) => {
  const { agreement, spends } = fixture
  const contracts = contractsAround(fixture)

  it('are told, unsigned and signed, in both versions, and both engines agree on every digest', () => {
    for (const spend of spends)
      for (const psbt of [spend.unsignedPsbt, encodePsbt(decodePsbt(spend.signedPsbt), { version: 2 })]) {
        const told = auditSpend(contracts, psbt)
        expect(told).toMatchObject({
          kind: 'spend',
          spend: {
            path: spend.path,
            outcome: { kind: spend.outcome },
            fee: { amount: BigInt(spend.fee) },
            pot: BigInt(spend.pot),
            arbiterFee: BigInt(spend.arbiterFee),
          },
          inputs: spend.inputs.map(({ milestone, amount, txid, vout }) => ({
            contract: { agreement: agreement.id, milestone },
            amount: BigInt(amount),
            outpoint: { txid, vout },
            source: 'psbt',
          })),
          remarks: [expect.stringMatching(/PSBT's own claim/)],
          engines: { agree: true, differences: [] },
        })
        expect(told.engines.compared).toBeGreaterThanOrEqual(spend.inputs.length)
      }
  })
})

const agreement = parseAgreement(JSON.stringify(plainDocument()))
const contracts = compile(agreement)
const [contract] = contracts as [Contract]
const funding = toHex(
  serializeTransaction({
    version: 2,
    lockTime: 0,
    inputs: [{ outpoint: { txid: '33'.repeat(32), vout: 0 }, sequence: 0, scriptSig: Uint8Array.of(1) }],
    outputs: [{ script: contract.outputScript, amount: contract.amount }],
  }),
)
const funded = matchFunding(agreement, funding)
const feeRate = satsPerVb('2')
const [draft] = release(funded, { path: 'employerAndWorker', feeRate })

/** A PSBT with something changed. */
const changed = (psbt: string, change: (decoded: Psbt) => Psbt): Uint8Array =>
  encodePsbt(change(decodePsbt(psbt)))

const input = (psbt: string, change: (map: PsbtInput) => PsbtInput): Uint8Array =>
  changed(psbt, (decoded) => ({ ...decoded, inputs: decoded.inputs.map(change) }))

const refusalOf = (told: SpendAudit): string | undefined =>
  told.kind === 'refused' ? told.refusal.code : undefined

describe('a PSBT', () => {
  it('needs nobody to believe its amounts where the funding transaction is given', () => {
    const told = auditSpend(contracts, draft!.psbt, { transactions: [funding] })
    expect(told).toMatchObject({ kind: 'spend', remarks: [], inputs: [{ source: 'transaction' }] })
  })

  it('that claims another amount than the funding transaction has contradicts it', () => {
    const psbt = input(draft!.psbt, (map) => ({
      ...map,
      witnessUtxo: { script: contract.outputScript, amount: sats(999_000n) },
    }))
    expect(refusalOf(auditSpend(contracts, psbt, { transactions: [funding] }))).toBe(
      'SPEND_PREVIOUS_DIFFERENT',
    )
  })

  it('names who has signed, and the signature is verified by both engines', async () => {
    const signed = await sign(draft!, signerFor(agreement, 'employer'))
    const told = auditSpend(contracts, signed.psbt)
    expect(told).toMatchObject({
      kind: 'spend',
      spend: {
        signers: [
          { role: 'employer', needed: 1, signed: [0] },
          { role: 'worker', needed: 1, signed: [] },
        ],
      },
      engines: { agree: true },
    })
    expect(told.engines.compared).toBeGreaterThan(auditSpend(contracts, draft!.psbt).engines.compared)
  })

  it('with a signature that does not verify is refused, and both engines say so', async () => {
    const signed = await sign(draft!, signerFor(agreement, 'employer'))
    const psbt = input(signed.psbt, (map) => ({
      ...map,
      tapScriptSignatures: map.tapScriptSignatures.map((one) => ({
        ...one,
        signature: one.signature.map((byte, at) => (at === 40 ? byte ^ 1 : byte)),
      })),
    }))
    const told = auditSpend(contracts, psbt)
    expect(refusalOf(told)).toBe('SIGNATURE_INVALID')
    expect(told.engines.agree).toBe(true)
  })

  it('that pays somebody else is refused by the exact mismatch', () => {
    const psbt = changed(draft!.psbt, (decoded) => ({
      ...decoded,
      transaction: {
        ...decoded.transaction,
        outputs: decoded.transaction.outputs.map(({ amount }) => ({
          amount,
          script: Uint8Array.of(0x51, 0x20, ...new Uint8Array(32).fill(7)),
        })),
      },
    }))
    expect(auditSpend(contracts, psbt)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'SPEND_OUTPUTS', text: expect.stringMatching(/^outputs: expected /) },
      inputs: [{ contract: { index: 7 } }],
    })
  })

  it('that breaks a rule of the plan is told all the same, with the rule among its findings', () => {
    const [dear] = refund(funded, {
      path: 'employerAlone',
      feeRate: satsPerVb('1500'),
      relax: ['feeShareCap', 'feeRateCap'],
    })
    const told = auditSpend(contracts, dear!.psbt)
    expect(told.kind === 'spend' && told.spend.findings.map(({ rule, level }) => [rule, level])).toEqual(
      expect.arrayContaining([
        ['feeRateCap', 'refuse'],
        ['feeShareCap', 'refuse'],
      ]),
    )
  })

  it.each([
    ['no PSBT', 'aGVsbG8=', 'PSBT_MAGIC'],
    ['no base64', '%', 'PSBT_NOT_BASE64'],
  ])('that is %s is refused as data', (_, text, code) => {
    expect(refusalOf(auditSpend(contracts, text))).toBe(code)
  })

  it('of another agreement spends none of the contracts', () => {
    const others = compile(parseAgreement(JSON.stringify(fullDocument())))
    expect(refusalOf(auditSpend(others, draft!.psbt))).toBe('AUDIT_NO_CONTRACT')
  })

  it('that does not say what it spends is refused, unless a transaction says it', () => {
    const psbt = input(draft!.psbt, ({ witnessUtxo: _, ...map }) => map)
    expect(auditSpend(contracts, psbt)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'AUDIT_PREVOUT_MISSING' },
      inputs: [{ source: 'nobody' }],
    })
    expect(auditSpend(contracts, psbt, { transactions: [funding] }).kind).toBe('spend')
  })

  it('that is final is traced', () => {
    const [one] = fixtures()
    const spend = one!.spends.find(({ path }) => path === 'employerAndWorker')!
    const { inputs } = parseTransaction(spend.transaction)
    const psbt = changed(spend.unsignedPsbt, (decoded) => ({
      ...decoded,
      inputs: decoded.inputs.map((map, at) => ({ ...map, finalScriptWitness: inputs[at]!.witness })),
    }))
    const told = auditSpend(compile(parseAgreement(one!.agreement.text)), psbt)
    expect(told).toMatchObject({
      kind: 'final',
      trace: { transactions: [{ txid: spend.txid, outcome: { matches: 'yes', path: spend.path } }] },
      engines: { agree: true },
    })
  })
})
