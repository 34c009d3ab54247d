import { describe, expect, it } from 'vitest'
import { safeParseAgreement } from '../../../src/terms/parse.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { addressOf } from '../../support/holders.js'

/** The issues of a document, each as its code and field. */
const found = (document: Json): readonly string[] => {
  const result = safeParseAgreement(JSON.stringify(document))
  return result.ok ? [] : result.issues.map(({ code, data }) => `${code} ${data.field}`)
}
const messages = (document: Json): readonly string[] => {
  const result = safeParseAgreement(JSON.stringify(document))
  return result.ok ? [] : result.issues.map(({ message }) => message)
}

const changed = (document: Json, change: (document: Json) => void): Json => {
  change(document)
  return document
}
const full = (change: (document: Json) => void): Json => changed(fullDocument(), change)
const plain = (change: (document: Json) => void): Json => changed(plainDocument(), change)

/** The full document without its backup arbiter. */
const oneArbiter = (dispute: Json, change: (document: Json) => void = () => {}): Json =>
  full((it) => {
    delete it.backupArbiter
    it.dispute = dispute
    it.milestones = [{ amount: '1000000' }]
    change(it)
  })

describe('what could not be read causes no further trouble:', () => {
  it.each<[string, Json]>([
    ['a milestone', full((it) => (it.milestones[0] = 'x'))],
    ['a key', full((it) => (it.employer.keys[0] = 'x'))],
    ['the list of keys', full((it) => (it.employer.keys = 'x'))],
    ['a payee', full((it) => (it.worker.payees[0] = 'x'))],
    ['the address of a payee', full((it) => (it.worker.payees[0].address = 'x'))],
    ['the address of another payee', full((it) => (it.worker.payees[1].address = 'x'))],
    ['the share of a payee', full((it) => (it.worker.payees[0].share = 'x'))],
    ['the list of payees', full((it) => (it.worker.payees = 'x'))],
    ['the employer', full((it) => (it.employer = 'x'))],
    ['the worker', full((it) => (it.worker = 'x'))],
    ['the arbiter', full((it) => (it.arbiter = 'x'))],
    ['the address of the arbiter', full((it) => (it.arbiter.address = 'x'))],
    ['the fee of the arbiter', full((it) => (it.arbiter.fee = 'x'))],
    ['the index', full((it) => (it.index = 'x'))],
    ['the list of milestones', full((it) => (it.milestones = 'x'))],
    ['an amount', full((it) => (it.milestones[0].amount = 'x'))],
    ['a secret hash', full((it) => (it.milestones[1].secretHash = 'x'))],
    ['the dispute', full((it) => (it.dispute = 'x'))],
    ['from when there may be a dispute', full((it) => (it.dispute.from = { blocks: 'x' }))],
    ['the time for a decision', full((it) => (it.dispute.decision = { blocks: 'x' }))],
    ['from when the backup decides', full((it) => (it.dispute.backupFrom = { blocks: 'x' }))],
    ['silence', full((it) => (it.silence = 'x'))],
    ['the lock of silence', full((it) => (it.silence.after = { blocks: 'x' }))],
    ['the rescue', full((it) => (it.rescue = 'x'))],
    ['the lock of the rescue', full((it) => (it.rescue.after = { blocks: 'x' }))],
    [
      'silence beside the weight of a path',
      plain((it) => Object.assign(it, { silence: 'x', weights: { workerAlone: 2 } })),
    ],
    [
      'whom silence pays, beside the weight of a path',
      plain((it) => {
        it.silence.pays = 'x'
        it.weights = { workerAlone: 2 }
      }),
    ],
    [
      'a milestone beside the weight of a path that another one may have',
      plain((it) => {
        it.milestones = ['x', { amount: '1000000' }]
        it.weights = { workerWithSecret: 2 }
      }),
    ],
    ['the weights', plain((it) => (it.weights = 'x'))],
  ])('%s', (_, document) => {
    expect(messages(document)).toMatchSnapshot()
  })
})

