import { describe, expect, it } from 'vitest'
import { parseTransaction, serializeTransaction, transactionId } from '../../../src/psbt/transaction.js'
import { toHex } from '../../../src/units/bytes.js'
import { watchIndex } from '../../../src/watch/watchIndex.js'
import { blockOf, transactionOf } from '../../support/blocks.js'
import { fullDocument } from '../../support/documents.js'
import { fundedOf } from '../../support/funded.js'
import { thrown } from '../../support/thrown.js'

const [first, second] = fundedOf(fullDocument()).map((funded, at) => ({
  ...funded,
  outpoint: { txid: `${at}f`.repeat(32), vout: at },
}))
const design = first!.contract
const build = second!.contract
const contracts = [design, build]
const stranger = (byte: number) => ({ txid: byte.toString(16).padStart(2, '0').repeat(32), vout: 0 })
const foreign = (byte: number) => Uint8Array.of(0x51, 32, ...new Uint8Array(32).fill(byte))

const coinbase = transactionOf({
  spends: [{ txid: '00'.repeat(32), vout: 0xffffffff }],
  pays: [foreign(1), Uint8Array.of(0x6a)],
  witness: [32],
  scriptSig: 4,
})
const deposit = transactionOf({
  spends: [stranger(1)],
  pays: [foreign(2), design.outputScript],
  witness: [64],
})
const relocked = transactionOf({
  spends: [{ txid: transactionId(deposit), vout: 1 }],
  pays: [build.outputScript],
  witness: [64, 34, 33],
})
const paidOut = transactionOf({
  spends: [stranger(2), { txid: transactionId(relocked), vout: 0 }],
  pays: [foreign(3)],
  witness: [64],
})
const strange = transactionOf({ spends: [stranger(3)], pays: [foreign(4)], scriptSig: 107 })

