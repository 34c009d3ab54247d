import { audit, reportMarkdown } from 'taproot-escrow/audit'
import { french } from 'taproot-escrow/languages'
import { describe, expect, it } from 'vitest'
import { fixtures } from '../../support/fixtures.js'

/** What is audited beside an agreement, or instead of one. */

const AT = { height: 900_000, medianTime: 1_800_000_000 }

const fixture = fixtures().find(({ name }) => name === 'arbiter')!
const { text } = fixture.agreement
const [spend] = fixture.spends
const [contract] = audit(text).contracts

describe('a PSBT beside an agreement', () => {
  it('is told as the spend that it is', () => {
    const told = audit(text, { psbt: spend!.signedPsbt, at: AT }).spend
    expect(told?.kind).toBe('spend')
    expect(told?.engines.agree).toBe(true)
  })

  it('has a finding with the code of what is wrong with it', () => {
    const { findings } = audit(text, { psbt: `${spend!.signedPsbt.slice(0, 40)}=` })
    const [first] = findings.filter(({ subject }) => subject === 'psbt')
    expect(first).toMatchObject({ severity: 'danger' })
    expect(first?.code).toMatch(/^PSBT_/)
  })
})

describe('a transaction beside an agreement', () => {
  it('is refused with a finding where it is none', () => {
    const { trace, findings } = audit(text, { transactions: ['00'] })
    expect(trace?.refused).toHaveLength(1)
    expect(findings[0]).toMatchObject({ severity: 'danger', subject: 'transactions[0]' })
  })

  it('has one number wherever a report in words names it', () => {
    const report = reportMarkdown(audit(text, { transactions: ['00', '01'] }), { language: french })
    expect([...new Set(report.match(/(?:transaction donnée|sous le numéro) \d/g))]).toEqual([
      ...['transaction donnée 1', 'transaction donnée 2'],
      ...['sous le numéro 1', 'sous le numéro 2'],
    ])
  })
})

describe('a descriptor', () => {
  it('of a contract is one of an agreement that was not shown', () => {
    const told = audit(contract!.descriptor, { index: contract!.index })
    expect(told.subject).toBe('descriptor')
    expect(told.descriptor?.lifted.kind).toBe('contract')
    expect(told.descriptor?.explanation.map(({ party }) => party)).toEqual(['employer', 'worker', 'arbiter'])
    expect(told.findings.map(({ code }) => code)).toEqual(['AGREEMENT_NOT_SHOWN'])
  })

  it('of one key alone is no contract, and belongs to whoever has the key', () => {
    const key = contract!.descriptor.match(/\[[^\]]+\][a-zA-Z0-9]+/)![0]
    const { findings } = audit(`tr(${key}/0/*)`)
    expect(findings.map(({ code }) => code)).toEqual([
      'INTERNAL_KEY_OF_ONE_PARTY',
      'NOT_A_CONTRACT',
      'NO_TREE',
    ])
  })

  it('that cannot be read has a finding with the code of the error', () => {
    expect(audit('tr(nobody)').findings.map(({ severity }) => severity)).toEqual(['danger'])
  })
})

describe('options that no audit can have', () => {
  it.each([
    ['a height that is none', { at: { height: -1, medianTime: 0 } }, 'at.height'],
    ['a time that is none', { at: { height: 1, medianTime: 1.5 } }, 'at.medianTime'],
    ['an index that keys do not have', { index: 2 ** 31 }, 'index'],
  ])('are refused by name: %s', (_, options, field) => {
    expect(() => audit(text, options)).toThrow(new RegExp(`^${field}: expected a whole number`))
  })
})
