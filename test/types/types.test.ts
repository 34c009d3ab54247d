import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  ROOT,
)

const complaintsOf = (files: readonly string[], more: ts.CompilerOptions = {}): readonly string[] => {
  const program = ts.createProgram(files, { ...options, ...more })
  return files
    .map((file) => program.getSourceFile(file))
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

describe('the compiler', () => {
  const files = readdirSync(HERE)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(HERE, name))

  it('accepts what the type tests write, and refuses each line that says so', () => {
    expect(files.length).toBeGreaterThan(2)
    expect(complaintsOf(files)).toEqual([])
  })

  it('complains where a line that should be refused is accepted', () => {
    const folder = mkdtempSync(join(tmpdir(), 'planted-'))
    try {
      const planted = join(folder, 'planted.mts')
      writeFileSync(planted, '// @ts-expect-error nothing is wrong here\nexport const fine: number = 1\n')
      expect(complaintsOf([planted], { types: [] })).toEqual(["Unused '@ts-expect-error' directive."])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('says once what is wrong with an option, for one contract and for a list', () => {
    const folder = mkdtempSync(join(ROOT, 'test/types/.planted-'))
    try {
      const planted = join(folder, 'planted.ts')
      writeFileSync(
        planted,
        `import { type Funded, release } from 'taproot-escrow'
        export const wrong = (funded: Funded) => [release(funded, { feeRate: 1 }), release([funded], { feeRate: 1 })]
        `,
      )
      const complaint = "Type 'number' is not assignable to type 'FeeRateInput'."
      expect(complaintsOf([planted])).toEqual([complaint, complaint])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