describe('an index', () => {
  it('finds what a transaction pays and spends, given as hex, bytes or parsed', () => {
    const both = transactionOf({
      spends: [stranger(1), second!.outpoint],
      pays: [build.outputScript, foreign(1), design.outputScript],
      witness: [64],
    })
    const bytes = serializeTransaction(both)
    for (const given of [bytes, toHex(bytes), parseTransaction(bytes)])
      expect(watchIndex(contracts, { funded: [first!, second!] }).find(given)).toEqual({
        txid: transactionId(both),
        paid: [
          { contract: build, vout: 0 },
          { contract: design, vout: 2 },
        ],
        spent: [{ contract: build, vin: 1, outpoint: second!.outpoint }],
        contracts: [build, design],
      })
  })

  it('is silent about strangers, and about what is no transaction', () => {
    const index = watchIndex(contracts, { funded: [first!, second!] })
    const bytes = serializeTransaction(strange)
    const ours = serializeTransaction(deposit)
    for (const given of [bytes, toHex(bytes), parseTransaction(bytes), 'junk', '', 'ab', new Uint8Array(3)])
      expect(index.find(given)).toBeUndefined()
    expect(index.find(ours.subarray(0, -1))).toBeUndefined()
    expect(index.find(Uint8Array.of(...ours, 0))).toBeUndefined()
    // found, and no transaction that anybody could send: it spends one output twice
    const twice = transactionOf({ spends: [first!.outpoint, first!.outpoint], pays: [foreign(1)] })
    expect(index.find(serializeTransaction(twice))).toBeUndefined()
    expect(index.outpoints).toBe(2)
  })

  it('knows the outputs that it has seen paid', () => {
    const index = watchIndex(contracts)
    expect(index.find(serializeTransaction(relocked))?.spent).toEqual([])
    expect(index.find(serializeTransaction(deposit))?.paid).toEqual([{ contract: design, vout: 1 }])
    expect(index.find(serializeTransaction(relocked))?.spent).toHaveLength(1)
    expect(index.find(serializeTransaction(relocked))?.spent).toHaveLength(1)
    expect([index.scripts, index.outpoints]).toEqual([2, 2])
  })

  it('tells outputs of one transaction apart', () => {
    const index = watchIndex([design], { funded: [{ contract: build, outpoint: stranger(9) }] })
    expect(index.scripts).toBe(2)
    const beside = transactionOf({ spends: [{ ...stranger(9), vout: 1 }], pays: [foreign(1)] })
    expect(index.find(serializeTransaction(beside))).toBeUndefined()
  })

  it('watches no longer what is removed, nor its outputs, and goes on watching the others', () => {
    const index = watchIndex(contracts, { funded: [first!, second!] })
    index.remove([design])
    index.remove([design])
    expect([index.scripts, index.outpoints]).toEqual([1, 1])
    const bytes = (spends: readonly { txid: string; vout: number }[]) =>
      serializeTransaction(transactionOf({ spends, pays: [design.outputScript] }))
    expect(index.find(bytes([first!.outpoint]))).toBeUndefined()
    expect(index.find(bytes([second!.outpoint]))?.contracts).toEqual([build])
    index.add([design], { funded: [first!] })
    expect(index.find(bytes([first!.outpoint]))?.contracts).toEqual([design])
  })

  it('gives back what was added last for a script', () => {
    const rows = [1, 2].map((id) => ({ id, outputScript: design.outputScript }))
    const index = watchIndex(rows)
    expect(index.scripts).toBe(1)
    expect(index.find(serializeTransaction(deposit))?.paid).toEqual([{ contract: rows[1], vout: 1 }])
  })

  it('refuses to watch anything but P2TR outputs, and to look for anything but transactions', () => {
    const row = { outputScript: Uint8Array.of(0x51, 33, ...new Uint8Array(32)) }
    const texts = [
      () => watchIndex([design, row]),
      () => watchIndex([structuredClone(design)]),
      () => watchIndex([], { funded: [{ contract: row, outpoint: stranger(1) }] }),
      () => watchIndex([design], { funded: [{ contract: design, outpoint: { txid: '12', vout: 0 } }] }),
      () => watchIndex(design as never),
      () => watchIndex([design]).find(7 as never),
      () => watchIndex([design]).find({ txid: 'ab', inputs: [], outputs: [] }),
      () => watchIndex([design]).scan('00' as never),
    ].map((work) => {
      const { code, message } = thrown(work)
      return `${code} ${message}`
    })
    expect(texts).toMatchInlineSnapshot(`
      [
        "WATCH_SCRIPT contracts[1].outputScript: expected the 34 bytes of a P2TR output script: those of a contract, not of a copy of one, received 34 bytes of another kind",
        "WATCH_SCRIPT contracts[0].outputScript: expected the 34 bytes of a P2TR output script: those of a contract, not of a copy of one, received nothing",
        "WATCH_SCRIPT funded[0].contract.outputScript: expected the 34 bytes of a P2TR output script: those of a contract, not of a copy of one, received 34 bytes of another kind",
        "OUTPOINT_MALFORMED funded[0].outpoint.txid: expected 64 lower-case hex digits, received "12"",
        "ARGUMENT_TYPE contracts: expected a list, received an object",
        "ARGUMENT_TYPE transaction: expected an object, received 7",
        "ARGUMENT_TYPE transaction.txid: expected 64 lower-case hex digits, received "ab"",
        "ARGUMENT_TYPE block: expected bytes, received "00"",
      ]
    `)
  })
})

