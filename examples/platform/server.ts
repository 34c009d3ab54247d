import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Role } from 'taproot-escrow'
import { type Creation, type Escrow, shardOf } from './escrow.js'
import { toJson } from './events.js'
import { answerTo } from './refused.js'
import type { Shard } from './shard.js'

export interface ServerOptions {
  readonly escrow: Escrow
  readonly shard: Shard
  /** Base URLs of all processes, the shards in their order. */
  readonly peers: readonly string[]
}

/** Blocks that a shard may lag behind its source before it is called ill. */
const PATIENCE = 3

export const serverOf = ({ escrow, shard, peers }: ServerOptions): Hono<{ Variables: { role: Role } }> => {
  const { db, source, number } = shard.options
  const app = new Hono<{ Variables: { role: Role } }>()
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
    const owner = shardOf(creation, peers.length)
    if (owner !== number) return context.redirect(`${peers[owner]}/agreements`, 307)
    const made = await escrow.create(creation)
    return json({ ...made, url: `${peers[number]}/agreements/${made.id}` }, 201)
  })

  // everything below is for who has a role in the agreement
  app.use('/agreements/:id/*', async (context, next) => {
    const token = context.req.header('authorization')?.replace(/^Bearer /, '') ?? ''
    context.set('role', await escrow.roleOf(context.req.param('id'), token))
    await next()
  })
  app.get('/agreements/:id', async ({ req }) => json(await escrow.stateOf(req.param('id'))))
  app.post('/agreements/:id/acceptances', async ({ req }) =>
    json(await escrow.accept(req.param('id'), await req.json())),
  )
  app.post('/agreements/:id/:milestone/spends', async ({ req, get }) => {
    const { id, milestone } = req.param()
    return json(await escrow.submit({ id, milestone: Number(milestone), as: get('role') }, await req.json()))
  })
  app.post('/agreements/:id/:milestone/dispute', async ({ req, get }) => {
    const { id, milestone } = req.param()
    const { reason } = await req.json<{ reason: unknown }>()
    await escrow.dispute({ id, milestone: Number(milestone), as: get('role') }, String(reason))
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
    return json({ shard: number, height, tip, trouble: shard.trouble?.code }, isWell ? 200 : 503)
  })
  app.get('/metrics', async ({ text }) => {
    const [rows] = await db.query<Record<'events' | 'undelivered' | 'unsettled' | 'open', number>>(
      `select (select count(*)::int from events where shard = $1) as events,
        (select count(*)::int from events where shard = $1 and not delivered) as undelivered,
        (select count(*)::int from spends where shard = $1 and state = 'sent') as unsettled,
        (select count(*)::int from spends where shard = $1 and state = 'open') as open`,
      [number],
    )
    const values = { agreements: shard.agreements.size, ...(await heights()), ...rows }
    const lines = Object.entries(values).map(
      ([name, value]) => `escrow_${name}{shard="${number}"} ${value}\n`,
    )
    return text(lines.join(''))
  })
  return app
}
