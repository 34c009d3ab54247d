import { type PoolOptions, type PoolWorker, ThreadsPoolWorker } from 'vitest/node'

/** Runs after which the thread is replaced: each run leaves a listener behind in it. */
const RUNS_OF_A_THREAD = 300

type WorkerRequest = Parameters<PoolWorker['send']>[0]
type Listener = Parameters<PoolWorker['on']>[1]

interface Thread {
  readonly worker: ThreadsPoolWorker
  runs: number
  /** Whether its modules were loaded while a mutant was active. */
  mutated: boolean
}

/**
 * A thread that outlives its run, so that a mutant costs the tests that cover it and not the loading of every module:
 * vitest evaluates the test files again and keeps the modules below them. A mutant of code that runs while modules
 * load gets a thread of its own.
 */
const keptThread = (): ((options: PoolOptions) => PoolWorker) => {
  let kept: Thread | undefined

  const threadFor = async (options: PoolOptions): Promise<Thread> => {
    const mutated = options.project.getProvidedContext().mutantActivation === 'static'
    if (kept !== undefined && (mutated || kept.mutated || kept.runs >= RUNS_OF_A_THREAD)) {
      const { worker } = kept
      kept = undefined
      await worker.stop()
    }
    if (kept === undefined) {
      kept = { worker: new ThreadsPoolWorker(options), runs: 0, mutated }
      await kept.worker.start()
    }
    kept.runs++
    return kept
  }

  return (options) => {
    let thread: Thread | undefined
    const listeners: [string, Listener][] = []
    return {
      name: 'kept',
      start: async () => {
        thread = await threadFor(options)
      },
      // the run is over, the thread is not
      stop: async () => {
        for (const [event, listener] of listeners) thread?.worker.off(event, listener)
      },
      on: (event, listener) => {
        listeners.push([event, listener])
        thread?.worker.on(event, listener)
      },
      off: (event, listener) => thread?.worker.off(event, listener),
      send: (message: WorkerRequest) => {
        if (message.type !== 'stop') thread?.worker.send(message)
        else
          for (const [event, listener] of listeners)
            if (event === 'message') listener({ type: 'stopped', __vitest_worker_response__: true })
      },
      deserialize: (data) => data,
    }
  }
}

/** Puts the kept thread in the place of the pool that the runner of Stryker asks for. */
export const keepThread = {
  name: 'keep-thread',
  configureVitest: ({ project }: { project: PoolOptions['project'] }): void => {
    project.config.pool = 'kept'
    project.config.poolRunner = { name: 'kept', createPoolWorker: keptThread() }
  },
}
