import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { run } from './consume.js'

const { project } = inject('packed')
const installed = join(project, 'node_modules/taproot-escrow')
const { version, bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
  version: string
  bin: Record<string, string>
}
const [[name, path] = ['', '']] = Object.entries(bin)
const program = join(installed, path)

describe('the command of the installed package', () => {
  it('has the name of the package', () => {
    expect(name).toBe('taproot-escrow')
    expect(
      execFileSync('npx', ['--no-install', name, '--version'], {
        cwd: project,
        encoding: 'utf8',
        shell: process.platform === 'win32',
      }),
    ).toBe(`${version}\n`)
  })

  it('compiles an agreement to what the fixtures say', () => {
    const fixture = JSON.parse(readFileSync(join(installed, 'fixtures/v1/milestones.json'), 'utf8')) as {
      agreement: { text: string; id: string }
      contracts: readonly { address: string }[]
    }
    writeFileSync(join(project, 'agreement.json'), fixture.agreement.text)
    const { agreement, contracts } = JSON.parse(
      run(project, program, 'compile', 'agreement.json', '--json'),
    ) as {
      agreement: string
      contracts: readonly { address: string }[]
    }
    expect(agreement).toBe(fixture.agreement.id)
    expect(contracts.map(({ address }) => address)).toEqual(fixture.contracts.map(({ address }) => address))
  })

  it('ends with 2 and one line where it is used wrongly', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'compile'], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^taproot-escrow: OPERAND_MISSING [^\n]+\n$/)
  })
})
