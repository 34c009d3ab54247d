import type { LockInput, SpanInput, TermsDocument } from '../../agreement/document.js'
import type { Party } from '../../agreement/types.js'
import { shown } from '../../errors.js'
import { termsError } from '../errors.js'
import { checkParameters } from './parameters.js'
import type { ArbiterParameters } from './parties.js'

/**
 * Clocks of an agreement without an arbiter: whole numbers of blocks, or of days.
 *
 * They count from the funding of each contract, or from `start`. A day counted from the funding has 169 · 512
 * seconds (24 hours and 2 minutes: BIP 68 counts in 512 seconds), one counted from `start` has 86400.
 */
export interface Clocks {
  /** `blocks` where not said. */
  readonly unit?: 'blocks' | 'days' | undefined
  /**
   * The moment from which the clocks count in place of the funding, so that all deadlines are known beforehand and
   * no freeze moves them: a block height, or Unix time where the unit is days.
   */
  readonly start?: number | undefined
  /** From when the party that silence pays may take the money alone. */
  readonly silence?: number | undefined
  /** From when the other party may, too; `never` leaves that path out. */
  readonly rescue?: number | 'never' | undefined
  readonly decision?: undefined
  readonly disputeFrom?: undefined
  readonly backupFrom?: undefined
}

/** Clocks of an agreement with an arbiter. */
export interface ArbiterClocks extends Omit<Clocks, 'decision' | 'disputeFrom'> {
  /** How long the arbiter needs to decide. */
  readonly decision?: number | undefined
  /** From when the arbiter may decide; at once where not said. */
  readonly disputeFrom?: number | undefined
}

/** Clocks of an agreement with an arbiter and a backup. */
export interface BackupClocks extends Omit<ArbiterClocks, 'backupFrom'> {
  /** From when the backup arbiter may decide. */
  readonly backupFrom?: number | undefined
}

/** With an arbiter, with a backup besides, or with neither; each with the clocks that it has. */
export type PanelParameters<More extends object = object> =
  | {
      readonly arbiter?: undefined
      readonly backupArbiter?: undefined
      readonly clocks?: (Clocks & More) | undefined
    }
  | ArbiterPanelParameters<More>

/** With an arbiter, with or without a backup. */
export type ArbiterPanelParameters<More extends object = object> =
  | {
      readonly arbiter: ArbiterParameters
      readonly backupArbiter?: undefined
      readonly clocks?: (ArbiterClocks & More) | undefined
    }
  | {
      readonly arbiter: ArbiterParameters
      readonly backupArbiter: ArbiterParameters
      readonly clocks?: (BackupClocks & More) | undefined
    }

/** Whatever one of the panels may say. */
interface AnyPanel {
  readonly arbiter?: ArbiterParameters | undefined
  readonly backupArbiter?: ArbiterParameters | undefined
  readonly clocks?:
    | (BackupClocks & {
        readonly step?: number | undefined
        readonly period?: number | undefined
      })
    | undefined
}

export const PANEL = ['arbiter', 'backupArbiter', 'clocks'] as const

type Unit = 'blocks' | 'days'

interface UnitTraits {
  readonly day: number
  readonly decision: number
  readonly silence: number
  /** From silence to rescue. */
  readonly rescue: number
  readonly step: number
  readonly period: number
  /** The first and the last `start`. */
  readonly moments: readonly [number, number]
}

const UNITS: Readonly<Record<Unit, UnitTraits>> = {
  blocks: {
    day: 144,
    decision: 1008,
    silence: 8640,
    rescue: 8640,
    step: 4320,
    period: 4320,
    moments: [1, 499_999_999],
  },
  days: {
    day: 1,
    decision: 7,
    silence: 60,
    rescue: 60,
    step: 30,
    period: 30,
    moments: [500_000_000, 0x7fffffff],
  },
}

const LOCK_UNIT = 512
const DAY = 86_400
/** The least multiple of BIP 68's unit that is a day. */
const RELATIVE_DAY = 169 * LOCK_UNIT

/** What the clocks say in a document. */
export type ScheduleTerms = TermsDocument & { readonly silence: NonNullable<TermsDocument['silence']> }

/** The clocks of a template with everything filled in, and the terms that they make. */
export interface Schedule {
  readonly isRelative: boolean
  /** How much later each milestone's clocks are than those of the one before. */
  readonly step: number
  readonly period: number
  /** Silence, rescue and dispute with all clocks later by this much. */
  readonly terms: (offset: number) => ScheduleTerms
}

/** A clock beside those that depend on the panel. */
type OwnClock = 'step' | 'period'

