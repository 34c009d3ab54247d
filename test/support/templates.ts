import {
  type Agreement,
  fixedPrice,
  hourly,
  milestonePlan,
  secretRelease,
  virtualTeam,
  wage,
  withoutArbiter,
} from 'taproot-escrow'
import type { Json } from './documents.js'
import { addressOf, bareHolder, extendedHolder, secretHashOf } from './holders.js'

/** The five values that most templates need. */
export const plainParameters = (): Json => ({
  network: 'regtest',
  index: 0,
  employer: { key: extendedHolder(1).text, address: addressOf(1) },
  worker: { key: extendedHolder(2).text, address: addressOf(2) },
  amount: 1_000_000n,
})

export const arbiterParameters = (): Json => ({
  key: extendedHolder(3).text,
  address: addressOf(4),
  fee: { bps: 100 },
})

export const backupParameters = (): Json => ({
  keys: [extendedHolder(4).text, extendedHolder(5).text, bareHolder(6).text],
  threshold: 2,
  address: addressOf(5),
  fee: { sats: '5000' },
})

export const payeesParameters = (): Json => [
  { address: addressOf(2), share: 6000 },
  { address: addressOf(3, { kind: 'p2wpkh' }), share: 4000 },
]

const ofParts = ({ amount, ...others }: Json): Json => ({
  ...others,
  milestones: [
    { amount, memo: 'draft' },
    { amount, memo: 'print' },
  ],
})

/** A template, the least that it takes, and the panels that it can have. */
export interface TemplateCase {
  readonly name: string
  /** File under `docs/templates`. */
  readonly page: string
  readonly make: (parameters: Json, options?: Json) => Agreement
  readonly least: () => Json
  readonly panels: readonly Panel[]
  readonly contracts: number
  /** Who is paid by silence where nothing else is said; `undefined` where that must be said. */
  readonly pays: 'employer' | 'worker' | undefined
  readonly choosesSilence: boolean
  readonly ownClock?: 'step' | 'period'
}

export const PANELS = ['none', 'arbiter', 'backup'] as const
export type Panel = (typeof PANELS)[number]

export const TEMPLATES: readonly TemplateCase[] = [
  {
    name: 'fixedPrice',
    page: 'fixed-price',
    make: fixedPrice,
    least: plainParameters,
    panels: PANELS,
    contracts: 1,
    pays: 'employer',
    choosesSilence: true,
  },
  {
    name: 'milestonePlan',
    page: 'milestones',
    make: milestonePlan,
    least: () => ofParts(plainParameters()),
    panels: PANELS,
    contracts: 2,
    pays: 'employer',
    choosesSilence: true,
    ownClock: 'step',
  },
  {
    name: 'wage',
    page: 'wage',
    make: wage,
    least: () => ({ ...plainParameters(), arbiter: arbiterParameters(), periods: 2 }),
    panels: ['arbiter', 'backup'],
    contracts: 2,
    pays: 'worker',
    choosesSilence: false,
    ownClock: 'period',
  },
  {
    name: 'hourly',
    page: 'hourly',
    make: hourly,
    least: plainParameters,
    panels: PANELS,
    contracts: 1,
    pays: 'employer',
    choosesSilence: false,
  },
  {
    name: 'virtualTeam',
    page: 'virtual-team',
    make: virtualTeam,
    least: () => ({
      ...plainParameters(),
      worker: {
        keys: [extendedHolder(7).text, extendedHolder(8).text, extendedHolder(9).text],
        threshold: 2,
        payees: payeesParameters(),
      },
    }),
    panels: PANELS,
    contracts: 1,
    pays: 'employer',
    choosesSilence: true,
  },
  {
    name: 'withoutArbiter',
    page: 'without-arbiter',
    make: withoutArbiter,
    least: () => ({ ...plainParameters(), silencePays: 'worker' }),
    panels: ['none'],
    contracts: 1,
    pays: undefined,
    choosesSilence: true,
  },
  {
    name: 'secretRelease',
    page: 'secret-release',
    make: secretRelease,
    least: () => {
      const { milestones, ...others } = ofParts(plainParameters())
      return {
        ...others,
        milestones: milestones.map((milestone: Json, at: number) => ({
          ...milestone,
          secretHash: secretHashOf(at),
        })),
      }
    },
    panels: PANELS,
    contracts: 2,
    pays: 'employer',
    choosesSilence: false,
    ownClock: 'step',
  },
]

/** The least of a template, with an arbiter, a backup, or neither. */
export const withPanel = (template: TemplateCase, panel: Panel): Json => ({
  ...template.least(),
  ...(panel === 'none' ? {} : { arbiter: arbiterParameters() }),
  ...(panel === 'backup' ? { backupArbiter: backupParameters() } : {}),
})

/** The names of the paths that a panel gives each contract of a template, in the order of their numbers. */
export const pathsExpected = (
  template: TemplateCase,
  {
    panel,
    key = 'open',
    rescue = 'some',
    silencePays = template.pays ?? 'worker',
  }: {
    panel: Panel
    key?: 'open' | 'closed'
    rescue?: 'some' | 'never'
    silencePays?: 'employer' | 'worker'
  },
): readonly string[] => [
  ...(key === 'open' ? ['key'] : []),
  'employerAndWorker',
  ...(panel === 'none' ? [] : ['arbiterAndWorker', 'arbiterAndEmployer']),
  ...(rescue === 'some' || silencePays === 'employer' ? ['employerAlone'] : []),
  ...(rescue === 'some' || silencePays === 'worker' ? ['workerAlone'] : []),
  ...(template.name === 'secretRelease' ? ['workerWithSecret'] : []),
  ...(panel === 'backup' ? ['backupAndWorker', 'backupAndEmployer'] : []),
  'terms',
]
