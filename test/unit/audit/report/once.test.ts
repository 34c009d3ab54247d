import { type Audit, reportHtml } from 'taproot-escrow/audit'
import { arabic } from 'taproot-escrow/languages'
import { beforeAll, describe, expect, it } from 'vitest'
import { richAudits } from '../../../support/richReports.js'

/** What somebody reads of a report. */
const textOf = (html: string): string =>
  html
    .replace(/^[\s\S]*<body>/, '')
    .replace(/<script[\s\S]*/, '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&quot;/g, '"')
const sectionOf = (html: string, id: string): string =>
  new RegExp(`<section[^>]*(?:id="${id}"|aria-labelledby="${id}[^"]*")[\\s\\S]*?</section>`).exec(
    html,
  )?.[0] ?? ''
const times = (text: string, part: string): number => text.split(part).length - 1

let reports: ReadonlyMap<string, Audit>
beforeAll(async () => {
  reports = new Map(await richAudits())
})
const report = (name: string): Audit => {
  const found = reports.get(name)
  if (found === undefined) throw new Error(name)
  return found
}

describe('a report', () => {
  it('says once what both engines share, and leads there from everywhere else', () => {
    for (const name of [
      'what was paid in and is asked to be released',
      'what was released',
      'a PSBT that is none',
    ]) {
      const html = reportHtml(report(name))
      for (const shared of ['Reading JSON: ', 'MuSig2 signing: ', 'Reading PSBTs: '])
        expect([name, shared, times(textOf(html), shared)]).toEqual([
          name,
          shared,
          name === 'what was released' && shared === 'Reading PSBTs: ' ? 0 : 1,
        ])
      expect(times(html, '<a href="#summary">What both engines still share</a>')).toBeGreaterThan(0)
    }
  })

  it('tells of an amendment in sentences alone', () => {
    const html = reportHtml(report('an amendment'))
    expect(sectionOf(html, 'amendments')).toContain('The amendment changes')
    expect(sectionOf(html, 'amendments')).not.toContain('<table')
  })

  it('says in its bottom line what was refused', () => {
    const paid = report('what was paid in and is asked to be released')
    expect(textOf(sectionOf(reportHtml(paid), 'bottom-line'))).toMatch(
      /Proof of terms\s*:\s*Refused: expected the output/,
    )
    expect(textOf(sectionOf(reportHtml(paid, { language: arabic }), 'bottom-line'))).toContain(
      `${arabic.report.heads.proofOfTerms}: `,
    )
    expect(textOf(sectionOf(reportHtml(report('no agreement')), 'bottom-line'))).toMatch(
      /agreement.*:\s*Refused/,
    )
  })
})
