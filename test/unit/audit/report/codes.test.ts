import { audit } from 'taproot-escrow/audit'
import { expect, it } from 'vitest'
import { reportLines } from '../../../../src/audit/report/reportText.js'
import { fixtures } from '../../../support/fixtures.js'
import { ALL_LANGUAGES } from '../../../support/languages.js'
import { fixtureAudits, fixtureTexts } from '../../../support/reports.js'

it('sets the code of a refusal apart from its sentence, in every language', () => {
  const [, text] = fixtureTexts()[0]!
  const report = audit(text, { psbt: 'cHNidP8=' })
  for (const language of ALL_LANGUAGES)
    expect(reportLines(report, { language }).join('\n')).toMatch(/ \(\u2066?PSBT_TRUNCATED\u2069?\)/)
})

it('says once in a contract what blocks are, and to keep the agreement', () => {
  const [, report] = fixtureAudits().find(([, { contracts }]) => contracts.length === 1)!
  const text = reportLines(report).join('\n')
  expect(text.split('Keep the text of the agreement')).toHaveLength(2)
  expect(text.split('Blocks are the clock of Bitcoin').length).toBeLessThanOrEqual(2)
})

it('does not say that the plain point H is somebody who may take everything', () => {
  const H = '50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0'
  const { descriptor } = fixtures()
    .flatMap(({ contracts }) => contracts)
    .find(({ descriptor: one }) => one.startsWith('tr(musig'))!
  const plain = descriptor.replace(/#.*/, '').replace(/^tr\(musig\(.*?\)[^,]*,/, `tr(${H},`)
  const report = audit(plain)
  expect(report.descriptor?.output.internal.kind).toBe('nobody')
  expect(report.findings.map(({ code }) => code)).toContain('INTERNAL_KEY_CHAIN_CODE')
  expect(report.findings.map(({ code }) => code)).not.toContain('INTERNAL_KEY_UNKNOWN')
})
