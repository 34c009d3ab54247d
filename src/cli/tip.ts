import type { ChainMoment } from '../paths/deadlines.js'
import { answerIn, memberOf } from '../psbt/forms.js'
import type { NetworkName } from '../units/network.js'
import type { Desk } from './command.js'
import { cliError } from './errors.js'
import type { Given, OptionTable } from './options.js'
import { wholeNumber } from './values.js'

export type TipOption = 'at-height' | 'at-time' | 'tip'

/** Options of every command that has to know where the chain is. */
export const TIP_OPTIONS: OptionTable<TipOption> = {
  tip: {
    value: 'FILE',
    help: "the chain's tip, as `getblockchaininfo` prints it: its height and its median time",
  },
  'at-height': { value: 'HEIGHT', help: "height of the chain's tip, in place of --tip" },
  'at-time': { value: 'TIME', help: 'median time of the tip (`mediantime` of `getblockchaininfo`)' },
}

/** Networks as nodes name them (`chain` of `getblockchaininfo`). */
const CHAINS: Readonly<Record<string, NetworkName>> = {
  main: 'mainnet',
  test: 'testnet',
  testnet4: 'testnet',
  signet: 'signet',
  regtest: 'regtest',
}

const isHeight = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** The tip in what a node printed. */
const tipIn = (text: string, network: NetworkName | undefined): ChainMoment => {
  const answer = answerIn(text)
  const [height, medianTime] = [memberOf(answer, 'blocks'), memberOf(answer, 'mediantime')]
  if (!isHeight(height) || !isHeight(medianTime))
    throw cliError('FILE_NOT_JSON', {
      field: 'tip',
      expected: 'what `getblockchaininfo` prints, with blocks and mediantime',
      received: 'something else',
    })
  const chain = memberOf(answer, 'chain')
  const own = typeof chain === 'string' && Object.hasOwn(CHAINS, chain) ? CHAINS[chain] : undefined
  if (network !== undefined && own !== network)
    throw cliError('TIP_NETWORK', {
      field: 'tip.chain',
      expected: `a tip of ${network}`,
      received: own === undefined ? 'one of a chain that is not named' : `one of ${own}`,
    })
  return { height, medianTime }
}

/** The tip of the chain as far as options say it. */
export interface GivenTip {
  readonly height: number
  readonly medianTime?: number
}

/**
 * The tip of the chain, where it is given: whole by `--tip`, whole or its height alone by the other two.
 *
 * @param network of the agreement, where there is one: the tip has to be of the same
 * @throws EscrowError `OPTIONS_CONFLICT`, `OPTION_MALFORMED`, `OPTION_MISSING` where only a time stands,
 * `FILE_NOT_JSON`, `TIP_NETWORK`
 */
export const givenTip = async (
  given: Given<TipOption>,
  { reader }: Pick<Desk, 'reader'>,
  network?: NetworkName,
): Promise<GivenTip | undefined> => {
  const [file, height, time] = [given.one('tip'), given.one('at-height'), given.one('at-time')]
  if (file === undefined) {
    if (height === undefined && time === undefined) return undefined
    return {
      height: wholeNumber('at-height', given.needed('at-height')),
      ...(time !== undefined && { medianTime: wholeNumber('at-time', time) }),
    }
  }
  if (height !== undefined || time !== undefined)
    throw cliError('OPTIONS_CONFLICT', {
      field: '--tip',
      expected: 'it, or --at-height and --at-time',
      received: 'both',
    })
  return tipIn(await reader.text(file, { field: 'tip' }), network)
}

/**
 * A tip with its median time.
 *
 * @throws EscrowError `OPTION_MISSING`
 */
export const wholeTip = (tip: GivenTip | undefined): ChainMoment | undefined => {
  if (tip === undefined) return undefined
  const { height, medianTime } = tip
  if (medianTime !== undefined) return { height, medianTime }
  throw cliError('OPTION_MISSING', {
    field: '--at-time',
    expected: TIP_OPTIONS['at-time'].help,
    received: 'nothing',
  })
}

/**
 * A whole tip of whoever cannot do without.
 *
 * @throws EscrowError `OPTION_MISSING`
 */
export const neededTip = (tip: GivenTip | undefined): ChainMoment => {
  const whole = wholeTip(tip)
  if (whole !== undefined) return whole
  throw cliError('OPTION_MISSING', {
    field: '--tip',
    expected: `${TIP_OPTIONS.tip.help}; or a node or server`,
    received: 'nothing',
  })
}

/** The tip of the chain, where it is given, whole. */
export const momentOf = async (
  given: Given<TipOption>,
  desk: Pick<Desk, 'reader'>,
  network?: NetworkName,
): Promise<ChainMoment | undefined> => wholeTip(await givenTip(given, desk, network))
