import * as momoa from '@humanwhocodes/momoa'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectIssues } from '../../src/agreement/issues.js'
import { readJson } from '../../src/agreement/json.js'
import { EscrowError } from '../../src/errors.js'
import { leavesOf, pathsOf } from '../../src/paths/paths.js'
import { timelineOf } from '../../src/paths/timeline.js'
import { defineAgreement, parseAgreement, safeParseAgreement } from '../../src/terms/parse.js'
import { agreementDocuments, relaid } from '../support/arbitraries.js'
import { fullDocument, type Json } from '../support/documents.js'

const documents = agreementDocuments()

describe('any agreement', () => {
  it('parses, and its canonical text is the same agreement', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const agreement = parseAgreement(JSON.stringify(document))
        const again = parseAgreement(agreement.text, { expectedId: agreement.id })
        expect(again).toEqual(agreement)
        expect(defineAgreement(document).id).toBe(agreement.id)
      }),
    )
  })

  it('keeps its id in any layout and order of members', () => {
    fc.assert(
      fc.property(
        documents,
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (document, stream) => {
          const random = () => stream.next().value
          expect(parseAgreement(relaid(document, random)).id).toBe(
            parseAgreement(JSON.stringify(document)).id,
          )
        },
      ),
    )
  })

  it('has another id when one comma of a memo goes', () => {
    fc.assert(
      fc.property(
        documents,
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', '好'), maxLength: 20 }),
        (document, words) => {
          const withMemo = (memo: string): string => {
            const [first, ...others] = document.milestones
            return JSON.stringify({ ...document, milestones: [{ ...first, memo }, ...others] })
          }
          const [kept, gone] = [`a${words},${words}b`, `a${words}${words}b`].map((memo) =>
            parseAgreement(withMemo(memo)),
          )
          expect(kept!.id).not.toBe(gone!.id)
        },
      ),
    )
  })

  it('opens its paths in the order of its timeline, each once', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const agreement = parseAgreement(JSON.stringify(document))
        agreement.milestones.forEach((_, milestone) => {
          const names = pathsOf(agreement, milestone).map(({ name }) => name)
          const opened = timelineOf(agreement, milestone).flatMap(({ opens }) => opens)
          expect([...opened, 'terms'].sort()).toEqual([...names].sort())
          expect(names.filter((name) => name !== 'key')).toEqual(
            leavesOf(agreement, milestone).map(({ name }) => name),
          )
        })
      }),
    )
  })

  it('takes a weight for exactly those paths that a milestone has', () => {
    const PATHS = [
      'employerAndWorker',
      'arbiterAndWorker',
      'arbiterAndEmployer',
      'employerAlone',
      'workerAlone',
      'workerWithSecret',
      'backupAndWorker',
      'backupAndEmployer',
    ]
    fc.assert(
      fc.property(documents, fc.constantFrom(...PATHS), (document, path) => {
        const agreement = parseAgreement(JSON.stringify(document))
        const exists = agreement.milestones.some((_, milestone) =>
          leavesOf(agreement, milestone).some(({ name }) => name === path),
        )
        expect(safeParseAgreement(JSON.stringify({ ...document, weights: { [path]: 3 } })).ok).toBe(exists)
      }),
    )
  })
})

const harmless = (text: string): void => {
  const result = safeParseAgreement(text)
  if (result.ok) return
  for (const issue of result.issues) {
    expect(issue).toBeInstanceOf(EscrowError)
    expect(issue.kind).not.toBe('internal')
    expect(issue.message).not.toMatch(/[\n\r]/)
  }
  expect(() => parseAgreement(text)).toThrow(EscrowError)
}

/** Every place of a JSON value that can be replaced. */
const placesOf = (value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => placesOf(member, [...path, name]))
    : []),
]

const replaced = (value: Json, [step, ...rest]: readonly (string | number)[], by: Json): Json => {
  if (step === undefined) return by
  const copy: Json = Array.isArray(value) ? [...value] : { ...value }
  copy[step] = replaced(value[step], rest, by)
  return copy
}

describe('whatever comes', () => {
  it('any text is an agreement or a list of issues', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), harmless))
    fc.assert(fc.property(fc.json(), harmless))
  })

  it('any value in any place of an agreement is one or a list of issues', () => {
    const full = fullDocument()
    const places = placesOf(full)
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(0, -1, 1, 2 ** 31, 2 ** 53, 1e300, '', '0', '-1', '1e3', 'ab', {}, [], null, true),
      fc.constantFrom(...places.map((path) => path.reduce((part, step) => part[step], full))),
    )
    fc.assert(
      fc.property(fc.constantFrom(...places), values, (path, value) => {
        harmless(JSON.stringify(replaced(full, path, value)) ?? '')
      }),
      { numRuns: 300 },
    )
  })

  it('any change of its characters leaves an agreement or a list of issues', () => {
    const text = JSON.stringify(fullDocument())
    fc.assert(
      fc.property(
        fc.nat({ max: text.length }),
        fc.nat({ max: 40 }),
        fc.string({ unit: 'binary', maxLength: 8 }),
        (at, cut, put) => {
          harmless(text.slice(0, at) + put + text.slice(at + cut))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('any JavaScript value is an agreement or an error of ours', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withNullPrototype: true,
          withTypedArray: true,
          withSparseArray: true,
        }),
        (value) => {
          // the type says what may come, JavaScript lets through anything
          expect(() => defineAgreement(value as Json)).toThrow(EscrowError)
        },
      ),
    )
  })
})

describe('the scan for repeated names', () => {
  const twice = (node: momoa.AnyNode): boolean => {
    switch (node.type) {
      case 'Document':
        return twice(node.body)
      case 'Object': {
        const names = node.members.map(({ name }) => (name.type === 'String' ? name.value : name.name))
        return new Set(names).size < names.length || node.members.some(({ value }) => twice(value))
      }
      case 'Array':
        return node.elements.some(({ value }) => twice(value))
      default:
        return false
    }
  }

  const names = fc.constantFrom('a', 'b', '\\u0061', '__proto__', 'a\\"', '{', ',', '')
  const { value: texts } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('1', '"a"', '"},{"', 'null', '-20', '""'),
      tie('object'),
      tie('list'),
    ),
    object: fc
      .array(fc.tuple(names, tie('value')), { maxLength: 4 })
      .map((members) => `{ ${members.map(([name, value]) => `"${name}" : ${value}`).join(' , ')} }`),
    list: fc.array(tie('value'), { maxLength: 3 }).map((members) => `[${members.join(',')}]`),
  }))

  it('finds them exactly where a syntax tree shows them', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const issues = collectIssues()
        try {
          readJson(text, issues)
        } catch (error) {
          expect(error).toMatchObject({ code: 'AGREEMENT_TOO_DEEP' })
          return
        }
        expect(issues.list.length > 0).toBe(twice(momoa.parse(text, { mode: 'json' })))
      }),
      { numRuns: 300 },
    )
  })
})
