import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/contract/compile.js'
import { keysOf } from '../../../src/script/miniscript.js'
import { safeParseAgreement } from '../../../src/terms/parse.js'
import { toHex } from '../../../src/units/bytes.js'
import { type Json, plainDocument } from '../../support/documents.js'
import { bareHolder } from '../../support/holders.js'

const said = (document: Json): readonly string[] => {
  const result = safeParseAgreement(JSON.stringify(document))
  return result.ok ? [] : result.issues.map(({ code, message }) => `${code} ${message}`)
}

const keysFrom = (seed: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => bareHolder(seed + at).text)

const quorums = (employer: [number, number], worker: [number, number]): Json => {
  const document = plainDocument()
  document.keyPath = 'closed'
  Object.assign(document.employer, { threshold: employer[0], keys: keysFrom(100, employer[1]) })
  Object.assign(document.worker, { threshold: worker[0], keys: keysFrom(200, worker[1]) })
  return document
}

describe('an agreement that could not be compiled', () => {
  it('is refused when it is read, with all that is wrong with its sizes and everything else', () => {
    const document = quorums([1, 12], [20, 20])
    document.worker.payees[0].share = 9999
    expect(said(document).map((line) => line.split(':')[0])).toEqual([
      'SHARES_SUM worker.payees',
      'SCRIPT_TOO_MANY_KEYS employer.keys',
      'SCRIPT_WITNESS_TOO_LARGE worker.keys',
    ])
  })

  it('has a list that no leaf could hold, which is named alone', () => {
    // beside one key at depth 1
    expect(said(quorums([14, 14], [1, 1]))).toEqual([])
    expect(said(quorums([15, 15], [1, 1]))).toEqual([
      'SCRIPT_WITNESS_TOO_LARGE employer.keys: expected keys and signatures that fit into a witness of 1650 bytes, received 1656 bytes',
    ])
  })

  it('has lists that fit by themselves and not together', () => {
    expect(said(quorums([8, 8], [8, 8]))).toEqual([
      'SCRIPT_WITNESS_TOO_LARGE employer.keys and worker.keys: expected keys and signatures that fit into a witness of 1650 bytes, received 1658 bytes',
    ])
    expect(said(quorums([7, 7], [8, 8]))).toEqual([])
  })

  it('has more keys in all contracts than anybody should have to derive', () => {
    const milestones = (count: number) => Array.from({ length: count }, () => ({ amount: '1000000' }))
    // employerAndWorker 13, employerAlone 12, terms 1: 26 in each contract
    const document = (count: number): Json => ({
      ...quorums([2, 12], [1, 1]),
      milestones: milestones(count),
    })
    expect(said(document(769))).toEqual([])
    expect(said(document(770))).toEqual([
      'CONTRACT_KEYS_COUNT milestones: expected at most 20000 keys in the leaves of all contracts together, received 20020',
    ])
  })

  it('has more keys to derive beside a bare one than reading should take, and none where all are bare', () => {
    // of the employer employerAndWorker and employerAlone, the terms key, the internal key: 4 in each contract
    const document = (count: number): Json => ({
      ...plainDocument(),
      keyPath: 'closed',
      milestones: Array.from({ length: count }, () => ({ amount: '1000000' })),
    })
    const [worker] = keysFrom(200, 1)
    const mixed = (count: number): Json => {
      const it = document(count)
      it.worker.keys = [worker]
      return it
    }
    expect(said(mixed(100))).toEqual([])
    expect(said(mixed(101))).toEqual([
      'CONTRACT_KEYS_COUNT milestones: expected at most 400 derived keys in all contracts together where bare keys stand beside extended ones, received 404',
    ])
    expect(said(document(101))).toEqual([])
    const bare = mixed(101)
    bare.employer.keys = keysFrom(300, 1)
    expect(said(bare)).toEqual([])
  })

  it('has a key that meets another one in its last contract', () => {
    const document = plainDocument()
    document.keyPath = 'closed'
    document.milestones = Array.from({ length: 5 }, () => ({ amount: '1000000' }))
    const parsed = safeParseAgreement(JSON.stringify({ ...document, keyPath: 'musig2' }))
    const last = parsed.ok ? compile(parsed.agreement).at(-1) : undefined
    const [employers] = last!.leaves.flatMap(({ fragment }) => keysOf(fragment))
    document.worker.keys = [toHex(employers!.xOnly)]
    expect(said(document)).toEqual([
      'CONTRACT_KEY_SHARED worker.keys[0]: expected keys that no other role holds after derivation, received a key of employer.keys[0]',
    ])
    document.milestones.pop()
    expect(said(document)).toEqual([])
  })

  it('is not judged by its sizes where a value of it could not be read', () => {
    const document = quorums([1, 12], [1, 1])
    document.index = 'seven'
    expect(said(document).map((line) => line.split(' ')[0])).toEqual(['FIELD_TYPE'])
  })
})
