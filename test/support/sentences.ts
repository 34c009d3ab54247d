import type { Lock, Names, Outpoint, Sentence, Sentences } from 'taproot-escrow'
import { limitsOf, POLICY_DEVICES } from '../../src/contract/devices.js'
import { SIGNERS } from '../../src/sentences/voice.js'
import { ROLES, type Role } from '../../src/words.js'

const id = 'ab'.repeat(32)
const outpoint = { txid: 'cd'.repeat(32), vout: 3 }
const other = { txid: 'ef'.repeat(32), vout: 14 }
const address = 'bcrt1pz0agxjuwqyh7c7tqcgewqypykatke53dt2vqxnnqgn8s09kzaxq9ajp8w'
const one = { deposit: 0, deposits: 1 }
const third = { deposit: 2, deposits: 5 }
const alone: readonly Role[] = ['employer']
const both: readonly Role[] = ['arbiter', 'worker']
const height: Lock = { height: 912345 }
const time: Lock = { time: 1_800_000_000 }
const seconds = { seconds: 3_893_760 }
const blocks = { blocks: 8640 }

type Samples = { readonly [Code in keyof Sentences]: readonly Sentences[Code][] }

const OBJECTION = { code: 'raceSoon', data: { parties: both, left: { blocks: 143 } } } as const

const inBlock = { height: 912_345, confirmations: 2, wanted: 6 }
const deep = { height: 912_345, confirmations: 1, wanted: 1 }
const acting = { parties: alone, secret: false }
const together = { parties: both, secret: false }
const txid = '98'.repeat(32)

const WAYS = {
  anybody: { members: [], secrets: 0 },
  one: { members: [{ party: { role: 'employer' }, keys: 1, of: 1 }], secrets: 0 },
  panel: {
    members: [
      { party: { role: 'worker' }, keys: 1, of: 1 },
      { party: { role: 'arbiter' }, keys: 2, of: 3 },
    ],
    secrets: 0,
  },
  secret: { members: [{ party: { name: 'A' }, keys: 1, of: 1 }], secrets: 1 },
  secrets: { members: [{ party: { unknown: 'party' }, keys: 1, of: 1 }], secrets: 2 },
} as const

const WITH = [
  {
    with: [
      { parties: [{ role: 'employer' }], secret: false },
      { parties: [{ role: 'backupArbiter' }, { role: 'arbiter' }], secret: true },
    ],
    from: [{ blocks: 144 }],
    mined: false,
  },
  { with: [{ parties: [], secret: false }], from: [{ time: 1_800_000_000 }], mined: true },
] as const

const RECOVERY_ALONE = {
  with: [{ parties: [], secret: false }],
  from: [{ blocks: 8640 }],
  mined: false,
} as const

