import { describe, expect, it } from 'vitest'
import type { FeeRate } from '../../../src/units/feeRate.js'
import { sats } from '../../../src/units/sats.js'
import { eventFromJson, eventToJson } from '../../../src/watch/eventJson.js'
import type { ContractEvent, EventKind } from '../../../src/watch/eventTypes.js'
import { thrown } from '../../support/thrown.js'

const hash = (digit: string) => digit.repeat(64)
const any = { id: hash('1'), contract: { agreement: hash('2'), milestone: 3 } }
const deposit = { ...any, deposit: { txid: hash('3'), vout: 1 } }
const amount = { ...deposit, amount: sats(900_000n) }
const agreed = sats(1_000_000n)
const block = { blockHash: hash('4'), height: 812_000 }
const spend = { ...deposit, txid: hash('5') }
const either = { ...spend, what: 'spend' } as const

const EVENTS: { readonly [Kind in EventKind]: Extract<ContractEvent, { readonly kind: Kind }> } = {
  arrived: { ...amount, kind: 'arrived' },
  under: { ...amount, kind: 'under', agreed },
  over: { ...amount, kind: 'over', agreed },
  severalDeposits: { ...any, kind: 'severalDeposits' },
  lateDeposit: { ...amount, kind: 'lateDeposit' },
  confirmed: { ...amount, ...block, kind: 'confirmed' },
  pathOpens: { ...deposit, kind: 'pathOpens', path: 'employerAlone' },
  deadlineNear: {
    ...deposit,
    ...{ kind: 'deadlineNear', role: 'worker', path: 'employerAlone', mark: 'tenth' },
    ...{ opensAt: 820_639, unit: 'blocks' },
  },
  spendSeen: { ...spend, kind: 'spendSeen' },
  spendConfirmed: { ...spend, ...block, kind: 'spendConfirmed' },
  secretShown: { ...spend, kind: 'secretShown', secret: 'ab'.repeat(32) },
  undone: { ...either, ...block, kind: 'undone' },
  replaced: { ...either, kind: 'replaced', by: hash('6') },
  dropped: { ...either, kind: 'dropped' },
  // a rate of 2.5 sat/vB
  stuck: { ...either, kind: 'stuck', feeRate: 2500n as FeeRate },
}

describe('the JSON form of an event', () => {
  it.each(Object.entries(EVENTS))('of kind %s is plain JSON and comes back as it was', (_, event) => {
    const json = eventToJson(event)
    const text = JSON.stringify(json)
    expect(json).toMatchObject({ format: 'taproot-escrow/event', version: 1, id: hash('1') })
    expect(JSON.parse(text)).toEqual(json)
    expect(eventFromJson(JSON.parse(text))).toEqual(event)
    for (const name of Object.keys(json)) {
      const { [name]: _left, ...rest } = Object(json)
      expect(thrown(() => eventFromJson(rest, 'told'))).toMatchObject({
        code:
          name === 'format'
            ? 'JSON_FORM_FORMAT'
            : name === 'version'
              ? 'JSON_FORM_VERSION'
              : 'JSON_FORM_MALFORMED',
      })
    }
    expect(thrown(() => eventFromJson({ ...json, more: 1 }))).toMatchObject({ code: 'JSON_FORM_MALFORMED' })
  })

  it.each([2 ** 33 + 1, -(2 ** 33) - 1])('has no opening at %s, of which no date can be made', (opensAt) => {
    const json = { ...eventToJson(EVENTS.deadlineNear), opensAt }
    expect(thrown(() => eventFromJson(json, 'told'))).toMatchObject({
      code: 'JSON_FORM_MALFORMED',
      data: { field: 'told.opensAt' },
    })
  })

  it('has satoshis as decimal strings, and refuses more than there are', () => {
    const json = eventToJson(EVENTS.over)
    expect(json).toMatchObject({ amount: '900000', agreed: '1000000' })
    const more = '2100000000000001'
    for (const name of ['amount', 'agreed'])
      expect(thrown(() => eventFromJson({ ...json, [name]: more }, 'told'))).toMatchObject({
        code: 'AMOUNT_OVER_SUPPLY',
        data: { field: `told.${name}` },
      })
    expect(eventToJson(EVENTS.stuck)).toMatchObject({ feeRate: '2500' })
  })
})
