import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { ENTRIES, folderWith, run } from './consume.js'

const { files, project } = inject('packed')

const failing = `
  try { escrow.satsPerVb('fast') } catch (error) {
    console.log(error instanceof escrow.EscrowError, error.code)
  }`

describe('a JavaScript project', () => {
  it('imports the package', () => {
    const folder = folderWith(project, { 'main.js': `import * as escrow from 'taproot-escrow'\n${failing}` })
    expect(run(folder, 'main.js')).toBe('true FEE_RATE_MALFORMED\n')
  })

  it('requires the package', () => {
    const folder = folderWith(project, { 'main.cjs': `const escrow = require('taproot-escrow')\n${failing}` })
    expect(run(folder, '--no-warnings', 'main.cjs')).toBe('true FEE_RATE_MALFORMED\n')
  })

  it.each(ENTRIES)('gets the same modules of %s by import and by require()', (entry) => {
    const folder = folderWith(project, {
      'main.mjs': `
        import { createRequire } from 'node:module'
        import * as imported from '${entry}'
        const required = createRequire(import.meta.url)('${entry}')
        const names = Object.keys(imported)
        console.log(names.length > 0, names.every((name) => imported[name] === required[name]))`,
    })
    expect(run(folder, '--no-warnings', 'main.mjs')).toBe('true true\n')
  })

  it('meets one EscrowError, whichever entries it imports', () => {
    const definitions = files
      .filter((path) => path.endsWith('.js'))
      .flatMap((path) => readFileSync(join(project, 'node_modules/taproot-escrow', path), 'utf8').split('\n'))
      .filter((line) => /EscrowError = class|class EscrowError/.test(line))
    expect(definitions).toHaveLength(1)
  })

  it('sees nothing but the entries', () => {
    const folder = folderWith(project, {
      'main.js': `import('taproot-escrow/dist/index.js').catch(({ code }) => console.log(code))`,
    })
    expect(run(folder, 'main.js')).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n')
  })
})
