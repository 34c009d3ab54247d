import { encodeQR } from 'qr'
import { parsePaymentUri } from 'taproot-escrow'
import { type Audit, reportHtml, reportMarkdown } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { drawnCodes } from '../../../support/codes.js'
import { ALL_LANGUAGES } from '../../../support/languages.js'
import { auditWithMemos, fixtureAudits } from '../../../support/reports.js'

const qr = (text: string) => encodeQR(text, 'raw')
/** An audit as if it had found nothing that speaks against paying in. */
const harmless = (report: Audit): Audit => ({
  ...report,
  findings: report.findings.filter(({ severity }) => severity !== 'danger'),
})

describe('the codes of a report', () => {
  it.each(fixtureAudits())(
    'on %s are read again as the address and the payment of each contract that is told in full',
    (_, report) => {
      const document = reportHtml(harmless(report), { qr })
      const codes = drawnCodes(document)
      const full = [
        ...document.matchAll(
          /<details class="contract" id="contract-(\d+)".*?<\/h3>.*?<div class="body">.*?<\/dl>.*?<svg class="qr"/gs,
        ),
      ]
      expect(codes.length).toBeGreaterThan(0)
      expect(codes.length % 2).toBe(0)
      expect(full.length).toBeGreaterThan(0)
      for (let at = 0; at < codes.length; at += 2) {
        const [address, payment] = [codes[at], codes[at + 1]]
        expect([address?.name, payment?.name]).toEqual(['Address', 'Payment request'])
        const contract = report.contracts.find((one) => one.address.toUpperCase() === address?.text)
        const { network } = report.agreement!
        const { addresses, amount } = parsePaymentUri(payment!.text, { network })
        expect(addresses.map(({ text }) => text)).toEqual([contract?.address])
        expect(amount).toBe(contract?.amount)
        // whoever cannot scan copies the same
        expect(document).toContain(`<code data-copy="Payment request">${payment!.text}</code>`)
      }
    },
  )

  it('are not in contracts that are told as another one', () => {
    const report = harmless(auditWithMemos(['design', 'build', 'hand over']))
    const codes = drawnCodes(reportHtml(report, { qr }))
    expect(codes.map(({ name }) => name)).toEqual(['Address', 'Payment request'])
    expect(codes[0]?.text).toBe(report.contracts[0]?.address.toUpperCase())
  })

  it('are nowhere where a danger is found, and the report says why', () => {
    const report = auditWithMemos(['design'])
    expect(report.findings.some(({ severity }) => severity === 'danger')).toBe(true)
    const document = reportHtml(report, { qr })
    expect(drawnCodes(document)).toEqual([])
    expect(document).not.toContain('bitcoin:')
    expect(document).toContain('nothing to pay by here before each danger is gone')
  })

  it('are named in the language of the report, and are nowhere but in HTML', () => {
    for (const language of ALL_LANGUAGES) {
      const { address, paymentUri } = language.report.heads
      const report = harmless(auditWithMemos(['design']))
      expect(drawnCodes(reportHtml(report, { qr, language })).map(({ name }) => name)).toEqual([
        address,
        paymentUri,
      ])
      expect(reportMarkdown(report, { qr, language })).toBe(reportMarkdown(report, { language }))
    }
    expect(drawnCodes(reportHtml(auditWithMemos(['design'])))).toEqual([])
  })

  it('are refused where what draws them draws something else', () => {
    const report = harmless(auditWithMemos(['design']))
    const row = (length: number) => Array.from({ length }, () => true)
    const rows = (count: number, length: number) => Array.from({ length: count }, () => row(length))
    for (const drawn of ['<svg>', [], rows(20, 20), rows(21, 20), rows(201, 201)])
      expect(() => reportHtml(report, { qr: () => drawn as never })).toThrow(
        expect.objectContaining({ code: 'ARGUMENT_TYPE' }),
      )
    expect(reportHtml(report, { qr: () => rows(200, 200) })).toContain('viewBox="0 0 206 206"')
    expect(() => reportHtml(report, { qr: 'raw' as never })).toThrow(/qr/)
  })
})
