import type { ConfirmationOptions } from '../plan/confirmations.js'
import { cliError } from './errors.js'
import type { Given, OptionTable } from './options.js'
import type { SourceOption } from './sources/options.js'
import type { GivenTip, TipOption } from './tip.js'
import { wholeNumber } from './values.js'

/** Options of commands that want to know how deep the chain holds the money, beside those of the tip. */
export const DEPTH_OPTIONS: OptionTable<'confirmations'> = {
  confirmations: { value: 'N', help: 'how many confirmations, counted from the tip; 1 if not said' },
}

/** Where confirmations are counted from. */
const COUNTED_FROM: readonly (TipOption | SourceOption)[] = [
  'tip',
  'at-height',
  'node',
  'esplora',
  'electrum',
]

/**
 * Wrong use is told before any file is read.
 *
 * @throws EscrowError `OPTION_MISSING` where the tip is missing that confirmations are counted from
 */
export const checkDepth = (given: Given<'confirmations' | TipOption | SourceOption>): void => {
  const wanted = given.one('confirmations')
  if (wanted === undefined) return
  wholeNumber('confirmations', wanted, { least: 1 })
  if (!COUNTED_FROM.some((option) => given.all(option).length > 0))
    throw cliError('OPTION_MISSING', {
      field: '--tip',
      expected: 'the tip that --confirmations counts from, or --at-height, or a node or server',
      received: 'nothing',
    })
}

/** How deep the chain must hold the money, where somebody says the tip: what is not confirmed is refused then. */
export const depthOf = (given: Given<'confirmations'>, tip: GivenTip | undefined): ConfirmationOptions => {
  const wanted = given.one('confirmations')
  return {
    ...(tip !== undefined && { at: { height: tip.height } }),
    ...(wanted !== undefined && { confirmations: wholeNumber('confirmations', wanted, { least: 1 }) }),
  }
}
