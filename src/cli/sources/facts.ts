import type { Source } from '../../chain/source.js'
import type { ChainMoment } from '../../paths/deadlines.js'
import type { FeeRate } from '../../units/feeRate.js'
import type { NetworkName } from '../../units/network.js'
import { parseHeader } from '../../watch/header.js'
import { emptyView, extended } from '../../watch/view.js'
import type { Desk } from '../command.js'
import { cliError } from '../errors.js'
import type { Given, OptionTable } from '../options.js'
import { type GivenTip, givenTip, TIP_OPTIONS, type TipOption } from '../tip.js'
import { feeRateOf, wholeNumber } from '../values.js'
import { hasSource, SOURCE_OPTIONS, type SourceOption, serverOf } from './options.js'
import { withSource } from './withSource.js'

/** BIP 113: the median time is that of so many blocks. */
const MEDIAN_BLOCKS = 11
/** How often the tip is read where the chain changes under the hands. */
const TRIES = 5

type FeeOption = 'fee-rate' | 'within'

/** Options of every command that plans a fee. */
export const FEE_OPTIONS: OptionTable<FeeOption> = {
  'fee-rate': {
    value: 'RATE',
    help: 'satoshis per virtual byte, such as 2.5; asked of the node or server where one is named',
  },
  within: {
    value: 'BLOCKS',
    help: 'with a node or server: within how many blocks it is to confirm; 6 if not said',
  },
}

/** Options of every command that has to know where the chain is or what a place in it costs. */
export const CHAIN_OPTIONS: OptionTable<TipOption | FeeOption | SourceOption> = {
  ...FEE_OPTIONS,
  ...TIP_OPTIONS,
  ...SOURCE_OPTIONS,
}

/**
 * A tip that a source tells, with its median time.
 *
 * @throws EscrowError `TIP_UNKNOWN` where the chain changes on and on while it is asked
 */
export const tipAt = async (source: Source): Promise<ChainMoment> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { height, hash } = await source.tip()
    const from = Math.max(1, height + 1 - MEDIAN_BLOCKS)
    const headers = await source.headers({ from, count: height + 1 - from })
    const [first] = headers.flatMap((header) => parseHeader(header) ?? [])
    if (first === undefined) continue
    const base = { height: from - 1, hash: first.previous }
    const { chain } = extended(emptyView({ network: source.network, checkpoint: base }), headers)
    const last = chain.headers.at(-1)
    if (last?.hash === hash && last.medianTime !== undefined) return { height, medianTime: last.medianTime }
  }
  throw cliError('TIP_UNKNOWN', {
    field: 'tip',
    expected: `a tip with the ten blocks before it, from ${source.name}`,
    received: 'none that stood still',
  })
}

/** Within how many blocks a transaction is to confirm. */
export const withinOf = (given: Given<'within'>): number =>
  wholeNumber('within', given.one('within') ?? '6', { least: 1, most: 1008 })

/**
 * What a source says that a place in the next blocks costs: as much as its mempool asks at least.
 *
 * @throws EscrowError `FEE_RATE_UNKNOWN`
 */
export const feeRateAt = async (source: Source, blocks: number): Promise<FeeRate> => {
  const estimated = await source.feeRate({ blocks })
  if (estimated === undefined)
    throw cliError('FEE_RATE_UNKNOWN', {
      field: '--fee-rate',
      expected: `a rate, as ${source.name} knows none that confirms within ${blocks} blocks`,
      received: 'nothing',
    })
  const least = source.kind === 'node' ? (await source.relayPolicy()).feeRate : estimated
  return least > estimated ? least : estimated
}

/** Where the chain is and what a place in it costs, as far as options and a source say it. */
export interface ChainFacts {
  readonly tip?: GivenTip
  readonly feeRate: FeeRate
}

/**
 * Reads the tip and the fee rate: from the options, and what they do not say from the source where one is named. What is
 * said by an option counts.
 *
 * @throws EscrowError `OPTION_MISSING` where nobody says the rate; those of the options and of the source
 */
export const chainFacts = async (
  given: Given<TipOption | FeeOption | SourceOption>,
  desk: Desk,
  network: NetworkName,
): Promise<ChainFacts> => {
  const tip = await givenTip(given, desk, network)
  if (!hasSource(given)) return { ...(tip && { tip }), feeRate: feeRateOf(given) }
  const blocks = withinOf(given)
  const rate = given.one('fee-rate') === undefined ? undefined : feeRateOf(given)
  return withSource(given, desk, {
    network,
    use: async ({ source }) => {
      const feeRate = rate ?? (await feeRateAt(source, blocks))
      if (rate === undefined)
        desk.tell([desk.words({ code: 'feeRateTaken', data: { feeRate, of: serverOf(source) } })])
      return { tip: tip ?? (await tipAt(source)), feeRate }
    },
  })
}

/** Where the chain is: by the options, else by the source where one is named. */
export const tipOf = async (
  given: Given<TipOption | SourceOption>,
  desk: Desk,
  network: NetworkName,
): Promise<GivenTip | undefined> => {
  const tip = await givenTip(given, desk, network)
  return tip === undefined && hasSource(given)
    ? withSource(given, desk, { network, use: ({ source }) => tipAt(source) })
    : tip
}

/**
 * Options of a wrong use are told before any file is read.
 *
 * @throws EscrowError `OPTION_MISSING`, `OPTION_MALFORMED`, `OPTIONS_CONFLICT`
 */
export const checkFees = (given: Given<FeeOption | SourceOption>): void => {
  if (!hasSource(given) || given.one('fee-rate') !== undefined) feeRateOf(given)
  withinOf(given)
}
