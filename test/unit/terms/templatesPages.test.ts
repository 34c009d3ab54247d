import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Agreement, Lock, Quorum, SpendPath } from 'taproot-escrow'
import * as taprootEscrow from 'taproot-escrow'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { pathsOf } from '../../../src/paths/paths.js'
import { timelineOf } from '../../../src/paths/timeline.js'
import { fencedBlocks, readPage } from '../../support/fencedCode.js'
import { TEMPLATES, withPanel } from '../../support/templates.js'

/*
 * The pages of the templates: their code runs, and their tables are what the agreements made by it say. Run with
 * `-u` to rewrite the tables.
 */

const MARKED = /^<!-- paths of (\w+) -->\n\n?(?:\|.*\n)*/gm

const NAMES = { employer: 'employer', worker: 'worker', arbiter: 'arbiter', backupArbiter: 'backup arbiter' }

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`

const from = (lock: Lock | undefined): string => {
  if (lock === undefined) return 'at once'
  if ('height' in lock) return `block ${lock.height}`
  if ('time' in lock) return new Date(lock.time * 1000).toISOString()
  return 'blocks' in lock
    ? `${lock.blocks} blocks (${days(Math.round(lock.blocks / 144))})`
    : days(lock.seconds / (169 * 512))
}

const titleOf = (agreement: Agreement, path: SpendPath): string => {
  const { parties = [] } = pathsOf(agreement, 0).find(({ name }) => name === path) ?? {}
  const who = parties.map((role) => {
    // whoever is a party of a path has keys
    const { threshold, keys } = agreement[role] as Quorum
    return keys.length === 1 ? NAMES[role] : `${NAMES[role]} (${threshold} of ${keys.length})`
  })
  const alone = who.length === 1 && path !== 'workerWithSecret' ? ' alone' : ''
  return `${who.join(' and ')}${alone}${path === 'workerWithSecret' ? ' with the secret' : ''}`
}

/** Where the library lets the money of a path go. */
const MAY: Readonly<Record<SpendPath, string>> = {
  key: 'anything both agree on',
  employerAndWorker: 'anything both agree on',
  arbiterAndWorker: 'award, freeze',
  arbiterAndEmployer: 'award, freeze',
  employerAlone: 'refund',
  workerAlone: 'release',
  workerWithSecret: 'release',
  backupAndWorker: 'award, freeze',
  backupAndEmployer: 'award, freeze',
}

/** Who can move the money when, as the library computes it. */
const tableOf = (agreement: Agreement): string => {
  const opening = agreement.milestones.map((_, milestone) => {
    const entries = timelineOf(agreement, milestone)
    return new Map(entries.flatMap(({ lock, opens }) => opens.map((path) => [path, from(lock)] as const)))
  })
  const [first = new Map()] = opening
  const isOne = opening.every((each) => [...each].every(([path, when]) => first.get(path) === when))
  const columns = isOne ? ['from'] : opening.map((_, at) => `milestone ${at} from`)
  const rows = [...first.keys()].map((path: SpendPath) => [
    titleOf(agreement, path),
    `\`${path}\``,
    ...(isOne ? [first.get(path)] : opening.map((each) => each.get(path))),
    MAY[path],
  ])
  const heads = ['who signs', 'path', ...columns, 'what for']
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

const pagePath = (page: string): string => `docs/templates/${page}.md`

/** What the code of a page declares under these names. */
const declaredBy = (page: string, names: readonly string[]): Readonly<Record<string, Agreement>> => {
  const code = fencedBlocks(page)
    .flatMap(({ language, text }) => (language === 'ts' ? [text] : []))
    .join('')
    .replace(/^import \{(.*)\} from 'taproot-escrow'$/gm, 'const {$1} = taprootEscrow')
  const { outputText } = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022 } })
  return new Function('taprootEscrow', `${outputText}\nreturn { ${names.join(', ')} }`)(taprootEscrow)
}

