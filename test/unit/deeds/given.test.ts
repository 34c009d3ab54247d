import { describe, expect, it } from 'vitest'
import { aPrevout, type Prevout, readGiven } from '../../../src/deeds/given.js'
import {
  type ParsedTransaction,
  parseTransaction,
  serializeTransaction,
} from '../../../src/psbt/transaction.js'
import { fromHex, toHex } from '../../../src/units/bytes.js'
import type { Outpoint } from '../../../src/units/outpoint.js'
import { sats } from '../../../src/units/sats.js'
import { thrown } from '../../support/thrown.js'

const script = Uint8Array.of(0x51)
const outside = (digit: string): Outpoint => ({ txid: digit.repeat(64), vout: 0 })

/** A transaction that spends these and makes outputs of so many satoshis. */
const made = (spent: readonly Outpoint[], amounts: readonly bigint[] = [1000n, 2000n]): ParsedTransaction =>
  parseTransaction(
    serializeTransaction({
      version: 2,
      lockTime: 0,
      inputs: spent.map((outpoint) => ({ outpoint, sequence: 0 })),
      outputs: amounts.map((amount) => ({ script, amount: sats(amount) })),
    }),
  )
const hexOf = (transaction: ParsedTransaction): string => toHex(serializeTransaction(transaction))
const idsOf = (given: ReturnType<typeof readGiven>): readonly string[] =>
  given.transactions.map(({ parsed }) => parsed.txid)

describe('transactions that were given', () => {
  const parent = made([outside('1')])
  const aunt = made([outside('2')])
  const child = made([
    { txid: parent.txid, vout: 0 },
    { txid: aunt.txid, vout: 1 },
    { txid: parent.txid, vout: 1 },
  ])
  const grandchild = made([
    { txid: child.txid, vout: 0 },
    { txid: parent.txid, vout: 0 },
  ])
  const family = [parent, aunt, child, grandchild]

  it('come with their parents first, whatever the order', () => {
    const orders = [
      [3, 2, 1, 0],
      [2, 3, 0, 1],
      [1, 3, 2, 0],
    ]
    for (const order of orders) {
      const ids = idsOf(
        readGiven(
          order.map((at) => hexOf(family[at]!)),
          [],
        ),
      )
      expect(ids).toHaveLength(4)
      expect(ids.slice(2)).toEqual([child.txid, grandchild.txid])
    }
  })

  it('that do not depend on each other stay in the order in which they were given', () => {
    const strangers = ['5', '3', '9', '4'].map((digit) => made([outside(digit)]))
    expect(idsOf(readGiven(strangers.map(hexOf), []))).toEqual(strangers.map(({ txid }) => txid))
    expect(idsOf(readGiven([aunt, parent].map(hexOf), []))).toEqual([aunt.txid, parent.txid])
  })

  it('that follow one another in a chain come in its order', () => {
    const links = [made([outside('7')])]
    for (let n = 0; n < 4; n++) links.push(made([{ txid: links[n]!.txid, vout: 0 }]))
    const ids = links.map(({ txid }) => txid)
    expect(idsOf(readGiven(links.toReversed().map(hexOf), []))).toEqual(ids)
    expect(
      idsOf(
        readGiven(
          [3, 0, 4, 2, 1].map((at) => hexOf(links[at]!)),
          [],
        ),
      ),
    ).toEqual(ids)
  })

  it('are the first of those that have one id, whose witnesses differ', () => {
    const signed = serializeTransaction({
      ...parent,
      inputs: parent.inputs.map((input) => ({ ...input, witness: [Uint8Array.of(7)] })),
    })
    const hexesOf = (...given: readonly string[]) => readGiven(given, []).transactions.map(({ hex }) => hex)
    expect(parseTransaction(signed).txid).toBe(parent.txid)
    expect(hexesOf(toHex(signed), hexOf(parent))).toEqual([toHex(signed)])
    expect(hexesOf(hexOf(parent), toHex(signed))).toEqual([hexOf(parent)])
  })

  it('that fail in the hands of the reader for a reason of their own are heard with it', () => {
    class Unplugged extends Uint8Array {
      override get length(): number {
        throw new Error('disk unplugged')
      }
    }
    expect(() => readGiven([new Unplugged(9)], [])).toThrow('disk unplugged')
  })

  it('count once, in bytes, in hex and inside of what a node prints', () => {
    const hex = hexOf(parent)
    const { transactions, refused } = readGiven([hex, fromHex(hex)!, JSON.stringify({ hex })], [])
    expect(transactions.map((one) => one.hex)).toEqual([hex])
    expect(refused).toEqual([])
  })

  it('have the hex of what was given, in whatever form it was', () => {
    const hex = hexOf(parent)
    for (const form of [hex, fromHex(hex)!, JSON.stringify({ hex })])
      expect(readGiven([form], []).transactions.map((one) => one.hex)).toEqual([hex])
  })

  it('are those that are none besides, each with its place, code and text', () => {
    const { transactions, refused } = readGiven([hexOf(parent), 'zz', hexOf(aunt), '00'], [])
    expect(transactions).toHaveLength(2)
    expect(refused).toEqual([
      {
        position: 1,
        code: 'TRANSACTION_MALFORMED',
        text: 'transactions[1]: expected a transaction in its network serialisation, received "zz"',
      },
      {
        position: 3,
        code: 'TRANSACTION_MALFORMED',
        text: 'transactions[3]: expected a transaction in its network serialisation, received one that is cut off',
      },
    ])
  })

  it('know the outputs that they make, and which of them spends one', () => {
    const given = readGiven(family.map(hexOf), [])
    expect(given.output({ txid: parent.txid, vout: 1 })).toEqual({ script, amount: 2000n })
    expect(given.output({ txid: parent.txid, vout: 2 })).toBeUndefined()
    expect(given.output(outside('1'))).toBeUndefined()
    expect(given.spender(outside('1'))).toBe(parent.txid)
    expect(given.spender({ txid: aunt.txid, vout: 1 })).toBe(child.txid)
    expect(given.spender({ txid: aunt.txid, vout: 0 })).toBeUndefined()
  })
})

