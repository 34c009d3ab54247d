import fc from 'fast-check'
import {
  EscrowError,
  emptyView,
  extended,
  type Funded,
  type Role,
  recoveryKit,
  refund,
  release,
  review,
  type Sentence,
  type Spend,
  satsPerVb,
  say,
  seen,
  type View,
} from 'taproot-escrow'
import { asOf, audit, reportMarkdown } from 'taproot-escrow/audit'
import * as languages from 'taproot-escrow/languages'
import { describe, expect, it } from 'vitest'
import { asOfSentence, nowSentences } from '../../src/audit/now.js'
import { recoveryOf } from '../../src/recovery/sections.js'
import { agreementDocuments } from '../support/arbitraries.js'
import { payingTransaction } from '../support/command.js'
import { made, secretsOf } from '../support/contracts.js'
import type { Json } from '../support/documents.js'
import { englishIn, wordsOfMarkdown } from '../support/englishWords.js'
import { fakeBlocks } from '../support/fakeChain.js'
import { fundedWith } from '../support/funded.js'
import { ALL_LANGUAGES } from '../support/languages.js'
import { runs } from '../support/runs.js'
import { bare } from '../support/sentences.js'

/*
 * What people are told of any agreement, in every language: nothing is left out of a sentence, and nothing of the code
 * gets into it.
 */

const OTHERS = ALL_LANGUAGES.filter((one) => one !== languages.english)
const ROLES: readonly Role[] = ['employer', 'worker', 'arbiter', 'backupArbiter']
const feeRate = satsPerVb('2')
const relax = ['feeShareCap', 'unpayable', 'deadlinePast', 'targetOpen', 'partyLockedOut'] as const

/** A spend, where the agreement allows it. */
const tried = (draft: () => Spend): readonly Spend[] => {
  try {
    return [draft()]
  } catch (error) {
    if (error instanceof EscrowError) return []
    throw error
  }
}

const reviewed = (funded: Funded): readonly Sentence[] =>
  funded.contract.paths
    .flatMap(({ name }) => {
      const options = { path: name as never, feeRate, relax } // what is no path of an outcome is refused
      return [
        ...tried(() => release(funded, { ...options, secrets: secretsOf([funded.contract]) })),
        ...tried(() => refund(funded, options)),
      ]
    })
    .slice(0, 4)
    .flatMap((spend) =>
      (['employer', 'worker'] as const).flatMap((as) =>
        [undefined, { height: 1_100_000, medianTime: 1_900_000_000 }].flatMap(
          (at) => review(spend, { as, relax, ...(at && { at }) }).sentences,
        ),
      ),
    )

const BASE = { height: 100, hash: '00'.repeat(32) }
const BLOCKS = fakeBlocks(20, { previous: BASE.hash })

/** A chain in which a contract was paid, with one satoshi too few, as many as it wants, or one too many. */
const viewOf = ({ contract }: Funded, change: bigint): View => {
  const chain = extended(
    emptyView({ network: contract.agreement.network, checkpoint: BASE }),
    BLOCKS.map(({ header }) => header),
  )
  const transaction = payingTransaction([{ script: contract.outputScript, amount: contract.amount + change }])
  const where = { blockHash: BLOCKS[9]!.hash, height: 110, position: 1 }
  return seen(chain, { transaction, where })
}

/** Every sentence that stands somewhere in plain data. */
const sentencesIn = (value: unknown): readonly Sentence[] => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  if (Array.isArray(value)) return value.flatMap(sentencesIn)
  const { code, data } = value as { code?: unknown; data?: unknown } // whatever it has is looked at
  return typeof code === 'string' && code in languages.english.catalogue && typeof data === 'object'
    ? [value as Sentence] // a code of the catalogue with its data
    : Object.values(value).flatMap(sentencesIn)
}

const told = ({ funded, text }: { readonly funded: Funded; readonly text: string }): readonly Sentence[] => {
  const { findings, contracts } = audit(text)
  const roles = ROLES.filter((role) => funded.contract.agreement[role] !== undefined)
  return [
    ...sentencesIn([findings, contracts.map(({ explanation, consequences }) => [explanation, consequences])]),
    ...reviewed(funded),
    ...sentencesIn(roles.map((role) => recoveryOf(funded, role))),
  ]
}

