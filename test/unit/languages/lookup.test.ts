import { describe, expect, it } from 'vitest'
import { lookup } from '../../../src/languages/lookup.js'
import { ALL_LANGUAGES } from '../../support/languages.js'

const TAGS = ALL_LANGUAGES.map(({ tag }) => tag)

describe('a language', () => {
  it.each([
    ...TAGS.map((tag) => [tag, tag] as const),
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-Hans-CN', 'zh-Hans'],
    ['zh-Hans-TW', 'zh-Hans'],
    ['es-MX', 'es'],
    ['es-419', 'es'],
    ['en-GB', 'en'],
    ['fr-CA', 'fr'],
    ['ar-EG', 'ar'],
    ['ar-u-nu-latn', 'ar'],
    ['hi-IN', 'hi'],
    ['HI-in', 'hi'],
  ] as const)('is found by %s: %s', (wanted, found) => {
    expect(lookup(wanted, TAGS)).toBe(found)
  })

  it.each([
    'zh-TW',
    'zh-Hant',
    'zh-hant-HK',
    'zh-HK',
    'zh-MO',
    'de',
    'e',
    'english',
    '',
    'es_MX',
    'es-',
    '-es',
    'es!',
  ])('is not found by %j', (wanted) => {
    expect(lookup(wanted, TAGS)).toBeUndefined()
  })
})
