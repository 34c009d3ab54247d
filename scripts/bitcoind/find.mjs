import { isProgram, onPath } from '../onPath.mjs'
import { SetupError } from '../say.mjs'
import { canInstall, debianBitcoind } from './debian.mjs'

const ADVICE = 'install Bitcoin Core 29 or later, or set BITCOIND to the path of a bitcoind'

/**
 * The path of a bitcoind: `$BITCOIND`, else one on the PATH, else Debian's package installed into the cache
 * folder. Where none of them is possible, a {@link SetupError} says in one line what to do.
 */
export const findBitcoind = async (env = process.env, { install = installable } = {}) => {
  if (env.BITCOIND) {
    if (isProgram(env.BITCOIND)) return env.BITCOIND
    throw new SetupError(`bitcoind: BITCOIND is ${env.BITCOIND}, which is no program: ${ADVICE}`)
  }
  const found = onPath(['bitcoind'], env)
  if (found !== undefined) return found
  const attempt = install(env)
  if (attempt === undefined) throw new SetupError(`bitcoind: not found: ${ADVICE}`)
  try {
    return await attempt
  } catch (error) {
    throw new SetupError(`bitcoind: not found, and ${error.message}: ${ADVICE}`, { cause: error })
  }
}

const installable = (env) => (canInstall(env) ? debianBitcoind(env) : undefined)
