import { describe, expect, it } from 'vitest'
import { agreementId } from '../../../src/agreement/canonical.js'
import type { EscrowError } from '../../../src/errors.js'
import { defineAgreement, parseAgreement, safeParseAgreement } from '../../../src/terms/parse.js'
import { concat, utf8 } from '../../../src/units/bytes.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { addressOf, bareHolder, extendedHolder, secretHashOf } from '../../support/holders.js'
import { mnemonicOf } from '../../support/mnemonics.js'

const issuesOf = (text: string | Uint8Array): readonly EscrowError[] => {
  const result = safeParseAgreement(text)
  return result.ok ? [] : result.issues
}

const found = (document: Json): readonly string[] =>
  issuesOf(JSON.stringify(document)).map(({ code, data }) => `${code} ${data.field}`)

/** The full document with a change. */
const full = (change: (document: Json) => void): Json => {
  const document = structuredClone(fullDocument())
  change(document)
  return document
}

/** The plain document with a change. */
const plain = (change: (document: Json) => void): Json => {
  const document = structuredClone(plainDocument())
  change(document)
  return document
}

describe('an agreement', () => {
  it('keeps what its document says', () => {
    const agreement = parseAgreement(JSON.stringify(fullDocument()))
    expect(agreement).toMatchObject({
      network: 'regtest',
      index: 7,
      employer: { threshold: 1, address: { text: addressOf(1), dust: 330n } },
      worker: { payees: [{ share: 7000 }, { share: 3000, address: { dust: 294n } }] },
      arbiter: { threshold: 2, fee: { bps: 100 } },
      backupArbiter: { fee: { sats: 5000n } },
      keyPath: 'musig2',
      weights: { employerAndWorker: 8 },
      document: '11'.repeat(32),
      previous: '22'.repeat(32),
      salt: '33'.repeat(16),
    })
    expect(agreement.worker.keys[0]?.text).toBe(extendedHolder(2).text)
    expect(agreement.milestones.map((milestone) => milestone.amount)).toEqual([1_000_000n, 2_000_000n])
  })

  it('gives a milestone the terms of the agreement unless the milestone states its own', () => {
    const { milestones } = parseAgreement(JSON.stringify(fullDocument()))
    const dispute = { from: { blocks: 144 }, decision: { blocks: 1008 }, backupFrom: { blocks: 4320 } }
    const rescue = { after: { blocks: 17_280 } }
    expect(milestones[0]).toEqual({
      amount: 1_000_000n,
      memo: 'design',
      silence: { pays: 'employer', after: { blocks: 8640 } },
      rescue,
      dispute,
    })
    expect(milestones[1]).toMatchObject({
      silence: { pays: 'worker', after: { blocks: 12_960 } },
      rescue,
      dispute,
    })
  })

  it('replaces a term as a whole', () => {
    const document = full((it) => {
      it.milestones[0].dispute = { decision: { blocks: 10 }, backupFrom: { blocks: 2000 } }
    })
    expect(parseAgreement(JSON.stringify(document)).milestones[0]?.dispute).toEqual({
      decision: { blocks: 10 },
      backupFrom: { blocks: 2000 },
    })
  })

  it('cannot be changed', () => {
    const agreement: Json = parseAgreement(JSON.stringify(fullDocument()))
    expect(() => {
      agreement.milestones[0].silence.after.blocks = 1
    }).toThrow(TypeError)
    expect(() => agreement.worker.payees.push(1)).toThrow(TypeError)
  })

  it('has an id and a text that never change', () => {
    const { id, text } = parseAgreement(JSON.stringify(plainDocument()))
    expect(text.startsWith('{"employer":{"address":"bcrt1p')).toBe(true)
    expect(id).toMatchInlineSnapshot(`"74173e5e0348e3549ed19856157b54440b613267f81ea222dc63613a5f898fd4"`)
  })

  it('is refused where another id was promised', () => {
    const text = JSON.stringify(plainDocument())
    expect(() => parseAgreement(text, { expectedId: '00'.repeat(32) })).toThrow(
      expect.objectContaining({ code: 'AGREEMENT_ID_MISMATCH', kind: 'mismatch' }),
    )
    expect(parseAgreement(text, { expectedId: parseAgreement(text).id })).toBeDefined()
  })
})

