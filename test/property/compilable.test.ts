import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/contract/compile.js'
import { safeParseAgreement } from '../../src/terms/parse.js'
import { toHex } from '../../src/units/bytes.js'
import { agreementDocuments } from '../support/arbitraries.js'
import type { Json } from '../support/documents.js'
import { bareHolder, extendedHolder } from '../support/holders.js'

const LEAVES = [
  'employerAndWorker',
  'arbiterAndWorker',
  'arbiterAndEmployer',
  'employerAlone',
  'workerAlone',
  'workerWithSecret',
  'backupAndWorker',
  'backupAndEmployer',
]

/** Powers of two make trees as deep as there are leaves. */
const weights = fc
  .array(fc.integer({ min: 0, max: 16 }), { minLength: LEAVES.length, maxLength: LEAVES.length })
  .map((powers) => Object.fromEntries(LEAVES.map((leaf, at) => [leaf, 2 ** (powers[at] ?? 0)])))

const quorum = fc
  .record({ size: fc.integer({ min: 1, max: 20 }), unused: fc.integer({ min: 0, max: 12 }) })
  .map(({ size, unused }) => ({ size, threshold: Math.max(1, size - unused) }))

/** A bare key: anybody's own, or chosen to be a child of the employer's account in one of the contracts. */
const bareKey = fc.oneof(
  fc.integer({ min: 300, max: 320 }).map((seed) => bareHolder(seed).text),
  fc.record({ branch: fc.integer({ min: 0, max: 9 }), at: fc.integer({ min: 0, max: 4 }) }).map(
    ({ branch, at }) =>
      (index: number): string =>
        toHex(
          extendedHolder(1)
            .account.derive(2 * branch)
            .derive(index + at).publicKey,
        ),
  ),
)

const atTheLimits = fc
  .record({
    document: agreementDocuments({ networks: ['regtest'] }),
    weights: fc.option(weights),
    quorums: fc.dictionary(fc.constantFrom('employer', 'worker', 'arbiter', 'backupArbiter'), quorum),
    bare: fc.option(bareKey),
  })
  .map(({ document, weights: chosen, quorums, bare }) => {
    const changed: Json = structuredClone(document)
    if (chosen !== null) {
      const silent = changed.milestones.map((it: Json) => it.silence ?? changed.silence)
      const rescued = changed.rescue !== undefined || changed.milestones.some((it: Json) => it.rescue)
      const exists = (leaf: string): boolean => {
        if (leaf.startsWith('arbiter')) return changed.arbiter !== undefined
        if (leaf.startsWith('backup')) return changed.backupArbiter !== undefined
        if (leaf === 'workerWithSecret') return changed.milestones.some((it: Json) => it.secretHash)
        if (leaf.endsWith('Alone')) return rescued || silent.some((it: Json) => `${it.pays}Alone` === leaf)
        return true
      }
      changed.weights = Object.fromEntries(Object.entries(chosen).filter(([leaf]) => exists(leaf)))
    }
    for (const [at, [role, { size, threshold }]] of Object.entries(quorums).entries())
      if (changed[role] !== undefined) {
        changed.keyPath = 'closed'
        const keys = Array.from({ length: size }, (_, key) => bareHolder(400 + 20 * at + key).text)
        Object.assign(changed[role], { threshold, keys })
      }
    if (bare !== null) {
      changed.keyPath = 'closed'
      Object.assign(changed.employer, { threshold: 1, keys: [extendedHolder(1).text] })
      const key = typeof bare === 'string' ? bare : bare(changed.index)
      Object.assign(changed.worker, { threshold: 1, keys: [key] })
    }
    return JSON.stringify(changed)
  })

/** What can only be known when everything is put together. */
const LIMITS = ['TREE_TOO_DEEP', 'SCRIPT_TOO_MANY_KEYS', 'SCRIPT_WITNESS_TOO_LARGE', 'CONTRACT_KEY_SHARED']

describe('whatever parseAgreement returns', () => {
  it('compiles, and what does not is refused by a limit of its own', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(atTheLimits, (text) => {
        const result = safeParseAgreement(text)
        if (result.ok) {
          seen.add('compiled')
          expect(compile(result.agreement)).toHaveLength(result.agreement.milestones.length)
        } else for (const { code } of result.issues) seen.add(code)
      }),
      { numRuns: 150 },
    )
    // the agreements go to the limits and beyond: each was met
    expect([...seen]).toEqual(expect.arrayContaining(['compiled', ...LIMITS]))
  })
})
