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
  readonly number: number
  /** Where a new shard's chain begins: a block that is a day older than its first contract. */
  readonly checkpoint: () => Promise<Checkpoint>
  readonly confirmations: number
  readonly webhook?: string
  /** Milliseconds between two looks at the mempool, and at what the webhook is to be told. */
  readonly poll: number
}

/** Blocks below which nothing is expected to be undone: what is deeper is sent no more, and its bytes are not stored. */
const SETTLED = 144

/** The contracts of one shard, which one process at a time follows; whoever comes second is refused by the database. */
export class Shard {
  readonly agreements = new Map<
    string,
    { readonly agreement: Agreement; readonly contracts: readonly Contract[] }
  >()
  /** Why the source does not answer; absent while it does. */
  trouble: EscrowError | undefined

  private constructor(
    readonly options: ShardOptions,
    /** As it is stored. */
    public view: View,
    private version: number,
  ) {}

  /** Goes on where the last process ended, wherever that was. */
  static async open(options: ShardOptions): Promise<Shard> {
    const { db, source, number } = options
    const { network } = source
    const [row] = await db.query<{ version: number; chain: object }>(
      'select version, chain from views where shard = $1',
      [number],
    )
    const facts = await db.query<{ fact: unknown }>('select fact from facts where shard = $1', [number])
    const view =
      row === undefined
        ? emptyView({ network, checkpoint: await options.checkpoint() })
        : viewFromJson({ ...row.chain, facts: facts.map(({ fact }) => fact) })
    const opened = new Shard(options, view, row?.version ?? 0)
    for (const { text } of await db.query<{ text: string }>('select text from agreements where shard = $1', [
      number,
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
    const { source, db, confirmations, poll } = this.options
    const contracts = () => [...this.agreements.values()].flatMap((one) => one.contracts)
    const onTrouble = (error: EscrowError) => {
      this.trouble = error
    }
    const steps = follow(source, { contracts, view: this.view, confirmations, signal, poll, onTrouble })
    for await (const step of steps) {
      await db.transaction((within) => this.#store(within, step))
      this.view = step.view
      this.version++
      this.trouble = undefined
    }
  }

  /** What a step changed and what it tells, in one transaction: each event happens once. */
  async #store(within: Queries, { view, changes, contracts }: Followed): Promise<void> {
    const { number } = this.options
    const { facts, ...chain } = viewToJson(view, { since: this.view, prunedBelow: SETTLED })
    const mine = await within.query(
      `insert into views values ($1, $2 + 1, $3) on conflict (shard)
       do update set version = $2 + 1, chain = $3 where views.version = $2 returning shard`,
      [number, this.version, toJson(chain)],
    )
    if (mine.length === 0) throw new Error(`another process follows shard ${number}`)
    await within.query(
      `insert into facts (shard, arrived, fact)
       select $1, (fact->'arrived'->>0)::int, fact from jsonb_array_elements($2::jsonb) as list (fact)
       on conflict (shard, arrived) do update set fact = excluded.fact`,
      [number, toJson(facts)],
    )
    await tell(within, number, changes.map(eventToJson))
    await within.query(
      'update agreements set followed = true where shard = $1 and not followed and id = any($2)',
      [number, [...new Set(contracts.map(({ agreement }) => agreement.id))]],
    )
  }

  /** Sends what is signed, after every block again, and whatever a reorganisation undid. */
  async #send(signal: AbortSignal): Promise<void> {
    const { source, db, number, poll } = this.options
    const unsettled = async () => {
      const rows = await db.query<{ hex: string }>(
        `select hex from spends where shard = $1 and state = 'sent'`,
        [number],
      )
      return rows.map(({ hex }) => hex)
    }
    for await (const { txid, ...now } of keep(source, unsettled, { confirmations: SETTLED, signal, poll }))
      await db.query(`update spends set state = $3, note = $2 where txid = $1 and state = 'sent'`, [
        txid,
        toJson(now),
        now.kind === 'deep' ? 'done' : 'sent',
      ])
  }

  /** Tells the webhook, in order, until it has answered well: at least once, with the event's id as its key. */
  async #deliver(signal: AbortSignal): Promise<void> {
    const { db, number, webhook, poll } = this.options
    while (webhook !== undefined && !signal.aborted) {
      const events = await db.query<{ id: string; body: unknown }>(
        'select id, body from events where shard = $1 and not delivered order by seq limit 100',
        [number],
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
        }
      } catch (error) {
        if (!signal.aborted) console.error('webhook:', error)
      }
      if (events.length < 100) await setTimeout(poll, undefined, { signal }).catch(() => {})
    }
  }
}
