import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands/list.js'
import { readArguments } from '../../../src/cli/options.js'
import { folderOf } from '../../support/command.js'

const folder = folderOf()

describe('the command', () => {
  it('says its version', async () => {
    expect(await folder.run(['--version'])).toEqual({ code: 0, out: ['9.8.7'], errors: [] })
  })

  it.each([[['help']], [['--help']], [['-h']], [['help', '--lang', 'ar']]])(
    'lists what it can do at %j',
    async (args) => {
      const { code, out, errors } = await folder.run(args)
      expect([code, errors]).toEqual([0, []])
      for (const { name } of COMMANDS) expect(out.join('\n')).toMatch(new RegExp(`^ {2}${name} +\\w`, 'm'))
      expect(out.join('\n')).toContain('Exit codes: 0 fine, 1 something was found or refused, 2 wrong use.')
    },
  )

  it('has every command of an escrow', () => {
    const names = COMMANDS.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(
        'new accept compile review fund release refund award settle relock sign combine finalize recover'.split(
          ' ',
        ),
      ),
    )
    expect(new Set(names).size).toBe(names.length)
  })
})

describe.each(COMMANDS.map((command) => [command.name, command] as const))('help of %s', (name, command) => {
  it('is the same by all its names', async () => {
    const help = await folder.run(['help', name])
    expect(help.code).toBe(0)
    expect(await folder.run([name, '--help'])).toEqual(help)
    expect(await folder.run([name, 'a', '-h', '--json'])).toEqual(help)
  })

  it('names every option, and a line to copy', async () => {
    const text = (await folder.run(['help', name])).out.join('\n')
    for (const option of Object.keys(command.options)) expect(text).toContain(`\n  --${option}`)
    expect(text).toContain(`\n  taproot-escrow ${name}`)
  })

  it('fits a terminal, apart from the lines to copy', async () => {
    const { out } = await folder.run(['help', name])
    const examples = out.indexOf('Examples:')
    for (const line of out.slice(2, examples)) expect(line.length).toBeLessThanOrEqual(80)
  })

  it('has examples that the command understands', () => {
    const { options, operands } = command
    const lines = command.examples.flatMap(({ line }) => line.split(' | '))
    const own = lines.filter((line) => line.startsWith(`taproot-escrow ${name} `))
    expect(own.length).toBeGreaterThan(0)
    const behind = 1 + name.split(' ').length
    for (const line of own) readArguments(line.split(' ').slice(behind), { options, operands })
  })
})
