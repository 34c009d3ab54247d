import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, inject, it } from 'vitest'
import { ENTRIES, folderWith } from './consume.js'

const { project } = inject('packed')

const CONSUMER = `
import { EscrowError, type Sats, sats, satsPerVb } from 'taproot-escrow'
${ENTRIES.map((entry, at) => `import * as entry${at} from '${entry}'`).join('\n')}
export const all: readonly object[] = [${ENTRIES.map((_, at) => `entry${at}`).join(', ')}]

export const amount: Sats = sats('1000')
export const rate: bigint = satsPerVb('2.5')
// @ts-expect-error a plain bigint has not been checked
export const unchecked: Sats = 1000n
// @ts-expect-error satoshis per virtual byte are written as text
satsPerVb(2.5)

export const codeOf = (error: unknown): string => (error instanceof EscrowError ? error.code : 'none')
`

const diagnosticsOf = (files: readonly string[], options: ts.CompilerOptions): readonly string[] =>
  ts
    .getPreEmitDiagnostics(ts.createProgram(files, { ...options, noEmit: true }))
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )

const strict: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  // the declarations themselves are checked, without Node's types and without a browser's
  skipLibCheck: false,
  types: [],
}

describe('a TypeScript project', () => {
  const folder = folderWith(project, {
    'consumer.ts': CONSUMER,
    'consumer.cts': CONSUMER,
    'unknown.ts': "import { nothing } from 'taproot-escrow'\nexport default nothing",
  })
  const nodenext = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }
  const bundler = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }

  it.each([
    ['nodenext', 'consumer.ts', nodenext],
    ['nodenext in CommonJS', 'consumer.cts', nodenext],
    ['bundler', 'consumer.ts', bundler],
  ])('type-checks under %s, the declarations too', (_name, file, options) => {
    expect(diagnosticsOf([join(folder, file)], { ...strict, ...options })).toEqual([])
  })

  it('is told of a name that does not exist', () => {
    expect(diagnosticsOf([join(folder, 'unknown.ts')], { ...strict, ...nodenext })).toEqual([
      expect.stringContaining("no exported member 'nothing'"),
    ])
  })
})