describe('a list of issues', () => {
  it('names everything at once, each with its code and field', () => {
    const document = full((it) => {
      it.version = 2
      it.unknown = true
      it.employer.threshold = 2
      it.worker.payees[1].share = 'all'
      it.arbiter.address = 'nowhere'
      it.milestones[0].amount = '-5'
      it.milestones[1].memo = 'line\nbreak'
      it.silence.after = { blocks: 4000 }
      it.weights = { employerAndWorker: 0 }
    })
    expect(found(document)).toEqual([
      'FIELD_UNKNOWN unknown',
      'VERSION_UNKNOWN version',
      'THRESHOLD_OUT_OF_RANGE employer.threshold',
      'FIELD_TYPE worker.payees[1].share',
      'ADDRESS_MALFORMED arbiter.address',
      'AMOUNT_NEGATIVE milestones[0].amount',
      'TEXT_CHARACTER_FORBIDDEN milestones[1].memo',
      'WEIGHT_OUT_OF_RANGE weights.employerAndWorker',
      'SILENCE_TOO_EARLY silence.after',
    ])
  })

  it('starts with what parseAgreement throws', () => {
    const text = JSON.stringify(full((it) => Object.assign(it, { version: 2, index: -1 })))
    const [first] = issuesOf(text)
    expect(() => parseAgreement(text)).toThrow(first?.message)
  })

  it('stays short whatever the text', () => {
    const document = plain((it) => {
      it.milestones = Array.from({ length: 1000 }, () => ({ amount: 'x', memo: 1, secretHash: 'y' }))
    })
    expect(issuesOf(JSON.stringify(document))).toHaveLength(100)
  })
})

const HASH = 'ab'.repeat(32)

