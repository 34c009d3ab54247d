import {
  accepted,
  contractFromJson,
  contractToJson,
  emptyView,
  fundedFromJson,
  fundedToJson,
  planFromJson,
  planToJson,
  proveTerms,
  release,
  satsPerVb,
  spendFromJson,
  spendToJson,
  verifyFunding,
  verifyTerms,
  viewFromJson,
  viewToJson,
} from 'taproot-escrow'
import { streamStateFromJson } from 'taproot-escrow/stream'
import { swapFromJson } from 'taproot-escrow/swap'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { checkMarks, marks, readForm, readShape } from '../../../src/forms/form.js'
import { plainDocument } from '../../support/documents.js'
import { firstFunded } from '../../support/funded.js'
import { pinned, refusalOf, thrown } from '../../support/thrown.js'

const funded = firstFunded(plainDocument())
const { contract } = funded
const { agreement } = contract
const draft = release(funded, { path: 'employerAndWorker', feeRate: satsPerVb('2') })
const view = emptyView({ network: 'regtest', checkpoint: { height: 0, hash: '00'.repeat(32) } })
const now = { contract, checkpoint: { height: 0, hash: '00'.repeat(32) }, now: 0 }
const claim = { agreement: agreement.text, output: contract.address }

/** Each form that the library reads, by its name: what it looks like, and its reader. */
const FORMS: readonly (readonly [name: string, json: object, read: (json: never) => unknown])[] = [
  ['acceptance', marks('acceptance'), (json) => accepted(agreement, [json])],
  ['contract', contractToJson(contract), (json) => contractFromJson([contract], json)],
  ['funded', fundedToJson(funded), (json) => fundedFromJson([contract], json)],
  ['inclusion', marks('inclusion'), (json) => verifyFunding(json, now)],
  ['plan', planToJson(draft.plan), (json) => planFromJson([contract], json)],
  ['spend', spendToJson(draft), (json) => spendFromJson([contract], json)],
  ['stream', marks('stream'), streamStateFromJson],
  ['swap', marks('swap'), swapFromJson],
  ['terms', proveTerms(contract), (json) => verifyTerms(json, claim)],
  ['view', viewToJson(view), (json) => viewFromJson(json)],
]

describe('a JSON form', () => {
  it.each(FORMS)('of %s says first of all what it is', (name, json) => {
    expect(Object.entries(json).slice(0, 2)).toEqual([
      ['format', `taproot-escrow/${name}`],
      ['version', 1],
    ])
  })

  it.each(FORMS)(
    'of %s is refused by its name where it does not say so, or says another one',
    (name, json, read) => {
      const { format: _, ...unmarked } = { format: '', ...json }
      for (const other of [
        unmarked,
        { ...json, format: 'taproot-escrow/agreement' },
        { ...json, format: 1 },
      ]) {
        const { code, kind, data } = thrown(() => read(other as never))
        expect([code, kind, data['form']]).toEqual(['JSON_FORM_FORMAT', 'input', `taproot-escrow/${name}`])
      }
    },
  )

  it.each(FORMS)('of %s is refused by its version where that is older, newer or none', (name, json, read) => {
    for (const version of [0, 2, '1', 1.5, null, undefined]) {
      const { code, kind, data } = thrown(() => read({ ...json, version } as never))
      expect([code, kind, data['form']]).toEqual(['JSON_FORM_VERSION', 'input', `taproot-escrow/${name}`])
    }
  })

  it('that is refused says which form and version were expected, and what came', () => {
    const json = fundedToJson(funded)
    const read = (changes: object) =>
      pinned(() => fundedFromJson([contract], { ...json, ...changes }, 'rows[3]'))
    expect([
      read({ format: 'taproot-escrow/plan' }).message,
      read({ version: 2 }).message,
    ]).toMatchInlineSnapshot(`
      [
        "rows[3].format: expected "taproot-escrow/funded", received "taproot-escrow/plan"",
        "rows[3].version: expected version 1 of taproot-escrow/funded, received 2",
      ]
    `)
  })
})

describe('reading a form', () => {
  const shape = () => v.strictObject({ list: v.array(v.number()) })

  it('answers the members without the marks', () => {
    const form = { ...marks('plan'), list: [1] }
    expect(readForm(form, { form: 'plan', shape: shape(), field: 'it' })).toEqual({ list: [1] })
  })

  it.each([
    [null, 'JSON_FORM_MALFORMED it: expected Object, received null'],
    [[], 'JSON_FORM_MALFORMED it.list: expected "list", received nothing'],
    ['{}', 'JSON_FORM_MALFORMED it: expected Object, received "{}"'],
    [{ list: [1, 'x'] }, 'JSON_FORM_MALFORMED it.list.1: expected number, received "x"'],
    [{ list: [], more: 1 }, 'JSON_FORM_MALFORMED it.more: expected never, received "more"'],
  ])('names the place in %j', (members, expected) => {
    const value =
      typeof members === 'object' && members !== null && !Array.isArray(members)
        ? { ...marks('plan'), ...members }
        : members
    expect(refusalOf(() => readForm(value, { form: 'plan', shape: shape(), field: 'it' }))).toBe(expected)
  })

  it('takes a value without marks by its shape alone', () => {
    expect(readShape({ list: [] }, { shape: shape(), field: 'it' })).toEqual({ list: [] })
    const { code } = thrown(() => readShape({ ...marks('plan'), list: [] }, { shape: shape(), field: 'it' }))
    expect(code).toBe('JSON_FORM_MALFORMED')
  })

  it('shows no secret that stands where the format belongs', () => {
    const secret = '5K'.padEnd(51, 'a')
    expect(thrown(() => checkMarks({ format: secret }, { form: 'plan', field: 'it' })).message).not.toContain(
      secret,
    )
  })
})

describe('a name in a JSON form that nobody knows', () => {
  const state = { ...marks('stream'), deposits: 'ab'.repeat(16), fee: '1', pays: '1', signatures: '' }
  const told = (name: string) => thrown(() => streamStateFromJson({ ...state, [name]: 1 }))

  it('is told where it is a word', () => {
    expect(told('memo').data.field).toBe('state.memo')
  })

  it('is told in part where it is long, and visibly where it is odd', () => {
    expect(told('x'.repeat(1_000_000)).message.length).toBeLessThan(300)
    expect(told('pay\u202eyojnE').data.field).toBe('state["pay\\u202eyojnE"]')
  })

  it('is not told where it may be a secret, of whatever function it was an option', () => {
    const secrets = [
      'cVt4o7BGAig1UXywgGSmARhxMdzP5qvQsxKkSsc1XEkw3tDTQFpy',
      'c0ffee'.repeat(11).slice(0, 64),
      `secret1${'q'.repeat(58)}`,
    ]
    for (const secret of secrets) {
      const refused = thrown(() => viewToJson(view, { [secret]: 1 } as never))
      for (const error of [told(secret), refused]) expect(JSON.stringify(error)).not.toContain(secret)
    }
  })
})

describe('a list in which everything is wrong', () => {
  it('is read up to the first item', () => {
    const asked: number[] = []
    const list = new Proxy([1, 2, 3], {
      get: (target, name) => {
        if (/^\d+$/.test(String(name))) asked.push(Number(name))
        return Reflect.get(target, name)
      },
    })
    const { data } = thrown(() => readShape(list, { shape: v.array(v.string()), field: 'list' }))
    expect([data.field, asked]).toEqual(['list.0', [0]])
  })
})
