import { describe, expect, it } from 'vitest'
import { readWitness, type WitnessReading, withoutAnnex } from '../../../src/deeds/witness.js'
import { parseTransaction } from '../../../src/psbt/transaction.js'
import { toHex } from '../../../src/units/bytes.js'
import { contractsAround } from '../../support/fixtureContracts.js'
import { fixture } from '../../support/fixtureDeeds.js'
import type { Fixture } from '../../support/fixtureFormat.js'

const none = new Uint8Array(0)
const annex = Uint8Array.of(0x50, 1, 2)

/** The contract and the witness of the first spend of a fixture by a path. */
const spentBy = (one: Fixture, path: string) => {
  const spend = one.spends.find((candidate) => candidate.path === path)!
  const contract = contractsAround(one)[spend.inputs[0]!.milestone]!
  const witness = parseTransaction(spend.transaction).inputs[0]!.witness
  return {
    contract,
    witness,
    read: (items: readonly Uint8Array[], scriptSig = none) =>
      readWitness(contract, { witness: items, scriptSig }),
  }
}

const keysIn = ({ contracts }: Fixture, path: string): readonly string[] =>
  contracts[0]!.paths
    .flatMap((candidate) => (candidate.path === path && 'keys' in candidate ? candidate.keys : []))
    .map(({ key }) => key)

const shownKeys = (reading: WitnessReading) =>
  reading.kind === 'leaf' ? reading.signatures.map(({ key, signature }) => [toHex(key.xOnly), signature]) : []

describe('an annex', () => {
  it('is the last of two items or more that begins with 0x50', () => {
    expect(withoutAnnex([none, annex])).toEqual({ items: [none], annex })
    expect(withoutAnnex([none, none, annex])).toEqual({ items: [none, none], annex })
  })

  it('is neither an only item nor one that is not the last, nor one that begins otherwise', () => {
    for (const items of [[], [annex], [annex, none], [none, Uint8Array.of(0x51, 0x50)]])
      expect(withoutAnnex(items)).toEqual({ items })
  })
})

describe('a witness by the key path', () => {
  const { read, witness } = spentBy(fixture('two-parties'), 'key')

  it('is one item, whatever it is', () => {
    const [signature] = witness
    expect(read(witness)).toEqual({ kind: 'key', signature })
    expect(read([none])).toEqual({ kind: 'key', signature: none })
    expect(read([annex])).toEqual({ kind: 'key', signature: annex })
  })

  it('may have an annex beside', () => {
    const [signature] = witness
    expect(read([signature!, annex])).toEqual({ kind: 'key', signature, annex })
  })

  it('goes with no scriptSig', () => {
    expect(read(witness, Uint8Array.of(0))).toEqual({
      kind: 'foreign',
      reason: 'a scriptSig, which no Taproot output takes (BIP 341)',
    })
  })

  it('is not empty', () => {
    expect(read([])).toEqual({ kind: 'foreign', reason: 'no witness' })
  })
})

describe('a witness by a leaf', () => {
  const one = fixture('backup-and-rescue')
  const { contract, read, witness } = spentBy(one, 'employerAndWorker')
  const leaf = contract.leaves.find(({ path }) => path.name === 'employerAndWorker')!
  const [script, control] = witness.slice(-2) as [Uint8Array, Uint8Array]
  const stack = witness.slice(0, -2)
  const foreign = (reason: string) => ({ kind: 'foreign', reason })
  const withByte = (bytes: Uint8Array, at: number, byte: number): Uint8Array =>
    bytes.map((old, index) => (index === at ? byte : old))

  it('has the signatures of its keys, the first key on top', () => {
    expect(stack).toHaveLength(2)
    expect(read(witness)).toEqual({ kind: 'leaf', leaf, signatures: expect.any(Array) })
    expect(shownKeys(read(witness))).toEqual([
      [keysIn(one, 'employerAndWorker')[0], stack[1]],
      [keysIn(one, 'employerAndWorker')[1], stack[0]],
    ])
  })

  it('may have an annex beside, and is the leaf nevertheless', () => {
    expect(read([...witness, annex])).toEqual({ ...read(witness), annex })
  })

  it('keeps its annex where it is foreign', () => {
    expect(read([none, script, control, annex])).toMatchObject({ kind: 'foreign', annex })
  })

  it.each([0, 1, 32, 34, 64, 66])('has no control block of %i bytes', (length) => {
    const cut = Uint8Array.from({ length }, (_, at) => control[at]!)
    expect(read([...stack, script, cut])).toEqual(
      foreign(`a control block of ${length} bytes, which none has (BIP 341)`),
    )
  })

  it.each([33, 65])(
    'has a control block of %i bytes, if that leads from the leaf to the output',
    (length) => {
      expect(read([...stack, script, control.slice(0, length)])).toEqual(
        control.length === length
          ? read(witness)
          : foreign('a control block that does not lead from the leaf employerAndWorker to the output'),
      )
    },
  )

  it.each([
    [0xc2, 'c2'],
    [0xc3, 'c2'],
    [0x01, '0'],
    [0x81, '80'],
  ])('has no leaf of another version, as the first byte %i says it', (byte, version) => {
    expect(read([...stack, script, withByte(control, 0, byte)])).toEqual(
      foreign(`a leaf of version 0x${version}; all leaves of the contract have 0xc0 (BIP 342)`),
    )
  })

  it('has the parity of the output key in its control block', () => {
    expect(read([...stack, script, withByte(control, 0, control[0]! ^ 1)])).toEqual(
      foreign('a control block that does not lead from the leaf employerAndWorker to the output'),
    )
  })

  it('has a script of the contract', () => {
    expect(read([...stack, withByte(script, 0, 0x51), control])).toEqual(
      foreign('a script that is no leaf of the contract'),
    )
  })

  it('has as many items as its script takes', () => {
    expect(read([none, ...witness])).toEqual(foreign('3 items for the leaf employerAndWorker, which takes 2'))
    expect(read(witness.slice(1))).toEqual(foreign('1 items for the leaf employerAndWorker, which takes 2'))
  })

  it('has the secret at the bottom where the script wants one, and one item more for it', () => {
    const secretly = spentBy(one, 'workerWithSecret')
    const [preimage, signature] = secretly.witness
    expect(secretly.read(secretly.witness)).toMatchObject({
      kind: 'leaf',
      signatures: [{ key: { role: 'worker', position: 0 }, signature }],
      preimage,
    })
    expect(toHex(preimage!)).toBe(one.preimages[0]!.preimage)
    expect(secretly.read(secretly.witness.slice(1))).toEqual(
      foreign('1 items for the leaf workerWithSecret, which takes 2'),
    )
  })

  it('says nothing of keys whose place is empty', () => {
    const quorum = fixture('quorums')
    const { read: readQuorum, witness: signed } = spentBy(quorum, 'arbiterAndWorker')
    const items = signed.slice(0, -2)
    const keys = keysIn(quorum, 'arbiterAndWorker')
    const places = keys.map((key, at) => [key, items[keys.length - 1 - at]!] as const)
    const filled = places.filter(([, { length }]) => length > 0)
    expect(filled.length).toBeLessThan(places.length)
    expect(shownKeys(readQuorum(signed))).toEqual(filled)
  })
})
