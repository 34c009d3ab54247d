import { encodeQR } from 'qr'
import { accept, amend, type Contract, emptyView, extended, proveTerms, release, seen } from 'taproot-escrow'
import {
  type AuditOptions,
  asOf,
  audit,
  ofAcceptances,
  ofFunding,
  ofStream,
  ofTerms,
  reportHtml,
  reportMarkdown,
} from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { drawnCodes } from '../../../support/codes.js'
import { payingTransaction } from '../../../support/command.js'
import { finished, made, milestones, signerOf } from '../../../support/contracts.js'
import { type Json, plainDocument } from '../../../support/documents.js'
import { fakeBlocks } from '../../../support/fakeChain.js'
import { fundedWith } from '../../../support/funded.js'
import { addressOf, extendedHolder } from '../../../support/holders.js'
import { provenDeposit } from '../../../support/provenDeposit.js'
import { streamDocument, streamOf } from '../../../support/streams.js'

const qr = (text: string) => encodeQR(text, 'raw')

/** Two parties, each of whom gets at the money at some time: no danger. */
const document = (more: Json = {}): Json => ({
  ...plainDocument(),
  rescue: { after: { blocks: 17_280 } },
  ...more,
})
const { agreement, contracts } = made(document())
const [contract] = contracts as readonly [Contract]

/** What a report offers to pay by: names of codes, and requests as text. */
const offered = (options: AuditOptions = {}, text = agreement.text): readonly string[] => {
  const report = reportHtml(audit(text, options), { qr })
  return [...drawnCodes(report).map(({ name }) => name), ...(report.match(/bitcoin:/g) ?? [])]
}
const EVERYTHING = ['Address', 'Payment request', 'bitcoin:']

const acceptedBy = (seed: number, role: 'employer' | 'worker') =>
  accept(agreement, signerOf(extendedHolder(seed)), { role })

const CHECKPOINT = { height: 100, hash: '00'.repeat(32) }
const BLOCKS = fakeBlocks(3, { previous: CHECKPOINT.hash })
const deposit = payingTransaction([{ script: contract.outputScript, amount: contract.amount }])
const chain = extended(
  emptyView({ network: 'regtest', checkpoint: CHECKPOINT }),
  BLOCKS.map(({ header }) => header),
)
const paid = seen(chain, {
  transaction: deposit,
  where: { blockHash: BLOCKS[1]?.hash ?? '', height: 102, position: 1 },
})

describe('a report offers something to pay by', () => {
  it('where nothing speaks against it, alone or with proofs that hold', async () => {
    expect(offered()).toEqual(EVERYTHING)
    expect(offered({ now: asOf(chain), proofs: [ofTerms(proveTerms(contract))] })).toEqual(EVERYTHING)
    const everybody = [...(await acceptedBy(1, 'employer')), ...(await acceptedBy(2, 'worker'))]
    expect(offered({ proofs: [ofAcceptances(everybody)] })).toEqual(EVERYTHING)
  })
})

describe('a report offers nothing to pay by', () => {
  it('before everybody has accepted, and says so where it says what to do', async () => {
    const options = { proofs: [ofAcceptances(await acceptedBy(1, 'employer'))] }
    expect(offered(options)).toEqual([])
    const [bottomLine] = reportMarkdown(audit(agreement.text, options)).split('## Summary')
    expect(bottomLine).toContain('Not everybody has accepted: do not pay yet.')
    const [, ofContract] = reportHtml(audit(agreement.text, options)).split('id="contract-7"')
    expect(ofContract).toContain('Not everybody has accepted: do not pay yet.')
  })

  it('before the keys of an amended agreement have accepted, too', async () => {
    const amended = amend(agreement, {
      index: 40,
      worker: { ...document().worker, keys: [extendedHolder(9).text] },
    })
    const by = (seed: number, role: 'employer' | 'worker') =>
      accept(amended, signerOf(extendedHolder(seed)), { role, amends: agreement })
    // whose keys of the amended agreement are missing
    const acceptances = [...(await by(1, 'employer')), ...(await by(9, 'worker'))]
    const report = audit(amended.text, { others: [agreement.text], proofs: [ofAcceptances(acceptances)] })
    const harmless = { ...report, findings: [] }
    expect(report.proofs).toMatchObject([{ report: { everybody: true, amends: { everybody: false } } }])
    expect(drawnCodes(reportHtml(harmless, { qr }))).toEqual([])
  })

  it.each([
    ['a wrong address', { claims: [{ address: addressOf(8) }] }],
    ['a proof that does not hold', { proofs: [ofTerms(proveTerms(contract), { address: addressOf(8) })] }],
    ['a PSBT that is none', { psbt: 'cHNidP8BAAAA' }],
  ] satisfies readonly (readonly [string, AuditOptions])[])('beside %s, a danger', (_, options) => {
    expect(offered(options)).toEqual([])
  })

  it('once a clock has run out', () => {
    const { text } = made(
      document({
        silence: { pays: 'employer', after: { height: 900 } },
        rescue: { after: { height: 9000 } },
      }),
    ).agreement
    expect(offered({ at: { height: 100, medianTime: 1_800_000_000 } }, text)).toEqual(EVERYTHING)
    expect(offered({ at: { height: 900, medianTime: 1_800_000_000 } }, text)).toEqual([])
  })

  it('for what was paid in, whatever it is known from', async () => {
    const { proof, checkpoint, now } = await provenDeposit(contract)
    const [draft] = release([fundedWith(contract)], { path: 'employerAndWorker', feeRate: '2' })
    const { hex } = await finished(draft!)
    const stream = streamOf()
    for (const options of [
      { now: asOf(paid) },
      { now: asOf(seen(chain, { transaction: deposit, where: 'mempool' })) },
      { transactions: [deposit] },
      { transactions: [hex] },
      { psbt: draft!.psbt },
      { proofs: [ofFunding(proof, { checkpoint, now })] },
    ]) {
      const report = audit(agreement.text, options)
      expect(drawnCodes(reportHtml({ ...report, findings: [] }, { qr }))).toEqual([])
    }
    const { text } = made(streamDocument()).agreement
    const streamed = audit(text, { stream: ofStream(stream, { last: 'none' }) })
    expect(drawnCodes(reportHtml({ ...streamed, findings: [] }, { qr }))).toEqual([])
  })

  it('but for contracts that nobody has paid, of several', () => {
    const two = made(document({ milestones: milestones(2) }))
    const hexOf = (at: number) => {
      const { outputScript, amount } = two.contracts[at]!
      return payingTransaction([{ script: outputScript, amount }])
    }
    // the first one has the codes of both, as they are alike
    expect(offered({ transactions: [hexOf(0)] }, two.agreement.text)).toEqual([])
    expect(offered({ transactions: [hexOf(1)] }, two.agreement.text)).toEqual(EVERYTHING)
  })
})
