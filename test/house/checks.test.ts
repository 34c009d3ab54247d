import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What a tool of the project has to say where it is not content. */
const complaintsOf = (script: string, ...args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, 'node_modules', script), ...args],
      { cwd: ROOT, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => resolve(error === null ? '' : `${error.message}\n${stdout}${stderr}`),
    )
  })

describe('the whole of the source', () => {
  it.each([
    ['for Node', '.'],
    ['for the page, which runs in a browser', 'tsconfig.page.json'],
    ['for the example platform', 'examples/platform'],
    ['for the example wallet', 'examples/wallet'],
  ])('is what the compiler, at its strictest, accepts %s', async (_, project) => {
    const complaints = await complaintsOf('typescript/bin/tsc', '-p', project)
    expect(complaints === '', complaints).toBe(true)
  })

  it('is formatted and free of what the linter forbids', async () => {
    const args = ['check', '--diagnostic-level=warn', '--error-on-warnings', '--colors=off', '.']
    const complaints = await complaintsOf('@biomejs/biome/bin/biome', ...args)
    expect(complaints === '', complaints).toBe(true)
  })
})
