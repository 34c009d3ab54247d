import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { EscrowError } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { EscrowError as InSource } from '../../src/errors.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe('the package under its own name', () => {
  it('is the source in tests', () => {
    expect(EscrowError).toBe(InSource)
  })

  it('is the source in scripts', () => {
    const script = "console.log(import.meta.resolve('taproot-escrow').split('/').slice(-2).join('/'))"
    const args = [
      '--conditions=taproot-escrow-source',
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      script,
    ]
    expect(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })).toBe('src/index.ts\n')
  })
})
