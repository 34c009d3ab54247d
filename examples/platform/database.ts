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
    next_index int not null,
    tokens jsonb not null,
    followed boolean not null default false)`,
  'create index if not exists agreements_of_employer on agreements (shard, employer)',
  `create table if not exists acceptances (
    agreement text not null references agreements,
    role text not null,
    key int not null,
    acceptance jsonb not null,
    primary key (agreement, role, key))`,
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
    id text primary key,
    shard int not null,
    agreement text not null references agreements,
    milestone int not null,
    proposed_by text not null,
    expect jsonb not null,
    psbt text not null,
    state text not null default 'open',
    hex text,
    txid text,
    note jsonb)`,
  'create index if not exists spends_of_contract on spends (agreement, milestone)',
  `create table if not exists events (
    id text primary key,
    seq bigint generated always as identity,
    shard int not null,
    agreement text not null,
    milestone int,
    kind text not null,
    body jsonb not null,
    delivered boolean not null default false)`,
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

const pglite = async (folder: string): Promise<Database> => {
  const lite = await PGlite.create(folder)
  const queries = (of: Pick<PGlite, 'query'>): Queries => ({
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await of.query<Row>(sql, [...values])).rows,
  })
  return {
    ...queries(lite),
    transaction: (work) => lite.transaction((within) => work(queries(within))),
    close: () => lite.close(),
  }
}

const postgres = (url: string): Database => {
  const pool = new Pool({ connectionString: url })
  const queries = (of: Pick<Pool, 'query'>): Queries => ({
    // rows are what the statement says
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await of.query(sql, [...values])).rows as Row[],
  })
  return {
    ...queries(pool),
    transaction: async (work) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const result = await work(queries(client))
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