const cases: readonly (readonly [string, Json, ...string[]])[] = [
  ['a format of another name', plain((it) => (it.format = 'escrow')), 'FORMAT_UNKNOWN format'],
  ['a version to come', plain((it) => (it.version = 2)), 'VERSION_UNKNOWN version'],
  ['a version as text', plain((it) => (it.version = '1')), 'VERSION_UNKNOWN version'],
  ['an unknown network', plain((it) => (it.network = 'testnet4')), 'NETWORK_UNKNOWN network'],
  ['no document at all', 5, 'FIELD_TYPE agreement'],
  ['a list for a document', [], 'FIELD_TYPE agreement'],
  ['an unknown field', plain((it) => (it.Salt = HASH)), 'FIELD_UNKNOWN Salt'],
  [
    'two unknown fields of one object',
    plain((it) => Object.assign(it.silence, { a: 1, b: 2 })),
    'FIELD_UNKNOWN silence.a',
    'FIELD_UNKNOWN silence.b',
  ],
  ['an unknown field with a strange name', plain((it) => (it['a b'] = 1)), 'FIELD_UNKNOWN ["a b"]'],
  ['no silence', plain((it) => delete it.silence), 'FIELD_MISSING silence'],
  ['no keys', plain((it) => (it.employer.keys = [])), 'KEYS_COUNT employer.keys'],
  [
    '21 keys',
    plain(
      (it) =>
        (Object.assign(it, { keyPath: 'closed' }).employer.keys = Array.from(
          { length: 21 },
          (_, at) => bareHolder(at).text,
        )),
    ),
    'KEYS_COUNT employer.keys',
  ],
  ['threshold 0', plain((it) => (it.worker.threshold = 0)), 'THRESHOLD_OUT_OF_RANGE worker.threshold'],
  [
    'a threshold over the number of keys',
    full((it) => (it.arbiter.threshold = 4)),
    'THRESHOLD_OUT_OF_RANGE arbiter.threshold',
  ],
  [
    'half a threshold',
    JSON.parse(JSON.stringify(plain((it) => (it.worker.threshold = 0.5)))),
    'JSON_NUMBER_SPELLING worker.threshold',
    'FIELD_TYPE worker.threshold',
  ],
  ['a negative index', plain((it) => (it.index = -1)), 'INDEX_OUT_OF_RANGE index'],
  ['an index over 2^31', plain((it) => (it.index = 2 ** 31)), 'INDEX_OUT_OF_RANGE index'],
  [
    'a last milestone beyond 2^31',
    full((it) => (it.index = 2 ** 31 - 1)),
    'MILESTONE_INDEX_OUT_OF_RANGE index',
  ],
  ['no payees', plain((it) => (it.worker.payees = [])), 'PAYEES_COUNT worker.payees'],
  ['shares that miss 10000', full((it) => (it.worker.payees[0].share = 6999)), 'SHARES_SUM worker.payees'],
  [
    'a share of nothing',
    full((it) => (it.worker.payees[0].share = 0)),
    'SHARE_OUT_OF_RANGE worker.payees[0].share',
  ],
  [
    'one payee twice',
    full((it) => (it.worker.payees[1].address = it.worker.payees[0].address)),
    'PAYEE_REPEATED worker.payees[1].address',
  ],
  ['a fee of two kinds', full((it) => (it.arbiter.fee.sats = '1000')), 'ARBITER_FEE_MALFORMED arbiter.fee'],
  ['a fee of no kind', full((it) => (it.arbiter.fee = {})), 'ARBITER_FEE_MALFORMED arbiter.fee'],
  [
    'a fee over half of the pot',
    full((it) => (it.arbiter.fee = { bps: 5001 })),
    'ARBITER_FEE_OUT_OF_RANGE arbiter.fee.bps',
  ],
  [
    'a fixed fee of nothing',
    full((it) => (it.arbiter.fee = { sats: '0' })),
    'ARBITER_FEE_OUT_OF_RANGE arbiter.fee.sats',
  ],
  [
    'a fixed fee over half of a milestone',
    full((it) => (it.arbiter.fee = { sats: '500001' })),
    'ARBITER_FEE_OVER_AMOUNT arbiter.fee.sats',
  ],
  [
    'a fixed fee that is dust',
    full((it) => (it.arbiter.fee = { sats: '329' })),
    'ARBITER_FEE_DUST arbiter.fee.sats',
  ],
  [
    'a fee in basis points that comes to dust',
    full((it) => (it.arbiter.fee = { bps: 3 })),
    'ARBITER_FEE_DUST arbiter.fee.bps',
  ],
  ['an unknown key path', plain((it) => (it.keyPath = 'frost')), 'KEY_PATH_UNKNOWN keyPath'],
  [
    'an open key path of a quorum',
    plain((it) => it.worker.keys.push(extendedHolder(9).text)),
    'KEY_PATH_NEEDS_EXTENDED_KEYS keyPath',
  ],
  [
    'an open key path of a bare key',
    plain((it) => (it.worker.keys = [bareHolder(1).text])),
    'KEY_PATH_NEEDS_EXTENDED_KEYS keyPath',
  ],
  [
    'one key in two roles',
    full((it) => (it.arbiter.keys[2] = it.employer.keys[0])),
    'KEY_DUPLICATE arbiter.keys[2]',
  ],
  [
    'one key twice in a role',
    full((it) => (it.arbiter.keys[2] = it.arbiter.keys[0])),
    'KEY_DUPLICATE arbiter.keys[2]',
  ],
  [
    'a bare key and its x-only form',
    full((it) => {
      it.arbiter.keys[1] = bareHolder(1, 'xOnly').text
      it.arbiter.keys[2] = bareHolder(1, 'compressed').text
    }),
    'KEY_DUPLICATE arbiter.keys[2]',
  ],
  [
    'a key of another network',
    plain((it) => (it.worker.keys = [extendedHolder(2, 'mainnet').text])),
    'KEY_NETWORK worker.keys[0]',
  ],
  [
    'an address of another network',
    plain((it) => (it.employer.address = addressOf(1, { network: 'mainnet' }))),
    'ADDRESS_OTHER_NETWORK employer.address',
  ],
  [
    'an address in upper case',
    plain((it) => (it.employer.address = it.employer.address.toUpperCase())),
    'ADDRESS_NOT_NORMAL employer.address',
  ],
  [
    'silence that pays nobody',
    plain((it) => (it.silence.pays = 'arbiter')),
    'SILENCE_PAYS_UNKNOWN silence.pays',
  ],
  ['a lock of nothing', plain((it) => (it.silence.after = { blocks: 0 })), 'LOCK_ZERO silence.after.blocks'],
  [
    'a lock of two kinds',
    plain((it) => (it.silence.after = { blocks: 1, height: 1 })),
    'LOCK_TWO_KINDS silence.after',
  ],
  [
    '65536 blocks',
    plain((it) => (it.silence.after = { blocks: 65_536 })),
    'LOCK_RELATIVE_OUT_OF_RANGE silence.after.blocks',
  ],
  [
    'a height that is a time',
    plain((it) => (it.silence.after = { height: 500_000_000 })),
    'LOCK_ABSOLUTE_OUT_OF_RANGE silence.after.height',
  ],
  [
    'a decision at a height',
    full((it) => (it.dispute.decision = { height: 5 })),
    'LOCK_MALFORMED dispute.decision',
  ],
  [
    'a decision in seconds among blocks',
    full((it) => (it.dispute.decision = { seconds: 512 })),
    'DECISION_UNIT dispute.decision',
    'DECISION_UNIT milestones[1].silence.after',
  ],
  [
    'two kinds of lock in a contract',
    full((it) => (it.rescue.after = { height: 900_000 })),
    'LOCK_KINDS_MIXED rescue.after',
    'LOCK_KINDS_MIXED milestones[1].silence.after',
  ],
  [
    "a milestone's silence of another kind than the rescue it inherits",
    full((it) => (it.milestones[1].silence.after = { height: 900_000 })),
    'LOCK_KINDS_MIXED milestones[1].silence.after',
  ],
  [
    'a backup before the arbiter had its time',
    full((it) => (it.dispute.backupFrom = { blocks: 1151 })),
    'BACKUP_FROM_TOO_EARLY dispute.backupFrom',
  ],
  [
    'silence before the backup had its time',
    full((it) => (it.silence.after = { blocks: 5327 })),
    'SILENCE_TOO_EARLY silence.after',
  ],
  [
    'a milestone whose own silence comes too early',
    full((it) => (it.milestones[1].silence.after = { blocks: 5327 })),
    'SILENCE_TOO_EARLY milestones[1].silence.after',
  ],
  [
    'a milestone whose own decision takes too long',
    full((it) => (it.milestones[0].dispute = { decision: { blocks: 4321 }, backupFrom: { blocks: 4321 } })),
    'SILENCE_TOO_EARLY milestones[0].dispute.backupFrom',
  ],
  [
    'a rescue before the decision is over',
    full((it) => (it.rescue.after = { blocks: 9647 })),
    'RESCUE_TOO_EARLY rescue.after',
    'RESCUE_TOO_EARLY milestones[1].silence.after',
  ],
  [
    'a rescue within a day of silence',
    plain((it) => (it.rescue = { after: { blocks: 8783 } })),
    'RESCUE_TOO_EARLY rescue.after',
  ],
  ['an arbiter without a dispute', full((it) => delete it.dispute), 'DISPUTE_MISSING dispute'],
  [
    'a dispute without an arbiter',
    plain((it) => (it.dispute = { decision: { blocks: 5 } })),
    'DISPUTE_WITHOUT_ARBITER dispute',
  ],
  [
    'a backup without an arbiter',
    full((it) => delete it.arbiter),
    'BACKUP_WITHOUT_ARBITER backupArbiter',
    'DISPUTE_WITHOUT_ARBITER dispute',
  ],
  [
    'a backup without its time',
    full((it) => delete it.dispute.backupFrom),
    'BACKUP_FROM_MISSING dispute.backupFrom',
  ],
  [
    'the time of a backup that is not there',
    full((it) => delete it.backupArbiter),
    'BACKUP_FROM_WITHOUT_BACKUP dispute.backupFrom',
  ],
  ['no milestones', plain((it) => (it.milestones = [])), 'MILESTONES_COUNT milestones'],
  [
    'an amount as a number',
    plain((it) => (it.milestones[0].amount = 1_000_000)),
    'FIELD_TYPE milestones[0].amount',
  ],
  [
    'an amount with leading zeros',
    plain((it) => (it.milestones[0].amount = '01')),
    'AMOUNT_NOT_INTEGER milestones[0].amount',
  ],
  [
    'a fraction of a satoshi',
    plain((it) => (it.milestones[0].amount = '1000.5')),
    'AMOUNT_NOT_INTEGER milestones[0].amount',
  ],
  [
    'an amount over the supply',
    plain((it) => (it.milestones[0].amount = '2100000000000001')),
    'AMOUNT_OVER_SUPPLY milestones[0].amount',
  ],
  [
    'milestones over the supply together',
    plain((it) => (it.milestones = [{ amount: '2100000000000000' }, { amount: '1330' }])),
    'AMOUNT_OVER_SUPPLY milestones',
  ],
  [
    'an amount that is dust',
    plain((it) => (it.milestones[0].amount = '1329')),
    'AMOUNT_DUST milestones[0].amount',
  ],
  [
    "a payee's part that is dust",
    full((it) => {
      it.worker.payees = [
        { ...it.worker.payees[0], share: 9998 },
        { ...it.worker.payees[1], share: 2 },
      ]
    }),
    'AMOUNT_DUST milestones[0].amount',
  ],
  [
    'a hash of 31 bytes',
    plain((it) => (it.milestones[0].secretHash = 'ab'.repeat(31))),
    'HASH_LENGTH milestones[0].secretHash',
  ],
  ['a hash in upper case', plain((it) => (it.document = HASH.toUpperCase())), 'HEX_NOT_NORMAL document'],
  ['a hash that is no hex', plain((it) => (it.previous = 'zz'.repeat(32))), 'HEX_MALFORMED previous'],
  ['a salt of 15 bytes', plain((it) => (it.salt = 'ab'.repeat(15))), 'SALT_LENGTH salt'],
  [
    'one secret for two milestones',
    full((it) => (it.milestones[0].secretHash = secretHashOf(1))),
    'SECRET_HASH_REPEATED milestones[1].secretHash',
  ],
  ['a memo without letters', plain((it) => (it.milestones[0].memo = '')), 'TEXT_LENGTH milestones[0].memo'],
  [
    'a memo of 1025 bytes',
    plain((it) => (it.milestones[0].memo = `a${'ä'.repeat(512)}`)),
    'TEXT_LENGTH milestones[0].memo',
  ],
  [
    'a memo that turns the direction of writing',
    plain((it) => (it.milestones[0].memo = 'a\u202eb')),
    'TEXT_CHARACTER_FORBIDDEN milestones[0].memo',
  ],
  [
    'half a character',
    plain((it) => (it.milestones[0].memo = 'a\ud800')),
    'TEXT_LONE_SURROGATE milestones[0].memo',
  ],
  [
    'a memo of white space',
    plain((it) => (it.milestones[0].memo = ' ')),
    'TEXT_WHITE_SPACE milestones[0].memo',
  ],
  [
    'a memo that ends in a wide space',
    plain((it) => (it.milestones[0].memo = 'logo\u3000')),
    'TEXT_WHITE_SPACE milestones[0].memo',
  ],
  [
    'a recovery phrase in a memo',
    full((it) => (it.milestones[1].memo = `keep: ${mnemonicOf(1)}`)),
    'TEXT_SECRET milestones[1].memo',
  ],
  [
    'a weight of nothing',
    full((it) => (it.weights = { employerAndWorker: 0 })),
    'WEIGHT_OUT_OF_RANGE weights.employerAndWorker',
  ],
  [
    'a weight over 65536',
    full((it) => (it.weights = { employerAndWorker: 65_537 })),
    'WEIGHT_OUT_OF_RANGE weights.employerAndWorker',
  ],
  ['a weight of the terms', full((it) => (it.weights = { terms: 2 })), 'FIELD_UNKNOWN weights.terms'],
  [
    'a weight of a path that no milestone has',
    plain((it) => (it.weights = { workerAlone: 2 })),
    'WEIGHT_PATH_ABSENT weights.workerAlone',
  ],
  ['no weights at all', plain((it) => (it.weights = {})), 'WEIGHTS_EMPTY weights'],
]

