import { auditToJson, reportMarkdown } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { auditWithMemos, fixtureAudits, HOSTILE } from '../../../support/reports.js'

describe('a report in Markdown', () => {
  it.each(fixtureAudits())('on %s tells the contracts and findings, the same each time', (_, report) => {
    const text = reportMarkdown(report)
    expect(text).toBe(reportMarkdown(report))
    for (const { address, descriptor } of report.contracts) {
      expect(text).toContain(`\`${address}\``)
      expect(text).toContain(descriptor)
    }
    for (const { code } of report.findings) expect(text).toContain(`\`${code}\``)
  })

  it('has tables whose rows are as wide as their heads', () => {
    for (const report of [auditWithMemos(['design']), auditWithMemos(Object.values(HOSTILE))])
      for (const table of reportMarkdown(report).match(/(?:^\|.*\n)+/gm) ?? []) {
        const widths = table
          .trim()
          .split('\n')
          .map((row) => row.replaceAll('\\|', '').split('|').length)
        expect(new Set(widths).size).toBe(1)
      }
  })

  it('takes no memo for markup', () => {
    const text = reportMarkdown(auditWithMemos(Object.values(HOSTILE)))
    const headings = text.split('\n').filter((line) => line.startsWith('### Contract'))
    expect(headings).toHaveLength(Object.keys(HOSTILE).length)
    for (const heading of headings) expect(heading).not.toMatch(/(?<!\\)[<>*`|[\]]/)
  })
})

describe('an audit as JSON', () => {
  it.each(fixtureAudits())('of %s survives being written and read', (_, report) => {
    const json = auditToJson(report)
    expect(JSON.parse(JSON.stringify(json))).toEqual(json)
    expect(json).toMatchObject({
      format: 'taproot-escrow/audit',
      version: 1,
      agreement: { id: report.agreement?.id, text: report.agreement?.text },
    })
  })

  it('has bytes as hex and satoshis as decimal strings', () => {
    const report = auditWithMemos(['design'])
    const [contract] = auditToJson(report).contracts
    expect(contract?.amount).toBe('1000000')
    expect(contract?.output.outputScript).toBe(
      Buffer.from(report.contracts[0]!.output.outputScript).toString('hex'),
    )
  })
})