describe('the times of a contract', () => {
  it('of another kind are not compared as well', () => {
    expect(found(plain((it) => (it.rescue = { after: { height: 1 } })))).toEqual([
      'LOCK_KINDS_MIXED rescue.after',
    ])
    expect(
      found(oneArbiter({ decision: { seconds: 512 * 20 } }, (it) => (it.silence.after = { blocks: 5 }))),
    ).toEqual(['DECISION_UNIT dispute.decision'])
  })

  it('are not compared with a dispute that cannot be read, whose decision may be short', () => {
    const short = full((it) => {
      it.dispute = 'x'
      it.milestones = [{ amount: '1000000' }]
      it.rescue.after = { blocks: it.silence.after.blocks + 10 }
    })
    expect(found(short)).toEqual(['FIELD_TYPE dispute'])
  })

  it('are not compared with each other where silence, after which they are counted, cannot be read', () => {
    const early = full((it) => {
      it.milestones = [{ amount: '1000000' }]
      it.silence.after = 'x'
      it.dispute.backupFrom = { blocks: 1 }
    })
    expect(found(early)).toEqual(['LOCK_MALFORMED silence.after'])
  })

  it('that are absolute are compared with each other', () => {
    const heights = (rescue: number) =>
      messages(
        plain((it) => {
          it.silence.after = { height: 900_000 }
          it.rescue = { after: { height: rescue } }
        }),
      )
    expect(heights(900_144)).toEqual([])
    expect(heights(900_143)).toEqual([
      'rescue.after: expected 900144 or later: 144 blocks after height 900000 in silence.after, received height 900143 in rescue.after',
    ])
  })

  it('leave the arbiter its time after the beginning of a dispute where there is no backup', () => {
    const from = { from: { blocks: 144 }, decision: { blocks: 1008 } }
    expect(found(oneArbiter(from, (it) => (it.silence.after = { blocks: 1152 })))).toEqual([])
    expect(messages(oneArbiter(from, (it) => (it.silence.after = { blocks: 1151 })))).toEqual([
      'silence.after: expected 1152 or later: 1008 blocks for a decision after 144 blocks in dispute.from, received 1151 blocks in silence.after',
    ])
  })

  it('leave the arbiter its time after the funding where disputes may begin at once', () => {
    const atOnce = { decision: { blocks: 1008 } }
    expect(found(oneArbiter(atOnce, (it) => (it.silence.after = { blocks: 1008 })))).toEqual([])
    expect(messages(oneArbiter(atOnce, (it) => (it.silence.after = { blocks: 1007 })))).toEqual([
      'silence.after: expected 1008 or later: 1008 blocks for a decision after the funding, received 1007 blocks in silence.after',
    ])
  })

  it('that are absolute are not counted from a funding that is not known', () => {
    const early = oneArbiter({ decision: { blocks: 1008 } }, (it) => {
      it.silence.after = { height: 5 }
      it.rescue.after = { height: 1013 }
    })
    expect(found(early)).toEqual([])
  })

  it('may be as short as one block for silence where nobody decides', () => {
    expect(found(plain((it) => (it.silence.after = { blocks: 1 })))).toEqual([])
  })

  it('may all be told in seconds, or in times', () => {
    const seconds = (decision: Json): Json =>
      oneArbiter({ from: { seconds: 512 }, decision }, (it) => {
        it.silence.after = { seconds: 512_000 }
        it.rescue.after = { seconds: 1_024_000 }
      })
    expect(found(seconds({ seconds: 5120 }))).toEqual([])
    expect(messages(seconds({ blocks: 5 }))).toMatchSnapshot()
    const times = oneArbiter({ from: { time: 1_800_000_000 }, decision: { seconds: 5120 } }, (it) => {
      it.silence.after = { time: 1_800_005_120 }
      it.rescue.after = { time: 1_800_010_240 }
    })
    expect(found(times)).toEqual([])
  })

  it('that milestones share are complained about once, their own each', () => {
    const early = { after: { blocks: 8641 } }
    const three = plain((it) => {
      it.rescue = early
      it.milestones = [{ amount: '1000000' }, { amount: '1000000' }, { amount: '1000000' }]
    })
    expect(found(three)).toEqual(['RESCUE_TOO_EARLY rescue.after'])
    const own = plain((it) => {
      it.milestones = [
        { amount: '1000000' },
        { amount: '1000000', rescue: early },
        { amount: '1000000', rescue: early },
        {
          amount: '1000000',
          silence: { pays: 'worker', after: { blocks: 5 } },
          rescue: { after: { blocks: 6 } },
        },
      ]
    })
    expect(found(own)).toEqual([
      'RESCUE_TOO_EARLY milestones[1].rescue.after',
      'RESCUE_TOO_EARLY milestones[2].rescue.after',
      'RESCUE_TOO_EARLY milestones[3].rescue.after',
    ])
    const silences = plain((it) => {
      it.rescue = { after: { blocks: 9000 } }
      const silence = (blocks: number) => ({ pays: 'employer', after: { blocks } })
      it.milestones = [8856, 8857, 8856, 8858].map((blocks) => ({
        amount: '1000000',
        silence: silence(blocks),
      }))
    })
    expect(found(silences)).toEqual([
      'RESCUE_TOO_EARLY milestones[1].silence.after',
      'RESCUE_TOO_EARLY milestones[3].silence.after',
    ])
    const disputes = full((it) => {
      const dispute = { decision: { blocks: 5000 }, backupFrom: { blocks: 5000 } }
      it.milestones = [{ amount: '1000000' }, { amount: '1000000', dispute }, { amount: '1000000', dispute }]
    })
    expect(found(disputes)).toEqual([
      'SILENCE_TOO_EARLY milestones[1].dispute.backupFrom',
      'SILENCE_TOO_EARLY milestones[2].dispute.backupFrom',
    ])
  })
})

