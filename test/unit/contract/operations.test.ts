import { afterEach, describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import type { Agreement } from '../../../src/agreement/types.js'
import { compile, compileAll } from '../../../src/contract/compile.js'
import { decodeExtendedPublicKey, encodeExtendedPublicKey } from '../../../src/keys/extendedKey.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { everyPathDocument } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { bareHolder } from '../../support/holders.js'

afterEach(() => {
  vi.restoreAllMocks()
})

const agreementOf = (document: Json, { count, index = 0 }: { count: number; index?: number }): Agreement => {
  const milestones = Array.from({ length: count }, () => ({ amount: '1000000' }))
  return parseAgreement(JSON.stringify({ ...document, index, milestones }))
}

/** How often some work uses the curve. */
const costOf = (work: () => unknown) => {
  const names = [
    'hmacSha512',
    'pointAddScalar',
    'xOnlyPointAddTweak',
    'pointAdd',
    'pointMultiply',
    'pointFromScalar',
  ] as const
  const spies = names.map((name) => [name, vi.spyOn(backend, name)] as const)
  work()
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

/** How often compiling a document with this many milestones uses the curve. */
const cost = (document: Json, count: number) => {
  const agreement = agreementOf(document, { count })
  return costOf(() => compile(agreement))
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

/** The same point below another chain code. */
const withOtherChainCode = (expression: string): string => {
  const at = expression.indexOf(']') + 1
  const { publicKey, chainCode, ...place } = decodeExtendedPublicKey(expression.slice(at))
  const node = { publicKey, chainCode: chainCode.map((byte) => byte ^ 1) }
  const text = encodeExtendedPublicKey({ node, ...place, network: 'regtest' })
  return expression.slice(0, at) + text
}

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

  it('derives what agreements of the same accounts share once, where they are compiled together', () => {
    const agreements = [0, 1, 2, 3].map((index) => agreementOf(plainDocument(), { count: 1, index }))
    // of each: a branch of the terms key and five children; once: three branches of leaf keys, one of the aggregate
    expect(costOf(() => compileAll(agreements))).toMatchObject({
      children: 4 * 6 + 4,
      aggregates: 1,
      tweaks: 4,
    })
    const [other] = [agreementOf(closed, { count: 1 })]
    expect(
      compileAll([...agreements, other!])
        .flat()
        .map(({ address }) => address),
    ).toEqual([...agreements, other!].flatMap(compile).map(({ address }) => address))
  })

  it('shares nothing between agreements whose accounts differ in the chain code alone', () => {
    const document = plainDocument()
    const [first] = document.employer.keys
    const other = { ...document, employer: { ...document.employer, keys: [withOtherChainCode(first!)] } }
    const agreements = [document, other].map((each) => agreementOf(each, { count: 1 }))
    expect(
      compileAll(agreements)
        .flat()
        .map(({ address }) => address),
    ).toEqual(agreements.flatMap(compile).map(({ address }) => address))
  })
})