describe('a scan', () => {
  const block = blockOf([coinbase, strange, deposit, relocked, strange, paidOut])

  it('finds deposits, relocks and spends of one block, each with its place and its bytes', () => {
    const { transactions, blockHash } = watchIndex(contracts).scan(block)
    expect(blockHash).toBe('14508459b221041eab257d2baaa7459775ba748246c8403609eb708f0e57e74b')
    expect(transactions.map(({ position, txid }) => [position, txid])).toEqual(
      [deposit, relocked, paidOut].map((one, at) => [[2, 3, 5][at], transactionId(one)]),
    )
    expect(transactions.map(({ paid, spent }) => [paid, spent])).toEqual([
      [[{ contract: design, vout: 1 }], []],
      [
        [{ contract: build, vout: 0 }],
        [{ contract: design, vin: 0, outpoint: { txid: transactionId(deposit), vout: 1 } }],
      ],
      [[], [{ contract: build, vin: 1, outpoint: { txid: transactionId(relocked), vout: 0 } }]],
    ])
    expect(transactions[1]?.bytes).toEqual(serializeTransaction(relocked))
  })

  it('does not care where in a buffer the block lies', () => {
    const index = watchIndex(contracts)
    const shifted = Uint8Array.of(1, 2, 3, ...block, 4).subarray(3, -1)
    expect(index.scan(shifted)).toEqual(watchIndex(contracts).scan(block))
  })

  it('finds a coinbase that pays a contract', () => {
    const mined = transactionOf({
      spends: coinbase.inputs.map(({ outpoint }) => outpoint),
      pays: [design.outputScript],
    })
    expect(watchIndex([design]).scan(blockOf([mined])).transactions).toMatchObject([
      { position: 0, paid: [{ vout: 0 }] },
    ])
  })

  it('refuses bytes that are no block, wherever they are cut, and learns nothing of them', () => {
    const index = watchIndex(contracts)
    for (let length = 0; length < block.length; length++)
      expect(thrown(() => index.scan(block.subarray(0, length))).code).toBe('BLOCK_MALFORMED')
    expect(thrown(() => index.scan(Uint8Array.of(...block, 0))).code).toBe('BLOCK_MALFORMED')
    expect(index.outpoints).toBe(0)
    index.scan(block)
    expect(index.outpoints).toBe(2)
    // what was known before stays known
    thrown(() => index.scan(block.subarray(0, -1)))
    expect(index.outpoints).toBe(2)
  })

  it('says what is wrong', () => {
    const index = watchIndex(contracts)
    const texts = [
      new Uint8Array(80),
      new Uint8Array(4_000_001),
      block.subarray(0, -1),
      Uint8Array.of(...block, 0, 0),
      // 2^64 - 1 transactions
      Uint8Array.of(...new Uint8Array(80), ...new Uint8Array(9).fill(0xff)),
    ].map((bytes) => thrown(() => index.scan(bytes)).message)
    expect(texts).toMatchInlineSnapshot(`
      [
        "block: expected a header and transactions, at most 4000000 bytes, received 80 bytes",
        "block: expected a header and transactions, at most 4000000 bytes, received 4000001 bytes",
        "block: expected a transaction at byte 1063, number 6 of 6, received bytes that are none",
        "block: expected an end behind 6 transactions, received 2 bytes more",
        "block: expected a header and transactions, at most 4000000 bytes, received 89 bytes",
      ]
    `)
  })

  it('refuses what concerns a contract and no valid block holds, for its own reason', () => {
    const twice = transactionOf({ spends: [first!.outpoint, first!.outpoint], pays: [foreign(1)] })
    const index = watchIndex(contracts, { funded: [first!] })
    expect(thrown(() => index.scan(blockOf([coinbase, twice]))).message).toBe(
      'block.transactions[1].inputs[1]: expected an outpoint that no other input spends, received the same one again',
    )
  })

  it.each([
    ['inputs', 4 + 0],
    ['a scriptSig', 4 + 1 + 36],
    ['outputs', 4 + 1 + 41],
    ['an output script', 4 + 1 + 41 + 1 + 8],
  ])('believes no length of %s', (_, at) => {
    const bytes = serializeTransaction(transactionOf({ spends: [stranger(1)], pays: [foreign(1)] }))
    for (const size of [
      [0xfc],
      [0xfd, 0xff, 0xff],
      [0xfd, 1, 0],
      [0xfe, 0xff, 0xff, 0xff, 0xff],
      [0xfe, 1, 0, 0, 0],
      [0xff, 1, 0, 0, 0, 0, 0, 0, 0],
      [0xff, 255, 255, 255, 255, 255, 255, 255, 255],
    ]) {
      const lying = Uint8Array.of(
        ...new Uint8Array(80),
        1,
        ...bytes.subarray(0, at),
        ...size,
        ...bytes.subarray(at + 1),
      )
      expect(thrown(() => watchIndex(contracts).scan(lying)).code).toBe('BLOCK_MALFORMED')
    }
  })

  it('refuses room for witnesses with none in it, as nodes do', () => {
    const bytes = serializeTransaction(transactionOf({ spends: [stranger(1)], pays: [foreign(1)] }))
    const empty = Uint8Array.of(
      ...bytes.subarray(0, 4),
      0,
      1,
      ...bytes.subarray(4, -4),
      0,
      ...bytes.subarray(-4),
    )
    expect(
      thrown(() => watchIndex(contracts).scan(Uint8Array.of(...new Uint8Array(80), 1, ...empty))).code,
    ).toBe('BLOCK_MALFORMED')
  })
})
