import { LimitReached, pause, within } from './limits.js'
import type { Signal } from './signal.js'
import type { Source, SourceTip } from './source.js'

/** Waits for another tip, and no longer than until the next look at the mempool. */
export const untilNews = async (
  source: Source,
  { hash }: SourceTip,
  { poll, signal }: { readonly poll: number; readonly signal: Signal | undefined },
): Promise<void> => {
  if (source.changed === undefined) return pause(poll, signal)
  const { changed } = source
  await within({ timeout: poll, signal }, (ended) => changed({ tip: hash, signal: ended })).catch(
    (error: unknown) => {
      if (!(error instanceof LimitReached && error.limit === 'timeout')) throw error
    },
  )
}
