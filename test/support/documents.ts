import { addressOf, extendedHolder, secretHashOf } from './holders.js'

/** A JSON object that a test changes freely before it becomes text. */
// biome-ignore lint/suspicious/noExplicitAny: tests put anything anywhere
export type Json = any

/** The least that an agreement can say: two parties, one milestone. */
export const plainDocument = (): Json => ({
  format: 'taproot-escrow/agreement',
  version: 1,
  network: 'regtest',
  index: 7,
  employer: { threshold: 1, keys: [extendedHolder(1).text], address: addressOf(1) },
  worker: {
    threshold: 1,
    keys: [extendedHolder(2).text],
    payees: [{ address: addressOf(2), share: 10_000 }],
  },
  keyPath: 'musig2',
  silence: { pays: 'employer', after: { blocks: 8640 } },
  milestones: [{ amount: '1000000' }],
})

/** An agreement that says everything that the format knows. */
export const fullDocument = (): Json => ({
  ...plainDocument(),
  worker: {
    threshold: 1,
    keys: [extendedHolder(2).text],
    payees: [
      { address: addressOf(2), share: 7000 },
      { address: addressOf(3, { kind: 'p2wpkh' }), share: 3000 },
    ],
  },
  arbiter: {
    threshold: 2,
    keys: [extendedHolder(3).text, extendedHolder(4).text, extendedHolder(5).text],
    address: addressOf(4),
    fee: { bps: 100 },
  },
  backupArbiter: {
    threshold: 1,
    keys: [extendedHolder(6).text],
    address: addressOf(5),
    fee: { sats: '5000' },
  },
  rescue: { after: { blocks: 17_280 } },
  dispute: { from: { blocks: 144 }, decision: { blocks: 1008 }, backupFrom: { blocks: 4320 } },
  milestones: [
    { amount: '1000000', memo: 'design' },
    {
      amount: '2000000',
      memo: 'build',
      secretHash: secretHashOf(1),
      silence: { pays: 'worker', after: { blocks: 12_960 } },
    },
  ],
  weights: { employerAndWorker: 8 },
  document: '11'.repeat(32),
  previous: '22'.repeat(32),
  salt: '33'.repeat(16),
})
