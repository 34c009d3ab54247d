import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cached } from './cache.mjs'
import { output } from './command.mjs'
import { isProgram, onPath } from './onPath.mjs'
import { SetupError, say } from './say.mjs'

const ADVICE = 'install Hermes, or set HERMES to the path of its program `hermes`'
const PACKAGE = 'hermes-engine-cli@0.12.0'
/** Of the package's file, SHA-512. */
const INTEGRITY = '72a5yvwSC2qWtxJ80nlcoCCfNTkpYI8VVAfOro4FL9O105NM8Vpigz/A5Nq1rECKdP7M1N81HHiYL6jU5N1gYw=='

const FOLDERS = { linux: 'linux64-bin', darwin: 'osx-bin', win32: 'win64-bin' }

/**
 * A Hermes that runs JavaScript, the engine of React Native: `$HERMES`, else one on the PATH, else that of the package
 * `hermes-engine-cli`, kept in the cache folder and not in node_modules, because it holds the programs of every system
 * (130 MB). Where none of them is possible, a {@link SetupError} says in one line what to do.
 */
export const findHermes = async (env = process.env, { install = packaged } = {}) => {
  if (env.HERMES) {
    if (isProgram(env.HERMES)) return env.HERMES
    throw new SetupError(`hermes: HERMES is ${env.HERMES}, which is no program: ${ADVICE}`)
  }
  const found = onPath(['hermes'], env)
  if (found !== undefined) return found
  try {
    return await install(env)
  } catch (error) {
    throw new SetupError(`hermes: not found, and ${error.message}: ${ADVICE}`, { cause: error })
  }
}

const packaged = async (env) => {
  const folder = FOLDERS[process.platform]
  if (folder === undefined || (process.platform === 'linux' && process.arch !== 'x64'))
    throw new SetupError(`the packaged one does not run on ${process.platform} ${process.arch}`)
  const target = await cached(
    PACKAGE.replace('@', '-'),
    async (temporary) => {
      say('hermes: getting the packaged one into the cache folder …')
      const [{ filename }] = JSON.parse(
        await output('npm', ['pack', PACKAGE, '--json', '--silent', '--pack-destination', temporary]),
      )
      const file = join(temporary, filename)
      if (createHash('sha512').update(readFileSync(file)).digest('base64') !== INTEGRITY)
        throw new SetupError('the package is another one than it was')
      await output('tar', ['-xzf', file, '-C', temporary, `package/${folder}`])
      rmSync(file)
    },
    env,
  )
  return join(target, 'package', folder, process.platform === 'win32' ? 'hermes.exe' : 'hermes')
}
