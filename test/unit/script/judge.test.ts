import { analyzeMiniscript, compileMiniscript } from '@bitcoinerlab/miniscript'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/contract/compile.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { everyPathDocument } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { extendedHolder } from '../../support/holders.js'
import { asmOf, judgedText } from '../../support/judge.js'

/** As many keys as the format allows; more of them in a leaf would not relay. */
const big = (): Json => ({
  ...plainDocument(),
  keyPath: 'closed',
  employer: {
    ...plainDocument().employer,
    threshold: 10,
    keys: Array.from({ length: 20 }, (_, at) => extendedHolder(100 + at).text),
  },
})

const documents: readonly (readonly [string, Json])[] = [
  ['two parties', plainDocument()],
  ['everything, with a quorum', fullDocument()],
  ['a quorum of twenty', big()],
  ...(
    [
      ['blocks', { from: 16, backupFrom: 128, silence: 32_768, rescue: 65_535, decision: 17 }],
      ['seconds', { from: 512, backupFrom: 1024, silence: 2048, rescue: 33_553_920, decision: 512 }],
      ['height', { from: 1, backupFrom: 255, silence: 256, rescue: 499_999_999, decision: 1 }],
      [
        'time',
        {
          from: 500_000_000,
          backupFrom: 500_100_000,
          silence: 600_000_000,
          rescue: 2_147_483_647,
          decision: 512,
        },
      ],
    ] as const
  ).map(([kind, moments]) => [`locks by ${kind}`, everyPathDocument(kind, moments)] as const),
]

describe.each(documents)('the judge of Miniscript, about %s', (_, document) => {
  const leaves = compile(parseAgreement(JSON.stringify(document))).flatMap((contract) => contract.leaves)

  it('calls every leaf sane, not malleable, in need of a signature, without a mix of locks', () => {
    for (const { fragment } of leaves)
      expect(analyzeMiniscript(judgedText(fragment), { tapscript: true })).toEqual({
        issane: true,
        issanesublevel: true,
        valid: true,
        error: null,
        needsSignature: true,
        nonMalleable: true,
        timelockMix: false,
        hasDuplicateKeys: false,
      })
  })

  it('compiles every leaf to the same script', () => {
    for (const { fragment, script } of leaves)
      expect(asmOf(script)).toBe(compileMiniscript(judgedText(fragment), { tapscript: true }).asm)
  })
})
