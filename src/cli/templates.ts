import type { Agreement } from '../agreement/types.js'
import type { TemplateOptions } from '../terms/templates/define.js'
import { type FixedPriceParameters, fixedPrice } from '../terms/templates/fixedPrice.js'
import { type HourlyParameters, hourly } from '../terms/templates/hourly.js'
import { type MilestonePlanParameters, milestonePlan } from '../terms/templates/milestonePlan.js'
import { type SecretReleaseParameters, secretRelease } from '../terms/templates/secretRelease.js'
import { type VirtualTeamParameters, virtualTeam } from '../terms/templates/virtualTeam.js'
import { type WageParameters, wage } from '../terms/templates/wage.js'
import { type WithoutArbiterParameters, withoutArbiter } from '../terms/templates/withoutArbiter.js'

/** A value that a template takes. */
export interface Parameter {
  readonly name: string
  readonly needed?: 'needed'
  readonly help: string
}

/** A template as the command offers it. */
export interface Template {
  readonly name: string
  readonly summary: string
  readonly parameters: readonly Parameter[]
  /** The agreement of parameters as they stand in a file; the template checks every one of them. */
  readonly make: (parameters: unknown, options: TemplateOptions) => Agreement
}

const needed = (name: string, help: string): Parameter => ({ name, needed: 'needed', help })
const optional = (name: string, help: string): Parameter => ({ name, help })

const PARTIES: readonly Parameter[] = [
  needed('network', '"mainnet", "testnet", "signet" or "regtest"'),
  needed(
    'index',
    'index of the first contract; no other agreement under the same keys has any of its indices',
  ),
  needed('employer', '{ "key", "address" }, or { "keys": […], "threshold", "address" }'),
  needed('worker', 'the same; or { "key", "payees": [{ "address", "share" }] }, shares in basis points'),
]
const EMPLOYER_OF_HOURS = needed('employer', '{ "key", "address" }: one key, which signs each state')
const EXTRAS: readonly Parameter[] = [
  optional('keyPath', '"closed": no MuSig2 of employer and worker, though their keys allow it'),
  optional('document', 'SHA-256 in hex of the text that the parties signed'),
  optional('salt', '16 to 32 bytes in hex that nobody can guess'),
]
const ARBITER_HELP = '{ "key", "address", "fee": { "bps" } or { "sats" } }, or a quorum like the others'
const BACKUP = optional('backupArbiter', 'the same: decides where the arbiter does not')
const PANEL: readonly Parameter[] = [optional('arbiter', ARBITER_HELP), BACKUP]
const COMMON_CLOCKS =
  '{ "unit": "blocks" or "days", "start", "silence", "rescue", "decision", "disputeFrom", "backupFrom"'
const AMOUNT = needed('amount', 'satoshis as a decimal string: "250000"')
const MEMO = optional('memo', 'text for people')
const SILENCE_PAYS = optional(
  'silencePays',
  '"employer" (if not said) or "worker": who is paid when nobody speaks',
)
const CLOCKS = optional('clocks', `${COMMON_CLOCKS} }`)
const STEPPED_CLOCKS = optional('clocks', `${COMMON_CLOCKS}, "step" }`)

/*
 * Parameters out of a file have no type. Every template checks each of its parameters as it does for callers without
 * types, so the assertions below promise nothing that is not checked.
 */
export const TEMPLATES: readonly Template[] = [
  {
    name: 'fixedPrice',
    summary: 'one piece of work for one amount',
    parameters: [...PARTIES, ...PANEL, AMOUNT, MEMO, SILENCE_PAYS, CLOCKS, ...EXTRAS],
    make: (parameters, options) => fixedPrice(parameters as FixedPriceParameters, options),
  },
  {
    name: 'milestonePlan',
    summary: 'work in parts, each with an output and clocks of its own',
    parameters: [
      ...PARTIES,
      ...PANEL,
      needed('milestones', '[{ "amount", "memo" }, …]'),
      SILENCE_PAYS,
      STEPPED_CLOCKS,
      ...EXTRAS,
    ],
    make: (parameters, options) => milestonePlan(parameters as MilestonePlanParameters, options),
  },
  {
    name: 'wage',
    summary: 'the same pay for each of some periods, paid by silence',
    parameters: [
      ...PARTIES,
      needed('arbiter', ARBITER_HELP),
      BACKUP,
      needed('periods', 'how many periods are paid, 1 to 1000'),
      AMOUNT,
      MEMO,
      optional('clocks', `${COMMON_CLOCKS}, "period" }`),
      ...EXTRAS,
    ],
    make: (parameters, options) => wage(parameters as WageParameters, options),
  },
  {
    name: 'hourly',
    summary: 'work that is paid by the minute, by a stream on the contract',
    parameters: [
      ...PARTIES.map((party) => (party.name === 'employer' ? EMPLOYER_OF_HOURS : party)),
      ...PANEL,
      AMOUNT,
      MEMO,
      CLOCKS,
      ...EXTRAS,
    ],
    make: (parameters, options) => hourly(parameters as HourlyParameters, options),
  },
  {
    name: 'virtualTeam',
    summary: 'several payees with fixed shares, signing as one or as k of n',
    parameters: [...PARTIES, ...PANEL, AMOUNT, MEMO, SILENCE_PAYS, CLOCKS, ...EXTRAS],
    make: (parameters, options) => virtualTeam(parameters as VirtualTeamParameters, options),
  },
  {
    name: 'withoutArbiter',
    summary: 'two parties and a clock, nobody else',
    parameters: [
      ...PARTIES,
      AMOUNT,
      MEMO,
      needed('silencePays', '"employer" or "worker": who is paid when nobody speaks'),
      optional('clocks', '{ "unit": "blocks" or "days", "start", "silence", "rescue" }'),
      ...EXTRAS,
    ],
    make: (parameters, options) => withoutArbiter(parameters as WithoutArbiterParameters, options),
  },
  {
    name: 'secretRelease',
    summary: 'pay that the employer lets go with a secret, without signing',
    parameters: [
      ...PARTIES,
      ...PANEL,
      needed(
        'milestones',
        '[{ "amount", "memo", "secretHash" }, …]: SHA-256 in hex of 32 bytes, each its own',
      ),
      STEPPED_CLOCKS,
      ...EXTRAS,
    ],
    make: (parameters, options) => secretRelease(parameters as SecretReleaseParameters, options),
  },
]
