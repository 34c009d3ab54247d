import { accept, amend, parseAgreement, proveTerms } from 'taproot-escrow'
import {
  audit,
  auditToJson,
  ofAcceptances,
  ofFunding,
  ofTerms,
  type ProofReader,
  reportHtml,
  reportMarkdown,
} from 'taproot-escrow/audit'
import { spanish } from 'taproot-escrow/languages'
import { signerFromExtendedKey } from 'taproot-escrow/signers'
import { describe, expect, it } from 'vitest'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { extendedHolder } from '../../support/holders.js'
import { ALL_LANGUAGES } from '../../support/languages.js'
import { provenDeposit } from '../../support/provenDeposit.js'
import { asSaid } from '../../support/reports.js'

const signer = (seed: number) =>
  signerFromExtendedKey(extendedHolder(seed).root.toBase58(), { network: 'regtest' })
const { agreement, contracts } = made(plainDocument())
const [contract] = contracts
const otherText = JSON.stringify({ ...plainDocument(), index: 99 })
const other = made(JSON.parse(otherText)).contracts[0]!

const toldBy = (...proofs: readonly ProofReader[]) => audit(agreement.text, { proofs })

describe('acceptances that an audit is given', () => {
  it('are counted together, every signature verified', async () => {
    const employer = await accept(agreement, signer(1), { role: 'employer' })
    const worker = await accept(agreement, signer(2), { role: 'worker' })
    const half = toldBy(ofAcceptances(employer))
    expect(half.proofs).toMatchObject([{ kind: 'acceptances', report: { everybody: false } }])
    expect(reportMarkdown(half)).toContain('Not everybody has accepted: do not pay yet.')
    expect(reportMarkdown(half)).toContain('- The worker 0 of 1')
    const whole = toldBy(ofAcceptances([...employer, ...worker]))
    expect(reportMarkdown(whole)).toContain('Everybody has accepted.')
    expect(reportMarkdown(whole)).toContain('- The worker 1 of 1')
    expect(whole.findings).toEqual(audit(agreement.text).findings)
  })

  it('show nothing where one of them is of another agreement: a danger', async () => {
    const foreign = await accept(other.agreement, signer(1), { role: 'employer' })
    const report = toldBy(ofAcceptances(foreign))
    expect(report.proofs).toMatchObject([{ kind: 'refused', of: 'acceptances', code: 'ACCEPTANCE_INVALID' }])
    expect(report.findings[0]).toMatchObject({ code: 'ACCEPTANCE_INVALID', severity: 'danger' })
    expect(reportHtml(report)).toContain('This does not hold: it proves nothing.')
  })

  it('of an amendment count those with the keys of what it amends, where that is known', async () => {
    const amended = amend(agreement, { index: 40, milestones: [{ amount: '900000' }] })
    const known = parseAgreement(amended.text)
    const own = await accept(known, signer(1), { role: 'employer', amends: agreement })
    const proofs = [ofAcceptances(own)]
    for (const options of [{ others: [agreement.text] }, { before: agreement.text }]) {
      const report = audit(amended.text, { ...options, proofs })
      expect(report.proofs).toMatchObject([{ report: { amends: { agreement: agreement.id } } }])
      expect(reportMarkdown(report)).toContain('With the keys of the agreement that it amends:')
    }
    expect(audit(amended.text, { proofs }).proofs).toMatchObject([
      { kind: 'refused', code: 'ACCEPTANCE_AMENDS' },
    ])
  })

  it('are refused, whatever JSON holds', () => {
    for (const junk of [[undefined], [null], [5], [{}], [[]]])
      expect(toldBy(ofAcceptances(junk as never)).proofs).toMatchObject([{ kind: 'refused' }])
    for (const junk of [undefined, null, 5, '', { length: 1 }])
      expect(() => ofAcceptances(junk as never)).toThrow(expect.objectContaining({ code: 'ARGUMENT_TYPE' }))
  })
})

describe('a proof of terms that an audit is given', () => {
  it('shows that an output commits to the agreement', () => {
    const report = toldBy(ofTerms(proveTerms(contract!)))
    expect(report.proofs).toEqual([
      {
        kind: 'terms',
        address: contract!.address,
        contract: { agreement: agreement.id, index: contract!.index, milestone: 0 },
      },
    ])
    expect(reportMarkdown(report)).toContain('commits to this very agreement')
    expect(reportHtml(report)).toContain(`<a href="#contract-${contract!.index}">`)
    expect(toldBy(ofTerms(proveTerms(contract!), { address: contract!.address })).proofs).toEqual(
      report.proofs,
    )
  })

  it.each([
    ['of another agreement', () => ofTerms(proveTerms(other)), 'TERMS_PROOF_AGREEMENT'],
    [
      'with another address',
      () => ofTerms(proveTerms(contract!), { address: other.address }),
      'TERMS_PROOF_OUTPUT',
    ],
    ['of no milestone', () => ofTerms({ ...proveTerms(contract!), milestone: 3 }), 'TERMS_PROOF_AGREEMENT'],
    ['that is nothing', () => ofTerms(null as never), 'TERMS_PROOF_MALFORMED'],
    ['that is none', () => ofTerms({} as never), 'JSON_FORM_FORMAT'],
  ])('%s shows nothing', (_, reader, code) => {
    const report = toldBy(reader())
    expect(report.proofs).toMatchObject([{ kind: 'refused', of: 'terms', code }])
    expect(report.findings[0]).toMatchObject({ code, severity: 'danger' })
  })
})

