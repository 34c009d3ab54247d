import { accrued } from '../../stream/accrued.js'
import { streamStateFromJson, streamStateToJson } from '../../stream/json.js'
import type { LastState, StreamState } from '../../stream/state.js'
import type { Sats } from '../../units/sats.js'
import type { Desk } from '../command.js'
import { cliError } from '../errors.js'
import type { Given, OptionTable } from '../options.js'
import { satsOf, wholeNumber } from '../values.js'

/** Seconds of an hour. */
const HOUR = 3600

/** What was earned, by the clock. */
export const EARNED_OPTIONS: OptionTable<'wage' | 'seconds'> = {
  wage: { value: 'SATS', help: 'what an hour of work earns; with --seconds, in place of a sum' },
  seconds: { value: 'N', help: 'seconds that were worked, all in all' },
}

/**
 * A sum, said or earned by the clock.
 *
 * @throws EscrowError `OPTIONS_CONFLICT`, `OPTION_MISSING`, `OPTION_MALFORMED`
 */
export const earnedOf = <Name extends string>(
  given: Given<Name | 'wage' | 'seconds'>,
  option: Name,
): Sats | undefined => {
  const byClock = given.one('wage') !== undefined || given.one('seconds') !== undefined
  if (given.one(option) !== undefined) {
    if (!byClock) return satsOf(given, option)
    throw cliError('OPTIONS_CONFLICT', {
      field: `--${option}`,
      expected: 'it, or --wage and --seconds',
      received: 'both',
    })
  }
  if (!byClock) return undefined
  const amount = satsOf(given, 'wage')
  return accrued({ amount, per: HOUR, seconds: wholeNumber('seconds', given.needed('seconds')) })
}

/** A state as one line of text: what is kept, and what goes to the other side. */
export const stateText = (state: StreamState): string => JSON.stringify(streamStateToJson(state))

/** A state out of a file. */
export const stateIn = async (path: string, field: string, { reader }: Desk): Promise<StreamState> =>
  streamStateFromJson(await reader.json(path, { field }))

/** The state that was kept, or none before the first. */
export const keptState = async (given: Given<'state'>, desk: Desk): Promise<LastState> => {
  const path = given.needed('state')
  return (await desk.io.exists(path)) ? stateIn(path, 'state', desk) : 'none'
}

/** Keeps a state: the old one or the new one is there whatever happens in between. */
export const keepState = (state: StreamState, given: Given<'state'>, { io }: Desk): Promise<void> =>
  io.writeFile(given.needed('state'), `${stateText(state)}\n`, { existing: 'replace' })