describe('an agreement is refused with', () => {
  it.each(cases)('%s', (_, document, ...expected) => {
    expect(found(document)).toEqual(expected)
    expect(issuesOf(JSON.stringify(document)).map(({ message }) => message)).toMatchSnapshot()
  })
})

describe('an agreement is refused as text with', () => {
  const text = JSON.stringify(plainDocument())
  const of = (other: string | Uint8Array): readonly string[] =>
    issuesOf(other).map(({ code, data }) => `${code} ${data.field}`)

  it('a name that stands twice', () => {
    expect(of(text.replace('"index":7', '"index":7,"index":8'))).toEqual(['JSON_DUPLICATE_KEY index'])
    expect(of(text.replace('{"blocks"', '{"\\u0062locks":1,"blocks"'))).toEqual([
      'JSON_DUPLICATE_KEY silence.after.blocks',
    ])
  })

  it('a prototype', () => {
    expect(of(text.replace('"index":7', '"index":7,"__proto__":{}'))).toEqual(['FIELD_UNKNOWN __proto__'])
  })

  it('a number in another spelling', () => {
    for (const spelling of ['7.0', '7e0', '70E-1'])
      expect(of(text.replace('"index":7', `"index":${spelling}`))).toEqual(['JSON_NUMBER_SPELLING index'])
    expect(of(text.replace('"index":7', '"index":-0'))).toEqual(['JSON_NUMBER_SPELLING index'])
  })

  it('broken JSON', () => {
    for (const broken of ['', text.slice(1), text.slice(0, -1), `${text}x`, `\ufeff${text}`, "{'a':1}"])
      expect(of(broken)).toEqual(['JSON_SYNTAX agreement'])
  })

  it('too many bytes', () => {
    expect(of(text + ' '.repeat(524_288 - text.length))).toEqual([])
    expect(of(text + ' '.repeat(524_289 - text.length))).toEqual(['AGREEMENT_TOO_LARGE agreement'])
  })

  it('no more commas than the fullest agreement has', () => {
    const numbers = (commas: number): string => `[${'0,'.repeat(commas)}0]`
    expect(of(numbers(16_384))).not.toContain('AGREEMENT_TOO_LARGE agreement')
    expect(of(numbers(16_385))).toEqual(['AGREEMENT_TOO_LARGE agreement'])
    const names = Array.from({ length: 20_000 }, (_, at) => `"${at}":0`)
    expect(of(`{${names.join()}}`)).toEqual(['AGREEMENT_TOO_LARGE agreement'])
    const fullest = {
      ...fullDocument(),
      worker: {
        ...fullDocument().worker,
        payees: Array.from({ length: 100 }, () => ({ address: '', share: 100 })),
      },
      milestones: Array.from({ length: 1000 }, () => ({
        ...{ amount: '1', memo: 'a, b', secretHash: '' },
        silence: { pays: 'worker', after: { blocks: 1 } },
        rescue: { after: { blocks: 1 } },
        dispute: { from: { blocks: 1 }, decision: { blocks: 1 }, backupFrom: { blocks: 1 } },
      })),
    }
    expect(of(JSON.stringify(fullest))).not.toContain('AGREEMENT_TOO_LARGE agreement')
    // those in a text are no commas between values
    expect(of(`{"a":"${','.repeat(20_000)}"}`)).not.toContain('AGREEMENT_TOO_LARGE agreement')
  })

  it('too many levels', () => {
    expect(of('['.repeat(16) + ']'.repeat(16))).toEqual(['FIELD_TYPE agreement'])
    expect(of('['.repeat(17) + ']'.repeat(17))).toEqual(['AGREEMENT_TOO_DEEP agreement'])
    expect(of('['.repeat(100_000))).toEqual(['AGREEMENT_TOO_DEEP agreement'])
  })

  it('bytes that are no well-formed UTF-8', () => {
    const bytes = utf8(text)
    expect(of(bytes)).toEqual([])
    for (const wrong of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf4, 0x90, 0x80, 0x80]])
      expect(of(concat(bytes, Uint8Array.from(wrong)))).toEqual(['TEXT_NOT_UTF8 agreement'])
    // what a decoder puts in their place is a text of its own
    expect(of(concat(Uint8Array.of(0xef, 0xbb, 0xbf), bytes))).toEqual(['JSON_SYNTAX agreement'])
    expect(of(new Uint8Array(524_289))).toEqual(['AGREEMENT_TOO_LARGE agreement'])
    expect(() => agreementId(Uint8Array.of(0xff))).toThrow(expect.objectContaining({ code: 'TEXT_NOT_UTF8' }))
  })

  it('strings with half a surrogate pair, which no UTF-8 writes', () => {
    const withMemo = (memo: string): string => text.replace('{"amount"', `{"memo":"${memo}","amount"`)
    expect(of(withMemo('\ud83d\ude80'))).toEqual([])
    for (const half of ['\ud83d', '\ude80']) {
      expect(of(withMemo(half))).toEqual(['TEXT_NOT_UTF8 agreement'])
      expect(of(text + half)).toEqual(['TEXT_NOT_UTF8 agreement'])
    }
    expect(issuesOf(`${text}\ude80`)[0]?.message).toContain('U+DE80 at position')
    expect(of(withMemo('\\ude80'))).toEqual(['TEXT_LONE_SURROGATE milestones[0].memo'])
  })

  it('no text', () => {
    // JavaScript callers pass anything
    for (const value of [undefined, null, 5, {}, [7]] as Json[])
      expect(of(value)).toEqual(['AGREEMENT_NOT_TEXT agreement'])
  })
})