/** Names of members, of paths, and of nothing. What somebody wrote may hold them. */
const INTERNAL =
  /undefined|NaN|\[object|\$\{|\w\[\d|employerAndWorker|arbiterAnd|backupAnd|workerWith|Alone\b|backupArbiter|confirmedAt|medianTime/
const QUOTES: readonly string[] = ['spendsDeposit', 'planRefuses', 'REFUSED', 'DIFFERS', 'KEYS_REUSED']

/** What a machine or a shop would read: addresses, ids, outpoints, placeholders, and every number of some length. */
const exactly = (text: string): readonly string[] => {
  const without = bare(text)
  const codes =
    without.match(/<[A-Z][A-Z0-9_]*>|\b(?:bcrt1|tb1|bc1)\w{20,}|\b[0-9a-f]{32,}(?::\d+)?\b/g) ?? []
  const numbers = without.replace(/\b[0-9a-f]{8,}\b|\w{30,}/g, '').match(/\d{4,}/g) ?? []
  return [...new Set([...codes, ...numbers])].sort()
}

/** What stands above the parts of a report. */
const headingsIn = (report: string): readonly string[] =>
  report.split('\n').filter((line) => /^#+ /.test(line))

const documents = agreementDocuments({ mostKeys: 3, mostMilestones: 1 })
const sceneOf = (document: Json) => {
  const { agreement, contracts } = made(document)
  const funded = { ...fundedWith(contracts[0]!), confirmedAt: 1000, medianTimeBefore: 1_700_000_000 }
  return { text: agreement.text, funded }
}
const scenes = documents.map(sceneOf)
/** Whatever somebody wrote may be English. */
const wordless = documents.map((document: Json) =>
  sceneOf({
    ...document,
    milestones: document.milestones.map(({ memo: _, ...milestone }: Json) => milestone),
  }),
)

describe('of any agreement', () => {
  it('every sentence is said in every language, with the numbers and addresses of the English one and no word of the code', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const sentences = told(scene)
        expect(sentences.length).toBeGreaterThan(60)
        for (const sentence of sentences) {
          const english = say(sentence, { language: languages.english })
          for (const language of [languages.english, ...OTHERS]) {
            const one = say(sentence, { language })
            const what = `${sentence.code} in ${language.tag}: ${one}`
            expect(one.trim(), what).not.toBe('')
            if (!QUOTES.includes(sentence.code)) expect(one, what).not.toMatch(INTERNAL)
            expect(exactly(one), what).toEqual(exactly(english))
          }
        }
      }),
      { numRuns: runs(12) },
    )
  })

  it('its status is said in every language, and its report has its headings in it', () => {
    fc.assert(
      fc.property(wordless, fc.constantFrom(-1n, 0n, 1n), ({ funded, text }, change) => {
        const report = audit(text, { now: asOf(viewOf(funded, change)) })
        const now = report.now!
        const sentences = [
          asOfSentence(now),
          ...nowSentences(now).flatMap(({ about, sentences: some }) => [about, ...some]),
        ]
        expect(sentences.length).toBeGreaterThan(3)
        const english = headingsIn(reportMarkdown(report))
        expect(english.length).toBeGreaterThan(8)
        for (const language of OTHERS) {
          for (const sentence of sentences)
            expect(exactly(say(sentence, { language })), sentence.code).toEqual(
              exactly(say(sentence, { language: languages.english })),
            )
          const told = reportMarkdown(report, { language })
          expect(headingsIn(told).length, language.tag).toBe(english.length)
          expect(englishIn([wordsOfMarkdown(told)], language.tag)).toEqual([])
        }
      }),
      { numRuns: runs(6) },
    )
  })

  it('no length of time is told in seconds alone', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        for (const sentence of told(scene))
          for (const match of say(sentence, { language: languages.english }).matchAll(/[\d,]+ seconds?\b/g))
            expect(say(sentence, { language: languages.english })).toContain(`(${match[0]})`)
      }),
      { numRuns: runs(8) },
    )
  })

  it('a recovery file has the same commands in every language', () => {
    const machine = (file: string): readonly string[] =>
      file.split('\n').filter((line) => /^(?: {4}|\{)/.test(line))
    fc.assert(
      fc.property(scenes, ({ funded }) => {
        const role = ROLES.find((one) => funded.contract.agreement[one] !== undefined) ?? 'employer'
        const english = machine(recoveryKit(funded, role))
        for (const language of OTHERS)
          expect(machine(recoveryKit(funded, role, { language }))).toEqual(english)
      }),
      { numRuns: runs(25) },
    )
  })
})
