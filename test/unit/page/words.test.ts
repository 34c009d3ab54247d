import { expect, it } from 'vitest'
import { LANGUAGES } from '../../../src/page/languages.js'
import { pageHtml } from '../../../src/page/shell.js'
import { ENGLISH_PAGE } from '../../../src/page/words/english.js'
import { forbiddenIn } from '../../../src/text.js'

const said = (words: typeof ENGLISH_PAGE): readonly string[] => [
  ...Object.values(words).filter((word) => typeof word === 'string'),
  ...Object.values(words.kinds),
  words.characters('1234'),
  words.removeThis('X'),
  words.failed('Y'),
  words.partsRead(3, 7),
  words.partShown(3, 7),
]

/** What is said of codes when they are scanned or shown. */
const CODES = [
  'addressRead',
  'codeUnknown',
  'goOn',
  'holdCode',
  'noCamera',
  'noCode',
  'otherParts',
  'partShown',
  'partsRead',
  'showCodes',
]

const page = pageHtml({ script: '' })
const marked = (attribute: string): readonly string[] =>
  [...page.matchAll(new RegExp(`data-${attribute}="(\\w+)"`, 'g'))].map(([, name = '']) => name)

it('every text of the page has a word, which stands in it in English', () => {
  const names = [...marked('word'), ...marked('label')]
  expect(new Set(names).size).toBe(names.length)
  for (const name of names)
    expect(typeof new Map(Object.entries(ENGLISH_PAGE)).get(name), name).toBe('string')
  // what is said only when something happens, and the names of kinds
  const later = [
    'kinds',
    'characters',
    'remove',
    'removeThis',
    'failed',
    'working',
    'unknown',
    'alone',
    ...CODES,
  ]
  expect([...names, ...later].sort()).toEqual(Object.keys(ENGLISH_PAGE).sort())
  const texts = page.replace(/<(style|script)[\s\S]*?<\/\1>/g, '').matchAll(/>([^<>]*[a-z]{3}[^<>]*)</gi)
  const known = new Set([
    ...said(ENGLISH_PAGE),
    'taproot-escrow',
    ...LANGUAGES.map((one) => one.language.name),
  ])
  expect([...texts].map(([, text = '']) => text.trim()).filter((text) => !known.has(text))).toEqual([])
})

it.each(LANGUAGES.map((one) => [one.language.tag, one] as const))(
  'in %s the page says everything, with what it is given, and nothing in English',
  (tag, { words }) => {
    const all = said(words)
    expect(words.characters('1234')).toContain('1234')
    expect(words.removeThis('X')).toContain('X')
    expect(words.failed('Y')).toContain('Y')
    for (const text of [words.partsRead(3, 7), words.partShown(3, 7)]) expect(text).toMatch(/3.*7|7.*3/)
    for (const text of all) {
      expect(text.trim().length).toBeGreaterThan(0)
      expect(forbiddenIn(text)).toBeUndefined()
    }
    const english = new Set(said(ENGLISH_PAGE))
    // French and English write some words alike
    const alike = new Set(['Transaction', 'Descriptor', 'Agreement'])
    if (tag !== 'en') expect(all.filter((text) => english.has(text) && !alike.has(text))).toEqual([])
  },
)

it('the choice of the language is the first thing on the page that can be chosen', () => {
  const first = /<(?:select|input|textarea|button|a) [^>]*>/.exec(page.slice(page.indexOf('<body>')))?.[0]
  expect(first).toBe('<select id="language">')
  expect(page.indexOf(first ?? '-')).toBeLessThan(page.indexOf('<h1'))
})