describe.each(TEMPLATES)('the page of $name', ({ name, page }) => {
  const text = readPage(pagePath(page))
  const names = [...text.matchAll(MARKED)].map(([, declared = '']) => declared)

  it('says who can move the money when, as the agreements of its code do', async () => {
    const agreements = declaredBy(text, names)
    expect(names).toContain('agreement')
    const computed = text.replace(
      MARKED,
      (_, declared: string) => `<!-- paths of ${declared} -->\n\n${tableOf(agreements[declared]!)}`,
    )
    await expect(computed).toMatchFileSnapshot(
      join(fileURLToPath(new URL('../../..', import.meta.url)), pagePath(page)),
    )
  })

  it('calls the template, and speaks of everybody who may fail', () => {
    expect(text).toContain(`${name}({`)
    for (const word of [
      'employer vanishes',
      'worker vanishes',
      'thief',
      'rbiter',
      'Fees jump',
      'text is lost',
    ])
      expect(text.replace('A member vanishes', 'The worker vanishes')).toContain(word)
  })
})

describe('the overview', () => {
  const overview = readPage('docs/templates/README.md')

  it('leads to every page', () => {
    for (const { name, page } of TEMPLATES) expect(overview).toContain(`[\`${name}\`](${page}.md)`)
  })

  it('states the clocks that hold where nothing is said', () => {
    const rows = [...overview.matchAll(/^\| `(\w+)`( in `.*?`)? \| (.*?) \| (.*?) \|/gm)]
    const stated = new Map(
      rows.map(([, clock, where = '', blocks, inDays]) => [`${clock}${where}`, [blocks, inDays]]),
    )
    const terms = (name: string, unit: 'blocks' | 'days', at = 0) => {
      const template = TEMPLATES.find((each) => each.name === name)!
      const panel = template.panels.at(-1)!
      return template.make({ ...withPanel(template, panel), clocks: { unit } }).milestones[at]!
    }
    const count = (lock: Lock | undefined): number =>
      lock === undefined
        ? 0
        : 'blocks' in lock
          ? lock.blocks
          : 'seconds' in lock
            ? lock.seconds / (169 * 512)
            : -1
    for (const [column, unit] of ['blocks', 'days'].entries()) {
      const told = (clock: string): number => Number.parseInt(stated.get(clock)?.[column] ?? '', 10)
      const one = terms('fixedPrice', unit as 'blocks' | 'days')
      expect(one.dispute?.from).toBeUndefined()
      expect(count(one.dispute?.decision)).toBe(told('decision'))
      expect(count(one.silence.after)).toBe(told('silence'))
      expect(count(one.dispute?.backupFrom)).toBe(told('silence') / 2)
      expect(count(one.rescue?.after)).toBe(told('silence') + told('rescue'))
      const second = terms('milestonePlan', unit as 'blocks' | 'days', 1)
      expect(count(second.silence.after)).toBe(
        told('silence') + told('step in `milestonePlan`, `secretRelease`'),
      )
      const period = terms('wage', unit as 'blocks' | 'days')
      // with a backup a day more
      const day = unit === 'blocks' ? 144 : 1
      expect(count(period.silence.after)).toBe(told('period in `wage`') + 2 * told('decision') + day)
      expect(count(period.rescue?.after)).toBe(count(period.silence.after) + told('rescue'))
      expect(stated.get('backupFrom in `hourly`')?.[column]).toMatch(
        column === 0 ? '`decision` and a day before `silence`' : 'the same',
      )
      const hours = terms('hourly', unit as 'blocks' | 'days')
      expect(count(hours.silence.after)).toBe(told('silence'))
      expect(count(hours.dispute?.backupFrom)).toBe(told('silence') - told('decision') - day)
      expect(count(hours.dispute?.from)).toBe(count(hours.dispute?.backupFrom) - told('decision'))
    }
  })

  it('counts how many milestones have room', () => {
    const { make, least } = TEMPLATES.find(({ name }) => name === 'milestonePlan')!
    const plan = (count: number) => () =>
      make({ ...least(), milestones: Array.from({ length: count }, () => ({ amount: 10_000n })) })
    const told = Number(/room for (\d+) milestones/.exec(readPage(pagePath('milestones')))?.[1])
    expect(plan(told)).not.toThrow()
    expect(plan(told + 1)).toThrow('clocks.step')
  })
})
