import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, inject, it } from 'vitest'
import { ENTRIES } from './consume.js'

const { project, tarball } = inject('packed')
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe('the tarball', () => {
  it('pleases publint', async () => {
    const installed = join(project, 'node_modules/taproot-escrow')
    const pkg = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<string, unknown>
    const { messages } = await publint({ pkgDir: installed, pack: false, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
  })

  it('pleases are-the-types-wrong for ESM consumers', () => {
    const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js')
    const check = (...options: readonly string[]): string =>
      execFileSync(process.execPath, [attw, tarball, '--no-color', '--no-emoji', ...options], {
        cwd: project,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    const report = check('--profile', 'esm-only')
    for (const entry of ENTRIES) expect(report).toContain(`"${entry}"`)
    // the judge does judge: resolutions that an ESM package cannot satisfy are trouble without the profile
    expect(() => check()).toThrow()
  })
})