describe('what an issue says', () => {
  const message = (document: Json): string | undefined => issuesOf(JSON.stringify(document))[0]?.message

  it('holds the numbers of the order that is not kept', () => {
    expect(message(full((it) => (it.silence.after = { blocks: 5327 })))).toMatchInlineSnapshot(
      `"silence.after: expected 5328 or later: 1008 blocks for a decision after 4320 blocks in dispute.backupFrom, received 5327 blocks in silence.after"`,
    )
    expect(message(full((it) => (it.dispute.backupFrom = { blocks: 1151 })))).toMatchInlineSnapshot(
      `"dispute.backupFrom: expected 1152 or later: 1008 blocks for a decision after 144 blocks in dispute.from, received 1151 blocks in dispute.backupFrom"`,
    )
    expect(message(plain((it) => (it.rescue = { after: { blocks: 8783 } })))).toMatchInlineSnapshot(
      `"rescue.after: expected 8784 or later: 144 blocks after 8640 blocks in silence.after, received 8783 blocks in rescue.after"`,
    )
  })

  it('names the payee whose part is dust', () => {
    const document = full((it) => {
      it.worker.payees[0].share = 9999
      it.worker.payees[1].share = 1
    })
    expect(message(document)).toMatchInlineSnapshot(
      `"milestones[0].amount: expected enough that worker.payees[1].address gets 294 sat or more after 1000 sat for the network, received 99 of 1000000 sat"`,
    )
  })

  it('never holds what may be a secret', () => {
    const secret = extendedHolder(1).root.toBase58()
    const document = plain((it) => {
      it.employer.keys = [secret]
      it.worker.payees[0].address = secret
      it.keyPath = secret
      it.milestones[0].memo = secret.repeat(20)
      it[secret] = secret
    })
    for (const issue of issuesOf(JSON.stringify(document))) {
      expect(issue.message).not.toContain(secret.slice(0, 30))
      expect(JSON.stringify(issue.data)).not.toContain(secret.slice(0, 30))
    }
  })
})

