import * as v from 'valibot'
import { type Marks, marks, readForm } from '../forms/form.js'
import { aText, type Check, checkThat, hasMembers } from '../given/check.js'
import type { FeeRate } from '../units/feeRate.js'
import { sats } from '../units/sats.js'
import { PATHS, ROLES } from '../words.js'
import type { ContractEvent, EventKind } from './eventTypes.js'
import { decimal, hash, hex, whole } from './shapes.js'

type Told<Event> = Event extends ContractEvent
  ? { readonly [Name in keyof Event]: Event[Name] extends bigint ? string : Event[Name] }
  : never

/** An event without its marks: amounts and rates as decimal strings. */
type EventMembers = Told<ContractEvent>

/** An event as JSON: satoshis and rates as decimal strings. */
export type EventJson = Marks<'event'> & EventMembers

const shape = (): v.GenericSchema<unknown, EventMembers> => {
  const any = {
    id: hash(),
    contract: v.strictObject({ agreement: v.string(), milestone: whole() }),
  }
  const deposit = { ...any, deposit: v.strictObject({ txid: hash(), vout: whole() }) }
  const amount = { ...deposit, amount: decimal() }
  const spend = { ...deposit, txid: hash() }
  const either = { ...spend, what: v.picklist(['deposit', 'spend']) }
  const block = { blockHash: hash(), height: whole() }
  const path = v.picklist(PATHS.filter((name) => name !== 'key'))
  const kind = <Kind extends EventKind>(name: Kind) => ({ kind: v.literal(name) })
  return v.variant('kind', [
    v.strictObject({ ...amount, ...kind('arrived') }),
    v.strictObject({ ...amount, ...kind('under'), agreed: decimal() }),
    v.strictObject({ ...amount, ...kind('over'), agreed: decimal() }),
    v.strictObject({ ...any, ...kind('severalDeposits') }),
    v.strictObject({ ...amount, ...kind('lateDeposit') }),
    v.strictObject({ ...amount, ...block, ...kind('confirmed') }),
    v.strictObject({ ...deposit, ...kind('pathOpens'), path }),
    v.strictObject({
      ...deposit,
      ...kind('deadlineNear'),
      role: v.picklist(ROLES),
      path,
      mark: v.picklist(['tenth', 'warning', 'refusal']),
      opensAt: v.pipe(v.number(), v.safeInteger(), v.minValue(-(2 ** 33)), v.maxValue(2 ** 33)),
      unit: v.picklist(['blocks', 'seconds']),
    }),
    v.strictObject({ ...spend, ...kind('spendSeen') }),
    v.strictObject({ ...spend, ...block, ...kind('spendConfirmed') }),
    v.strictObject({ ...spend, ...kind('secretShown'), secret: hex() }),
    v.strictObject({ ...either, ...block, ...kind('undone') }),
    v.strictObject({ ...either, ...kind('replaced'), by: hash() }),
    v.strictObject({ ...either, ...kind('dropped') }),
    v.strictObject({ ...either, ...kind('stuck'), feeRate: decimal() }),
  ])
}

/** An event, as far as its kind says it. */
export const anEvent: Check = /* @__PURE__ */ checkThat(
  'an event of changesBetween, or of follow',
  (value) =>
    hasMembers(value) &&
    typeof value['id'] === 'string' &&
    typeof value['kind'] === 'string' &&
    hasMembers(value['contract']),
)

/**
 * The JSON form of an event: what a queue, a webhook or a table is told.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * for (const event of changes)
 *   await post(webhook, { idempotencyKey: event.id, body: JSON.stringify(eventToJson(event)) })
 */
export const eventToJson = (event: ContractEvent): EventJson => {
  anEvent(event, 'event')
  const members = Object.entries(event).map(([name, value]) => [
    name,
    typeof value === 'bigint' ? value.toString() : value,
  ])
  // the same members, its bigints as text
  return { ...marks('event'), ...(Object.fromEntries(members) as EventMembers) }
}

/**
 * An event from its JSON form, for whoever is told of it.
 *
 * @throws EscrowError `JSON_FORM_…`, and of amounts
 * @example
 * const event = eventFromJson(await request.json())
 * if (event.kind === 'confirmed') await markAsFunded(event.contract, event.id)
 */
export const eventFromJson = (json: unknown, field = 'event'): ContractEvent => {
  aText(field, 'field')
  const members = readForm(json, { form: 'event', shape: shape(), field })
  const amounts: Record<string, bigint> = {}
  if ('amount' in members) amounts['amount'] = sats(members.amount, `${field}.amount`)
  if ('agreed' in members) amounts['agreed'] = sats(members.agreed, `${field}.agreed`)
  // only ever compared with other rates, and shown
  if ('feeRate' in members) amounts['feeRate'] = BigInt(members.feeRate) as FeeRate
  // what the shape says, its texts of amounts as bigints
  return { ...members, ...amounts } as ContractEvent
}