describe('arbiters and disputes', () => {
  it("come together in a milestone's own terms, too", () => {
    const dispute = { decision: { blocks: 5 } }
    expect(found(plain((it) => (it.milestones[0].dispute = dispute)))).toEqual([
      'DISPUTE_WITHOUT_ARBITER milestones[0].dispute',
    ])
    expect(
      messages(
        full((it) => {
          delete it.dispute
          it.milestones[0].dispute = { decision: { blocks: 5 }, backupFrom: { blocks: 5 } }
        }),
      ),
    ).toEqual([
      'dispute: expected the time that the arbiter needs, here or in every milestone, received nothing for milestones[1]',
    ])
  })
})

describe('weights', () => {
  it.each([
    'arbiterAndWorker',
    'arbiterAndEmployer',
    'workerWithSecret',
    'backupAndWorker',
    'backupAndEmployer',
  ])('of %s are refused where no milestone has it', (path) => {
    expect(found(plain((it) => (it.weights = { [path]: 2 })))).toEqual([`WEIGHT_PATH_ABSENT weights.${path}`])
    expect(found(full((it) => (it.weights = { [path]: 2 })))).toEqual([])
  })

  it('of a party alone need silence or a rescue', () => {
    const weighed = (pays: string, path: string, rescue?: Json) =>
      found(
        plain((it) => {
          it.silence.pays = pays
          it.weights = { [path]: 2 }
          if (rescue !== undefined) it.rescue = rescue
        }),
      )
    expect(weighed('worker', 'workerAlone')).toEqual([])
    expect(weighed('employer', 'employerAlone')).toEqual([])
    expect(weighed('worker', 'employerAlone')).toEqual(['WEIGHT_PATH_ABSENT weights.employerAlone'])
    expect(weighed('worker', 'employerAlone', { after: { blocks: 20_000 } })).toEqual([])
  })
})

