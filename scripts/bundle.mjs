import { builtinModules } from 'node:module'
import { join } from 'node:path'

/** In which package.json names sources instead of built files. */
const CONDITION = 'taproot-escrow-source'

const isOfNode = (path) => path.startsWith('node:') || builtinModules.includes(path)

/** Other packages are left to Node; the library's own names, and what it chooses by environment, are not. */
const packagesOutside = {
  name: 'packages outside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^./#]/ }, ({ path }) =>
      path.startsWith('taproot-escrow') && !isOfNode(path) ? undefined : { path, external: true },
    )
  },
}

/**
 * Bundles a script with the sources that it uses, as the package is bundled: what starts TypeScript without that names
 * every function as it is made, which takes time that nobody who uses the package pays.
 */
export const bundle = async (root, { source, target }) => {
  // not there before everything is installed
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: [join(root, source)],
    outfile: join(root, target),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    conditions: [CONDITION],
    plugins: [packagesOutside],
    logLevel: 'error',
  })
}
