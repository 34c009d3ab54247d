import { describe, expect, it } from 'vitest'
import { caughtUp } from '../../../src/chain/follow/caughtUp.js'
import { follow } from '../../../src/chain/follow/follow.js'
import { verified } from '../../../src/chain/verified.js'
import { changesBetween } from '../../../src/watch/changes.js'
import { statusOf } from '../../../src/watch/status.js'
import { emptyView } from '../../../src/watch/view.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { minedChain, payment, START, serverOf } from '../../support/minedChain.js'

const [contract] = made(plainDocument()).contracts
if (contract === undefined) throw new Error('the document has a milestone')
const contracts = [contract]
const deposit = payment(1, contract.outputScript, contract.amount)

/** A deposit in the second block, and more above it. */
const blocks = minedChain(
  Array.from({ length: 30 }, (_, at) => (at === 1 ? { transactions: [deposit] } : {})),
)
const checkpoint = { height: 20, hash: blocks[20]!.parsed.hash }
const view = emptyView({ network: 'regtest', checkpoint })
const server = serverOf(blocks)
const now = () => START + 600 * blocks.length

describe('a contract that was paid below the checkpoint of a view', () => {
  it.each([
    ['a server', server],
    ['a verified server', verified(server, { checkpoint, now })],
  ])('is found by %s, which is believed about what lies there', async (_, source) => {
    const found = await caughtUp(source, { contracts, view })
    const { word, deposits } = statusOf(contract, found)
    expect(word).toBe('funded')
    expect(deposits).toMatchObject([{ state: { kind: 'confirmed', height: 2, confirmations: 29 } }])
    expect(changesBetween(view, found, { contracts }).map(({ kind }) => kind)).toEqual([
      'arrived',
      'confirmed',
    ])
    // nothing is new the second time
    expect(await caughtUp(source, { contracts, view: found })).toBe(found)
  })

  it('is told once by whoever follows', async () => {
    const ended = new AbortController()
    const told: string[] = []
    for await (const step of follow(server, { contracts, view, signal: ended.signal, poll: 1 })) {
      told.push(...step.changes.map(({ kind }) => kind))
      if (told.includes('confirmed')) ended.abort()
    }
    expect(told).toEqual(['arrived', 'confirmed'])
  })
})
