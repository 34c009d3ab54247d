import { say } from 'taproot-escrow'
import * as languages from 'taproot-escrow/languages'
import { expect, it } from 'vitest'
import { bare, sampleSentences } from '../../support/sentences.js'

const { arabic, chinese, french, hindi, portuguese, spanish } = languages
const translated = { arabic, chinese, french, hindi, portuguese, spanish }

/** What `Intl` writes behind the digits, without its marks: sentences have isolates for those. */
const signOf = (tag: string): string =>
  new Intl.NumberFormat(tag, { style: 'percent', numberingSystem: 'latn' })
    .format(1)
    .replace(/[\d\u200e\u200f\u061c]/g, '')

it.each(Object.entries(translated))(
  'in %s a percent sign is written as Intl writes it',
  (_name, language) => {
    const signs = sampleSentences().flatMap((sentence) =>
      [...bare(say(sentence, { language })).matchAll(/\d(\s?[%٪])/g)].map(([, sign]) => sign),
    )
    expect(signs.length).toBeGreaterThan(3)
    expect([...new Set(signs)]).toEqual([signOf(language.tag)])
  },
)
