import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Source } from 'taproot-escrow/chain'
import type { Database } from './database.js'
import { type Creation, type Escrow, employerOf, shardOf } from './escrow.js'
import { toJson } from './events.js'
import { answerTo } from './refused.js'
import type { Shard } from './shard.js'

export interface ServerOptions {
  readonly db: Database
  readonly source: Source
  readonly escrow: Escrow
  readonly shard: Shard
  readonly number: number
  /** Base URLs of all processes, the shards in their order. */
  readonly peers: readonly string[]
}

/** Blocks that a shard may lag behind its source before it is called ill. */
const PATIENCE = 3

export const serverOf = ({ db, source, escrow, shard, number, peers }: ServerOptions): Hono => {
  const app = new Hono()
  const json = (value: unknown, status = 200) =>
    new Response(toJson(value), { status, headers: { 'content-type': 'application/json' } })
  app.use(bodyLimit({ maxSize: 1 << 20 }))
  app.onError((error) => {
    const { status, ...answer } = answerTo(error)
    if (status === 500) console.error(error)
    return json(answer, status)
  })

  app.post('/agreements', async (context) => {
    const creation = await context.req.json<Creation>()
    const owner = shardOf(employerOf(creation), peers.length)
    if (owner !== number) return context.redirect(`${peers[owner]}/agreements`, 307)
    const made = await escrow.create(creation)
    return json({ ...made, url: `${peers[number]}/agreements/${made.id}` }, 201)
  })

  /** Everything below is for who has a role in the agreement. */
  const asRole = async (request: { header: (name: string) => string | undefined }, id: string) =>
    escrow.roleOf(id, request.header('authorization')?.replace(/^Bearer /, '') ?? '')

  app.get('/agreements/:id', async ({ req }) => {
    await asRole(req, req.param('id'))
    return json(await escrow.stateOf(req.param('id')))
  })
  app.post('/agreements/:id/acceptances', async ({ req }) => {
    await asRole(req, req.param('id'))
    return json(await escrow.accept(req.param('id'), await req.json()))
  })
  app.post('/agreements/:id/:milestone/spends', async ({ req }) => {
    const { id, milestone } = req.param()
    const as = await asRole(req, id)
    return json(await escrow.submit({ id, milestone: Number(milestone), as }, await req.json()))
  })
  app.post('/agreements/:id/:milestone/dispute', async ({ req }) => {
    const { id, milestone } = req.param()
    const as = await asRole(req, id)
    const { reason } = await req.json<{ reason: unknown }>()
    await escrow.dispute({ id, milestone: Number(milestone), as }, String(reason).slice(0, 1000))
    return json({}, 201)
  })

  const heights = async () => {
    const { base, headers } = shard.view.chain
    return { height: base.height + headers.length, tip: (await source.tip()).height }
  }
  app.get('/health', async () => {
    const { height, tip } = await heights()
    await db.query('select 1')
    const isWell = shard.trouble === undefined && tip - height <= PATIENCE
    return json(
      { shard: number, height, tip, ...(shard.trouble && { trouble: shard.trouble.code }) },
      isWell ? 200 : 503,
    )
  })
  app.get('/metrics', async ({ text }) => {
    const { height, tip } = await heights()
    const [rows] = await db.query<Record<'undelivered' | 'unsent' | 'open', number>>(
      `select (select count(*)::int from events where shard = $1 and not delivered) as undelivered,
        (select count(*)::int from spends where shard = $1 and state = 'sent') as unsent,
        (select count(*)::int from spends where shard = $1 and state = 'open') as open`,
      [number],
    )
    const values = { agreements: shard.agreements.size, height, tip, ...shard.counts, ...rows }
    return text(
      Object.entries(values)
        .map(([name, value]) => `escrow_${name}{shard="${number}"} ${value}\n`)
        .join(''),
    )
  })
  return app
}
