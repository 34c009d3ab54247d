import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { TestNode } from './node.js'
import { freePort } from './postgres.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A folder with the platform's process as one file, beside its packages: so it starts in a fraction of the time. */
const built = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'taproot-escrow-platform-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['package.json', 'node_modules']) await symlink(join(ROOT, name), join(folder, name))
  await build({
    entryPoints: [join(ROOT, 'examples/platform/main.ts')],
    outfile: join(folder, 'main.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    conditions: ['taproot-escrow-source'],
    alias: {
      'taproot-escrow/chain': join(ROOT, 'src/chain/index.ts'),
      'taproot-escrow': join(ROOT, 'src/index.ts'),
    },
  })
  return folder
}

/** A new database of PGlite, to be copied: making one takes some seconds of WebAssembly. */
const emptyDatabase = async (folder: string): Promise<void> => {
  const script = `import { PGlite } from '@electric-sql/pglite'
    await (await PGlite.create(${JSON.stringify(folder)})).close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`PGlite made no database: code ${code}`)
}

const bodyOf = async (message: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of message.setEncoding('utf8')) text += chunk
  return text
}

const listening = async (server: Server): Promise<string> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the system gave no port')
  return `http://127.0.0.1:${address.port}`
}

/** An event as the webhook is sent it. */
export interface Told {
  readonly id: string
  readonly kind: string
  readonly contract: { readonly agreement: string; readonly milestone?: number }
  readonly [more: string]: unknown
}

/** A webhook that takes each id once, as a platform's own software does; what is not answered comes again. */
export interface Receiver {
  readonly url: string
  /** By id, in the order in which they came first. */
  readonly told: Map<string, Told>
  /** How many requests came. */
  readonly calls: () => number
  /** Done with the next event of this kind that was not told before, which then gets no answer. */
  readonly onNext: (kind: string, act: () => void) => void
  readonly stop: () => void
}

export const startReceiver = async (): Promise<Receiver> => {
  const told = new Map<string, Told>()
  let calls = 0
  let trap: { kind: string; act: () => void } | undefined
  const server = createServer(async (message, answer) => {
    const event = JSON.parse(await bodyOf(message))
    calls++
    if (message.headers['idempotency-key'] !== event.id) answer.writeHead(400)
    const isNew = !told.has(event.id)
    told.set(event.id, event)
    if (isNew && trap?.kind === event.kind) {
      trap?.act()
      trap = undefined
      message.socket.destroy()
    } else answer.end()
  })
  const url = await listening(server)
  return {
    url,
    told,
    calls: () => calls,
    onNext: (kind, act) => {
      trap = { kind, act }
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A way to the node on which something can be done in the middle of a call. */
interface Way {
  readonly url: string
  readonly onNext: (method: string, act: () => void) => void
  readonly stop: () => void
}

const wayTo = async (node: TestNode): Promise<Way> => {
  let trap: { method: string; act: () => void } | undefined
  const server = createServer(async (message, answer) => {
    const body = await bodyOf(message)
    if (trap !== undefined && body.includes(`"${trap.method}"`)) {
      trap.act()
      trap = undefined
      return message.socket.destroy()
    }
    const { host: _, ...headers } = message.headers
    const passed = request(`${node.url}${message.url}`, { method: 'POST', headers }, (came) => {
      answer.writeHead(came.statusCode ?? 500, came.headers)
      came.pipe(answer)
    })
    passed.on('error', () => message.socket.destroy())
    passed.end(body)
  })
  return {
    url: await listening(server),
    onNext: (method, act) => {
      trap = { method, act }
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** One process of the platform. */
export interface PlatformProcess {
  readonly url: string
  readonly start: () => Promise<void>
  /** As a power cut would end it. */
  readonly kill: () => void
  /** Resolves when it was killed. */
  readonly dead: () => Promise<void>
  /** Ends it while it waits for the node's answer to this call. */
  readonly killInNext: (method: string) => void
  readonly stop: () => Promise<void>
}

export interface PlatformOptions {
  readonly node: TestNode
  readonly receiver: Receiver
  /** PGlite where there is none. */
  readonly databaseUrl?: string
  readonly confirmations: number
}

/** Ends a process with its owner, however that ends. */
const GUARD = 'data:text/javascript,process.stdin.resume().on("close",()=>process.exit(1))'

/** Two processes with a shard each, not started yet. */
export const platformProcesses = async (
  options: PlatformOptions,
): Promise<readonly [PlatformProcess, PlatformProcess]> => {
  const { node, receiver, databaseUrl, confirmations } = options
  const ports = [await freePort(), await freePort()] as const
  const folder = await built()
  const template = join(folder, 'template')
  if (databaseUrl === undefined) await emptyDatabase(template)
  const peers = ports.map((port) => `http://127.0.0.1:${port}`)
  const processOf = async (shard: 0 | 1): Promise<PlatformProcess> => {
    const port = ports[shard]
    const way = await wayTo(node)
    const own = join(folder, `shard-${shard}`)
    if (databaseUrl === undefined) await cp(template, own, { recursive: true })
    const url = `http://127.0.0.1:${port}`
    let child: ChildProcess | undefined
    let ended: Promise<unknown> = Promise.resolve()
    let said = ''
    const kill = () => child?.kill('SIGKILL')
    return {
      url,
      start: async () => {
        said = ''
        child = spawn(process.execPath, ['--import', GUARD, join(folder, 'main.js')], {
          stdio: ['pipe', 'pipe', 'pipe'],
          env: {
            ...process.env,
            NETWORK: 'regtest',
            BITCOIND_URL: way.url,
            BITCOIND_COOKIE: node.cookieFile,
            SHARD: String(shard),
            PEERS: peers.join(),
            PORT: String(port),
            CONFIRMATIONS: String(confirmations),
            WEBHOOK: receiver.url,
            POLL: '50',
            DATABASE_FOLDER: own,
            ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
          },
        })
        ended = once(child, 'exit')
        for (const stream of [child.stdout, child.stderr])
          stream?.on('data', (chunk) => {
            said += chunk
          })
        let over = false
        void ended.then(() => {
          over = true
        })
        while (true) {
          const isWell = await fetch(`${url}/health`).then(
            ({ ok }) => ok,
            () => false,
          )
          if (isWell) return
          if (over) throw new Error(`the platform's process ended: ${said}`)
          await setTimeout(50)
        }
      },
      kill,
      dead: async () => {
        await ended
      },
      killInNext: (method) => way.onNext(method, kill),
      stop: async () => {
        child?.kill('SIGTERM')
        await Promise.race([ended, setTimeout(5000)])
        kill()
        way.stop()
        await rm(own, { recursive: true, force: true })
      },
    }
  }
  return [await processOf(0), await processOf(1)]
}
