import { setTimeout } from 'node:timers/promises'
import {
  type Agreement,
  type Checkpoint,
  type Contract,
  compile,
  type EscrowError,
  emptyView,
  eventToJson,
  parseAgreement,
  type View,
  viewFromJson,
  viewToJson,
} from 'taproot-escrow'
import { type Followed, follow, keep, type Source } from 'taproot-escrow/chain'
import type { Database, Queries } from './database.js'
import { tell, toJson } from './events.js'

export interface ShardOptions {
  readonly db: Database
  readonly source: Source
  readonly shard: number
  /** Where a new shard's chain begins: a block that is a day older than its first contract. */
  readonly checkpoint: () => Promise<Checkpoint>
  readonly confirmations: number
  readonly webhook?: string
  /** Milliseconds between two looks at the mempool, and until a webhook that failed is tried again. */
  readonly poll: number
  readonly log: (text: string) => void
}

/** Wakes loops that wait for work. */
class Bell {
  #next = new AbortController()
  /** Goes up with the next ring; take it before you look for work. */
  get rung(): AbortSignal {
    return this.#next.signal
  }
  ring(): void {
    this.#next.abort()
    this.#next = new AbortController()
  }
}

const sleep = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
  setTimeout(milliseconds, undefined, { signal }).catch(() => {})

/** Bytes of transactions that are deeper than this are not stored. */
const PRUNED_BELOW = 144

/** The contracts of one shard, which one process at a time follows; whoever comes second is refused by the database. */
export class Shard {
  readonly agreements = new Map<
    string,
    { readonly agreement: Agreement; readonly contracts: readonly Contract[] }
  >()
  readonly undelivered = new Bell()
  readonly counts = { steps: 0, events: 0, delivered: 0, troubles: 0 }
  /** Why the source does not answer; absent while it does. */
  trouble: EscrowError | undefined
  readonly #options: ShardOptions
  #version: number
  /** As it is stored. */
  view: View

  private constructor(options: ShardOptions, version: number, view: View) {
    this.#options = options
    this.#version = version
    this.view = view
  }

  /** Goes on where the last process ended, wherever that was. */
  static async open(options: ShardOptions): Promise<Shard> {
    const { db, shard, source } = options
    const [row] = await db.query<{ version: number; chain: object }>(
      'select version, chain from views where shard = $1',
      [shard],
    )
    const facts = await db.query<{ fact: unknown }>(
      'select fact from facts where shard = $1 order by arrived',
      [shard],
    )
    const view =
      row === undefined
        ? emptyView({ network: source.network, checkpoint: await options.checkpoint() })
        : viewFromJson({ ...row.chain, facts: facts.map(({ fact }) => fact) })
    if (row === undefined) {
      const { facts: _, ...chain } = viewToJson(view)
      await db.query('insert into views (shard, version, chain) values ($1, 0, $2)', [shard, toJson(chain)])
    }
    const opened = new Shard(options, row?.version ?? 0, view)
    for (const { text } of await db.query<{ text: string }>('select text from agreements where shard = $1', [
      shard,
    ]))
      opened.add(parseAgreement(text))
    return opened
  }

  add(agreement: Agreement): void {
    this.agreements.set(agreement.id, { agreement, contracts: compile(agreement) })
  }

  /** Runs until the signal goes up; what ends it earlier ends the process, and the next one goes on. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#follow(signal), this.#send(signal), this.#deliver(signal)])
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { source, db, confirmations, poll } = this.#options
    const contracts = () => [...this.agreements.values()].flatMap((one) => one.contracts)
    const onTrouble = (error: EscrowError) => {
      this.trouble = error
      this.counts.troubles++
    }
    const steps = follow(source, { contracts, view: this.view, confirmations, signal, poll, onTrouble })
    for await (const step of steps) {
      await db.transaction((within) => this.#store(within, step))
      this.view = step.view
      this.#version++
      this.trouble = undefined
      this.counts.steps++
      this.counts.events += step.changes.length
      if (step.changes.length > 0) this.undelivered.ring()
    }
  }

  /** What a step changed and what it tells, in one transaction: each event happens once. */
  async #store(within: Queries, { view, changes, contracts }: Followed): Promise<void> {
    const { shard } = this.#options
    const { facts, ...chain } = viewToJson(view, { since: this.view, prunedBelow: PRUNED_BELOW })
    const mine = await within.query(
      'update views set version = version + 1, chain = $3 where shard = $1 and version = $2 returning shard',
      [shard, this.#version, toJson(chain)],
    )
    if (mine.length === 0) throw new Error(`another process follows shard ${shard}`)
    await within.query(
      `insert into facts (shard, arrived, fact)
       select $1, (fact->'arrived'->>0)::int, fact from jsonb_array_elements($2::jsonb) as list (fact)
       on conflict (shard, arrived) do update set fact = excluded.fact`,
      [shard, toJson(facts)],
    )
    await tell(within, shard, changes.map(eventToJson))
    await within.query(
      'update agreements set followed = true where shard = $1 and not followed and id = any($2)',
      [shard, [...new Set(contracts.map(({ agreement }) => agreement.id))]],
    )
    for (const { kind, contract, ...event } of changes) {
      // what is deep is not sent again, unless a reorganisation reaches it
      const [from, to] =
        kind === 'spendConfirmed'
          ? ['sent', 'done']
          : kind === 'undone' && 'what' in event && event.what === 'spend'
            ? ['done', 'sent']
            : []
      if (from !== undefined)
        await within.query(
          'update spends set state = $4 where agreement = $1 and milestone = $2 and state = $3',
          [contract.agreement, contract.milestone, from, to],
        )
    }
  }

  /** Sends what is signed, after every block again. */
  async #send(signal: AbortSignal): Promise<void> {
    const { source, db, shard, confirmations, poll } = this.#options
    const unsettled = async () =>
      (
        await db.query<{ hex: string }>(`select hex from spends where shard = $1 and state = 'sent'`, [shard])
      ).map(({ hex }) => hex)
    for await (const { txid, ...now } of keep(source, unsettled, { confirmations, signal, poll }))
      await db.query('update spends set note = $2 where txid = $1', [txid, toJson(now)])
  }

  /** Tells the webhook, in order, until it has answered well: at least once, with the event's id as its key. */
  async #deliver(signal: AbortSignal): Promise<void> {
    const { db, shard, webhook, poll, log } = this.#options
    while (webhook !== undefined && !signal.aborted) {
      const either = AbortSignal.any([signal, this.undelivered.rung])
      const events = await db.query<{ id: string; body: unknown }>(
        'select id, body from events where shard = $1 and not delivered order by seq limit 100',
        [shard],
      )
      try {
        for (const { id, body } of events) {
          const answer = await fetch(webhook, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'idempotency-key': id },
            body: JSON.stringify(body),
            signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
          })
          if (!answer.ok) throw new Error(`it answered ${answer.status}`)
          await db.query('update events set delivered = true where id = $1', [id])
          this.counts.delivered++
        }
        if (events.length === 0) await sleep(poll, either)
      } catch (error) {
        if (!signal.aborted) log(`webhook: ${error instanceof Error ? error.message : error}`)
        await sleep(poll, signal)
      }
    }
  }
}
