import type { CommandSentence, CommandSentences } from '../../src/cli/words/words.js'
import { satsPerVb } from '../../src/units/feeRate.js'
import { ROLES } from '../../src/words.js'

const HASH = 'ab'.repeat(32)
const TXID = 'cd'.repeat(32)
const ADDRESS = 'bcrt1pzusn42a5mkd66tgrnc86lt2kr29ygjf2na9rk7j0jh724swccq9q7mxzhr'
const STREAM = { pays: 240_000n, most: 499_246n, closeBefore: { height: 8343 } } as const
const FOUND = { milestone: 3, amount: 300_000n, outpoint: { txid: TXID, vout: 1 }, agreed: 400_000n } as const
const PAID = { txid: TXID, contracts: 2, fee: 1234n, vsize: 567, feeRate: '2.5' } as const

const SERVER = 'the words of a server'
const REFUSALS = [
  'inputsMissingOrSpent',
  'notFinal',
  'feeTooLow',
  'conflicting',
  'tooManyAncestors',
  'other',
] as const

type Samples = { readonly [Code in keyof CommandSentences]: readonly CommandSentences[Code][] }

/** Data of every sentence that the command alone says; one that is missing does not compile. */
const SAMPLES: Samples = {
  streamPlan: [{ pot: 500_000n, least: 330n, most: 499_246n, fee: 754n, vsize: 212 }],
  streamUntil: [
    {
      closeBefore: STREAM.closeBefore,
      from: { height: 8487 },
      path: 'arbiterAndEmployer',
      who: ['arbiter', 'employer'],
    },
    {
      closeBefore: { medianTime: 1_800_000_000 },
      from: { medianTime: 1_800_086_400 },
      path: 'employerAlone',
      who: ['employer'],
    },
  ],
  streamSigned: [{ pays: STREAM.pays, most: STREAM.most }],
  streamHolds: [STREAM, { ...STREAM, missing: 61_000n }, { ...STREAM, ahead: 7000n }],
  streamCloses: [{ pays: STREAM.pays, fee: 754n, vsize: 212, txid: TXID }],
  swapIs: [
    { kind: 'submarine', amount: 100_500n, address: ADDRESS },
    { kind: 'reverse', amount: 100_500n, address: ADDRESS },
  ],
  swapSides: [
    { claimer: 'provider', refunder: 'client', paymentHash: HASH, timeout: 1000 },
    { claimer: 'client', refunder: 'provider', paymentHash: HASH, timeout: 1000 },
  ],
  swapCosts: [{ cost: 500n }],
  swapSpent: [
    { how: 'claimed', amount: 99_000n, to: ADDRESS, fee: 321n, vsize: 111 },
    { how: 'takenBack', amount: 99_000n, to: ADDRESS, fee: 321n, vsize: 111 },
  ],
  transaction: [{ txid: TXID }],
  fundRequest: [{ milestone: 3, amount: 300_000n, address: ADDRESS }],
  fundFound: [
    { ...FOUND, match: 'under' },
    { ...FOUND, match: 'over', confirmedAt: 900_000 },
    { ...FOUND, match: 'exact', agreed: FOUND.amount, confirmedAt: 900_000 },
  ],
  fundPays: [PAID, { ...PAID, change: { amount: 77_000n, address: ADDRESS } }],
  spendFee: [{ fee: 408n, vsize: 204 }],
  spendSigned: [{ progress: ['○', '●'] }],
  spendWhole: [{}],
  nonceGoes: [{}],
  nonceAwaited: [{}],
  secretAsked: [{}],
  feeRateTaken: [{ feeRate: satsPerVb('2.5') }, { feeRate: satsPerVb('2.5'), of: '127.0.0.1:50001' }],
  unproven: [{ server: '127.0.0.1:50001' }],
  sameFor: ROLES.map((role) => ({ role })),
  addressFound: [{ address: ADDRESS, contract: 3 }],
  made: [{ agreement: HASH, milestones: 3, total: 900_000n, network: 'regtest' }],
  fundAfter: [{ numbers: [1, 2] }],
  passedOver: [
    {
      coins: (['notSpendable', 'unconfirmed', 'noAddress', 'otherKind'] as const).map((why) => ({
        why,
        count: 3,
      })),
    },
  ],
  depositDiffers: [
    { milestone: 3, outpoint: FOUND.outpoint, found: 'nothing' },
    { milestone: 3, outpoint: FOUND.outpoint, found: 'noBlock' },
    { milestone: 3, outpoint: FOUND.outpoint, found: { amount: 300_000n, said: 400_000n } },
  ],
  sent: [
    { answer: { txid: TXID, verdict: 'accepted' } },
    { answer: { txid: TXID, verdict: 'known' } },
    ...REFUSALS.map(
      (reason) => ({ answer: { txid: TXID, verdict: 'refused', reason, text: SERVER } }) as const,
    ),
  ],
  kept: [
    { told: { txid: TXID, kind: 'waiting' }, wanted: 6 },
    { told: { txid: TXID, kind: 'dropped' }, wanted: 6 },
    { told: { txid: TXID, kind: 'replaced', text: SERVER }, wanted: 6 },
    { told: { txid: TXID, kind: 'refused', reason: 'notFinal', text: 'other words' }, wanted: 6 },
    { told: { txid: TXID, kind: 'stuck' }, wanted: 6 },
    { told: { txid: TXID, kind: 'stuck', feeRate: satsPerVb('7'), leastFeeRate: satsPerVb('8') }, wanted: 6 },
    { told: { txid: TXID, kind: 'confirmed', block: { height: 900_000, hash: HASH } }, wanted: 6 },
    { told: { txid: TXID, kind: 'deep' }, wanted: 6 },
  ],
  recoveryFor: ROLES.map((role) => ({ milestone: 3, role })),
  written: [{ path: '../2026/1' }],
  childPays: [
    { parent: TXID, fee: 5678n, vsize: 111, feeRate: satsPerVb('20'), amount: 77_000n, to: ADDRESS },
  ],
  secretRead: [{ milestone: 3, secret: HASH }],
  secretMissing: [
    { why: 'none' },
    { why: 'hidden' },
    { why: 'none', milestone: 3 },
    { why: 'hidden', milestone: 3 },
  ],
  proofMade: [{ milestone: 3, height: 900_000, from: 2016 }],
  proven: (['work', 'cheap', 'nothing'] as const).map((assurance) => ({
    milestone: 3,
    amount: 300_000n,
    outpoint: FOUND.outpoint,
    confirmations: 6,
    tip: { height: 900_005, hash: HASH, time: 1_800_000_000 },
    bits: 81,
    assurance,
  })),
  provenTooFew: [{ wanted: 12 }],
}

/** All of them. */
export const commandSentences = (): readonly CommandSentence[] =>
  Object.entries(SAMPLES).flatMap(([code, all]) => all.map((data) => ({ code, data }) as CommandSentence)) // the data of each code, as the table above has it
