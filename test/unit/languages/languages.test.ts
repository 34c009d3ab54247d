import { type Language, type Sentence, say } from 'taproot-escrow'
import * as languages from 'taproot-escrow/languages'
import { describe, expect, it } from 'vitest'
import { WORDING_OPTIONS } from '../../../src/cli/wording.js'
import { LANGUAGES } from '../../../src/page/languages.js'
import { forbiddenIn } from '../../../src/text.js'
import { ALL_LANGUAGES } from '../../support/languages.js'
import { bare, DEVICE_RULES, NAMES, sampleSentences, valuesIn } from '../../support/sentences.js'

const ALL = ALL_LANGUAGES
const sentences = sampleSentences()
/** Names of members, of paths, and of nothing. */
const INTERNAL =
  /undefined|NaN|\[object|\w\[\d|employerAndWorker|arbiterAnd|backupAnd|workerWith|Alone\b|backupArbiter|confirmedAt|medianTime/

it('there is a sample of every rule of devices', () => {
  const rules = sentences.flatMap(({ code, data }) =>
    code === 'DEVICE_LIMIT' && 'rule' in data ? [data.rule] : [],
  )
  expect(new Set(rules)).toEqual(new Set(DEVICE_RULES))
})

/** Texts in isolates are read by themselves. */
const outside = (text: string): string => {
  const less = text.replace(/[\u2066\u2068][^\u2066-\u2069]*\u2069/g, '')
  return less === text ? text : outside(less)
}

const told = (language: Language, use: (text: string, sentence: Sentence) => unknown): void => {
  for (const sentence of sentences)
    for (const names of [undefined, NAMES])
      use(say(sentence, { language, ...(names && { names }) }), sentence)
}

describe.each(ALL.map((language) => [language.tag, language] as const))('in %s', (_, language) => {
  it('every sentence holds every amount, moment, address and name of its data', () => {
    for (const sentence of sentences) {
      const text = bare(say(sentence, { language, names: NAMES }))
      for (const value of valuesIn(sentence.data)) expect(text, `${sentence.code}: ${text}`).toContain(value)
    }
  })

  it('no sentence holds a word of the code, nor a character that nobody sees but isolates in pairs', () => {
    told(language, (text, { code }) => {
      expect(text, code).not.toMatch(INTERNAL)
      expect(forbiddenIn(text.replace(/[\u2066\u2068\u2069]/g, '')), code).toBeUndefined()
      expect(outside(text), code).not.toMatch(/[\u2066-\u2069]/)
      expect(text.trim().length, code).toBeGreaterThan(0)
    })
  })

  it('sentences are different, and none is another language’s', () => {
    const english = new Set(sentences.map((one) => say(one, { language: languages.english })))
    const own = sentences.map((one) => say(one, { language }))
    expect(new Set(own).size).toBe(own.length)
    if (language !== languages.english) expect(own.filter((text) => english.has(text))).toEqual([])
  })

  it('whatever is read from left to right stands in isolates where the language is read from right to left', () => {
    if (language.dir === 'rtl')
      told(language, (text, { code }) => expect(outside(text), code).not.toMatch(/[0-9A-Za-z]/))
    else told(language, (text) => expect(text).not.toMatch(/[\u2066-\u2069]/))
  })

  it('a name that is read from right to left stands in isolates', () => {
    const name = 'עדה 1000000 BTC'
    for (const sentence of sentences) {
      const text = say(sentence, { language, names: { employer: name } })
      expect(outside(text), sentence.code).not.toContain('עדה')
    }
  })
})

it('a language says its own name, its tag and its direction', () => {
  expect(ALL.map(({ tag, dir, name }) => [tag, dir, name])).toEqual([
    ['ar', 'rtl', 'العربية'],
    ['zh-Hans', 'ltr', '简体中文'],
    ['en', 'ltr', 'English'],
    ['fr', 'ltr', 'Français'],
    ['hi', 'ltr', 'हिन्दी'],
    ['pt', 'ltr', 'Português'],
    ['es', 'ltr', 'Español'],
  ])
})

it('every language can be chosen in the command and on the page', () => {
  const tags = ALL.map(({ tag }) => tag).toSorted()
  const [, offered = ''] = /: (.*), or of a region/.exec(WORDING_OPTIONS.lang.help) ?? []
  expect(offered.split(', ').toSorted()).toEqual(tags)
  expect(LANGUAGES.map(({ language }) => language.tag).toSorted()).toEqual(tags)
})

it('every language says every sentence, word for word', () => {
  for (const language of ALL)
    expect(sentences.map((one) => say(one, { language })).join('\n')).toMatchSnapshot(language.tag)
})
