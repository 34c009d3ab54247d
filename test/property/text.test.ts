import { wordlist } from '@scure/bip39/wordlists/english.js'
import { validateMnemonic } from 'bip39'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdsRecoveryPhrase } from '../../src/agreement/recoveryPhrase.js'
import { audit } from '../../src/audit/audit.js'
import { auditToJson } from '../../src/audit/report/auditToJson.js'
import { reportHtml } from '../../src/audit/report/reportHtml.js'
import { reportMarkdown } from '../../src/audit/report/reportMarkdown.js'
import { EscrowError, shown } from '../../src/errors.js'
import { safeParseAgreement } from '../../src/terms/parse.js'
import { forbiddenIn, loneSurrogateIn, visible, visibleLines } from '../../src/text.js'
import { textOfUtf8, utf8 } from '../../src/units/bytes.js'
import { fullDocument } from '../support/documents.js'
import { auditWithMemos } from '../support/reports.js'

const point = fc.oneof(
  fc.integer({ min: 0, max: 0x10ffff }),
  fc.constantFrom(
    0x1b,
    0x7,
    0x202e,
    0x2066,
    0x200b,
    0xfeff,
    0xe0041,
    0xd800,
    0xdfff,
    0x9b,
    0x2028,
    0x61c,
    0xa,
  ),
  fc.integer({ min: 0x20, max: 0x7e }),
)
/** Code units of any kind, halves of surrogate pairs included. */
const texts = fc
  .array(point, { maxLength: 40 })
  .map((points) => points.map((one) => String.fromCodePoint(one)).join(''))

const isShowable = (text: string): boolean =>
  forbiddenIn(text.replaceAll('\n', '')) === undefined && loneSurrogateIn(text) === undefined

const withMemo = (memo: string): string => {
  const document = fullDocument()
  document.milestones[0].memo = memo
  return JSON.stringify(document)
}

describe('any text', () => {
  it('is valid or not by its code points alone, one after the other', () => {
    const isValid = (memo: string): boolean => safeParseAgreement(withMemo(memo)).ok
    fc.assert(
      fc.property(texts, (text) => {
        // between two letters no white space is at an end; a pair may join where halves meet
        const points = Array.from(text)
        fc.pre(utf8(text).length <= 1000)
        expect(isValid(`a${text}b`)).toBe(points.every((one) => isValid(`a${one}b`)))
      }),
      { numRuns: 30 },
    )
  })

  it('is shown without anything that nobody sees, and the same where there is nothing of the kind', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const result of [visible(text), visibleLines(text), shown(text)])
          expect(isShowable(result)).toBe(true)
        expect(visible(text)).not.toContain('\n')
        expect(visible(visible(text))).toBe(visible(text))
        if (isShowable(text) && !text.includes('\n')) expect(visible(text)).toBe(text)
      }),
    )
  })

  it('comes back from its bytes, and no other bytes give it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), texts, (bytes, text) => {
        const read = textOfUtf8(bytes)
        if (read !== undefined) expect(utf8(read)).toEqual(bytes)
        if (loneSurrogateIn(text) === undefined) expect(textOfUtf8(utf8(text))).toBe(text)
        const strict = (() => {
          try {
            return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
          } catch {
            return undefined
          }
        })()
        expect(read).toBe(strict)
      }),
    )
  })
})

describe('whatever an agreement says', () => {
  const hostile = fc.record({ name: texts, inner: texts, value: texts, raw: fc.boolean() })

  it('no error about it, no audit and no report holds what nobody sees', () => {
    fc.assert(
      fc.property(hostile, ({ name, inner, value, raw }) => {
        const document = fullDocument()
        const members = { [name]: { [inner]: value }, memo: value }
        const json = JSON.stringify({
          ...document,
          [name]: 1,
          milestones: [{ ...document.milestones[0], ...members }],
        })
        // JSON.stringify escapes halves of pairs and controls; a hostile hand does not
        const text = raw
          ? json.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            )
          : json
        const result = safeParseAgreement(text)
        if (!result.ok)
          for (const issue of result.issues)
            for (const part of [issue.message, issue.data.field, issue.data.expected, issue.data.received])
              expect(isShowable(part) && !part.includes('\n')).toBe(true)
        const report = audit(text)
        const strings: string[] = []
        JSON.stringify(auditToJson(report), (_, part: unknown) => {
          if (typeof part === 'string') strings.push(part)
          return part
        })
        for (const part of strings) expect(isShowable(part)).toBe(true)
        expect(isShowable(reportMarkdown(report))).toBe(true)
        expect(isShowable(reportHtml(report))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('no report of memos that came another way holds it either', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 3 }), (memos) => {
        const report = auditWithMemos(memos)
        expect(isShowable(reportHtml(report))).toBe(true)
        expect(isShowable(reportMarkdown(report))).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  it('no error does, whatever it is made of', () => {
    fc.assert(
      fc.property(texts, texts, texts, (field, expected, received) => {
        const { message } = new EscrowError({ code: 'X', kind: 'input', data: { field, expected, received } })
        expect(isShowable(message) && !message.includes('\n')).toBe(true)
      }),
    )
  })
})

describe('any row of words', () => {
  const separators = fc.constantFrom(' ', '\n', '-', ', ', ' 3. ', ' | ')
  const rows = fc.tuple(
    fc
      .constantFrom(12, 15, 18, 21, 24)
      .chain((length) => fc.array(fc.constantFrom(...wordlist), { minLength: length, maxLength: length })),
    separators,
  )

  it('is a recovery phrase where the package bip39 says so', () => {
    let found = 0
    fc.assert(
      fc.property(rows, ([words, separator]) => {
        // of a longer row the shorter ones at its ends count as well
        const parts = [12, 15, 18, 21, 24]
          .filter((length) => length <= words.length)
          .flatMap((length) => [words.slice(0, length), words.slice(-length)])
        const expected = parts.some((part) => validateMnemonic(part.join(' ')))
        if (expected) found++
        expect(holdsRecoveryPhrase(`: ${words.join(separator)} .`)).toBe(expected)
      }),
      { numRuns: 300 },
    )
    expect(found).toBeGreaterThan(5)
  })
})