/** Data for every sentence: each of its forms, with values that can be told apart in a text. */
export const SAMPLES: Samples = {
  acceptsAs: [{ agreement: id, network: 'regtest', role: 'worker' }],
  ownKey: [
    { key: 'ab'.repeat(32), threshold: 1, of: 1 },
    { key: 'cd'.repeat(32), threshold: 2, of: 3 },
  ],
  paidAt: [
    { role: 'employer', address },
    { role: 'worker', address, percent: '62.5' },
  ],
  takesFee: [
    { role: 'arbiter', fee: { percent: '2.5' }, address },
    { role: 'backupArbiter', fee: { amount: 12_345n }, address },
  ],
  paidIn: [
    { milestone: 4, contract: 11, amount: 1_234_567n, address },
    { milestone: 4, memo: 'the logo', contract: 11, amount: 999n, address },
  ],
  goesOut: [
    { parties: ['employer', 'worker'], you: true },
    { parties: ['arbiter', 'employer'], you: false, lock: blocks },
    { parties: ['worker'], you: true, lock: height },
    { parties: ['worker'], you: false, secretHash: id },
  ],
  keyAccepts: [
    { role: 'worker', key: 2, agreement: id },
    { role: 'arbiter', key: 1, agreement: id, amends: txid },
  ],
  deviceSigns: [{ role: 'worker', key: 2, option: '--signed' }],
  goesOutAsBefore: [{}],
  getsNothing: [{ role: 'worker', gone: 'employer' }],
  ruleLifted: [{ rule: 'feeRateCap' }],
  planRefuses: [{ message: 'spend.fee: expected 100 sat, received 2000000 sat' }],
  fundingUnconfirmed: [{}],
  choiceInputsUnnamed: [{ contracts: 2 }, { contracts: 1100 }],
  choiceInputs: [{ spent: [outpoint, other], chosen: [other] }],
  choicePath: [
    { path: 'employerAndWorker', chosen: 'key' },
    { path: 'workerWithSecret', chosen: 'backupAndEmployer' },
  ],
  choiceAmounts: [{ outcome: 'settle' }],
  choiceOutcome: [{ outcome: 'release', chosen: 'refund' }],
  choiceLeast: [{ role: 'worker', received: 1_234_567n, least: 7_654_321n }],
  choiceFee: [{ fee: 123_456n, most: 789n }],
  targetRoleGone: [{ agreement: id, role: 'backupArbiter' }],
  targetRoleReplaced: [{ agreement: id, role: 'worker' }],
  targetRoleAdded: [{ agreement: id, role: 'arbiter' }],
  targetDeadlinePast: [
    { contract: 8, lock: height, term: 'silence' },
    { contract: 8, lock: time, term: 'rescue' },
  ],
  targetDeadlineNear: [
    { contract: 8, lock: height, term: 'dispute.from' },
    { contract: 8, lock: time, term: 'dispute.backupFrom' },
  ],
  targetOpenNow: [{ contract: 8, role: 'employer' }],
  targetOpenSoon: [{ contract: 8, role: 'employer', left: { blocks: 35 } }],
  targetLocksOut: [{ contract: 8, role: 'worker' }],
  raceNow: [{ parties: alone }, { parties: both }],
  raceSoon: [
    { parties: alone, left: { blocks: 1 } },
    { parties: both, left: { seconds: 7200 } },
  ],
  deadlineUnreadable: [
    { ...one, parties: alone, lock: blocks, wanted: 'confirmedAt' },
    { ...third, parties: both, lock: seconds, wanted: 'medianTimeBefore' },
  ],
  clockNotBegun: [
    { ...one, lock: blocks },
    { ...third, lock: seconds },
  ],
  lockAhead: [
    { ...one, lock: blocks, left: { blocks: 2 } },
    { ...third, lock: time, left: { seconds: 1 } },
  ],
  swapTimeout: [
    { timeout: 912_345, left: 143, least: 144, most: 1008 },
    { timeout: 912_345, left: -7, least: 144, most: 1008 },
  ],
  swapTwice: [{}],
  signedBefore: [{ outcome: 'award', fee: 4567n }],
  spendsDeposit: [
    { milestone: 4, contract: 11, amount: 1_234_567n, outpoint },
    { milestone: 4, memo: 'the logo', contract: 11, amount: 999n, outpoint },
  ],
  isOutcome: [
    { outcome: 'release', pot: 2_100_000_000_000_000n, path: 'employerAndWorker' },
    { outcome: 'settle', pot: 1_234_567n, path: 'key' },
    { outcome: 'release', pot: 1_234_567n, path: 'workerWithSecret' },
    { outcome: 'freeze', pot: 1_234_567n, path: 'backupAndWorker' },
    { outcome: 'refund', pot: 1_234_567n, path: 'employerAlone' },
    { outcome: 'relock', pot: 1_234_567n, path: 'employerAndWorker' },
    { outcome: 'award', pot: 1_234_567n, path: 'arbiterAndEmployer' },
  ],
  paysOut: [
    { amount: 1n, to: [{ role: 'worker' }], address },
    { amount: 123_456n, to: [{ role: 'worker', payee: 1 }, { role: 'arbiter' }], address },
    { amount: 123_456n, to: [{ contract: 31 }], address },
    { amount: 123_456n, to: [{ swap: address }], address },
  ],
  networkTakes: [{ amount: 1234n, rate: '1234.567', percent: '0.05' }],
  arbiterTakes: [{ amount: 12_345n, role: 'arbiter' }],
  youReceive: [{ amount: 123_456_789n }],
  youReceiveNothing: [{}],
  addressShared: [
    { amount: 123_456n, roles: ['employer'] },
    { amount: 123_456n, roles: ['employer', 'arbiter', 'backupArbiter'] },
  ],
  swapTakes: [true, false].map((yours) => ({
    yours,
    amount: 123_456n,
    address,
    provider: '12'.repeat(33),
    client: '34'.repeat(33),
    paymentHash: '56'.repeat(32),
    timeout: 912_345,
  })),
  spendAfterConfirmation: [{}],
  waitsAfterYou: [
    { roles: ['employer', 'worker'], secret: false },
    { roles: [], secret: true },
  ],
  waitsWithoutYou: [
    { roles: ['employer'], secret: false },
    { roles: ['worker'], secret: true },
  ],
  broadcastWithYou: [{ locked: true }, { locked: false }],
  broadcastWithoutYou: [{ locked: true }, { locked: false }],
  canMoveAtOnce: [
    { ...one, parties: ['worker'], secret: true },
    { ...third, parties: both, secret: false },
  ],
  canMoveOnceOpen: [
    { ...one, parties: alone, lock: blocks },
    { ...third, parties: both, lock: time },
  ],
  canMoveAlready: [
    { ...one, parties: alone, lock: seconds },
    { ...third, parties: both, lock: height },
  ],
  canMoveIn: [
    { ...one, parties: alone, lock: seconds, left: { seconds: 86_399 } },
    { ...third, parties: both, lock: height, left: { blocks: 3 } },
  ],
  relocksIntoItself: [{}],
  relocksIntoContract: [{ contract: 8 }],
  relocksIntoAmendment: [
    { contract: 100, agreement: id, accepted: true },
    { contract: 100, agreement: id, accepted: false },
  ],
  amendmentChanges: [
    {
      term: 'amount',
      milestone: 2,
      before: { kind: 'amount', amount: 1_000_000n },
      after: { kind: 'amount', amount: 900_000n },
      worseFor: 'worker',
    },
    {
      term: 'silenceAfter',
      milestone: 0,
      before: { kind: 'lock', lock: blocks },
      after: { kind: 'lock', lock: time },
    },
    {
      term: 'role',
      role: 'backupArbiter',
      before: { kind: 'nothing' },
      after: { kind: 'json', json: '{"a":1}' },
    },
    {
      term: 'fee',
      role: 'arbiter',
      before: { kind: 'percent', percent: '1.5' },
      after: { kind: 'amount', amount: 5000n },
    },
    {
      term: 'dispute',
      milestone: 0,
      before: { kind: 'dispute', times: { decision: blocks } },
      after: { kind: 'dispute', times: { from: height, decision: { blocks: 1008 }, backupFrom: time } },
    },
    ...(
      [
        ...['keys', 'threshold', 'address', 'payees', 'fee', 'keyPath', 'milestone', 'memo', 'secretHash'],
        ...['silencePays', 'rescue', 'dispute', 'network', 'weights', 'document', 'salt'],
      ] as const
    ).map(
      (term) => ({ term, before: { kind: 'role', role: 'worker' }, after: { kind: 'nothing' } }) as const,
    ),
  ],
  termName: [{ term: 'fee', role: 'arbiter' }, { term: 'amount', milestone: 0 }, { term: 'salt' }],
  termValue: [
    { value: { kind: 'nothing' } },
    { value: { kind: 'percent', percent: '0.77' } },
    { value: { kind: 'dispute', times: { from: blocks, decision: seconds } } },
    { value: { kind: 'lock', lock: height } },
    { value: { kind: 'role', role: 'employer' } },
  ],
  targetOpensWithSecret: [{ contract: 8, role: 'worker' }],
  targetOpensAfter: [{ contract: 8, role: 'employer', lock: blocks }],
  targetOpensFrom: [{ contract: 8, role: 'employer', lock: height }],
  targetOpensAtOnce: [{ contract: 8, role: 'employer', lock: time }],
  targetOpensIn: [{ contract: 8, role: 'employer', lock: time, left: { seconds: 12_345 } }],
  clockRestarts: [{ lock: blocks }, { lock: seconds }],
  freezeAgain: [{ fee: 322n }],
  freezeUseless: [{ fee: 322n }],
  secretBecomesPublic: [{}],
  signatureStays: [{}],
  ENGINES_DIFFER: [
    { field: 'outputKey', at: 12, first: 'ab'.repeat(32), second: 'cd'.repeat(32) },
    { field: 'outputKey', at: 0, first: '', second: 'cd01' },
  ],
  AWARD_TOO_LATE: [
    {
      decider: 'backupArbiter',
      decision: { blocks: 4320 },
      room: { blocks: 36 },
      taker: 'employer',
      from: [{ blocks: 8640 }],
      margin: { blocks: 144 },
    },
    {
      decider: 'arbiter',
      decision: { seconds: 86_400 },
      taker: 'worker',
      from: [{ time: 1_800_000_000 }],
      margin: { seconds: 7200 },
    },
  ],
  RACE_AFTER_RESCUE: [{ from: [{ blocks: 17_280 }], taker: 'employer', gap: { blocks: 8640 } }],
  LOCKED_OUT: [
    { role: 'worker', other: 'employer', within: 'never' },
    { role: 'worker', other: 'employer', within: 'twoYears' },
  ],
  SILENCE_TOO_SOON: [
    { taker: 'employer', from: [{ height: 912_345 }], ahead: { blocks: 35 }, margin: { blocks: 144 } },
  ],
  DEADLINE_PAST: [{ lock: { height: 912_345 } }, { lock: { time: 1_800_000_000 } }],
  DEADLINE_TOO_NEAR: [{ lock: { height: 912_345 } }],
  DEADLINES_NOT_CHECKED: [{}],
  LOCK_BEYOND_TWO_YEARS: [{ lock: { height: 912_345 }, ahead: { blocks: 123_456 } }],
  FEES_EAT_AMOUNT: [
    {
      rate: '100',
      percent: '13',
      amount: 150_000n,
      fee: 20_400n,
      outcome: 'settle',
      path: 'employerAndWorker',
      vsize: 204,
      limit: '10',
    },
    {
      rate: '100',
      percent: '13',
      amount: 150_000n,
      fee: 20_400n,
      outcome: 'sweep',
      vsize: 204,
      limit: '10',
    },
  ],
  OUTCOME_UNPAYABLE: [
    {
      rate: '1',
      outcome: 'award',
      path: 'arbiterAndWorker',
      amount: 1234n,
      to: [{ role: 'worker', payee: 1 }],
      received: '293 sat',
    },
    {
      rate: '9',
      outcome: 'release',
      path: 'key',
      amount: 1234n,
      to: [],
      received: '1300 sat to the network, 55 sat to the arbiter',
    },
  ],
  NODES_REFUSE: [{ reason: '600 bytes in one item of the witness; at most 80' }],
  STRICT_NODES_REFUSE: [{ reason: '2900 bytes of witness; at most 1650' }],
  LEAF_NOT_SANE: [{ reason: 'timelock mixing' }, { reason: 'it gives no reason' }],
  ORDINARY_WALLET: [{ account: "m/84'/0'/0'", purpose: 84 }],
  ROLES_SHARE_MASTER: [{ roles: both, fingerprint: 'd34db33f' }],
  QUORUM_SHARES_MASTER: [{ role: 'arbiter', shared: 2, of: 3, fingerprint: 'd34db33f' }],
  ROLES_SHARE_ADDRESS: [{ address, roles: both }],
  KEYS_REUSED: [
    { kind: 'account', first: 7, last: 9, other: id, otherFirst: 8, otherLast: 31 },
    { kind: 'bare', contracts: 12, agreements: [id] },
    { kind: 'bare', agreements: [id] },
  ],
  PARTY_REPLACED: [{ role: 'arbiter', amended: id, amendment: txid }],
  PARTY_ADDED: [{ role: 'arbiter', amended: id, amendment: txid }],
  AMENDMENT_DIFFERS: [
    { amended: id, amendment: txid, count: 1, worse: [] },
    {
      amended: id,
      amendment: txid,
      count: 12,
      worse: [
        { role: 'worker', count: 7 },
        { role: 'employer', count: 3 },
      ],
    },
  ],
  SECRET_REUSED: [{ agreement: id }],
  SECRET_OPENS: [{}],
  ARBITER_WITH_ONE_PARTY: [
    { role: 'arbiter', needed: 2, of: 3, from: [{ blocks: 144 }] },
    { role: 'backupArbiter', needed: 1, of: 1, from: [] },
  ],
  DEVICE_LIMIT: [
    { rule: 'taprootMiniscript' },
    { rule: 'musig' },
    { rule: 'sha256' },
    { rule: 'extendedKeys', role: 'arbiter' },
    { rule: 'addressIndex', received: '12345' },
    { rule: 'templateLength', received: 1234, most: 567 },
    { rule: 'keyCount', received: 17, most: 15 },
    { rule: 'expressionCount', received: 27, most: 25 },
    { rule: 'originDepth', received: 9, most: 8 },
    { rule: 'keyLength', received: 149, most: 148 },
    { rule: 'memory', received: 1024, most: 896 },
  ],
  SPEND_CLAIMS: [
    { claimed: [3] },
    { claimed: [3, 14] },
    { reason: 'Not used: prevouts: expected a transaction, received 3 bytes.' },
  ],
  SPEND_REFUSED: [{ objection: OBJECTION }],
  SPEND_WARNING: [{ objection: { code: 'raceSoon', data: { parties: both, left: { blocks: 12 } } } }],
  OUTCOME_DIFFERS: [
    { reason: 'the leaf terms is spent, which nobody can sign for' },
    { reason: 'outputs: expected an outcome, received 1 output' },
  ],
  OUTCOME_UNKNOWN: [{ reason: 'it is not known how much the contract held that is spent' }],
  SIGNATURE_INVALID: [{ key: 'ab'.repeat(32) }],
  SIGNATURE_TYPE: [{ key: 'ab'.repeat(32), type: 131 }],
  SECRET_SHOWN: [{ outpoint }],
  SECRET_WRONG: [{}],
  DEPOSIT_UNDER: [{ contract: 7, amount: 900_000n }],
  DEPOSIT_OVER: [{ contract: 7, amount: 1_100_000n }],
  TRANSACTION_UNRELATED: [{}],
  TERMS_NOT_BOUND: [{}, { shown: '20ab' }],
  CLAIM_ADDRESS: [{ shown: 'bcrt1qther', agreed: address }],
  CLAIM_OUTPUT: [{ shown: '0014cd', agreed: '5120ab' }],
  CLAIM_AMOUNT: [{ shown: 900_000n, agreed: 1_000_000n }],
  CLAIM_INTERNAL_KEY: [{ shown: 'cd'.repeat(32), agreed: 'ab'.repeat(32) }],
  CLAIM_LEAF_REPLACED: [{ path: 'workerWithSecret', shown: '20cd', agreed: '20ab' }],
  CLAIM_LEAF_MISSING: [{ path: 'arbiterAndWorker' }],
  CLAIM_LEAF_ADDED: [{ shown: '20cd' }],
  CLAIM_LEAF_REPEATED: [{ path: 'employerAlone' }, { path: 'terms' }],
  CLAIM_TREE: [{ shown: '{9,{4,1}}', agreed: '{1,{4,9}}' }],
  CLAIM_PARITY: [{}],
  CLAIM_CONTROL_BLOCK: [{ shown: 'c1cd', agreed: 'c0ab' }],
  NOT_A_CONTRACT: [{}],
  AGREEMENT_NOT_SHOWN: [{}],
  NO_DOCUMENT: [{}],
  NO_SALT: [{}],
  SECRET_IN_TEXT: [{ what: 'a recovery phrase' }],
  TEXT_NOT_NFC: [{}],
  INTERNAL_KEY_OF_ONE_PARTY: [{ party: { role: 'employer' } }, { party: { name: 'B' } }],
  INTERNAL_KEY_UNKNOWN: [{}],
  REFUSED: [{ reason: 'expected an address, received ""' }],
  NO_SPEND: [{ reason: 'psbt: expected a PSBT, received text of 4 characters' }],
  DIFFERS: [{ reason: 'The output has no leaves at all.' }],
  youAreKeys: [{ keys: 3, needed: 2 }],
  neverAlone: [{ back: true }, { back: false }],
  aloneFrom: [
    { back: true, from: [{ blocks: 8640 }], mined: false },
    { back: false, from: [], mined: true },
    { back: false, from: [{ height: 912_345 }, { time: 1_800_000_000 }], mined: false },
  ],
  aloneWithSecret: [
    { back: true, from: [{ seconds: 3_893_760 }], mined: false },
    { back: false, from: [], mined: false },
  ],
  togetherFrom: [
    { ways: WITH, more: 0 },
    { ways: WITH.slice(0, 1), more: 1234 },
  ],
  nobodyWithoutYou: [{}],
  movedWithoutYou: [
    {
      ways: [
        { by: [WAYS.one, WAYS.panel], from: [{ blocks: 8640 }], mined: false },
        { by: [WAYS.secret], from: [], mined: true },
      ],
      more: 0,
    },
    { ways: [{ by: [WAYS.anybody], from: [], mined: false }], more: 1 },
  ],
  eachAlone: [
    { other: { role: 'worker' }, from: [{ blocks: 8640 }] },
    { other: { unknown: 'party' }, from: [] },
  ],
  neverWithout: [{ gone: { role: 'employer' } }],
  stillWithout: [{ gone: { role: 'worker' }, ways: WITH, more: 0 }],
  waysStayOpen: [{ gone: [{ role: 'arbiter' }, { role: 'backupArbiter' }] }, { gone: [{ name: 'B' }] }],
  scriptNotUnderstood: [{ leaf: 'leaf 3' }],
  tooManyToLookAt: [{}],
  clockIsBlocks: [{}],
  clockIsTime: [{}],
  keepAgreement: [{}],
  keepDescription: [{}],
  takenWithout: [
    { victim: { role: 'worker' }, by: WAYS.one, from: [{ blocks: 8640 }] },
    { victim: { name: 'A' }, by: WAYS.anybody, from: [] },
  ],
  goneForEver: [{ gone: { role: 'worker' } }],
  goneWays: [
    { gone: { role: 'worker' }, ways: [{ by: WAYS.one, from: [] }], idle: [{ role: 'arbiter' }] },
    {
      gone: { name: 'B' },
      ways: [
        { by: WAYS.panel, from: [{ height: 912_345 }] },
        { by: WAYS.secret, from: [{ seconds: 7200 }] },
      ],
      idle: [],
    },
  ],
  pairNothing: [{ pair: [{ role: 'arbiter' }, { role: 'worker' }] }],
  canMoveAll: [
    { by: WAYS.panel, from: [{ time: 1_800_000_000 }] },
    { by: WAYS.secrets, from: [] },
  ],
  leafNotUnderstood: [{ leaf: 'leaf 3', reason: 'it computes a key' }],
  coalitionsOmitted: [{ looked: 1024, all: 2345 }],
  locksOmitted: [{ looked: 64, all: 100 }],
  recoveryOf: [{ role: 'worker' }, { role: 'arbiter', quorum: { needed: 2, total: 3 } }],
  recoveryAbout: [{}],
  recoveryCan: [{}],
  recoveryWay: [
    RECOVERY_ALONE,
    { ...RECOVERY_ALONE, block: 912_345 },
    { with: [{ parties: [{ role: 'worker' }], secret: false }], from: [], mined: false },
    { with: [{ parties: [], secret: true }], from: [{ time: 1_800_000_000 }], mined: false },
  ],
  recoveryWayTogether: [
    { with: [{ parties: [{ role: 'worker' }], secret: false }], from: [], mined: false, instead: 12 },
  ],
  recoveryContract: [{}],
  recoveryAgreement: [{ agreement: id }],
  recoveryMilestone: [{ milestone: 4, contract: 11, amount: 1_234_567n }],
  recoveryChain: [{ chain: 'regtest' }],
  recoveryAddress: [{ address }],
  recoveryDepositUnknown: [{}],
  recoveryDeposit: [{ deposit: outpoint, amount: 1_234_567n }],
  recoveryConfirmed: [{ height: 912_345 }],
  recoveryDescriptor: [{ contract: 11 }],
  recoveryPortable: [{}],
  recoveryAddresses: [{}],
  recoveryPaid: [
    { to: { role: 'employer' }, address },
    { to: { role: 'worker', payee: 1 }, percent: '12.5', address },
  ],
  recoveryFill: [{}],
  recoveryFillAccount: [
    {
      placeholder: '<EXTENDED_PRIVATE_KEY>',
      account: '[d34db33f/87h/1h/5h]tprv…',
      master: 'tprv…/87h/1h/5h',
    },
  ],
  recoveryFillKey: [{ placeholder: '<PRIVATE_KEY>' }],
  recoveryFillDeposit: [{ transaction: '<TXID>', position: '<VOUT>' }],
  recoveryFillAddress: [{ placeholder: '<ADDRESS>' }],
  recoveryFillAmount: [{ placeholder: '<AMOUNT>' }, { placeholder: '<AMOUNT>', coins: '0.01000000' }],
  recoveryFillSecret: [{ placeholder: '<SECRET>' }],
  recoveryAnswers: [{ arrow: '->' }],
  recoverySeveral: [{ outputs: '[{"<ADDRESS>":"<AMOUNT>"}]' }],
  recoveryPrepare: [{}],
  recoveryPrivate: [{}],
  recoveryKey: [{ number: 2, total: 3, placeholder: '<PRIVATE_KEY>', key: 'ab'.repeat(33) }],
  recoveryPath: [
    { ...RECOVERY_ALONE, number: 12 },
    { ...RECOVERY_ALONE, number: 12, block: 912_345 },
  ],
  recoveryConfirmations: [{ confirmations: 8640 }],
  recoveryClockBehind: [{}],
  recoverySize: [{ vsize: 212 }],
  recoverySecretRow: [{}],
  recoveryDraft: [{}],
  recoveryDraftForAll: [{ placeholder: '<PSBT>' }],
  recoverySign: [{}],
  recoverySignEach: [{ signatures: 3 }],
  recoveryWithKey: [{ number: 2 }],
  recoverySend: [{}],
  recoverySendJoined: [{ signed: ['<SIGNED_BY_EMPLOYER>', '<SIGNED_BY_WORKER>'], own: '<SIGNED>' }],
  recoveryBefore: [{}],
  recoveryLook: [{ psbtCommand: 'decodepsbt', transactionCommand: 'decoderawtransaction' }],
  recoveryPinning: [{ option: 'version=3', behind: 'locktime', command: 'createpsbt' }],
  recoveryWait: [{}],
  recoveryTerms: [{}],
  recoveryText: [{}],
  asOfBlock: [{ height: 912_345, hash: id }],
  aboutContracts: [
    { indexes: [7], count: 1 },
    { indexes: [7, 8, 19], count: 3 },
    { indexes: [7], count: 1234 },
  ],
  aboutMilestone: [{ milestone: 3, agreement: id }],
  nothingSeen: [{}],
  nothingLeft: [{}],
  inEscrow: [
    { amount: 1_234_567n, place: inBlock },
    { amount: 1_234_567n, place: deep },
  ],
  onItsWayIn: [{ amount: 1_234_567n, place: 'noBlock' }],
  lessThanAgreed: [{ agreed: 1_000_000n }],
  moreThanAgreed: [{ agreed: 1_000_000n }],
  anotherDeposit: [{}],
  cameLate: [{}],
  moneyMoves: [
    {
      stage: 'leaving',
      outcome: 'release',
      path: 'key',
      signers: ['employer', 'worker'],
      pays: [
        { amount: 1_234_567n, to: [{ role: 'worker' }], address },
        { amount: 765n, to: [], address },
      ],
      txid,
      place: 'noBlock',
    },
    {
      stage: 'paidOut',
      outcome: 'award',
      path: 'arbiterAndWorker',
      signers: both,
      pays: [{ amount: 1_234_567n, to: [{ role: 'employer' }, { contract: 19 }], address }],
      txid,
      place: inBlock,
    },
    { stage: 'movedOn', outcome: 'relock', signers: [], pays: [], txid, place: deep },
    { stage: 'paidOut', outcome: 'unknown', signers: [], pays: [], txid, place: deep },
    { stage: 'paidOut', outcome: 'none', signers: alone, pays: [], txid, place: deep },
  ],
  canBeMovedNow: [{ by: [acting] }, { by: [together, { parties: ['worker'], secret: true }] }],
  canBeMovedFrom: [
    { by: [acting], from: { height: 912_345, block: 912_346 } },
    { by: [acting, together], from: { time: 1_800_000_000 }, about: 1_800_003_600 },
  ],
  canBeMovedUnknown: (['confirmedAt', 'medianTimeBefore', 'medianTime'] as const).map((missing) => ({
    by: [together],
    missing,
  })),
  depositArrived: [{ deposit: outpoint, amount: 1_234_567n }],
  depositUnder: [{ deposit: outpoint, amount: 900_000n, agreed: 1_000_000n }],
  depositOver: [{ deposit: outpoint, amount: 1_100_000n, agreed: 1_000_000n }],
  severalDeposits: [{}],
  depositLate: [{ deposit: outpoint, amount: 1_234_567n }],
  depositConfirmed: [{ deposit: outpoint, amount: 1_234_567n, height: 912_345 }],
  pathOpens: [{ deposit: outpoint, ...acting }],
  deadlineComes: [
    { deposit: outpoint, ...acting, role: 'worker', opens: { height: 912_345 } },
    { deposit: outpoint, ...together, role: 'employer', opens: { time: 1_800_000_000 } },
  ],
  spendSeen: [{ deposit: outpoint, txid }],
  spendConfirmed: [{ deposit: outpoint, txid, height: 912_345 }],
  secretShown: [{ txid, secret: '77'.repeat(32) }],
  blockUndone: [
    { what: 'deposit', txid, height: 912_345 },
    { what: 'spend', txid, height: 912_345 },
  ],
  wasReplaced: [
    { what: 'deposit', txid, by: id },
    { what: 'spend', txid, by: id },
  ],
  wasDropped: [
    { what: 'deposit', txid },
    { what: 'spend', txid },
  ],
  isStuck: [
    { what: 'deposit', txid, rate: '12.5' },
    { what: 'spend', txid, rate: '1234' },
  ],
  refused: [{ rule: 'deadlineNear', objection: OBJECTION }],
  warned: [{ rule: 'deadlineNear', objection: OBJECTION }],
}

