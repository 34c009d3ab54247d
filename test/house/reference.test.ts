import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A Python that is new enough, where the machine has one. */
const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0,
)

describe.runIf(python !== undefined)(
  'the second implementation, written from the specification alone,',
  () => {
    it('compiles every fixture to the same and refuses what is refused, for the same reason', () => {
      const { status, stdout } = spawnSync(python!, ['-B', 'reference/check.py', 'fixtures/v1'], {
        cwd: ROOT,
        encoding: 'utf8',
      })
      expect(stdout).toMatch(/^[1-9][0-9]* passed, 0 failed\n$/)
      expect(status).toBe(0)
    })
  },
)
