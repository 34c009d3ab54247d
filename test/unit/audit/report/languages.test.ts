import { reportHtml, reportMarkdown } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { ENGLISH_REPORT } from '../../../../src/sentences/english/report.js'
import { ALL_LANGUAGES } from '../../../support/languages.js'
import { auditWithMemos, fixtureAudits, HOSTILE } from '../../../support/reports.js'

// as many shapes as there are, audited once for all languages
const AUDITS = fixtureAudits().slice(0, 6)

const NAMES = { employer: 'Ada', worker: '\u0633\u0627\u0631\u0629' }

describe.each(ALL_LANGUAGES.map((language) => [language.tag, language] as const))(
  'a report in the language %s',
  (tag, language) => {
    const { heads } = language.report

    it('says its language and the direction that it is written in', () => {
      const document = reportHtml(auditWithMemos(['design']), { language })
      expect(document).toContain(`<html lang="${tag}" dir="${tag === 'ar' ? 'rtl' : 'ltr'}">`)
      for (const { head } of [{ head: heads.bottomLine }, { head: heads.whoWhen }, { head: heads.costs }])
        expect(document.replaceAll('&#39;', "'")).toContain(head)
    })

    it('says nothing in English by itself', () => {
      if (tag === 'en') return
      const names = (Object.keys(heads) as (keyof typeof heads)[]).filter(
        (name) => heads[name] === ENGLISH_REPORT.heads[name],
      )
      // words that are the same in several languages
      expect(names.every((name) => ENGLISH_REPORT.heads[name].split(' ').length === 1)).toBe(true)
    })

    it('shows nobody how it isolates what others wrote', () => {
      for (const [, report] of AUDITS) {
        expect(reportHtml(report, { language, names: NAMES })).not.toMatch(/\[U\+20/)
        expect(reportMarkdown(report, { language, names: NAMES })).not.toMatch(/\[U\+20/)
      }
      const hostile = reportHtml(auditWithMemos(Object.values(HOSTILE)), { language })
      expect(hostile).toContain('pay [U+202E]yojnE[U+202C] now')
    })

    it('calls people by their names', () => {
      const text = reportMarkdown(auditWithMemos(['design']), { language, names: NAMES })
      for (const name of Object.values(NAMES)) expect(text).toContain(name)
    })
  },
)

it('refuses names and languages that are none', () => {
  const report = auditWithMemos(['design'])
  expect(() => reportHtml(report, { names: { worker: '' } })).toThrow(/names\.worker/)
  expect(() => reportMarkdown(report, { language: {} as never })).toThrow(/language/)
})
