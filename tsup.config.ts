import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

/** The condition under which package.json names the source file of a built one. */
const SOURCE = 'taproot-escrow-source'

const { bin, exports, imports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

/** Every source file that package.json names is an entry: a new line there needs none here. */
const sourcesIn = (target: unknown, below = false): readonly string[] => {
  if (typeof target === 'string') return below && target.endsWith('.ts') ? [target] : []
  if (typeof target !== 'object' || target === null) return []
  return Object.entries(target).flatMap(([condition, next]) => sourcesIn(next, below || condition === SOURCE))
}

/** The source of a command stands where its built file does. */
const sourceOfCommand = (built: string): string => built.replace(/^(?:\.\/)?dist\/(.*)\.js$/, './src/$1.ts')

const named = (sources: readonly string[]) =>
  Object.fromEntries(sources.map((path) => [path.replace('./src/', '').replace(/\.ts$/, ''), path]))

/**
 * No entries of the package: bundlers leave out whole chunks of which nothing is used, but not every constant inside
 * of one. So what those need who only read agreements and compile them stands in chunks of its own.
 */
const apart = named(['./src/terms/parse.ts', './src/contract/compile.ts', './src/agreement/phraseWords.ts'])

const library = named([...new Set([...sourcesIn(exports), ...sourcesIn(imports)])])
const commands = named(Object.values<string>(bin).map(sourceOfCommand))

export default defineConfig({
  entry: { ...library, ...apart, ...commands },
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  // one EscrowError for all entries: shared code goes into chunks of its own
  splitting: true,
  // resolved where the package is used, by the conditions in its `imports`
  external: [...Object.keys(imports), /^node:/],
  // nobody imports a command
  dts: { entry: library },
  // bundlers tell Node's modules from packages by the prefix
  removeNodeProtocol: false,
  sourcemap: true,
  clean: true,
  silent: true,
  esbuildOptions: (options) => {
    // the package holds src, so the maps need not hold it again
    options.sourcesContent = false
  },
})
