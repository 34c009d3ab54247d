import { createHash } from 'node:crypto'
import { type Agreement, defineAgreement, hourly } from 'taproot-escrow'
import type { People, Person } from './people.js'

/** What opens the milestone `photos`: shown to the worker on delivery. */
export const SECRET: Uint8Array = new Uint8Array(
  createHash('sha256').update('the photos have arrived').digest(),
)

const AMOUNT = '1000000'

/** The milestones of the first agreement; each comes to another end. */
export const MILESTONES = [
  'concept',
  'design',
  'photos',
  'texts',
  'shop',
  'search',
  'checkout',
  'newsletter',
  'translation',
  'support',
  'hosting',
  'icons',
] as const
export type MilestoneName = (typeof MILESTONES)[number]

/** The milestone after those: nobody pays it in, it gets the rest of the one before. */
export const LAST_MILESTONE = { memo: 'animations', amount: '600000' } as const

const quorum = ({ key }: Person) => ({ threshold: 1, keys: [key] })

const parties = ({ employer, worker }: People) => ({
  employer: { ...quorum(employer), address: employer.address },
  worker: { ...quorum(worker), payees: [{ address: worker.address, share: 10_000 }] },
})

/** With an arbiter and a backup; where nobody speaks the employer gets the money back. Clocks start at the funding. */
export const websiteAgreement = (people: People): Agreement =>
  defineAgreement({
    format: 'taproot-escrow/agreement',
    version: 1,
    network: 'regtest',
    index: 0,
    ...parties(people),
    arbiter: { ...quorum(people.arbiter), address: people.arbiter.address, fee: { bps: 100 } },
    backupArbiter: {
      ...quorum(people.backupArbiter),
      address: people.backupArbiter.address,
      fee: { sats: '5000' },
    },
    keyPath: 'musig2',
    silence: { pays: 'employer', after: { blocks: 1008 } },
    dispute: { from: { blocks: 144 }, decision: { blocks: 144 }, backupFrom: { blocks: 432 } },
    milestones: [
      ...MILESTONES.map((memo) => ({
        amount: AMOUNT,
        memo,
        ...(memo === 'photos' && { secretHash: createHash('sha256').update(SECRET).digest('hex') }),
      })),
      LAST_MILESTONE,
    ],
  })

/** Two parties, no aggregate key, and a date: from a block height on, silence pays the worker. */
export const wageAgreement = (people: People, height: number): Agreement =>
  defineAgreement({
    format: 'taproot-escrow/agreement',
    version: 1,
    network: 'regtest',
    index: 100,
    ...parties(people),
    keyPath: 'closed',
    silence: { pays: 'worker', after: { height } },
    rescue: { after: { height: height + 4320 } },
    milestones: [{ amount: AMOUNT, memo: 'wage' }],
  })

/** For work that is paid by the minute, from a template, with an arbiter and a backup. */
export const hoursAgreement = ({ employer, worker, arbiter, backupArbiter }: People): Agreement =>
  hourly({
    network: 'regtest',
    index: 200,
    employer: { key: employer.key, address: employer.address },
    worker: { key: worker.key, address: worker.address },
    arbiter: { key: arbiter.key, address: arbiter.address, fee: { bps: 100 } },
    backupArbiter: { key: backupArbiter.key, address: backupArbiter.address, fee: { sats: '5000' } },
    amount: AMOUNT,
    memo: 'hours',
  })
