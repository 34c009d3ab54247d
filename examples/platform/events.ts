import { createHash } from 'node:crypto'
import type { ContractEvent } from 'taproot-escrow'
import type { Queries } from './database.js'

/** What a webhook is sent. Whoever has handled an id is done with it: the same event may come twice, with the same id. */
export interface PlatformEvent {
  readonly id: string
  readonly kind: string
  readonly agreement: string
  readonly milestone?: number
  readonly [more: string]: unknown
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Satoshis and fee rates as decimal strings. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? member.toString() : member))

/** What happened on the platform itself, with an id that is the same whenever the same thing is told again. */
export const ownEvent = (
  kind: string,
  { agreement, milestone, ...more }: { agreement: string; milestone?: number; [more: string]: unknown },
): PlatformEvent => ({
  id: sha256(toJson([kind, agreement, milestone, more])),
  kind,
  agreement,
  ...(milestone !== undefined && { milestone }),
  ...more,
})

export const chainEvent = ({ contract, ...event }: ContractEvent): PlatformEvent => ({
  ...contract,
  ...event,
})

/** Stores what is to be told, in the transaction that stores why. */
export const tell = ({ query }: Queries, shard: number, events: readonly PlatformEvent[]): Promise<unknown> =>
  query(
    `insert into events (id, shard, agreement, milestone, kind, body)
     select e->>'id', $1, e->>'agreement', (e->>'milestone')::int, e->>'kind', e
     from jsonb_array_elements($2::jsonb) with ordinality as list (e, at) order by at
     on conflict (id) do nothing`,
    [shard, toJson(events)],
  )
