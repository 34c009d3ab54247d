import { randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import {
  chmod,
  constants,
  copyFile,
  link,
  open,
  realpath,
  rename,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { counted, shown } from '../errors.js'
import { concat, equalBytes } from '../units/bytes.js'
import { cliError } from './errors.js'
import type { CommandIo } from './io.js'
import { askHidden, type TerminalInput } from './prompt.js'

/** How often a file that is waited for is looked at. */
const POLL_MS = 200

/** The machine that this process runs on. */
export const nodeIo = ({ version }: { readonly version: string }): CommandIo => ({
  version,
  environment: process.env,
  nodeFolder: nodeFolder(),
  now: () => Math.floor(Date.now() / 1000),
  readFile,
  readInput: ({ limit }) => readAll(process.stdin, { limit, name: 'standard input' }),
  inputLines,
  fileVersions,
  exists,
  writeFile: writeWhole,
  print: (line) => void process.stdout.write(`${line}\n`),
  flushed: () => new Promise((resolve) => process.stdout.write('', () => resolve())),
  note: (line) => void process.stderr.write(`${line}\n`),
  ask: (question) => askHidden(question, { input: terminal(process.stdin), output: process.stderr }),
  interruption: () => {
    const controller = new AbortController()
    process.once('SIGINT', () => controller.abort())
    return controller.signal
  },
})

/** As bitcoind chooses it (`GetDefaultDataDir`). */
const nodeFolder = (): string => {
  if (process.platform === 'win32')
    return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Bitcoin')
  return process.platform === 'darwin'
    ? join(homedir(), 'Library', 'Application Support', 'Bitcoin')
    : join(homedir(), '.bitcoin')
}

/** A terminal that can be read on after the answer. */
const terminal = (input: NodeJS.ReadStream): TerminalInput => ({
  isTTY: input.isTTY,
  setRawMode: (raw) => input.setRawMode(raw),
  [Symbol.asyncIterator]: () => input.iterator({ destroyOnReturn: false }),
})

/** What the system calls the trouble. */
const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'an error'

const TROUBLES: Readonly<Record<string, string>> = {
  ENOENT: 'nothing of that name',
  EACCES: 'no permission',
  EISDIR: 'a folder',
}

const trouble = (error: unknown): string => TROUBLES[systemCode(error)] ?? systemCode(error)

const readFile: CommandIo['readFile'] = async (path, { limit }) => {
  const file = await open(path).catch((error: unknown) => {
    throw cliError('FILE_UNREADABLE', {
      field: shown(path),
      expected: 'a file that can be read',
      received: trouble(error),
    })
  })
  try {
    return await readAll(file.createReadStream({ autoClose: false }), { limit, name: shown(path) })
  } finally {
    await file.close()
  }
}

const readAll = async (
  stream: AsyncIterable<Uint8Array | string>,
  { limit, name }: { readonly limit: number; readonly name: string },
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
      length += bytes.length
      if (length > limit) break
      chunks.push(bytes)
    }
  } catch (error) {
    // a folder, for example, opens and does not read
    throw cliError('FILE_UNREADABLE', {
      field: name,
      expected: 'a file that can be read',
      received: trouble(error),
    })
  }
  if (length > limit)
    throw cliError('FILE_TOO_LARGE', {
      field: name,
      expected: `at most ${counted(limit, 'byte')}`,
      received: 'more',
    })
  return concat(...chunks)
}

async function* inputLines(until: AbortSignal): AsyncIterable<string> {
  const lines = createInterface({ input: process.stdin, terminal: false, signal: until })
  yield* lines
}

async function* fileVersions(
  path: string,
  { limit, until }: { readonly limit: number; readonly until: AbortSignal },
): AsyncIterable<Uint8Array> {
  let last: Uint8Array | undefined
  while (!until.aborted) {
    const bytes = (await exists(path)) ? await readFile(path, { limit }) : undefined
    // a file that is being copied is empty first
    if (bytes !== undefined && bytes.length > 0 && (last === undefined || !equalBytes(bytes, last))) {
      last = bytes
      yield bytes
    }
    await setTimeout(POLL_MS, undefined, { signal: until }).catch(() => {})
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/**
 * Writes beside the place first, so that nobody ever sees half of a file. What replaces a file stands where a link
 * leads, with the mode of the old one; into a pipe or a device it is written.
 */
const writeWhole: CommandIo['writeFile'] = async (path, text, { existing }) => {
  try {
    const there = existing === 'replace' ? await present(path) : undefined
    if (there !== undefined && !there.isFile()) await writeFile(path, text)
    else if (there !== undefined) await replace(await realpath(path), text, there.mode & MODE_BITS)
    else if (existing === 'keep') await create(path, text)
    // only a link that leads nowhere is in the way still: what it leads to is made
    else await create(path, text).catch(() => writeFile(path, text))
  } catch (error) {
    throw systemCode(error) === 'EEXIST'
      ? cliError('FILE_EXISTS', {
          field: shown(path),
          expected: 'a file that is not there yet, or --force',
          received: 'one that is',
        })
      : cliError('FILE_UNWRITABLE', {
          field: shown(path),
          expected: 'a place that can be written to',
          received: trouble(error),
        })
  }
}

/** The bits of a mode that say who may do what. */
const MODE_BITS = 0o7777

const present = (path: string): Promise<Stats | undefined> =>
  stat(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  })

const replace = (path: string, text: string, mode: number): Promise<void> =>
  besides(path, text, async (beside) => {
    await chmod(beside, mode)
    await rename(beside, path)
  })

const create = (path: string, text: string): Promise<void> =>
  besides(path, text, (beside) => putAt(beside, path))

/** Writes a file next to its place and lets it be moved there. */
const besides = async (
  path: string,
  text: string,
  move: (beside: string) => Promise<void>,
): Promise<void> => {
  const beside = join(dirname(path), `.taproot-escrow-${randomBytes(8).toString('hex')}`)
  await writeFile(beside, text, { flag: 'wx', flush: true })
  try {
    await move(beside)
  } catch (error) {
    await unlink(beside)
    throw error
  }
}

/** What systems answer whose folders know no links. */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']

/** A link, unlike a rename, fails where something is in its place; where there are no links a copy does. */
const putAt = async (beside: string, path: string): Promise<void> => {
  await link(beside, path).catch((error: unknown) => {
    if (!NO_LINKS.includes(systemCode(error))) throw error
    return copyFile(beside, path, constants.COPYFILE_EXCL)
  })
  await unlink(beside)
}
