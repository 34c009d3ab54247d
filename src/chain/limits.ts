import type { Signal } from './signal.js'
/** How long something may take: at most some milliseconds, and until a signal gives it up. */
export interface Limits {
  readonly timeout?: number
  readonly signal?: Signal | undefined
}

/** Which limit ended it; thrown by {@link within}. */
export class LimitReached extends Error {
  readonly limit: 'timeout' | 'signal'

  constructor(limit: 'timeout' | 'signal', cause?: unknown) {
    super(limit, { cause })
    this.limit = limit
  }
}

/**
 * Runs something that ends with a signal, and ends it by its limits. Listeners and timers are gone afterwards, as a
 * caller's signal lives for months (`AbortSignal.any` would keep one object for each question).
 *
 * @throws LimitReached, or what is thrown inside
 */
export const within = async <T>(
  { timeout, signal }: Limits,
  run: (signal: Signal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController()
  let reached: LimitReached | undefined
  const end = (limit: LimitReached): void => {
    reached ??= limit
    controller.abort(reached)
  }
  const giveUp = (): void => end(new LimitReached('signal', signal?.reason))
  if (signal?.aborted) throw new LimitReached('signal', signal.reason)
  signal?.addEventListener('abort', giveUp, { once: true })
  const timer =
    timeout === undefined ? undefined : setTimeout(() => end(new LimitReached('timeout')), timeout)
  const ended = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(reached), { once: true })
  })
  try {
    // what runs inside may not listen to the signal
    return await Promise.race([run(controller.signal), ended])
  } catch (error) {
    throw reached ?? error
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', giveUp)
  }
}

/** Waits so many milliseconds. @throws LimitReached where the signal gives it up */
export const pause = (milliseconds: number, signal?: Signal): Promise<void> =>
  within(
    { signal },
    (ended) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        ended.addEventListener('abort', () => clearTimeout(timer), { once: true })
      }),
  )
