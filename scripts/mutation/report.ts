import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { FOLDERS } from './folders.js'
import { digestOf, type Measured, measuredBefore, PAGE } from './page.js'
import { type Fate, type Outcome, outcomesOf } from './results.js'
import { REASONS } from './survivors.js'

/** The part of the page that is written here; what stands around it is written by hand. */
const MARKS = ['<!-- results -->', '<!-- end of results -->'] as const

const git = (...args: readonly string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version

const count = (outcomes: readonly Outcome[], fate: Fate): number =>
  outcomes.filter((outcome) => outcome.fate === fate).length

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`

const row = (name: string, outcomes: readonly Outcome[]): string => {
  const [killed, timedOut] = [count(outcomes, 'Killed'), count(outcomes, 'Timeout')]
  const cells = [
    outcomes.length,
    killed,
    timedOut,
    count(outcomes, 'Survived'),
    count(outcomes, 'NoCoverage'),
    percent(killed + timedOut, outcomes.length),
  ]
  return `| ${name} | ${cells.join(' | ')} |`
}

const code = (text: string): string => `\`\` ${text.replaceAll('|', '\\|')} \`\``

/** A row for each mutant; one that stands several times in a file is told once. */
const list = (outcomes: readonly Outcome[]): readonly string[] => {
  const times = new Map<string, number>()
  for (const { file, change } of outcomes) {
    const text = `${file} | ${code(change)}`
    times.set(text, (times.get(text) ?? 0) + 1)
  }
  const rows = [...times].map(([text, number]) => `| ${text} | ${number} |`)
  return ['| file | change | times |', '| --- | --- | --- |', ...rows]
}

/** A paragraph in lines that are no longer than those of pages written by hand. */
const wrapped = (text: string): string => text.replace(/(.{1,120})(?: |$)/g, '$1\n').trimEnd()

const section = (reason: string, outcomes: readonly Outcome[]): readonly string[] => [
  wrapped(`**${outcomes.length}**: ${reason}`),
  '',
  ...list(outcomes),
  '',
]

const survivors = (outcomes: readonly Outcome[]): readonly string[] => {
  let left = outcomes.filter(({ fate }) => fate === 'Survived' || fate === 'NoCoverage')
  const parts: string[] = []
  for (const { reason, explains } of REASONS) {
    const explained = left.filter(explains)
    if (explained.length === 0) continue
    left = left.filter((outcome) => !explained.includes(outcome))
    parts.push(...section(reason, explained))
  }
  if (left.length > 0) parts.push(...section('not explained', left))
  return parts
}

/** The files of a folder that can be mutated. In types and in catalogues of errors Stryker finds nothing to mutate. */
const mutable = (folder: string): readonly string[] =>
  readdirSync(`src/${folder}`)
    .map((name) => `${folder}/${name}`)
    .filter(
      (file) =>
        !file.endsWith('/errors.ts') && /^export (?:const|class) /m.test(readFileSync(`src/${file}`, 'utf8')),
    )

/** What is known of each file: by the last runs where they are of its present text, else what the page told before. */
const measuredIn = (folder: string): ReadonlyMap<string, Measured> => {
  const before = [...measuredBefore()].filter(([file]) => file.startsWith(`${folder}/`))
  const fresh = outcomesOf(folder)
  const measured = [...new Set(fresh.map(({ file }) => file))].map((file): [string, Measured] => [
    file,
    { digest: digestOf(file) ?? '', outcomes: fresh.filter((outcome) => outcome.file === file) },
  ])
  return new Map([...before, ...measured])
}

/** Files that are no longer what the page tells of, and those that it does not know. */
export const changedSince = (): readonly string[] => {
  const before = measuredBefore()
  return Object.keys(FOLDERS)
    .flatMap(mutable)
    .filter((file) => before.get(file)?.digest !== digestOf(file))
}

const bulleted = (title: string, files: readonly string[]): readonly string[] =>
  files.length === 0 ? [] : [title, '', ...files.map((file) => `- ${file}`), '']

/** Writes the results of the last runs into the page. */
export const report = (): void => {
  const folders = Object.keys(FOLDERS).map((folder) => ({ folder, measured: measuredIn(folder) }))
  const files = new Map(folders.flatMap(({ measured }) => [...measured]))
  const outcomesIn = (measured: ReadonlyMap<string, Measured>): readonly Outcome[] =>
    [...measured.values()].flatMap(({ outcomes }) => outcomes)
  const all = outcomesIn(files)
  const sources = Object.keys(FOLDERS).map((folder) => `src/${folder}`)
  const changed = git('status', '--porcelain', '--', ...sources)
  if (changed !== '') throw new Error(`sources that no commit holds:\n${changed}`)
  const [before, after] = readFileSync(PAGE, 'utf8').split(new RegExp(MARKS.join('[^]*'))) as [string, string]
  const text = [
    `${before}${MARKS[0]}`,
    '',
    `Written on ${new Date().toISOString().slice(0, 10)}, when commit`,
    `\`${git('log', '-1', '--format=%h', '--abbrev=12', '--', ...sources)}\` was the last one of these sources, with Stryker ${versionOf('@stryker-mutator/core')}, vitest ${versionOf('vitest')} and Node ${process.versions.node}.`,
    '',
    '| folder | mutants | killed | timed out | survived | no test | score |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...folders.map(({ folder, measured }) => row(`**${folder}**`, outcomesIn(measured))),
    row('**all**', all),
    '',
    ...bulleted(
      'Changed since they were measured; the numbers are those of their older text:',
      [...files].filter(([file, { digest }]) => digest !== digestOf(file)).map(([file]) => file),
    ),
    ...bulleted(
      'Not measured yet:',
      folders.flatMap(({ folder, measured }) => mutable(folder).filter((file) => !measured.has(file))),
    ),
    '| file | mutants | killed | timed out | survived | no test | score | source |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...[...files].map(([file, { digest, outcomes }]) => `${row(file, outcomes)} \`${digest}\` |`),
    '',
    '## Survivors',
    '',
    ...survivors(all),
    `${MARKS[1]}${after}`,
  ]
  writeFileSync(PAGE, text.join('\n'))
  console.log(
    `${PAGE}: ${percent(count(all, 'Killed') + count(all, 'Timeout'), all.length)} of ${all.length} mutants killed`,
  )
}