describe('outputs that the caller describes', () => {
  const prevout = (change: Partial<Prevout> = {}): Prevout => ({
    outpoint: outside('1'),
    amount: 7n,
    script: '5151',
    ...change,
  })

  it('are known by their outpoints', () => {
    const given = readGiven([], [prevout(), prevout({ outpoint: { ...outside('1'), vout: 1 }, amount: 8n })])
    expect(given.output(outside('1'))).toEqual({ script: Uint8Array.of(0x51, 0x51), amount: 7n })
    expect(given.output({ ...outside('1'), vout: 1 })?.amount).toBe(8n)
    expect(given.output(outside('2'))).toBeUndefined()
  })

  it('are wrong where the transaction that makes them says otherwise', () => {
    const parent = made([outside('1')])
    const lie = prevout({ outpoint: { txid: parent.txid, vout: 0 } })
    expect(readGiven([hexOf(parent)], [lie]).output(lie.outpoint)).toEqual({ script, amount: 1000n })
  })

  it('have a script in hex, an outpoint and an amount, or are refused by their place', () => {
    const refused = (change: Partial<Prevout>) => {
      const { code, message } = thrown(() => readGiven([], [prevout(), prevout(change)]))
      return [code, message]
    }
    expect(refused({ script: '5' })).toEqual([
      'AUDIT_PREVOUT',
      'prevouts[1].script: expected an output script in hex, received text of 1 characters',
    ])
    expect(refused({ outpoint: { txid: 'ab', vout: 0 } })).toEqual([
      'OUTPOINT_MALFORMED',
      'prevouts[1].outpoint.txid: expected 64 lower-case hex digits, received "ab"',
    ])
    expect(refused({ amount: -1n })).toEqual([
      'AMOUNT_NEGATIVE',
      'prevouts[1].amount: expected satoshis, zero or more, received -1',
    ])
  })

  it('are objects with these three members', () => {
    const refused = (value: unknown) => thrown(() => aPrevout(value, 'prevouts[0]')).message
    expect(aPrevout(prevout(), 'prevouts[0]')).toBeUndefined()
    expect(refused({ ...prevout(), script: 5 })).toContain('prevouts[0].script')
    expect(refused({ ...prevout(), outpoint: 'a:0' })).toContain('prevouts[0].outpoint')
    expect(refused({ ...prevout(), value: 5 })).toContain('value')
  })
})
