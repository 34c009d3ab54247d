import { afterEach, describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { compile } from '../../../src/contract/compile.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { everyPathDocument } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { bareHolder } from '../../support/holders.js'

afterEach(() => {
  vi.restoreAllMocks()
})

/** How often compiling a document with this many milestones uses the curve. */
const cost = (document: Json, count: number) => {
  const milestones = Array.from({ length: count }, () => ({ amount: '1000000' }))
  const agreement = parseAgreement(JSON.stringify({ ...document, milestones }))
  const names = [
    'hmacSha512',
    'pointAddScalar',
    'xOnlyPointAddTweak',
    'pointAdd',
    'pointMultiply',
    'pointFromScalar',
  ] as const
  const spies = names.map((name) => [name, vi.spyOn(backend, name)] as const)
  compile(agreement)
  const counts = Object.fromEntries(spies.map(([name, spy]) => [name, spy.mock.calls.length]))
  vi.restoreAllMocks()
  return {
    children: counts['hmacSha512'],
    additions: counts['pointAddScalar'],
    tweaks: counts['xOnlyPointAddTweak'],
    aggregates: counts['pointMultiply'],
    others: counts['pointFromScalar'],
  }
}

const everyPath = everyPathDocument('height', {
  from: 1,
  backupFrom: 255,
  silence: 256,
  rescue: 499_999_999,
  decision: 1,
})
const closed = { ...plainDocument(), keyPath: 'closed' }
const bare = (() => {
  const document = plainDocument()
  document.keyPath = 'closed'
  document.worker.keys = [bareHolder(2).text]
  return document
})()

describe('compiling an agreement', () => {
  // leaf keys of extended keys, then the terms key and the internal key; branches: one a leaf key, U/0, internal/0
  it.each<[string, Json, { leafKeys: number; aggregates: number }]>([
    ['two parties', plainDocument(), { leafKeys: 3, aggregates: 1 }],
    ['two parties, the key path closed', closed, { leafKeys: 3, aggregates: 0 }],
    ['a bare key, which is not derived', bare, { leafKeys: 2, aggregates: 0 }],
    ['every path but the secret', everyPath, { leafKeys: 12, aggregates: 1 }],
    ['a panel of three', fullDocument(), { leafKeys: 16, aggregates: 1 }],
  ])(
    'derives, for %s, each branch once and then one child for each key of a contract',
    (_, document, { leafKeys, aggregates }) => {
      const perContract = leafKeys + 2
      const branches = leafKeys + 2
      for (const count of [1, 2, 50]) {
        const children = branches + count * perContract
        expect(cost(document, count)).toEqual({
          children,
          // U is H + c·G beside a closed key path
          additions: children + 1 - aggregates,
          tweaks: count,
          aggregates,
          others: 0,
        })
      }
    },
  )
})
