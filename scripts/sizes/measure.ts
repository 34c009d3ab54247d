import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

export interface MeasureOptions {
  /** Where the package is found from. */
  readonly from: string
}

/** Bytes that a page pays for a module: bundled for browsers, minified, compressed. */
export const measure = async (source: string, { from }: MeasureOptions): Promise<number> => {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: from },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'silent',
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}
