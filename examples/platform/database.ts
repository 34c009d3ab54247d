import { PGlite } from '@electric-sql/pglite'
import { Pool } from 'pg'

export interface Queries {
  readonly query: <Row>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>
}

export interface Database extends Queries {
  /** All of it, or nothing. */
  readonly transaction: <Result>(work: (within: Queries) => Promise<Result>) => Promise<Result>
  readonly close: () => Promise<void>
}

/** The same for both databases. What is the same for all contracts of a shard stands in `views`, one row each. */
const SCHEMA = [
  // two processes may start at the same time
  'select pg_advisory_xact_lock(1)',
  `create table if not exists agreements (
    id text primary key,
    shard int not null,
    text text not null,
    employer text not null,
    index int not null,
    tokens jsonb not null,
    acceptances jsonb not null default '{}',
    followed boolean not null default false,
    unique (employer, index))`,
  `create table if not exists views (
    shard int primary key,
    version int not null,
    chain jsonb not null)`,
  `create table if not exists facts (
    shard int not null,
    arrived int not null,
    fact jsonb not null,
    primary key (shard, arrived))`,
  `create table if not exists spends (
    txid text primary key,
    shard int not null,
    agreement text not null references agreements,
    milestone int not null,
    proposed_by text not null,
    expect jsonb not null,
    psbt text not null,
    state text not null default 'open',
    hex text,
    note jsonb)`,
  'create index if not exists spends_of_agreement on spends (agreement)',
  `create index if not exists spends_to_send on spends (shard) where state = 'sent'`,
  `create table if not exists events (
    id text primary key,
    seq bigint generated always as identity,
    shard int not null,
    agreement text not null,
    milestone int,
    kind text not null,
    body jsonb not null,
    delivered boolean not null default false)`,
  'create index if not exists events_of_agreement on events (agreement, kind)',
  'create index if not exists events_to_deliver on events (shard, seq) where not delivered',
]

/** PostgreSQL at a URL, or PGlite in a folder of its own, which one process at a time may open. */
export const openDatabase = async (options: { url?: string; folder: string }): Promise<Database> => {
  const database = options.url === undefined ? await pglite(options.folder) : postgres(options.url)
  await database.transaction(async ({ query }) => {
    for (const statement of SCHEMA) await query(statement)
  })
  return database
}

/** Rows are what the statement says. */
const queriesOf = (of: {
  query: (sql: string, values: unknown[]) => Promise<{ rows: unknown[] }>
}): Queries => ({
  query: async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await of.query(sql, [...values])).rows as Row[],
})

const pglite = async (folder: string): Promise<Database> => {
  const lite = await PGlite.create(folder)
  return {
    ...queriesOf(lite),
    transaction: (work) => lite.transaction((within) => work(queriesOf(within))),
    close: () => lite.close(),
  }
}

const postgres = (url: string): Database => {
  const pool = new Pool({ connectionString: url })
  return {
    ...queriesOf(pool),
    transaction: async (work) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const result = await work(queriesOf(client))
        await client.query('commit')
        client.release()
        return result
      } catch (error) {
        // a connection that failed in the middle is not used again
        client.release(true)
        throw error
      }
    },
    close: () => pool.end(),
  }
}
