import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'
import type { ErrorKind } from '../../src/errors.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SOURCE = 'taproot-escrow-source'

const sourceFiles = (): readonly string[] =>
  readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .sort()

/** The entries of package.json with the source file of each. */
export const entries = (): ReadonlyMap<string, string> => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    exports: Record<string, Record<string, { readonly default: string }>>
  }
  return new Map(
    Object.entries(exports).flatMap(([entry, target]) => {
      const source = target[SOURCE]?.default
      return source === undefined ? [] : [[entry, source.replace('./', '')]]
    }),
  )
}

/**
 * A program over the declarations that src would be published with, made file by file in memory: isolated
 * declarations need no types of other files, so the report does not depend on how the compiler prints inferred
 * types.
 */
const declarations = (): ts.Program => {
  const declared = new Map(
    sourceFiles().map((path) => {
      const { outputText } = ts.transpileDeclaration(readFileSync(join(ROOT, path), 'utf8'), {
        fileName: path,
        compilerOptions: { target: ts.ScriptTarget.ES2022, isolatedDeclarations: true },
      })
      return [join(ROOT, path.replace(/\.ts$/, '.d.ts')), outputText] as const
    }),
  )
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    customConditions: [SOURCE],
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    noEmit: true,
  }
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile } = host
  const hidden = (path: string): boolean => path.startsWith(join(ROOT, 'src/')) && !path.endsWith('.d.ts')
  host.fileExists = (path) => declared.has(path) || (!hidden(path) && fileExists(path))
  host.readFile = (path) => declared.get(path) ?? readFile(path)
  host.getSourceFile = (path, languageVersion) => {
    const text = host.readFile(path)
    return text === undefined ? undefined : ts.createSourceFile(path, text, languageVersion, true)
  }
  return ts.createProgram([...declared.keys()], options, host)
}

const printer = ts.createPrinter({ removeComments: true })

const textOf = (declaration: ts.Declaration): string => {
  const whole = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
  return printer
    .printNode(ts.EmitHint.Unspecified, whole, declaration.getSourceFile())
    .replace(/^(export )?(declare )?/, '')
    .replaceAll('    ', '  ')
}

interface Named {
  readonly name: string
  readonly text: string
}

const isOurs = (declaration: ts.Declaration): boolean =>
  declaration.getSourceFile().fileName.startsWith(join(ROOT, 'src/'))

const describeEntry = (program: ts.Program, source: string): { shown: Named[]; hidden: Named[] } => {
  const checker = program.getTypeChecker()
  const file = program.getSourceFile(join(ROOT, source.replace(/\.ts$/, '.d.ts')))
  const module = file && checker.getSymbolAtLocation(file)
  if (module === undefined) throw new Error(`${source} is not a module`)
  const original = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const exported = checker.getExportsOfModule(module)
  const seen = new Set(exported.map(original))
  const hidden = new Set<ts.Symbol>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node)
      const target = symbol && original(symbol)
      const top = target?.declarations?.find(
        (declaration) =>
          isOurs(declaration) &&
          (ts.isTypeAliasDeclaration(declaration) ||
            ts.isInterfaceDeclaration(declaration) ||
            ts.isClassDeclaration(declaration) ||
            ts.isFunctionDeclaration(declaration) ||
            (ts.isVariableDeclaration(declaration) && ts.isSourceFile(declaration.parent.parent.parent))),
      )
      if (target !== undefined && top !== undefined && !seen.has(target)) {
        seen.add(target)
        hidden.add(target)
        for (const declaration of target.declarations ?? []) visit(declaration)
      }
    }
    ts.forEachChild(node, visit)
  }
  const named = (symbol: ts.Symbol): Named => {
    const found = original(symbol).declarations ?? []
    if (found.length === 0) throw new Error(`${source} exports ${symbol.name}, which does not exist`)
    return { name: symbol.name, text: found.map(textOf).join('\n') }
  }
  for (const symbol of [...seen]) symbol.declarations?.filter(isOurs).forEach(visit)
  const sorted = (symbols: Iterable<ts.Symbol>): Named[] =>
    [...symbols].map(named).sort((left, right) => (left.name < right.name ? -1 : 1))
  return { shown: sorted(exported), hidden: sorted(hidden) }
}

const section = (level: string, { name, text }: Named): string =>
  `${level} ${name}\n\n\`\`\`ts\n${text}\n\`\`\`\n`

const entryReport = (program: ts.Program, entry: string, source: string): string => {
  const { shown, hidden } = describeEntry(program, source)
  const title = entry === '.' ? 'taproot-escrow' : `taproot-escrow${entry.slice(1)}`
  return [
    `# ${title}\n\nWritten by \`npm run api\`; a test holds it against the source.\n`,
    ...shown.map((each) => section('##', each)),
    ...(hidden.length === 0 ? [] : ['## Used by these, not exported by name\n']),
    ...hidden.map((each) => section('###', each)),
  ].join('\n')
}

const EXPLAINED = /^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+):/gm

/** What the comments in front of the codes of a folder say, as one line each. */
const meanings = (path: string): ReadonlyMap<string, string> =>
  new Map(
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(EXPLAINED)].map(([, text = '', code = '']) => [
      code,
      text.replace(/\s+(?:\* )?/g, ' ').trim(),
    ]),
  )

/** A code as users read of it. */
export interface ErrorCode {
  readonly kind: ErrorKind
  /** Of `src`, which declares it. */
  readonly folder: string
  /** Empty where nothing is said. */
  readonly means: string
}

/** Every code of every `errors.ts` in src. */
export const errorCodes = async (): Promise<ReadonlyMap<string, ErrorCode>> => {
  const codes = new Map<string, ErrorCode>()
  for (const path of sourceFiles().filter((each) => /^src\/.+\/errors\.ts$/.test(each))) {
    const exported: Record<string, unknown> = await import(pathToFileURL(join(ROOT, path)).href)
    const families = Object.values(exported).flatMap((value) =>
      typeof value === 'function' && 'codes' in value ? [value.codes as Record<string, ErrorKind>] : [],
    )
    if (families.length === 0) throw new Error(`${path} exports no error family`)
    const said = meanings(path)
    for (const [code, kind] of families.flatMap((family) => Object.entries(family))) {
      if (codes.has(code)) throw new Error(`${code} is declared twice, again in ${path}`)
      codes.set(code, { kind, folder: basename(dirname(path)), means: said.get(code) ?? '' })
    }
  }
  return new Map([...codes].sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** The files of api/ as they should be: absolute path and text. */
export const apiReports = async (): Promise<ReadonlyMap<string, string>> => {
  const program = declarations()
  const reports = new Map<string, string>()
  for (const [entry, source] of entries()) {
    const name = entry === '.' ? 'index' : entry.slice(2).replaceAll('/', '-')
    reports.set(join(ROOT, 'api', `${name}.md`), entryReport(program, entry, source))
  }
  const codes = [...(await errorCodes())].map(
    ([code, { kind, means }]) => `| \`${code}\` | ${kind} | ${means.replaceAll('|', '\\|')} |`,
  )
  reports.set(
    join(ROOT, 'api', 'errors.md'),
    [
      '# Error codes\n\nWritten by `npm run api`; a test holds it against the source.\n',
      '| code | kind | means |\n| --- | --- | --- |',
      ...codes,
      '',
    ].join('\n'),
  )
  return reports
}
