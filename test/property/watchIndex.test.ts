import fc from 'fast-check'
import { EscrowError, watchIndex } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import {
  parseTransaction,
  type SerializableTransaction,
  serializeTransaction,
  transactionId,
} from '../../src/psbt/transaction.js'
import { toHex } from '../../src/units/bytes.js'
import { formatOutpoint, type Outpoint } from '../../src/units/outpoint.js'
import { blockOf, transactionOf } from '../support/blocks.js'
import { runs } from '../support/runs.js'

const KEYS = 6
const scriptOf = (key: number): Uint8Array => Uint8Array.of(0x51, 32, ...new Uint8Array(32).fill(key))
/** What is watched, and what is not: half of the keys each, and scripts of other kinds. */
const rows = Array.from({ length: KEYS / 2 }, (_, key) => ({ key, outputScript: scriptOf(key) }))

const scripts = fc.oneof(
  fc.nat({ max: KEYS - 1 }).map(scriptOf),
  // almost a P2TR script, and of its length
  fc
    .constantFrom([0x51, 33], [0x52, 32], [0x00, 32])
    .map((head) => Uint8Array.of(...head, ...new Uint8Array(32))),
  fc.uint8Array({ maxLength: 300 }),
)

/** One step of a block that is drawn: what it spends is chosen among what there is. */
const drawn = fc.record({
  spends: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  pays: fc.array(scripts, { minLength: 1, maxLength: 5 }),
  witness: fc.oneof(
    { weight: 4, arbitrary: fc.constant<number[]>([]) },
    { weight: 10, arbitrary: fc.array(fc.nat({ max: 80 }), { maxLength: 4 }) },
    // a length of five bytes, and a count of three
    { weight: 1, arbitrary: fc.constant([0, 66_000, 300]) },
    { weight: 1, arbitrary: fc.constant(new Array<number>(300).fill(1)) },
  ),
  scriptSig: fc.constantFrom(0, 0, 107, 253, 300),
})

const KNOWN: readonly Outpoint[] = rows.flatMap(({ key }) =>
  [0, 1, 0xffffffff].map((vout) => ({ txid: `a${key}`.repeat(32), vout })),
)
const funded = KNOWN.map((outpoint, at) => ({ contract: rows[Math.floor(at / 3)]!, outpoint }))
const STRANGERS: readonly Outpoint[] = [
  ...KNOWN.map(({ txid }) => ({ txid, vout: 2 })),
  { txid: 'bb'.repeat(32), vout: 0 },
]

const COINBASE = transactionOf({
  spends: [{ txid: '00'.repeat(32), vout: 0xffffffff }],
  pays: [scriptOf(0), Uint8Array.of(0x6a)],
  witness: [32],
  scriptSig: 4,
})

type Drawn = typeof drawn extends fc.Arbitrary<infer One> ? One : never

/** Transactions each of which may spend what those before it pay. */
const chained = (steps: readonly Drawn[]): readonly SerializableTransaction[] => {
  const there = [...KNOWN, ...STRANGERS]
  return steps.map(({ spends, ...rest }) => {
    const chosen = new Map(
      spends.map((at) => there[at % there.length]!).map((one) => [formatOutpoint(one), one]),
    )
    const transaction = transactionOf({ ...rest, spends: [...chosen.values()] })
    const txid = transactionId(transaction)
    there.push(...rest.pays.map((_, vout) => ({ txid, vout })))
    return transaction
  })
}

/** The same by the parser, texts and maps. */
const naive = () => {
  const byScript = new Map(rows.map((row) => [toHex(row.outputScript), row]))
  const byOutpoint = new Map(funded.map(({ contract, outpoint }) => [formatOutpoint(outpoint), contract]))
  return (bytes: Uint8Array) => {
    const { txid, inputs, outputs } = parseTransaction(bytes)
    const spent = inputs.flatMap(({ outpoint }, vin) => {
      const contract = byOutpoint.get(formatOutpoint(outpoint))
      return contract === undefined ? [] : [{ contract, vin, outpoint }]
    })
    const paid = outputs.flatMap(({ script }, vout) => {
      const contract = byScript.get(toHex(script))
      return contract === undefined ? [] : [{ contract, vout }]
    })
    for (const { contract, vout } of paid) byOutpoint.set(formatOutpoint({ txid, vout }), contract)
    return paid.length + spent.length === 0 ? undefined : { txid, paid, spent }
  }
}

