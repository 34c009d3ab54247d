import { headerAt, tipHeight } from '../../watch/chain.js'
import { parseHeader } from '../../watch/header.js'
import type { Chain, View } from '../../watch/types.js'
import { extended } from '../../watch/view.js'
import type { Asked, Source, SourceTip } from '../source.js'

/** Blocks that are looked at in one step. */
const STEP = 100
/** How far back a fork is looked for at first; twice as far each time. */
const BACK = 8

/** A block that a view's chain did not have at its height. */
export interface NewBlock {
  readonly hash: string
  readonly height: number
}

export interface ChainStep {
  /** With more headers, or the same view where the source has none with more work. */
  readonly view: View
  readonly blocks: readonly NewBlock[]
}

/** The hash of the block at a height, where the chain keeps it. */
export const hashAt = (chain: Chain, height: number): string | undefined =>
  height === chain.base.height ? chain.base.hash : headerAt(chain, height)?.hash

/**
 * The next blocks of a source's chain, at most a hundred above those that a view has: whole branches, as one with less
 * work than what it is to replace changes nothing.
 *
 * @throws EscrowError `VIEW_TOO_OLD` where the source's chain forks below the view's first block; `SOURCE_…`
 */
export const chainStep = async (
  source: Source,
  view: View,
  { tip, signal }: { readonly tip: SourceTip } & Asked,
): Promise<ChainStep> => {
  const { chain } = view
  const top = tipHeight(chain)
  const lowest = chain.base.height + 1
  if (hashAt(chain, tip.height) === tip.hash && tip.height === top) return { view, blocks: [] }
  let from = Math.max(lowest, Math.min(top, tip.height) + 1)
  for (let back = BACK; ; back *= 2) {
    const headers = await source.headers({ from, count: top - from + 1 + STEP, ...(signal && { signal }) })
    const [first] = headers
    const previous = first === undefined ? undefined : parseHeader(first)?.previous
    if ((previous !== undefined && previous === hashAt(chain, from - 1)) || from === lowest) {
      const next = extended(view, headers)
      return next === view ? { view, blocks: [] } : { view: next, blocks: newBlocks(chain, next.chain, from) }
    }
    from = Math.max(lowest, from - back)
  }
}

const newBlocks = (before: Chain, after: Chain, from: number): readonly NewBlock[] => {
  const blocks: NewBlock[] = []
  for (let height = from; height <= tipHeight(after); height++) {
    const hash = hashAt(after, height)
    if (hash !== undefined && hash !== hashAt(before, height)) blocks.push({ hash, height })
  }
  return blocks
}
