import { createHash } from 'node:crypto'
import type { EventJson } from 'taproot-escrow'
import type { Queries } from './database.js'

/** What happened on the platform itself, beside what the chain tells. */
interface OwnEvent {
  readonly id: string
  readonly kind: string
  readonly contract: { readonly agreement: string; readonly milestone?: number }
  readonly [more: string]: unknown
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Satoshis and fee rates as decimal strings. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? member.toString() : member))

/** Its id is the same whenever the same thing is told again. */
export const ownEvent = (kind: string, contract: OwnEvent['contract'], more: object): OwnEvent => ({
  id: sha256(toJson([kind, contract, more])),
  kind,
  contract,
  ...more,
})

/** Stores what is to be told, in the transaction that stores why; `eventFromJson` reads what is the chain's. */
export const tell = (
  { query }: Queries,
  shard: number,
  events: readonly (EventJson | OwnEvent)[],
): Promise<unknown> =>
  query(
    `insert into events (id, shard, agreement, milestone, kind, body)
     select e->>'id', $1, e->'contract'->>'agreement', (e->'contract'->>'milestone')::int, e->>'kind', e
     from jsonb_array_elements($2::jsonb) with ordinality as list (e, at) order by at
     on conflict (id) do nothing`,
    [shard, toJson(events)],
  )