const withoutContracts = <Hit extends { readonly contracts: unknown }>({ contracts: _, ...hit }: Hit) => hit

const steps = fc.array(drawn, { minLength: 1, maxLength: 8 })

describe('an index', () => {
  it('finds in a block what a parser with maps of texts finds, and the same one by one', () => {
    fc.assert(
      fc.property(steps, (drawing) => {
        const transactions = [COINBASE, ...chained(drawing)]
        const look = naive()
        const expected = transactions.flatMap((transaction, position) => {
          const bytes = serializeTransaction(transaction)
          const hit = look(bytes)
          return hit === undefined ? [] : [{ ...hit, bytes: toHex(bytes), position }]
        })
        const index = watchIndex(rows, { funded })
        const scanned = index.scan(blockOf(transactions)).transactions
        expect(scanned.map((hit) => ({ ...withoutContracts(hit), bytes: toHex(hit.bytes) }))).toEqual(
          expected,
        )

        const single = watchIndex(rows, { funded })
        const found = transactions.flatMap((transaction) => {
          const hit = single.find(serializeTransaction(transaction))
          return hit === undefined ? [] : [withoutContracts(hit)]
        })
        expect(found).toEqual(expected.map(({ bytes: _, position: __, ...hit }) => hit))
        expect(single.outpoints).toBe(index.outpoints)
      }),
      { numRuns: runs(150) },
    )
  })

  it('takes a block with any byte changed for another block or for none, and in one it finds what the parser finds', () => {
    fc.assert(
      fc.property(steps, fc.nat(), fc.integer({ min: 1, max: 255 }), (drawing, place, change) => {
        const block = blockOf([COINBASE, ...chained(drawing)])
        const at = 80 + (place % Math.min(400, block.length - 80))
        block[at] = block[at]! ^ change
        const index = watchIndex(rows, { funded })
        try {
          const look = naive()
          for (const { bytes, ...hit } of index.scan(block).transactions)
            expect(withoutContracts({ ...hit, ...look(bytes) })).toEqual(withoutContracts(hit))
        } catch (error) {
          expect(error).toBeInstanceOf(EscrowError)
          expect(index.outpoints).toBe(funded.length)
        }
      }),
      { numRuns: runs(150) },
    )
  })

  it('says of any bytes that are a transaction to the parser what it says of the transaction, and nothing of others', () => {
    fc.assert(
      fc.property(steps, fc.nat(), fc.integer({ min: 0, max: 255 }), (drawing, place, change) => {
        const [transaction] = chained(drawing)
        const bytes = serializeTransaction(transaction!)
        bytes[place % bytes.length] = change
        let expected: unknown
        try {
          expected = naive()(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(EscrowError)
        }
        const hit = watchIndex(rows, { funded }).find(bytes)
        expect(hit && withoutContracts(hit)).toEqual(expected)
      }),
      { numRuns: runs(300) },
    )
  })

  it('forgets what is removed and nothing else, however often it changes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 40 })), { maxLength: 120 }), (changes) => {
        const all = Array.from({ length: 41 }, (_, key) => ({ key, outputScript: scriptOf(key) }))
        const outpointOf = (key: number) => ({ txid: key.toString(16).padStart(64, '0'), vout: key })
        const index = watchIndex<(typeof all)[number]>([])
        const watched = new Set<number>()
        for (const [adds, key] of changes) {
          const contract = all[key]!
          if (adds) index.add([contract], { funded: [{ contract, outpoint: outpointOf(key) }] })
          else index.remove([contract])
          if (adds) watched.add(key)
          else watched.delete(key)
        }
        const hit = index.find(
          serializeTransaction(
            transactionOf({
              spends: all.map(({ key }) => outpointOf(key)),
              pays: all.map(({ outputScript }) => outputScript),
            }),
          ),
        )
        const expected = all.filter(({ key }) => watched.has(key))
        expect(hit?.paid.map(({ contract }) => contract) ?? []).toEqual(expected)
        expect(hit?.spent.map(({ contract }) => contract) ?? []).toEqual(expected)
        expect(index.scripts).toBe(expected.length)
      }),
      { numRuns: runs(200) },
    )
  })
})
