import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What knip reports under these kinds of issue, a line each. */
const reported = (...kinds: readonly string[]): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const args = [join(ROOT, 'node_modules/knip/bin/knip.js'), '--reporter', 'compact', '--no-config-hints']
    execFile(
      process.execPath,
      [...args, '--include', kinds.join()],
      { cwd: ROOT },
      (error, output, errors) => {
        // 0 is nothing found, 1 is something found, everything else is knip's own trouble
        if (error !== null && error.code !== 1) reject(new Error(`${errors}${output}`))
        else
          resolve(output.split('\n').filter((line) => line.trim() !== '' && !/^[A-Z].* \(\d+\)$/.test(line)))
      },
    )
  })

describe('knip', () => {
  it('finds no package in use that package.json does not name', async () => {
    expect(await reported('unlisted', 'unresolved', 'binaries')).toEqual([])
  })

  it('finds no file, export or dependency that nobody uses', async () => {
    expect(await reported('files', 'exports', 'types', 'dependencies')).toEqual([])
  })
})
