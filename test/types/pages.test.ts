import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { projectOf, readPage } from '../support/fencedCode.js'
import { TEMPLATES } from '../support/templates.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const TEMPLATE_PAGES = TEMPLATES.map(({ page }) => `docs/templates/${page}.md`)

it.each(['README.md', 'docs/start.md', 'docs/guide.md', ...TEMPLATE_PAGES])(
  'the compiler accepts the code of %s',
  (path) => {
    const { program } = projectOf(readPage(path))
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config,
      ts.sys,
      ROOT,
    )
    const compiled = ts.createProgram([program], {
      ...options,
      // a program exports nothing, shows functions that it does not call, and stands in a folder of its own
      isolatedDeclarations: false,
      declaration: false,
      noUnusedLocals: false,
      rootDir: '/',
      typeRoots: [join(ROOT, 'node_modules/@types')],
    })
    const file = compiled.getSourceFile(program)
    const complaints = [...compiled.getSyntacticDiagnostics(file), ...compiled.getSemanticDiagnostics(file)]
    expect(complaints.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([])
  },
)
