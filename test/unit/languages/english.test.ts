import { compile, parseAgreement, proveTerms, recoveryKit, sats, say } from 'taproot-escrow'
import {
  type Audit,
  asOf,
  audit,
  ofAcceptances,
  ofStream,
  ofTerms,
  reportHtml,
  reportMarkdown,
} from 'taproot-escrow/audit'
import * as languages from 'taproot-escrow/languages'
import { signState } from 'taproot-escrow/stream'
import { describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { asOfSentence, nowSentences } from '../../../src/audit/now.js'
import { reportLines } from '../../../src/audit/report/reportText.js'
import { LANGUAGES } from '../../../src/page/languages.js'
import { recoveryOf } from '../../../src/recovery/sections.js'
import { made } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { englishIn, wordsOfHtml, wordsOfMarkdown } from '../../support/englishWords.js'
import { fundedWith } from '../../support/funded.js'
import { ALL_LANGUAGES } from '../../support/languages.js'
import { AGREEMENTS, AT, soundDocument } from '../../support/provocations/agreements.js'
import { document, POISONS } from '../../support/provocations/claims.js'
import { BY_THEMSELVES, DESCRIPTORS, index } from '../../support/provocations/descriptors.js'
import { AGREED, DISPUTED, SPENDS } from '../../support/provocations/spends.js'
import { views, WATCHED, WATCHED_CONTRACTS } from '../../support/provocations/views.js'
import { fixtureTexts } from '../../support/reports.js'
import { NAMES, sampleSentences } from '../../support/sentences.js'
import { EMPLOYER, streamOf } from '../../support/streams.js'

/*
 * Nobody who reads another language meets English: everything that can be said is said in each of them, and searched
 * for words of English. What may stand there all the same is listed in test/support/englishWords.ts.
 */

const OTHERS = ALL_LANGUAGES.filter((one) => one !== languages.english)

const disputed = (): Audit => {
  const lie = vi.spyOn(backend, 'verifySchnorr').mockReturnValue(false)
  try {
    return audit(AGREED, DISPUTED.options)
  } finally {
    lie.mockRestore()
  }
}

const plan = streamOf({ deposits: 2 })
const streamText = plan.deposits[0]!.contract.agreement.text
const newest = await signState(plan, { pays: sats('400000'), last: 'none' }, EMPLOYER)

const provoked = ({ change, options }: (typeof AGREEMENTS)[number]): Audit => {
  const json = soundDocument()
  change(json)
  return audit(JSON.stringify(json), { at: AT, ...options })
}

const plain = JSON.stringify(plainDocument())
const changed = JSON.stringify({
  ...plainDocument(),
  index: 99,
  silence: { pays: 'employer', after: { blocks: 999 } },
})

/** An audit of everything that an audit can be of, made once for all languages. */
const AUDITS: readonly (readonly [string, Audit])[] = [
  ...fixtureTexts()
    .slice(0, 8)
    .map(([name, text]) => [`fixture ${name}`, audit(text, { at: AT })] as const),
  ...AGREEMENTS.map((one) => [one.what, provoked(one)] as const),
  ...POISONS.map(
    ({ what, claim, json = document() }) => [what, audit(JSON.stringify(json), { claims: [claim] })] as const,
  ),
  ...[...DESCRIPTORS, ...BY_THEMSELVES].map(([what, text]) => [what, audit(text(), { index })] as const),
  ...SPENDS.map(({ what, text = AGREED, options }) => [what, audit(text, options())] as const),
  ['engines that differ', disputed()],
  [
    'a stream',
    audit(streamText, { stream: ofStream(plan, { last: newest }), at: { height: 1000, medianTime: 1 } }),
  ],
  ['no state of a stream', audit(streamText, { stream: ofStream(plan, { last: 'none' }) })],
  ['another agreement', audit(changed, { before: plain })],
  [
    'proofs',
    audit(plain, {
      proofs: [
        ofAcceptances([]),
        ofTerms(proveTerms(compile(parseAgreement(plain))[0]!)),
        ofTerms(proveTerms(compile(parseAgreement(changed))[0]!)),
      ],
    }),
  ],
]

/** What became of contracts, as a view of the chain tells it. */
const VIEWS = await views()
const NOWS = VIEWS.map((view) => asOf(view, { confirmations: 6 })(WATCHED_CONTRACTS, WATCHED_CONTRACTS)!)
const SEEN = audit(WATCHED, { now: asOf(VIEWS.at(-1)!, { confirmations: 6 }) })

/** Recovery files, each with the commands that stand in it. */
const RECOVERIES = [plainDocument(), fullDocument()].flatMap((json) =>
  made(json).contracts.flatMap((contract, at) =>
    (['employer', 'worker', 'arbiter', 'backupArbiter'] as const)
      .filter((role) => contract.agreement[role] !== undefined)
      .map((role) => [at === 0 ? contract : fundedWith(contract), role] as const),
  ),
)

const literalsOf = (...of: (typeof RECOVERIES)[number]): ReadonlySet<string> =>
  new Set(
    recoveryOf(...of).sections.flatMap(({ blocks }) =>
      blocks.flat().flatMap((line) => ('literal' in line ? [line.literal] : [])),
    ),
  )

/** What somebody wrote is no word of ours. */
const withoutMemos = (text: string): string =>
  AUDITS.flatMap(([, { agreement }]) => agreement?.milestones.flatMap(({ memo }) => memo ?? []) ?? []).reduce(
    (left, memo) => left.replaceAll(memo, ' '),
    text,
  )

/** Nor is what people are called. */
const withoutPeople = (text: string): string =>
  Object.values(NAMES)
    .flat()
    .reduce((left, name) => left.replaceAll(name, ' '), text)

/** Markdown and lines say less than a page does, so a part of the audits is enough. */
const PART = AUDITS.filter((_, at) => at % 4 === 0)

const reported = (texts: readonly string[], tag: string): string =>
  englishIn(texts.map(withoutMemos), tag).slice(0, 60).join('\n')

describe.each(OTHERS.map((language) => [language.tag, language] as const))(
  'in %s nobody meets English',
  (tag, language) => {
    it('in a page', () => {
      expect(
        reported(
          AUDITS.map(([, one]) => wordsOfHtml(reportHtml(one, { language }))),
          tag,
        ),
      ).toBe('')
    })

    it('in Markdown', () => {
      expect(
        reported(
          PART.map(([, one]) => wordsOfMarkdown(reportMarkdown(one, { language }))),
          tag,
        ),
      ).toBe('')
    })

    it('in a terminal', () => {
      const texts = PART.map(([, one]) => reportLines(one, { language }).join('\n'))
      expect(reported(texts, tag)).toBe('')
      expect(texts.filter((text) => text.includes('[U+20'))).toEqual([])
    })

    it('in a recovery file', () => {
      const files = RECOVERIES.map(([input, role]) => {
        const literals = literalsOf(input, role)
        return recoveryKit(input, role, { language, names: NAMES })
          .split('\n')
          .filter((line) => !literals.has(line))
          .join('\n')
      })
      expect(reported(files.map(withoutPeople), tag)).toBe('')
    })

    it('in what a view tells of contracts', () => {
      const options = { language, names: NAMES }
      const told = NOWS.flatMap((now) => [
        asOfSentence(now),
        ...nowSentences(now).flatMap(({ about, sentences }) => [about, ...sentences]),
      ])
      const texts = [...told.map((one) => say(one, options)), wordsOfHtml(reportHtml(SEEN, options))]
      expect(reported(texts.map(withoutPeople), tag)).toBe('')
    })

    it('in any sentence', () => {
      expect(
        reported(
          sampleSentences().map((one) => say(one, { language })),
          tag,
        ),
      ).toBe('')
    })

    it('in the page itself', () => {
      const words = LANGUAGES.find(({ language: one }) => one.tag === tag)!.words
      const texts = (value: unknown): readonly string[] =>
        typeof value === 'string' ? [value] : Object.values(value as object).flatMap(texts) // texts, or more of them
      expect(reported(texts(words), tag)).toBe('')
    })
  },
)