describe('amounts', () => {
  const payees = (amount: string, shares: readonly number[]): readonly string[] =>
    messages(
      plain((it) => {
        it.milestones = [{ amount }]
        it.worker.payees = shares.map((share, at) => ({ address: addressOf(11 + at), share }))
      }),
    ).map((message) => message.replace(/bcrt1\w+/g, 'address'))

  const short = (
    payee: string,
    dust: number,
    { after = '', received }: { after?: string; received: string },
  ) =>
    `milestones[0].amount: expected enough that ${payee} gets ${dust} sat or more after 1000 sat for the network${after}, received ${received} sat`

  it('give the first payee what rounding leaves, and no other', () => {
    // of the 1000 that the network leaves: 329.7 and 670.3
    expect(payees('2000', [3297, 6703])).toEqual([])
    expect(payees('2000', [6703, 3297])).toEqual([
      short('worker.payees[1].address', 330, { received: '329 of 2000' }),
    ])
    expect(payees('1900', [3300, 6700])).toEqual([
      short('worker.payees[0].address', 330, { received: '297 of 1900' }),
    ])
    // of 109 times the whole and a part of it: 327 and what the others leave of that
    expect(payees('1097667', [3, 9997])).toEqual([])
    expect(payees('1097666', [3, 9997])).toEqual([
      short('worker.payees[0].address', 330, { received: '329 of 1097666' }),
    ])
    expect(payees('1096001', [3, 4998, 4999])).toEqual([])
    expect(payees('1096000', [3, 4998, 4999])).toEqual([
      short('worker.payees[0].address', 330, { received: '329 of 1096000' }),
    ])
  })

  it('leave room for the fee of the network', () => {
    expect(payees('1329', [10_000])).toEqual([short('employer.address', 330, { received: '329 of 1329' })])
    expect(payees('1330', [10_000])).toEqual([])
    // 3 basis points of 1100000 are 330, and of what the network leaves 329
    expect(payees('1100000', [9997, 3])).toEqual([
      short('worker.payees[1].address', 330, { received: '329 of 1100000' }),
    ])
    expect(payees('1101000', [9997, 3])).toEqual([])
  })

  it('are not divided by shares that are refused themselves', () => {
    // a hundredth of a percent of a million is dust, for the first payee and for another
    for (const shares of [
      [9999, 2],
      [2, 9999],
    ])
      expect(payees('1000000', shares)).toEqual([
        'worker.payees: expected shares that add up to 10000 basis points, received 10001',
      ])
  })

  it('name whoever needs most, the last one of those who need as much', () => {
    expect(payees('1000000', [4999, 1, 5000])).toEqual([
      short('worker.payees[1].address', 330, { received: '99 of 1000000' }),
    ])
    expect(payees('1000000', [9998, 1, 1])).toEqual([
      short('worker.payees[2].address', 330, { received: '99 of 1000000' }),
    ])
  })

  it('that leave nothing are said to leave nothing', () => {
    expect(payees('400', [5000, 5000])).toEqual([
      short('worker.payees[1].address', 330, { received: '0 of 400' }),
    ])
  })

  const feesOf = (amount: string, fee: Json, backup: Json = { sats: '330' }): readonly string[] =>
    messages(
      full((it) => {
        it.milestones = [{ amount }]
        it.employer.address = addressOf(1, { kind: 'p2pkh' })
        it.worker.payees = [{ address: addressOf(2), share: 10_000 }]
        it.arbiter.fee = fee
        it.backupArbiter.fee = backup
      }),
    ).map((message) => message.replace(/\b(bcrt1|m|n)\w{25,}/g, 'address'))

  it('may be eaten up to the half by an arbiter who gets dust or more', () => {
    expect(feesOf('4000', { sats: '330' })).toEqual([])
    expect(feesOf('4000', { sats: '2000' })).toEqual([])
    expect(feesOf('4000', { sats: '329' })).toMatchSnapshot()
    expect(feesOf('4000', { sats: '2001' })).toMatchSnapshot()
  })

  it('are judged after the fee of either arbiter', () => {
    const dust = (arbiter: string) => [
      short('employer.address', 546, { after: ` and 1000 sat for ${arbiter}`, received: '500 of 2500' }),
    ]
    expect(feesOf('2500', { sats: '1000' })).toEqual(dust('arbiter'))
    expect(feesOf('2500', { sats: '330' }, { sats: '1000' })).toEqual(dust('backupArbiter'))
    expect(feesOf('2500', { sats: '954' })).toEqual([])
    expect(feesOf('2500', { sats: '955' })).toHaveLength(1)
    // half of the amount
    expect(feesOf('3090', { sats: '1545' })).toEqual([
      short('employer.address', 546, { after: ' and 1545 sat for arbiter', received: '545 of 3090' }),
    ])
  })

  it('are said to be short of no fee where the arbiter takes none', () => {
    expect(feesOf('1500', { bps: 0 }, { bps: 0 })).toEqual([
      short('employer.address', 546, { received: '500 of 1500' }),
    ])
  })

  it('are not judged after a fee that is refused itself', () => {
    expect(feesOf('2000', { sats: '1800' })).toEqual([
      'arbiter.fee.sats: expected at most half of 2000 sat in milestones[0].amount, received 1800 sat',
    ])
  })

  it('are judged for the employer as well', () => {
    const dear = plain((it) => {
      it.milestones = [{ amount: '1500' }]
      it.employer.address = addressOf(1, { kind: 'p2pkh' })
    })
    expect(messages(dear)).toEqual([short('employer.address', 546, { received: '500 of 1500' })])
  })
})
