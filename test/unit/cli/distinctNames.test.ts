import { describe, expect, it } from 'vitest'
import { distinctNames } from '../../../src/cli/distinctNames.js'
import { english } from '../../../src/languages/english/english.js'
import { spanish } from '../../../src/languages/spanish/spanish.js'
import type { Names } from '../../../src/sentences/names.js'
import { ROLES } from '../../../src/words.js'
import { ALL_LANGUAGES } from '../../support/languages.js'
import { thrown } from '../../support/thrown.js'

const refused = (names: Names, languages = [english, spanish]) =>
  thrown(() => distinctNames(names, languages))

describe('names', () => {
  it.each([
    {},
    { employer: 'Ada', worker: 'Bola', arbiter: 'Chidi', backupArbiter: 'Dipo' },
    { employer: 'Ada A', worker: 'Ada B' },
    { worker: 'Bola', payees: ['Bola', 'Efe'] },
    { worker: 'The Arbiters' },
    { worker: 'Alma' },
  ] satisfies readonly Names[])('that tell people apart are taken: %j', (names) => {
    expect(() => distinctNames(names, [english, spanish])).not.toThrow()
  })

  it.each([
    [{ employer: 'Acme', worker: 'Acme' }, 'names.worker', 'that of names.employer'],
    [{ employer: 'Acme', worker: 'ACME' }, 'names.worker', 'that of names.employer'],
    [{ employer: 'Straße', worker: 'STRASSE' }, 'names.worker', 'that of names.employer'],
    [{ worker: 'Ada  B', arbiter: 'Ada\u00a0B' }, 'names.arbiter', 'that of names.worker'],
    [{ worker: 'Jose\u0301', arbiter: 'Jos\u00e9' }, 'names.arbiter', 'that of names.worker'],
    [{ worker: 'Ａｄａ', backupArbiter: 'Ada' }, 'names.backupArbiter', 'that of names.worker'],
    [{ employer: 'Acme', payees: ['Efe', 'acme'] }, 'names.payees[1]', 'that of names.employer'],
    [{ payees: ['Efe', 'efe'] }, 'names.payees[1]', 'that of names.payees[0]'],
    [{ worker: 'Bola', payees: ['Bola', 'bola'] }, 'names.payees[1]', 'that of names.payees[0]'],
  ] satisfies readonly (readonly [Names, string, string])[])(
    'of two people are refused: %j',
    (names, field, received) => {
      const { code, data } = refused(names)
      expect([code, data]).toEqual(['NAME_AMBIGUOUS', expect.objectContaining({ field, received })])
    },
  )

  it.each(['the arbiter', 'worker', 'The  Worker', 'backup arbiter', 'el trabajador', 'ÁRBITRO'])(
    'that a role is called by are refused: %s',
    (name) => {
      expect(refused({ employer: name }).data.received).toBe('what a role is called')
    },
  )

  it('that a role is called by are refused in every language, and in English beside it', () => {
    for (const language of ALL_LANGUAGES)
      for (const role of ROLES)
        for (const name of [language.terms.roles[role], english.terms.roles[role], role.toLowerCase()])
          if (name !== 'backuparbiter')
            expect(refused({ payees: [name] }, [english, language]).code, name).toBe('NAME_AMBIGUOUS')
  })
})
