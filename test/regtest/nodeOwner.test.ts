import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'

const OWNER = fileURLToPath(new URL('../support/nodeOwner.ts', import.meta.url))

const owner = async () => {
  const child = fork(OWNER, {
    execArgv: ['--conditions=taproot-escrow-source', '--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (child.stdout === null) throw new Error('no output')
  const { value: line } = await createInterface(child.stdout)[Symbol.asyncIterator]().next()
  // written by the program above
  return { child, ...(JSON.parse(line) as { dataFolder: string; url: string }) }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

describe('a node whose owner ends without stopping it', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL', 'exit'] as const)(
    'ends by itself after %s, with its data',
    async (end) => {
      const { child, dataFolder, url } = await owner()
      expect(await answers(url)).toBe(true)
      if (end === 'exit') child.send('exit')
      else child.kill(end)
      await vi.waitFor(
        async () =>
          expect({ answers: await answers(url), data: existsSync(dataFolder) }).toEqual({
            answers: false,
            data: false,
          }),
        { timeout: 20_000, interval: 50 },
      )
    },
  )
})
