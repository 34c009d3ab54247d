import { describe, expect, it } from 'vitest'
import { serializeTransaction, transactionId } from '../../../src/psbt/transaction.js'
import { sats } from '../../../src/units/sats.js'
import { viewFromJson, viewToJson } from '../../../src/watch/json.js'
import { seen } from '../../../src/watch/seen.js'
import { emptyView, extended, forgotten } from '../../../src/watch/view.js'
import { made } from '../../support/contracts.js'
import { type Json, plainDocument } from '../../support/documents.js'
import { fakeBlocks } from '../../support/fakeChain.js'
import { thrown } from '../../support/thrown.js'

const BASE = { height: 1000, hash: '0'.repeat(63).concat('1') }
const [contract] = made(plainDocument()).contracts
const blocks = fakeBlocks(14, { previous: BASE.hash })
const others = fakeBlocks(4, { previous: blocks[11]!.hash, time: blocks[11]!.time + 600, salt: 1 })

const transaction = (txid: string, scripts: readonly Uint8Array[]) => {
  const parts = {
    version: 2,
    lockTime: 0,
    inputs: [{ outpoint: { txid, vout: 0 }, sequence: 0xfffffffd, witness: [new Uint8Array(64)] }],
    outputs: scripts.map((script) => ({ script, amount: sats(1000n) })),
  }
  return { bytes: serializeTransaction(parts), txid: transactionId(parts) }
}
const deposit = transaction('11'.repeat(32), [contract!.outputScript])
const spend = transaction(deposit.txid, [new Uint8Array(22).fill(1)])
const gone = transaction('22'.repeat(32), [contract!.outputScript])

/** A deposit in a block, one that was dropped, a spend whose block was left, and the branch that held it. */
const view = [
  { transaction: deposit.bytes, where: { blockHash: blocks[3]!.hash, height: 1004, position: 1 } },
  { transaction: gone.bytes, where: 'mempool' as const },
  {
    transaction: spend.bytes,
    where: { blockHash: blocks[12]!.hash, height: 1013, position: 2 },
    contracts: [contract!],
    fee: 300n,
  },
].reduce((one, sighting) => seen(one, sighting), emptyView({ network: 'regtest', checkpoint: BASE }))
const headers = (list: typeof blocks) => list.map(({ header }) => header)
const whole = extended(extended(forgotten(view, { txid: gone.txid }), headers(blocks)), headers(others))

/** The JSON form, damaged. */
const damaged = (damage: (json: Json) => unknown): unknown => {
  const json: Json = JSON.parse(JSON.stringify(viewToJson(whole, { prunedBelow: 5 })))
  damage(json)
  return json
}

const told = (damage: (json: Json) => unknown): readonly string[] => {
  const error = thrown(() => viewFromJson(damaged(damage)))
  const { code, data } = Object(error)
  return [code, data?.field, data?.expected]
}

/** Damages by which a time has more than 32 bits. */
const LATE: readonly ((json: Json) => unknown)[] = [
  ({ headers: [row] }) => {
    row[1] = 2 ** 32
  },
  ({ headers: [row] }) => {
    row[3] = 2 ** 32
  },
  ({ facts: [fact] }) => {
    fact.blocks[0].medianTimeBefore = 2 ** 32
  },
]

const EITHER = 'either a transaction or what pruning left of it'

