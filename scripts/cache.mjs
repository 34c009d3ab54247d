import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where downloaded programs stay between runs: `$TAPROOT_ESCROW_CACHE`, else a folder of the user's cache. */
export const cacheFolder = (env = process.env) =>
  env.TAPROOT_ESCROW_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'taproot-escrow')

/** A temporary folder this old belongs to nobody any more: whoever filled it was killed. */
const ABANDONED_MS = 3_600_000

const removeAbandoned = (home, prefix) => {
  for (const entry of readdirSync(home)) {
    const path = join(home, entry)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN)
    if (entry.startsWith(prefix) && age > ABANDONED_MS) rmSync(path, { recursive: true, force: true })
  }
}

const exists = (path) => statSync(path, { throwIfNoEntry: false }) !== undefined

/**
 * The folder `name` of the cache, made by `fill(temporaryFolder)` where it is missing. It appears whole or not at
 * all: it is filled under another name and renamed; where two processes fill it at once, the first one wins.
 */
export const cached = async (name, fill, env = process.env) => {
  const home = cacheFolder(env)
  const target = join(home, name)
  if (exists(target)) return target
  mkdirSync(home, { recursive: true })
  removeAbandoned(home, `.${name}-`)
  const temporary = mkdtempSync(join(home, `.${name}-`))
  chmodSync(temporary, 0o755)
  const discard = () => rmSync(temporary, { recursive: true, force: true })
  process.once('exit', discard)
  try {
    await fill(temporary)
    try {
      renameSync(temporary, target)
    } catch (error) {
      if (!exists(target)) throw error
    }
    return target
  } finally {
    discard()
    process.removeListener('exit', discard)
  }
}
