// The entry of `npm run demo`, `npm test` and others: plain JavaScript with Node's own modules, so that it runs
// before anything is installed. It does the set-up, says on standard error what it is doing, and hands over.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBitcoind } from './bitcoind/find.mjs'
import { bundle } from './bundle.mjs'
import { findChromium } from './chromium.mjs'
import { installDependencies } from './install.mjs'
import { SetupError, say } from './say.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const OLDEST = [20, 19]
const FROM_SOURCE = '--conditions=taproot-escrow-source'
const BENCH = '.cache/bench/main.js'
/** Ctrl-C reaches the whole group; a child that did not get it, or takes long, is told after this time. */
const PATIENCE_MS = 3000

const script = (path) => [FROM_SOURCE, '--import', 'tsx', join(ROOT, path)]

const tasks = {
  demo: { needs: [findBitcoind], start: script('scripts/demo/main.ts') },
  test: {
    needs: [findBitcoind, findChromium],
    start: [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run'],
  },
  platform: { needs: [findBitcoind], start: script('examples/platform/regtest/main.ts') },
  wallet: { needs: [findBitcoind], start: script('examples/wallet/regtest.ts') },
  bench: {
    needs: [() => bundle(ROOT, { source: 'scripts/bench/main.ts', target: BENCH })],
    start: [join(ROOT, BENCH)],
  },
  fixtures: { needs: [], start: script('scripts/fixtures/main.ts') },
}

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new SetupError(`Node ${OLDEST.join('.')} or later is needed, this is ${process.versions.node}`)
}

/** Runs Node to its end, passing interruptions on; gives the exit code. */
const handOver = (args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
    let late
    const interrupted = () => {
      late ??= setTimeout(() => child.kill('SIGTERM'), PATIENCE_MS)
    }
    const told = (signal) => child.kill(signal)
    process.on('SIGINT', interrupted).on('SIGTERM', told).on('SIGHUP', told)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      clearTimeout(late)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })

const main = async ([name, ...args]) => {
  checkNode()
  const task = Object.hasOwn(tasks, name ?? '') ? tasks[name] : undefined
  if (task === undefined) throw new SetupError(`one of ${Object.keys(tasks).join(', ')}, please`)
  await installDependencies(ROOT)
  for (const need of task.needs) await need()
  return handOver([...task.start, ...args])
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  say(error instanceof SetupError ? error.message : (error.stack ?? String(error)))
  process.exitCode = 1
}