describe('a stored view', () => {
  it('is read where nothing is damaged', () => {
    const json = damaged(() => {})
    expect(viewToJson(viewFromJson(json))).toEqual(json)
    expect(json).toMatchObject({ clock: 4, left: [{ fork: 1012, clock: 4 }] })
  })

  it.each(LATE)('has no time of which no date can be made: %s', (damage) => {
    expect(thrown(() => viewFromJson(damaged(damage)))).toMatchObject({
      code: 'JSON_FORM_MALFORMED',
      data: { received: '4294967296' },
    })
  })

  it.each<[string, (json: Json) => unknown, string, string, string]>([
    ['no bytes and no rest', ({ facts }) => delete facts[0].pruned, 'VIEW_JSON', 'facts[0]', EITHER],
    [
      'bytes and a rest',
      ({ facts }) => Object.assign(facts[0], { transaction: '00' }),
      'VIEW_JSON',
      'facts[0]',
      EITHER,
    ],
    [
      'a transaction twice',
      ({ facts }) => facts.push({ ...facts[1], arrived: [1], dropped: [] }),
      'VIEW_JSON',
      'facts[3]',
      'every transaction once',
    ],
    [
      'a deed of what it does not spend',
      ({ facts }) => {
        facts[2].deeds[0].outpoint = `${gone.txid}:0`
      },
      'VIEW_JSON',
      'facts[2].deeds[0].outpoint',
      'an output that the transaction spends',
    ],
    [
      'readings that fall',
      ({ facts }) => {
        facts[1].arrived = [3, 2]
      },
      'VIEW_JSON',
      'facts[1].arrived',
      "rising numbers from 4 to the clock's 4, each once in a view",
    ],
    [
      'a reading that another has',
      ({ facts }) => {
        facts[1].arrived = [1]
      },
      'VIEW_JSON',
      'facts[1].arrived',
      "rising numbers from 1 to the clock's 4, each once in a view",
    ],
    [
      'a reading beyond the clock',
      (json) => {
        json.clock = 3
      },
      'VIEW_JSON',
      'left[0].clock',
      "a number from 0 to the clock's 3",
    ],
    [
      'a drop before it arrived',
      ({ facts }) => {
        facts[2].dropped = [2]
      },
      'VIEW_JSON',
      'facts[2].dropped',
      "rising numbers from 4 to the clock's 4, each once in a view",
    ],
    [
      'a branch that was left before the one before it',
      ({ left }) => left.push({ ...left[0], clock: 2 }),
      'VIEW_JSON',
      'left[1].clock',
      "a number from 4 to the clock's 4",
    ],
    [
      'a branch of no block',
      ({ left }) => {
        left[0].headers = []
      },
      'VIEW_JSON',
      'left[0].headers',
      'the blocks of a branch',
    ],
    [
      'a branch that forks elsewhere',
      ({ left, headers }) => {
        left[0].headers[0] = headers[0]
      },
      'VIEW_JSON',
      'left[0].headers[0]',
      'one that is not at height 1001 too',
    ],
    [
      'a header left out',
      ({ headers }) => headers.splice(2, 1),
      'VIEW_JSON',
      'facts[0].blocks[0].height',
      '',
    ],
    [
      'a header twice',
      ({ headers }) => headers.push(headers[0]),
      'VIEW_JSON',
      'headers[16]',
      'one that is not at height 1001 too',
    ],
    [
      'the base among the headers',
      ({ headers, base }) => {
        headers[0][0] = base.hash
      },
      'VIEW_JSON',
      'headers[0]',
      'one that is not at height 1000 too',
    ],
    [
      'another height of a block',
      ({ facts }) => {
        facts[2].blocks[0].height = 1012
      },
      'VIEW_JSON',
      'facts[2].blocks[0].height',
      `1013, as the headers say of ${blocks[12]!.hash}`,
    ],
    [
      'a block twice',
      ({ facts }) => facts[0].blocks.push({ ...facts[0].blocks[0], position: 9 }),
      'VIEW_JSON',
      'facts[0].blocks[1]',
      'every block once',
    ],
    ['another format', (json) => Object.assign(json, { format: 'view' }), 'JSON_FORM_FORMAT', 'format', ''],
    ['another version', (json) => Object.assign(json, { version: 2 }), 'JSON_FORM_VERSION', 'version', ''],
    ['a member too many', (json) => Object.assign(json, { more: 1 }), 'JSON_FORM_MALFORMED', 'more', ''],
    ['no clock', (json) => delete json.clock, 'JSON_FORM_MALFORMED', 'clock', ''],
    [
      'a branch without its clock',
      ({ left }) => delete left[0].clock,
      'JSON_FORM_MALFORMED',
      'left.0.clock',
      '',
    ],
    [
      'a fact that never arrived',
      ({ facts }) => facts[0].arrived.pop(),
      'JSON_FORM_MALFORMED',
      'facts.0.arrived',
      '',
    ],
    [
      'a transaction that is none',
      ({ facts }) => {
        facts[2].transaction = facts[2].transaction.slice(2)
      },
      'TRANSACTION_MALFORMED',
      'facts[2].transaction',
      '',
    ],
    [
      'more satoshis than there are',
      ({ facts }) => {
        facts[2].fee = '2100000000000001'
      },
      'AMOUNT_OVER_SUPPLY',
      'facts[2].fee',
      '',
    ],
  ])('is refused with %s, and says where', (_, damage, code, field, expected) => {
    const [toldCode, toldField, toldExpected] = told(damage)
    expect([toldCode, toldField]).toEqual([code, `view.${field}`])
    expect(toldExpected).toContain(expected)
  })
})