/** Every sample as a sentence. */
export const sampleSentences = (): readonly Sentence[] =>
  Object.entries(SAMPLES).flatMap(([code, all]) =>
    // the table above ties each code to its data
    all.map((data) => ({ code, data }) as unknown as Sentence),
  )

/** Names that no sentence holds by itself. */
export const NAMES: Required<Names> = {
  employer: 'Ada Qx',
  worker: 'Bola Qy',
  arbiter: 'Chidi Qz',
  backupArbiter: 'Dipo Qw',
  payees: ['Bola Qy', 'Efe Qv'],
}

const isOutpoint = (value: object): value is Outpoint => 'txid' in value && 'vout' in value

/** Separators between digits are the languages' own. */
export const bare = (text: string): string =>
  text.replace(/[\u2066-\u2069]/g, '').replace(/(?<=\d)[.,\u00a0\u202f](?=\d)/g, '')

/** Members whose texts and numbers have to stand in the sentence as they are. */
const SAID =
  /^(claimed|instead|total|chain|placeholder|account|master|transaction|position|coins|arrow|outputs|number|confirmations|signatures|signed|own|psbtCommand|transactionCommand|option|behind|command|shown|agreed|fingerprint|account|purpose|percent|vsize|allowed|key|type|amended|amendment|agreements|first|last|otherFirst|otherLast|other|at|looked|all|hash|txid|indexes|by|block|confirmations|secret|timeout|left|least|most|provider|client|paymentHash|contract|contracts|height|blocks|seconds|milestone|address|agreement|rule|rate|percent|memo|message|json)$/

