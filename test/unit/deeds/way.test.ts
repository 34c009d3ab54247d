import { describe, expect, it } from 'vitest'
import { backend } from '#backend'
import { compile } from '../../../src/contract/compile.js'
import type { ContractSpend } from '../../../src/deeds/types.js'
import { wayOf } from '../../../src/deeds/way.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { toHex } from '../../../src/units/bytes.js'
import { fullDocument } from '../../support/documents.js'
import { done, firstWitness, fixture } from '../../support/fixtureDeeds.js'

const wayIn = ({ spends }: { readonly spends: readonly ContractSpend[] }): ContractSpend['by'] =>
  spends[0]!.by

describe('how an input spends a contract', () => {
  it('by the key path, for which both parties stand', () => {
    const one = fixture('two-parties')
    const spend = one.spends.find(({ path }) => path === 'key')!
    expect(wayIn(done(one, spend))).toEqual({
      kind: 'key',
      signatures: [
        {
          signers: [
            { role: 'employer', position: 0 },
            { role: 'worker', position: 0 },
          ],
          key: one.contracts[0]!.outputKey,
          signature: expect.stringMatching(/^[0-9a-f]{128}$/),
          type: 0,
          verdict: 'valid',
        },
      ],
    })
  })

  it('by a key path that is closed, for which nobody stands', () => {
    const one = fixture('closed-by-wish')
    const signature = new Uint8Array(64).fill(7)
    expect(wayIn(done(one, one.spends[0]!, { change: firstWitness(() => [signature]) }))).toEqual({
      kind: 'key',
      signatures: [
        {
          signers: [],
          key: one.contracts[0]!.outputKey,
          signature: toHex(signature),
          type: 0,
          verdict: 'invalid',
        },
      ],
    })
  })

  it('by a leaf, with its hash and the keys that signed, by role and position', () => {
    const one = fixture('quorums')
    const spend = one.spends.find(({ path }) => path === 'employerAlone')!
    const leaf = one.contracts[0]!.paths.find(({ path }) => path === spend.path)!
    const way = wayIn(done(one, spend))
    expect(way).toMatchObject({ kind: 'leaf', path: 'employerAlone' })
    expect(way).not.toHaveProperty('secret')
    expect('leafHash' in leaf && way.kind === 'leaf' && way.leafHash === leaf.leafHash).toBe(true)
    const keys = 'keys' in leaf ? leaf.keys : []
    for (const { signers, key } of way.kind === 'leaf' ? way.signatures : [])
      expect(keys.filter((one) => one.key === key).map(({ role, position }) => ({ role, position }))).toEqual(
        signers,
      )
  })

  it('is judged where all outputs are known, each signature by its name, its leaf, its key and the annex', () => {
    const one = fixture('backup-and-rescue')
    const asked: object[] = []
    const judge = () => (question: object) => {
      asked.push(question)
      return 'valid' as const
    }
    const annex = Uint8Array.of(0x50)
    const byLeaf = one.spends.find(({ path }) => path === 'workerWithSecret')!
    const byKey = one.spends.find(({ path }) => path === 'key')!
    for (const spend of [byLeaf, byKey]) {
      done(one, spend, { judge })
      done(one, spend, { judge, change: firstWitness((items) => [...items, annex]) })
    }
    const leaf = one.contracts[0]!.paths.find(({ path }) => path === 'workerWithSecret')!
    const [script, leafKey] = 'keys' in leaf ? [leaf.script, leaf.keys[0]!.key] : []
    const inHex = asked.map((question) =>
      Object.fromEntries(
        Object.entries(question).map(([name, value]) => [
          name,
          value instanceof Uint8Array ? toHex(value) : value,
        ]),
      ),
    )
    const signature = expect.stringMatching(/^[0-9a-f]{128}$/)
    const leafQuestion = { input: 0, field: 'signature of worker.keys[0]', key: leafKey, script, signature }
    const keyQuestion = { input: 0, field: 'key path signature', key: one.contracts[0]!.outputKey, signature }
    expect(inHex).toEqual([
      leafQuestion,
      { ...leafQuestion, annex: '50' },
      keyQuestion,
      { ...keyQuestion, annex: '50' },
    ])
  })
})

describe('a secret that a witness shows', () => {
  const one = fixture('backup-and-rescue')
  const spend = one.spends.find(({ path }) => path === 'workerWithSecret')!
  const shown = (preimage: Uint8Array) => {
    const way = wayIn(done(one, spend, { change: firstWitness(([, ...rest]) => [preimage, ...rest]) }))
    return way.kind === 'leaf' ? way.secret : undefined
  }
  const { hash, preimage } = one.preimages[0]!

  it('is told with the hash that it should open', () => {
    expect(wayIn(done(one, spend))).toMatchObject({ secret: { preimage, hash, opens: true } })
  })

  it('opens nothing where it is another', () => {
    expect(shown(new Uint8Array(32))).toEqual({ preimage: '00'.repeat(32), hash, opens: false })
    expect(shown(new Uint8Array(0))).toEqual({ preimage: '', hash, opens: false })
  })

  it.each([31, 33])(
    'opens nothing with %i bytes, though they have that hash: the script wants 32',
    (length) => {
      const long = new Uint8Array(length).fill(9)
      const document = fullDocument()
      document.milestones[1].secretHash = toHex(backend.sha256(long))
      const contract = compile(parseAgreement(JSON.stringify(document)))[1]!
      const leaf = contract.leaves.find(({ path }) => path.name === 'workerWithSecret')!
      const way = wayOf(
        { kind: 'leaf', leaf, signatures: [], preimage: long },
        { contract, input: 0, judge: undefined },
      )
      expect(way).toMatchObject({ secret: { opens: false } })
    },
  )
})