const clockNames = (panel: AnyPanel, own: readonly OwnClock[]): readonly string[] => [
  'unit',
  'start',
  ...own,
  'silence',
  'rescue',
  ...(panel.arbiter === undefined ? [] : ['decision', 'disputeFrom']),
  ...(panel.backupArbiter === undefined ? [] : ['backupFrom']),
]

const malformed = (field: string, expected: string, received: unknown) =>
  termsError('CLOCK_MALFORMED', { field: `clocks.${field}`, expected, received: shown(received) })

const checkClocks = (clocks: NonNullable<AnyPanel['clocks']>): void => {
  const { unit = 'blocks', start, rescue, ...numbers } = clocks
  if (unit !== 'blocks' && unit !== 'days') throw malformed('unit', 'blocks or days', unit)
  const [first, last] = UNITS[unit].moments
  if (start !== undefined && !(Number.isInteger(start) && start >= first && start <= last))
    throw malformed(
      'start',
      `${unit === 'blocks' ? 'a block height' : 'Unix time'} from ${first} to ${last}`,
      start,
    )
  const counted = { ...numbers, rescue: rescue === 'never' ? undefined : rescue }
  for (const [name, value] of Object.entries(counted)) {
    const least = name === 'step' ? 0 : 1
    if (value === undefined || (Number.isSafeInteger(value) && value >= least)) continue
    throw malformed(name, `a whole number of ${unit}, ${least} or more`, value)
  }
}

/**
 * Fills in the clocks that were not given so that they leave everybody the time that the soundness rules demand.
 *
 * @throws EscrowError `PARAMETER_TYPE`, `PARAMETER_UNKNOWN`, `CLOCK_MALFORMED`
 */
export const scheduleOf = (
  panel: AnyPanel,
  {
    pays,
    own = [],
    shortSilence = false,
    lateDispute = false,
  }: {
    readonly pays: Party
    readonly own?: readonly OwnClock[]
    /** Silence comes as soon as the decisions before it allow. */
    readonly shortSilence?: boolean
    /** Those who decide begin as late as leaves them their time before silence. */
    readonly lateDispute?: boolean
  },
): Schedule => {
  const clocks = panel.clocks ?? {}
  checkParameters(clocks, { field: 'clocks', known: clockNames(panel, own) })
  checkClocks(clocks)
  const { unit = 'blocks', start } = clocks
  const traits = UNITS[unit]
  const isRelative = start === undefined
  const hasArbiter = panel.arbiter !== undefined
  const { decision = traits.decision, step = traits.step, period = traits.period } = clocks
  const begins = clocks.disputeFrom ?? 0
  // who needs all of its time to decide still has a day to get the award into a block
  const room = panel.backupArbiter === undefined ? 0 : traits.day
  const decided = (clocks.backupFrom ?? begins + decision) + decision + room
  const {
    silence = hasArbiter ? Math.max(shortSilence ? 0 : traits.silence, decided) : traits.silence,
    rescue = 'default',
  } = clocks
  const latestBackup = Math.max(begins + decision, silence - decision - room)
  const {
    backupFrom = lateDispute ? latestBackup : Math.min(Math.floor((begins + silence) / 2), latestBackup),
  } = clocks
  const latest = (panel.backupArbiter === undefined ? silence - traits.day : backupFrom) - decision
  const { disputeFrom = lateDispute && latest > 0 ? latest : undefined } = clocks

  const lock = (value: number): LockInput => {
    if (unit === 'blocks') return isRelative ? { blocks: value } : { height: start + value }
    return isRelative ? { seconds: value * RELATIVE_DAY } : { time: start + value * DAY }
  }
  const span = (value: number): SpanInput => {
    if (unit === 'blocks') return { blocks: value }
    // rounded down, so that what is far enough apart in days is in seconds
    return {
      seconds: isRelative ? value * RELATIVE_DAY : Math.floor((value * DAY) / LOCK_UNIT) * LOCK_UNIT,
    }
  }
  const rescueAt = (offset: number): number => {
    if (rescue !== 'default' && rescue !== 'never') return rescue + offset
    return silence + Math.max(traits.rescue, hasArbiter ? decision : 0) + offset
  }
  const terms = (offset: number): ScheduleTerms => ({
    silence: { pays, after: lock(silence + offset) },
    rescue: rescue === 'never' ? undefined : { after: lock(rescueAt(offset)) },
    dispute: hasArbiter
      ? {
          from: disputeFrom === undefined ? undefined : lock(disputeFrom + offset),
          decision: span(decision),
          backupFrom: panel.backupArbiter === undefined ? undefined : lock(backupFrom + offset),
        }
      : undefined,
  })
  return { isRelative, step, period, terms }
}
