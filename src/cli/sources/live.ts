import { caughtUp } from '../../chain/follow/caughtUp.js'
import { inParallel } from '../../chain/parallel.js'
import type { IndexedSource } from '../../chain/source.js'
import type { Contract } from '../../contract/contract.js'
import type { Funded } from '../../contract/funded.js'
import type { NetworkName } from '../../units/network.js'
import { parseHeader } from '../../watch/header.js'
import type { Checkpoint, View } from '../../watch/types.js'
import { emptyView } from '../../watch/view.js'
import { cliError } from '../errors.js'
import type { OpenSource } from './options.js'

/** Blocks below the first deposit: for its median time, and for reorganisations. A day of them. */
const BELOW = 144
/** Scripts that are asked for at the same time. */
const AT_ONCE = 8

/** Where to begin. */
export interface Beginning {
  readonly network: NetworkName
  readonly contracts: readonly Contract[]
  /** Deposits that are known already. */
  readonly funded: readonly Funded[]
  /** A height that no deposit is below of. */
  readonly since: number | undefined
}

/** The height of the first transaction that concerns a contract; `undefined` where there is none in a block. */
const firstHeight = async (
  source: IndexedSource,
  contracts: readonly Contract[],
): Promise<number | undefined> => {
  const histories = await inParallel(AT_ONCE, contracts, ({ outputScript }) =>
    source.history({ script: outputScript }),
  )
  const heights = histories.flatMap((entries) => entries.flatMap(({ height }) => height ?? []))
  return heights.length === 0 ? undefined : heights.reduce((least, height) => Math.min(least, height))
}

/** The block below which a view need not look. */
const beginningOf = async (
  { source, checkpoint }: OpenSource,
  { contracts, funded, since }: Beginning,
): Promise<Checkpoint> => {
  const { height: top } = await source.tip()
  const heights = funded.flatMap(({ confirmedAt }) => confirmedAt ?? [])
  const told =
    since ??
    (heights.length === 0 ? undefined : heights.reduce((least, height) => Math.min(least, height))) ??
    (source.kind === 'index' ? ((await firstHeight(source, contracts)) ?? top) : undefined)
  if (told === undefined && checkpoint !== undefined) return checkpoint
  if (told === undefined)
    throw cliError('OPTION_MISSING', {
      field: '--since',
      expected:
        'a height that no deposit is below of, or --funded or --checkpoint: a node is read block by block',
      received: 'nothing',
    })
  const height = Math.max(0, Math.min(told, top) - BELOW)
  const [header] = await source.headers({ from: height, count: 1 })
  const hash = header && parseHeader(header)?.hash
  if (hash !== undefined) return { height, hash }
  throw cliError('TIP_UNKNOWN', {
    field: '--since',
    expected: `a block at height ${height}, from ${source.name}`,
    received: 'none',
  })
}

/** A view in which nothing was seen yet, that begins low enough. */
export const beginningView = async (open: OpenSource, beginning: Beginning): Promise<View> =>
  emptyView({ network: beginning.network, checkpoint: await beginningOf(open, beginning) })

/** How things stand now. */
export const viewNow = async (open: OpenSource, beginning: Beginning): Promise<View> =>
  caughtUp(open.source, {
    contracts: beginning.contracts,
    view: await beginningView(open, beginning),
  })
