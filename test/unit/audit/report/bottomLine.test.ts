import { type Audit, audit, reportHtml, reportMarkdown } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { reportLines } from '../../../../src/audit/report/reportText.js'
import { voiceOf } from '../../../../src/sentences/voice.js'
import { ALL_LANGUAGES } from '../../../support/languages.js'
import { fixtureTexts } from '../../../support/reports.js'

const AT = { height: 811_990, medianTime: 1_700_000_000 }

/** Without isolates, and without what keeps numbers beside their units. */
const bare = (text: string): string => text.replace(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ')

/** A report in each of its forms, as somebody reads it. */
const formsOf = (report: Audit, language: (typeof ALL_LANGUAGES)[number]): readonly string[] =>
  [
    reportLines(report, { language }).join('\n'),
    reportMarkdown(report, { language }).replaceAll('\\', ''),
    reportHtml(report, { language })
      .replace(/^[\s\S]*<body>/, '')
      .replace(/<[^>]*>/g, '')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"'),
  ].map(bare)

const withNotesAlone = (options = {}): Audit => {
  for (const [, text] of fixtureTexts()) {
    const report = audit(text, options)
    if (report.findings.every(({ severity }) => severity === 'note')) return report
  }
  throw new Error('every agreement has a warning')
}

describe.each(ALL_LANGUAGES.map((language) => [language.tag, language] as const))(
  'the bottom line in %s',
  (_, language) => {
    const { heads, sentences } = language.report
    const say = voiceOf(language)

    it('says how many notes there are where nothing graver was found, not that there is nothing', () => {
      const report = withNotesAlone()
      const notes = sentences.counted({ severity: 'note', count: report.findings.length }, say)
      for (const text of formsOf(report, language)) {
        expect(text).toContain(bare(sentences.onlyNotes({ notes }, say)))
        expect(text).not.toContain(bare(heads.nothingWrong))
      }
      for (const text of formsOf({ ...report, findings: [] }, language))
        expect(text).toContain(bare(heads.nothingWrong))
    })

    it('stands in every form, with versions, network and id, the date as of which it is said or that none is known', () => {
      const undated = withNotesAlone()
      for (const text of formsOf(undated, language)) {
        for (const part of [
          heads.formats,
          heads.soNow,
          heads.canGoWrong,
          heads.toDo,
          heads.adviceFine,
          heads.noMoment,
        ])
          expect(text).toContain(bare(part))
        expect(text).toMatch(/taproot-escrow \d+\.\d+\.\d+/)
        expect(text).toContain(undated.agreement?.id)
        expect(text).toContain(undated.agreement?.network)
        expect(text.indexOf(bare(heads.canGoWrong))).toBeLessThan(text.indexOf(undated.agreement?.id ?? ''))
      }
      const dated = withNotesAlone({ at: AT })
      expect(dated.at).toEqual(AT)
      for (const text of formsOf(dated, language)) {
        expect(text).toContain(
          bare(sentences.soNow({ height: AT.height, time: AT.medianTime, contracts: [] }, say)),
        )
        expect(text).toContain(bare(heads.chainNotSeen))
        expect(text).not.toContain(bare(heads.noMoment))
      }
    })
  },
)

it('calls paths by people, and once by their code, which commands take', () => {
  const markdown = reportMarkdown(withNotesAlone())
  expect(markdown).toContain('the employer and the worker (employerAndWorker)')
  const html = reportHtml(withNotesAlone())
  expect(markdown).not.toContain('`employerAndWorker`')
  expect(html).not.toContain('<code>employerAndWorker</code>')
})
