import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { FOLDERS } from './folders.js'
import { type Fate, type Outcome, outcomesOf } from './results.js'
import { REASONS } from './survivors.js'

const PAGE = 'docs/mutation.md'
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

/** Files of a folder that no run has mutated as they are. In types and in catalogues of errors Stryker finds nothing to mutate. */
const unmeasured = (folder: string, outcomes: readonly Outcome[]): readonly string[] => {
  const measured = new Set(outcomes.map(({ file }) => file))
  return readdirSync(`src/${folder}`)
    .map((name) => `${folder}/${name}`)
    .filter(
      (file) =>
        !measured.has(file) &&
        !file.endsWith('/errors.ts') &&
        /^export const /m.test(readFileSync(`src/${file}`, 'utf8')),
    )
}

/** Writes the results of the last runs into the page. */
export const report = (): void => {
  const folders = Object.keys(FOLDERS).map((folder) => ({ folder, outcomes: outcomesOf(folder) }))
  const missing = folders.flatMap(({ folder, outcomes }) => unmeasured(folder, outcomes))
  const all = folders.flatMap(({ outcomes }) => outcomes)
  const sources = Object.keys(FOLDERS).map((folder) => `src/${folder}`)
  const changed = git('status', '--porcelain', '--', ...sources)
  if (changed !== '') throw new Error(`sources that no commit holds:\n${changed}`)
  const [before, after] = readFileSync(PAGE, 'utf8').split(new RegExp(MARKS.join('[^]*'))) as [string, string]
  const text = [
    `${before}${MARKS[0]}`,
    '',
    `Written on ${new Date().toISOString().slice(0, 10)}. What was mutated are the sources as commit`,
    `\`${git('log', '-1', '--format=%h', '--abbrev=12', '--', ...sources)}\` left them, with Stryker ${versionOf('@stryker-mutator/core')}, vitest ${versionOf('vitest')} and Node ${process.versions.node}.`,
    '',
    '| folder | mutants | killed | timed out | survived | no test | score |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...folders.map(({ folder, outcomes }) => row(`**${folder}**`, outcomes)),
    row('**all**', all),
    '',
    ...(missing.length > 0
      ? ['Not measured yet in their present form:', '', ...missing.map((file) => `- ${file}`), '']
      : []),
    '| file | mutants | killed | timed out | survived | no test | score |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...[...new Set(all.map(({ file }) => file))].map((file) =>
      row(
        file,
        all.filter((outcome) => outcome.file === file),
      ),
    ),
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
