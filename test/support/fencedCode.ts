import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/*
 * The code of the documentation. The blocks marked `ts` of one page are one program, in their order; what a block
 * prints stands in a block marked `text` behind it. A block with a file's name, such as `json agreement.json`, is
 * a file beside the program.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface FencedBlock {
  readonly language: string
  /** What follows the language in the opening line: the name of a file, or nothing. */
  readonly file: string
  readonly text: string
}

export const readPage = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

export const fencedBlocks = (page: string): readonly FencedBlock[] =>
  [...page.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, language = '', file = '', text = '']) => ({
    language,
    file,
    text,
  }))

/** A block of the program, and the block behind it that holds what it prints. */
const STEP = /^```ts\n([\s\S]*?)^```\n(?:\n```text\n[\s\S]*?^```\n)?/gm

/** The whole program of a page. A line that nobody prints otherwise stands behind what each step prints. */
const programOf = (page: string): string =>
  [...page.matchAll(STEP)].map(([, code]) => `${code}console.log('\\u0000')\n`).join('')

/** The page with what its steps really printed. */
export const withPrinted = (page: string, printed: readonly string[]): string => {
  let at = 0
  return page.replace(STEP, (_, code: string) => {
    const text = printed[at++] ?? ''
    return `\`\`\`ts\n${code}\`\`\`\n${text === '' ? '' : `\n\`\`\`text\n${text}\`\`\`\n`}`
  })
}

/** A folder as a user has it: the page's program and files, and the package among its modules. */
export const projectOf = (page: string): { readonly folder: string; readonly program: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'taproot-escrow-page-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ROOT, join(folder, 'node_modules/taproot-escrow'), 'dir')
  for (const { file, text } of fencedBlocks(page)) if (file !== '') writeFileSync(join(folder, file), text)
  const program = join(folder, 'program.mts')
  writeFileSync(program, programOf(page))
  return { folder, program }
}

/** Runs the program of a page in a process of its own; gives what each step printed. */
export const printedBy = (page: string): Promise<readonly string[]> => {
  const { folder, program } = projectOf(page)
  const args = ['--conditions=taproot-escrow-source', '--import', import.meta.resolve('tsx'), program]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder }, (error, output) => {
      if (error !== null) reject(error)
      else resolve(output.split('\u0000\n').slice(0, -1))
    })
  })
}
