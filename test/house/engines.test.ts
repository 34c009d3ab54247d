import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url))

/** What React Native's engine refuses when it reads it, or lacks; a bundler's lowering of syntax does not help there. */
const MISSING =
  /\\p\{|\.(?:at|findLast|findLastIndex|toReversed|toSorted|toSpliced|with)\(|\bObject\.(?:groupBy|hasOwn)\b|\bstructuredClone\b|\bnew Text(?:De|En)coder\b/

/** Bytes as text and back, in two places; the guide says what an app brings for it. */
const TEXTS: readonly string[] = ['psbt/forms.ts', 'units/bytes.ts']
/** Not for telephones: servers, the command, the auditor's reports and page. */
const ELSEWHERE: readonly string[] = ['audit', 'chain', 'cli', 'page']

const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'))

const using = (names: readonly string[]): readonly string[] =>
  names.filter((name) => MISSING.test(readFileSync(join(SOURCE, name), 'utf8')))

const isCore = (name: string): boolean => !ELSEWHERE.includes(name.split('/')[0] ?? '')

it('the core and the signers use nothing that the engine of React Native lacks', () => {
  expect(using(sources.filter(isCore)).toSorted()).toEqual(TEXTS)
})

it('and the search finds it elsewhere', () => {
  expect(using(sources.filter((name) => !isCore(name))).length).toBeGreaterThan(3)
})

it('no bytes are copied by slice(), which copies nothing of a Buffer of Node', () => {
  expect(sources.filter((name) => /\.slice\(\)/.test(readFileSync(join(SOURCE, name), 'utf8')))).toEqual([])
})
