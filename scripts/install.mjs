import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError, say } from './say.mjs'

const STAMP = join('node_modules', '.taproot-escrow-lock')

const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

const isInstalled = (root, hash) => {
  const stamp = join(root, STAMP)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

/** How to start npm: the one that started us, or the one on the PATH. */
const npm = (env) =>
  env.npm_execpath && /\.c?js$/.test(env.npm_execpath)
    ? { program: process.execPath, first: [env.npm_execpath] }
    : { program: 'npm', first: [] }

const runNpmCi = (root, env) =>
  new Promise((resolve, reject) => {
    const { program, first } = npm(env)
    const child = spawn(program, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund'], {
      cwd: root,
      // `npm run --silent` would silence the errors of this one too
      env: { ...env, npm_config_loglevel: 'error' },
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && first.length === 0,
    })
    child.once('error', (error) => reject(new SetupError(`npm ci: ${error.message}`)))
    child.once('close', (code, signal) =>
      code === 0 ? resolve() : reject(new SetupError(`npm ci ended with ${signal ?? `code ${code}`}`)),
    )
  })

/**
 * Installs the dependencies unless those of this very lock file are there. The stamp lies inside node_modules:
 * it goes with the folder, also where an installation was interrupted.
 */
export const installDependencies = async (root, { env = process.env, install = runNpmCi } = {}) => {
  const hash = lockHash(root)
  if (isInstalled(root, hash)) return
  say('dependencies: installing with npm ci …')
  await install(root, env)
  writeFileSync(join(root, STAMP), hash)
}
