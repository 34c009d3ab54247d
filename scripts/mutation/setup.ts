import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, inject, type RunnerTask } from 'vitest'

/*
 * Runs before each test file, after the setup of Stryker's runner (its order is that of the list). Modules are loaded
 * here, so that the mutants which they run into while they load are told apart from those that tests run into outside
 * of a test: when a file is collected, or in its hooks. The former need modules of their own; the latter belong to
 * the tests of that file.
 */

declare module 'vitest' {
  interface ProvidedContext {
    mode: 'dry-run' | 'mutant'
    mutantActivation: 'static' | 'runtime' | undefined
    activeMutant: string | undefined
  }
}

type Hits = Record<string, number>

declare global {
  // `var` is the one form that declares a member of globalThis
  var __stryker__: {
    activeMutant?: string | undefined
    hitCount?: number
    mutantCoverage?: { static: Hits; perTest: Record<string, Hits> }
    /** Whether this thread has loaded all modules: asking for them again costs more than most tests. */
    isLoaded?: boolean
    /** The mutant that a test has noticed. */
    killed?: string | undefined
  }
}

const loadAll = async (folder: string, names: RegExp): Promise<void> => {
  const path = fileURLToPath(new URL(`../../${folder}/`, import.meta.url))
  for (const file of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    if (names.test(file)) await import(path + file)
}

globalThis.__stryker__ ??= {}
const stryker = globalThis.__stryker__
const isRuntime = inject('mode') === 'mutant' && inject('mutantActivation') === 'runtime'
const isStatic = inject('mode') === 'mutant' && inject('mutantActivation') === 'static'

// what the last mutant left behind
if (isRuntime) stryker.activeMutant = undefined
// one test is enough, but vitest would still collect the files that are left
if (isRuntime && stryker.killed === inject('activeMutant')) throw new Error('the mutant is dead')
const mustLoad = !isStatic && !(isRuntime && stryker.isLoaded === true)
// a mutant of loading modules needs no others than its tests load; programs are not loaded, they would run
if (mustLoad) await loadAll('src', /^(?!cli|page).*\.ts$/)
const whileLoading: Hits = { ...stryker.mutantCoverage?.static }
// their constants are made once, by the code without mutants
if (mustLoad)
  await loadAll('test/support', /^(?!node|coreWallet|recoveryFile|streamSide|followProcess|vectors).*\.ts$/)
if (!isStatic) stryker.isLoaded = true
if (isRuntime) {
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') stryker.killed = inject('activeMutant')
  })
  stryker.activeMutant = inject('activeMutant')
  stryker.hitCount = 0
}

if (inject('mode') === 'dry-run') {
  if (stryker.mutantCoverage !== undefined) stryker.mutantCoverage.static = { ...whileLoading }

  const testsIn = (tasks: readonly RunnerTask[], names: readonly string[]): readonly string[] =>
    tasks.flatMap((task) =>
      task.type === 'suite'
        ? testsIn(task.tasks, [...names, task.name])
        : [`${task.file.filepath}#${[...names, task.name].join(' ').trim()}`],
    )

  // biome-ignore lint/correctness/noEmptyPattern: vitest wants the first parameter of a hook taken apart
  afterAll(({}, file) => {
    const coverage = stryker.mutantCoverage
    if (coverage === undefined) return
    const tests = testsIn(file.tasks, [])
    for (const [mutant, hits] of Object.entries(coverage.static)) {
      const outside = hits - (whileLoading[mutant] ?? 0)
      if (outside === 0) continue
      for (const [position, test] of tests.entries()) {
        coverage.perTest[test] ??= {}
        const own = coverage.perTest[test]
        own[mutant] = (own[mutant] ?? 0) + (position === 0 ? outside : 1)
      }
    }
    coverage.static = { ...whileLoading }
  })
}
