import type { ConfirmationOptions } from '../plan/confirmations.js'
import { cliError } from './errors.js'
import type { Given, OptionTable } from './options.js'
import { optionalNumber, wholeNumber } from './values.js'

type DepthOption = 'at-height' | 'confirmations'

/** Options of commands that want to know how deep the chain holds the money. */
export const DEPTH_OPTIONS: OptionTable<DepthOption> = {
  'at-height': { value: 'HEIGHT', help: "height of the chain's tip: refuses what is not confirmed" },
  confirmations: { value: 'N', help: 'how many confirmations, counted from --at-height; 1 if not said' },
}

/**
 * How deep the chain must hold the money, where somebody says so.
 *
 * @throws EscrowError `OPTION_MISSING` where the tip is missing that confirmations are counted from
 */
export const depthOf = (given: Given<DepthOption>): ConfirmationOptions => {
  const height = optionalNumber(given, 'at-height')
  const wanted = given.one('confirmations')
  if (wanted !== undefined && height === undefined)
    throw cliError('OPTION_MISSING', {
      field: '--at-height',
      expected: 'the height that --confirmations counts from',
      received: 'nothing',
    })
  return {
    ...(height !== undefined && { at: { height } }),
    ...(wanted !== undefined && { confirmations: wholeNumber('confirmations', wanted, { least: 1 }) }),
  }
}
