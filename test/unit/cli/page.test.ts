import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands/list.js'
import { PREPARATION_MS } from '../../support/command.js'
import { withCommandsPrinted } from '../../support/commandPage.js'
import { readPage } from '../../support/fencedCode.js'

const PATH = 'docs/command.md'
const page = readPage(PATH)

it(
  'the commands of docs/command.md print what the page says',
  async () => {
    // `vitest run -u` writes what they print now into the page
    const file = fileURLToPath(new URL(`../../../${PATH}`, import.meta.url))
    await expect(await withCommandsPrinted(page)).toMatchFileSnapshot(join(file))
  },
  PREPARATION_MS,
)

it.each(COMMANDS.map(({ name }) => name))('docs/command.md shows %s', (name) => {
  expect(page).toMatch(new RegExp(`^taproot-escrow ${name} `, 'm'))
})