/** The rules of devices. */
export const DEVICE_RULES: readonly string[] = [
  'extendedKeys',
  ...POLICY_DEVICES.flatMap(limitsOf).map((limit) => (typeof limit === 'string' ? limit : limit.rule)),
]

/** What a text must hold of its sentence's data, without separators. */
export const valuesIn = (value: unknown, name = ''): readonly string[] => {
  if (typeof value === 'bigint') return [value.toString()]
  if (name === 'pays' && Array.isArray(value))
    // an address is said where nobody is known behind it
    return value.flatMap(({ amount, to, address: place }) =>
      valuesIn(to.length > 0 ? { amount, to } : { amount, address: place }),
    )
  // a limit of a device is told in words, by its kind
  if (name === 'rule' && DEVICE_RULES.includes(String(value))) return []
  if (Array.isArray(value)) return value.flatMap((each) => valuesIn(each, name))
  if (typeof value === 'object' && value !== null) {
    if (isOutpoint(value)) return [`${value.txid}:${value.vout}`]
    if ('payee' in value && typeof value.payee === 'number') return [NAMES.payees[value.payee] ?? '']
    if ('time' in value && typeof value.time === 'number') {
      const moment = new Date(value.time * 1000)
      return [`${moment.getUTCFullYear()}`, `${moment.getUTCDate()}`, moment.toISOString().slice(11, 19)]
    }
    const place =
      'deposits' in value && Number(value.deposits) > 1 && 'deposit' in value
        ? [`${Number(value.deposit) + 1}`]
        : []
    return [...place, ...Object.entries(value).flatMap(([inner, each]) => valuesIn(each, inner))]
  }
  const role = ROLES.find((one) => one === value)
  if (role !== undefined) return [NAMES[role]]
  if (typeof value === 'string' && Object.hasOwn(SIGNERS, value))
    return SIGNERS[value as keyof typeof SIGNERS].map((signer) => NAMES[signer])
  return SAID.test(name) && (typeof value === 'string' || typeof value === 'number')
    ? [bare(String(value))]
    : []
}