describe('defineAgreement', () => {
  it('brings everything into its normal form', () => {
    const strict = parseAgreement(JSON.stringify(fullDocument()))
    const document = full((it) => {
      it.employer.keys = it.employer.keys.map((key: string) =>
        key.replace(
          /^\[([^\]]*)\]/,
          (_, origin: string) =>
            `[${origin.slice(0, 8).toUpperCase()}${origin.slice(8).replaceAll('h', "'")}]`,
        ),
      )
      it.employer.address = it.employer.address.toUpperCase()
      it.backupArbiter.fee.sats = 5000n
      it.milestones[0].amount = 1_000_000n
      it.milestones[1].secretHash = Uint8Array.from(Buffer.from(it.milestones[1].secretHash, 'hex'))
      it.document = it.document.toUpperCase()
      it.milestones[0].rescue = undefined
    })
    expect(defineAgreement(document)).toEqual(strict)
  })

  it('composes the text of memos', () => {
    const document = plain((it) => (it.milestones[0].memo = 'a\u0308'))
    expect(defineAgreement(document).milestones[0]?.memo).toBe('ä')
  })

  it('refuses what JSON cannot hold', () => {
    const endless: Json = {}
    endless.self = endless
    const throwing = {
      get format(): string {
        throw new Error('no')
      },
    }
    const values: Json[] = [Number.NaN, () => 1, Symbol('s'), endless, throwing, [undefined], new Array(1e9)]
    for (const value of values)
      expect(() => defineAgreement(value)).toThrow(
        expect.objectContaining({
          code: expect.stringMatching(/^AGREEMENT_(UNREADABLE|TOO_DEEP|TOO_LARGE)$/),
        }),
      )
  })
})
