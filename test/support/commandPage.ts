import { folderOf, type Ran } from './command.js'
import { fencedBlocks } from './fencedCode.js'

/*
 * The command's page: its blocks marked `sh` are run one after the other in one folder, and what they print stands in
 * a block marked `text` behind each. A block with a file's name is a file of that folder.
 */

/** A block of commands, and the block behind it that holds what they print. */
const STEP = /^```sh\n([\s\S]*?)^```\n(?:\n```text\n[\s\S]*?^```\n)?/gm

const PROGRAM = 'taproot-escrow'

/** The lines of a block, those put together that a backslash joins. */
const linesOf = (block: string): readonly string[] =>
  block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '')

/** Words as a shell reads them, quoted ones without their quotes. */
export const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

const printed = ({ code, out, errors }: Ran): readonly string[] => [
  ...out,
  ...errors,
  ...(code === 0 ? [] : [`(exit code ${code})`]),
]

/** The page with what its commands really print. */
export const withCommandsPrinted = async (page: string): Promise<string> => {
  const named = fencedBlocks(page).filter(({ file }) => file !== '')
  const folder = folderOf(Object.fromEntries(named.map(({ file, text }) => [file, text])))

  const runLine = async (line: string): Promise<Ran> => {
    let last: Ran = { code: 0, out: [], errors: [] }
    for (const part of line.split(' | ')) {
      const [program, ...args] = wordsOf(part)
      if (program !== PROGRAM) throw new Error(`the page runs ${program}`)
      last = await folder.run(args, { input: last.out.join('\n') })
    }
    return last
  }
  const valueIn = (line: string, option: string): string =>
    wordsOf(line)[wordsOf(line).indexOf(option) + 1] ?? ''
  /** Lines that go on until the file is there that they wait for. */
  const waiting: { readonly until: string; readonly running: Promise<Ran> }[] = []
  /** A line that goes on while the next ones run, once it has written its first file. */
  const begin = async (line: string): Promise<Promise<Ran>[]> => {
    const running = runLine(line)
    waiting.push({ until: valueIn(line, '--theirs'), running })
    while (!folder.files.has(valueIn(line, '--nonce-out')))
      await new Promise((resolve) => setImmediate(resolve))
    return [running]
  }
  /** Runs a line to its end, and to theirs those that waited for what it wrote. */
  const finish = async (line: string): Promise<Ran> => {
    const ran = await runLine(line)
    for (const { until, running } of waiting) if (folder.files.has(until)) await running
    return ran
  }

  const steps: Promise<readonly Ran[]>[] = []
  for (const [, block = ''] of page.matchAll(STEP)) {
    const runs: Promise<Ran>[] = []
    for (const line of linesOf(block))
      if (line.endsWith(' &')) runs.push(...(await begin(line.slice(0, -2))))
      else runs.push(Promise.resolve(await finish(line)))
    steps.push(Promise.all(runs))
  }
  const texts = (await Promise.all(steps)).map((runs) => runs.flatMap(printed).join('\n'))
  let at = 0
  return page.replace(STEP, (_, block: string) => {
    const text = texts[at++] ?? ''
    return `\`\`\`sh\n${block}\`\`\`\n${text === '' ? '' : `\n\`\`\`text\n${text}\n\`\`\`\n`}`
  })
}
