import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createRpc, type Rpc } from 'taproot-escrow/chain'
import { findBitcoind } from './find.mjs'

const CONFIGURATION = fileURLToPath(new URL('../../bitcoind.conf', import.meta.url))
/** A free port may be taken by somebody else before the node binds it. */
const ATTEMPTS = 5
const POLL_MS = 10
const START_MS = 60_000
const CLEAN_STOP_MS = 15_000

/** A bitcoind of our own, on a private regtest chain. */
export interface RunningNode {
  readonly rpc: Rpc
  readonly url: string
  readonly cookieFile: string
  readonly dataFolder: string
  /**
   * Ends the node. Its data folder is removed, at once; or kept, after a clean shutdown. Where nobody calls this
   * (the owner was interrupted, or crashed), the node ends with its owner and its data folder goes.
   */
  readonly stop: (options?: { data: 'remove' | 'keep' }) => Promise<void>
}

export interface StartOptions {
  /** More settings on the command line, such as `-txindex=0`. */
  readonly settings?: readonly string[]
}

/** Starts a node from the repository's `bitcoind.conf` on a free port of this machine; it answers when this resolves. */
export const startBitcoind = async ({ settings = [] }: StartOptions = {}): Promise<RunningNode> => {
  const program = await findBitcoind()
  for (let attempt = 1; ; attempt++) {
    const dataFolder = await mkdtemp(join(tmpdir(), 'taproot-escrow-node-'))
    try {
      return await startOn({ program, port: await freePort(), dataFolder, settings })
    } catch (error) {
      await rm(dataFolder, { recursive: true, force: true })
      if (attempt >= ATTEMPTS || !(error instanceof PortTaken)) throw error
    }
  }
}

/** Starts a node again that was stopped with its data kept: on the port and with the data that it had. */
export const startAgain = async (
  { url, dataFolder }: Pick<RunningNode, 'url' | 'dataFolder'>,
  { settings = [] }: StartOptions = {},
): Promise<RunningNode> =>
  startOn({ program: await findBitcoind(), port: Number(new URL(url).port), dataFolder, settings })

class PortTaken extends Error {}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('the system gave no port')),
      )
    })
  })

interface Start {
  readonly program: string
  readonly port: number
  readonly dataFolder: string
  readonly settings: readonly string[]
}

const startOn = async ({ program, port, dataFolder, settings }: Start): Promise<RunningNode> => {
  const output = await open(join(dataFolder, 'output.txt'), 'a')
  // in a process group of its own: Ctrl-C reaches the owner, and the guard ends the node
  const node = spawn(
    program,
    [`-conf=${CONFIGURATION}`, `-datadir=${dataFolder}`, `-rpcport=${port}`, ...settings],
    { stdio: ['ignore', output.fd, output.fd], detached: true },
  )
  const ended = new Promise<void>((resolve) => {
    node.once('exit', () => resolve())
    node.once('error', () => resolve())
  })
  const guard = guardOf(node, dataFolder)
  await output.close()
  const cookieFile = join(dataFolder, 'regtest', '.cookie')
  const url = `http://127.0.0.1:${port}`

  try {
    await answering(createRpc({ url, cookieFile, retries: 0 }), ended, dataFolder)
  } catch (error) {
    guard.release()
    end(node, 'SIGKILL')
    throw error
  }
  // the node and its guard do not keep the owner alive
  node.unref()

  return {
    rpc: createRpc({ url, cookieFile, timeout: 60_000 }),
    url,
    cookieFile,
    dataFolder,
    stop: async ({ data } = { data: 'remove' }) => {
      node.ref()
      end(node, data === 'keep' ? 'SIGTERM' : 'SIGKILL')
      const late = new AbortController()
      const limit = setTimeout(CLEAN_STOP_MS, undefined, { signal: late.signal }).then(
        () => end(node, 'SIGKILL'),
        () => {},
      )
      await ended
      late.abort()
      await limit
      guard.release()
      if (data === 'remove') await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Waits until the node answers; fails where it ends before that. */
const answering = async (rpc: Rpc, ended: Promise<void>, dataFolder: string): Promise<void> => {
  let over = false
  void ended.then(() => {
    over = true
  })
  for (const start = Date.now(); ; await setTimeout(POLL_MS)) {
    if (over) return failure(dataFolder)
    try {
      await rpc.getblockcount()
      return
    } catch (error) {
      if (Date.now() - start > START_MS) throw error
    }
  }
}

const end = (node: ChildProcess, signal: NodeJS.Signals): void => {
  if (node.exitCode === null && node.signalCode === null) node.kill(signal)
}

const failure = async (dataFolder: string): Promise<never> => {
  const said = (await readFile(join(dataFolder, 'output.txt'), 'utf8')).trim()
  if (/unable to bind|address already in use/i.test(said)) throw new PortTaken(said)
  throw new Error(`bitcoind did not start: ${said.split('\n').at(-1) || 'it said nothing'}`)
}

/**
 * A small process that outlives its owner: it waits for a line from it. Where the pipe closes without one, the
 * owner is gone, whatever ended it, and the guard ends the node and removes its data.
 */
const GUARD = `trap '' INT TERM HUP
read -r line && exit 0
kill -KILL "$1" 2>/dev/null
for wait in 1 2 3 4 5 6 7 8 9 10; do
  kill -0 "$1" 2>/dev/null || break
  sleep 0.1
done
rm -rf -- "$2"`

const guardOf = (node: ChildProcess, dataFolder: string): { readonly release: () => void } => {
  if (node.pid === undefined) return { release: () => {} }
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', String(node.pid), dataFolder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  // writing to a guard that is gone is no trouble of the caller's
  guard.on('error', () => {})
  guard.stdin.on('error', () => {})
  guard.unref()
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()
  return { release: () => void guard.stdin.end('released\n') }
}
