import { afterAll, expect } from 'vitest'
import { normalizedReason } from '../../scripts/bitcoind/reason.js'
import { type RegtestNode, startRegtest } from '../../scripts/bitcoind/regtest.js'
import type { StartOptions } from '../../scripts/bitcoind/start.js'

export { normalizedReason }

/** A node for one test file, with what a test asks of it. */
export interface TestNode extends RegtestNode {
  /** The node would relay and mine these transactions now. */
  readonly expectAccepted: (hex: string) => Promise<void>
  /** The node refuses the transaction for exactly this reason, as {@link normalizedReason} spells it. */
  readonly expectRefused: (hex: string, reason: string) => Promise<void>
}

/**
 * A node with coins for this test file alone. Call it once, at the top of the file, outside of any hook:
 * it is stopped after the file's last test; where one of them failed its data folder stays, and its path is said.
 *
 * @example
 * const node = await startNode()
 * it('is refused one block early', async () => node.expectRefused(hex, 'non-BIP68-final'))
 */
export const startNode = async (options: StartOptions = {}): Promise<TestNode> => {
  // where the test runner was killed, its worker would go on, and the node with it; files share workers
  if (!process.listeners('disconnect').includes(die)) process.once('disconnect', die)
  const node = await startRegtest(options)
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from this pattern that no fixture is wanted
  afterAll(async ({}, suite) => {
    const failed = hasFailed(suite)
    await node.stop({ data: failed ? 'keep' : 'remove' })
    if (failed) process.stderr.write(`the node's data folder is kept: ${node.dataFolder}\n`)
  })
  return {
    ...node,
    expectAccepted: async (hex) => {
      expect(await node.tryAccept(hex)).toEqual({ allowed: true })
    },
    expectRefused: async (hex, reason) => {
      const verdict = await node.tryAccept(hex)
      expect({ ...verdict, reason: normalizedReason(verdict.reason ?? '') }).toEqual({
        allowed: false,
        reason: normalizedReason(reason),
      })
    },
  }
}

const die = (): void => {
  process.kill(process.pid, 'SIGKILL')
}

interface Outcome {
  readonly result?: { readonly state: string } | undefined
  readonly tasks?: readonly Outcome[]
}

const hasFailed = ({ result, tasks = [] }: Outcome): boolean =>
  result?.state === 'fail' || tasks.some(hasFailed)
