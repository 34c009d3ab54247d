import { execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { nodeIo } from '../../../src/cli/nodeIo.js'
import { EscrowError } from '../../../src/errors.js'

const parent = mkdtempSync(join(tmpdir(), 'taproot-escrow-io-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))
let folder = parent
beforeEach(() => {
  folder = mkdtempSync(join(parent, 'case-'))
})

const io = nodeIo({ version: '1.2.3' })
const at = (name: string): string => join(folder, name)
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: unknown) =>
      error instanceof EscrowError ? `${error.code} ${error.data.received}` : 'another error',
  )

describe('a file', () => {
  it('is read up to a limit', async () => {
    writeFileSync(at('a'), 'twelve bytes')
    expect(new TextDecoder().decode(await io.readFile(at('a'), { limit: 12 }))).toBe('twelve bytes')
    expect(await codeOf(io.readFile(at('a'), { limit: 11 }))).toBe('FILE_TOO_LARGE more')
  })

  it('that is not there, or is a folder, is said to be', async () => {
    mkdirSync(at('folder'))
    expect(await codeOf(io.readFile(at('nothing'), { limit: 9 }))).toBe(
      'FILE_UNREADABLE nothing of that name',
    )
    expect(await codeOf(io.readFile(at('folder'), { limit: 9 }))).toBe('FILE_UNREADABLE a folder')
    expect([await io.exists(at('nothing')), await io.exists(at('folder'))]).toEqual([false, true])
  })

  it('is written once, and replaced only where that was said', async () => {
    await io.writeFile(at('a'), 'one', { existing: 'keep' })
    expect(await codeOf(io.writeFile(at('a'), 'two', { existing: 'keep' }))).toBe('FILE_EXISTS one that is')
    expect(readFileSync(at('a'), 'utf8')).toBe('one')
    await io.writeFile(at('a'), 'three', { existing: 'replace' })
    expect(readFileSync(at('a'), 'utf8')).toBe('three')
    expect(readdirSync(folder)).toEqual(['a'])
  })

  it('that is replaced keeps its mode and stands where a link leads', async () => {
    mkdirSync(at('vault'))
    writeFileSync(at('vault/a'), 'one', { mode: 0o600 })
    symlinkSync('vault/a', at('link'))
    await io.writeFile(at('link'), 'two', { existing: 'replace' })
    expect(readFileSync(at('vault/a'), 'utf8')).toBe('two')
    expect([lstatSync(at('link')).isSymbolicLink(), statSync(at('vault/a')).mode & 0o777]).toEqual([
      true,
      0o600,
    ])
    symlinkSync('vault/b', at('dangling'))
    await io.writeFile(at('dangling'), 'three', { existing: 'replace' })
    expect(readFileSync(at('vault/b'), 'utf8')).toBe('three')
    expect(readdirSync(at('vault'))).toEqual(['a', 'b'])
    expect(await codeOf(io.writeFile(at('dangling'), 'four', { existing: 'keep' }))).toBe(
      'FILE_EXISTS one that is',
    )
  })

  it('that is a pipe or a device is written into, and a folder is none', async () => {
    execFileSync('mkfifo', [at('pipe')])
    const reading = readFile(at('pipe'), 'utf8')
    await io.writeFile(at('pipe'), 'through', { existing: 'replace' })
    expect(await reading).toBe('through')
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true)
    await io.writeFile('/dev/null', 'gone', { existing: 'replace' })
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
    expect(await codeOf(io.writeFile(folder, 'no', { existing: 'replace' }))).toBe('FILE_UNWRITABLE a folder')
    expect(await codeOf(io.writeFile(at('pipe'), 'no', { existing: 'keep' }))).toBe('FILE_EXISTS one that is')
  })

  it('in a folder that is not there cannot be written', async () => {
    expect(await codeOf(io.writeFile(at('no/a'), 'one', { existing: 'keep' }))).toBe(
      'FILE_UNWRITABLE nothing of that name',
    )
  })

  it('is waited for, and read again when it has changed', async () => {
    const controller = new AbortController()
    const seen: string[] = []
    writeFileSync(at('a'), '')
    setImmediate(() => writeFileSync(at('a'), 'one'))
    for await (const bytes of io.fileVersions(at('a'), { limit: 9, until: controller.signal })) {
      seen.push(new TextDecoder().decode(bytes))
      if (seen.length === 1) writeFileSync(at('a'), 'two')
      else controller.abort()
    }
    expect(seen).toEqual(['one', 'two'])
  })
})