describe('a proof of funding that an audit is given', () => {
  it('shows the deposit, how deep it is and what that is worth', async () => {
    const { proof, txid, checkpoint, now } = await provenDeposit(contract!)
    const report = toldBy(ofFunding(JSON.stringify(proof), { checkpoint, now }))
    expect(report.proofs).toMatchObject([
      {
        kind: 'funding',
        outpoint: `${txid}:0`,
        amount: contract!.amount,
        confirmations: 6,
        assurance: 'nothing',
      },
    ])
    const text = reportMarkdown(report)
    expect(text).toContain('The deposit is in the chain.')
    expect(text).toContain('- Confirmations: 6')
    expect(text).toContain(`\`${txid}:0\``)
    expect(text).toContain('Blocks of regtest cost nothing')
    expect(JSON.parse(JSON.stringify(auditToJson(report))).proofs[0].work).toBe('12')
  })

  it('shows nothing against another block, or of another contract', async () => {
    const { proof, checkpoint, now } = await provenDeposit(contract!)
    const wrong = { ...checkpoint, hash: 'ab'.repeat(32) }
    expect(toldBy(ofFunding(proof, { checkpoint: wrong, now })).proofs).toMatchObject([
      { kind: 'refused', of: 'funding', code: 'PROOF_CHECKPOINT' },
    ])
    const foreign = await provenDeposit(other)
    expect(toldBy(ofFunding(foreign.proof, { checkpoint: foreign.checkpoint, now })).proofs).toMatchObject([
      { code: 'PROOF_OUTPUT' },
    ])
  })

  it('says what it shows in every language', async () => {
    const { proof, checkpoint, now } = await provenDeposit(contract!)
    const report = toldBy(
      ofFunding(proof, { checkpoint, now }),
      ofTerms(proveTerms(contract!)),
      ofAcceptances(await accept(agreement, signer(1), { role: 'employer' })),
    )
    for (const language of ALL_LANGUAGES) {
      const { heads } = language.report
      const text = reportHtml(report, { language }).replaceAll('&#39;', "'")
      for (const head of ['proofs', 'fundingProven', 'termsProven', 'notEverybody', 'workNothing'] as const)
        expect(text).toContain(heads[head])
    }
  })
})

describe('another agreement that an audit holds its own against', () => {
  const draft = { ...plainDocument(), milestones: [{ amount: '900000' }] }

  it('is told by every difference, and its ids', () => {
    const { comparison, amendments } = audit(agreement.text, { before: JSON.stringify(draft) })
    expect(amendments).toBeUndefined()
    expect(comparison).toMatchObject({ after: agreement.id, before: made(draft).agreement.id })
    expect(comparison?.differences.map(({ field }) => field)).toContain('milestones[0].amount')
    const text = reportMarkdown(audit(agreement.text, { before: JSON.stringify(draft) }))
    expect(text).toContain('## Compared with the other agreement')
    expect(text).not.toContain('amendment')
    expect(text).toContain('the amount (milestone 0)')
  })

  it('says amounts, clocks and roles as sentences do, and in the language of the report', () => {
    const later = {
      ...draft,
      silence: { pays: 'worker', after: { blocks: 144 } },
    }
    const report = audit(agreement.text, { before: JSON.stringify(later) })
    const text = reportMarkdown(report)
    expect(text).toContain('| 900,000 sat (0.009 BTC) | 1,000,000 sat (0.01 BTC) |')
    expect(text).toContain('| about 24 hours (144 blocks) | about 60 days (8,640 blocks) |')
    expect(text).toContain('| the worker | the employer |')
    const [table = ''] =
      /<section class="comparison".*?<\/section>/s.exec(reportHtml(report, { language: spanish })) ?? []
    expect(asSaid(table)).toContain('900.000 sat (0,009 BTC)')
    expect(table).not.toContain('&quot;')
  })

  it('adds no finding, as drafts share everything', () => {
    expect(audit(agreement.text, { before: JSON.stringify(draft) }).findings).toEqual(
      audit(agreement.text).findings,
    )
  })

  it('is told where nothing is different', () => {
    const report = audit(agreement.text, { before: otherText })
    expect(report.comparison?.differences).toEqual([])
    expect(reportMarkdown(report)).toContain('They say the same')
  })

  it('is told among the amendments where one amends the other', () => {
    const amended = amend(agreement, { index: 40, milestones: [{ amount: '900000' }] })
    for (const [text, before] of [
      [amended.text, agreement.text],
      [agreement.text, amended.text],
    ] as const) {
      const report = audit(text, { before })
      expect(report.comparison).toBeUndefined()
      expect(report.amendments).toMatchObject([{ amended: agreement.id, amendment: amended.id }])
      expect(report).toEqual(audit(text, { others: [before] }))
    }
  })

  it('is refused as a finding where it is none', () => {
    const { comparison, findings } = audit(agreement.text, { before: '{' })
    expect(comparison).toBeUndefined()
    expect(findings[0]).toMatchObject({ severity: 'danger', subject: expect.stringContaining('before') })
  })
})
