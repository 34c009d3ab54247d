import { type Contract, compile, parseAgreement } from 'taproot-escrow'
import { type Demand, outputOf } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { outputOfCompiled } from '../../../src/powers/outputOf.js'
import { isRelative } from '../../../src/units/lock.js'
import { fixtures } from '../../support/fixtures.js'

const agreed = fixtures().map(({ name, agreement }) => ({
  name,
  contracts: compile(parseAgreement(agreement.text, { allow: ['ordinaryWallets'] })),
}))

describe.each(agreed)('$name', ({ contracts }) => {
  const outputs = contracts.map((contract) => ({ contract, output: outputOf(contract) }))

  it('is the output that was compiled', () => {
    for (const { contract, output } of outputs) {
      expect(output.outputScript).toEqual(contract.outputScript)
      expect(output.merkleRoot).toEqual(contract.merkleRoot)
      expect(output.tree).toEqual(contract.tree)
    }
  })

  it('is the same to whoever compiled it a moment ago, and computed again where its scripts are others', () => {
    for (const { contract, output } of outputs) {
      expect(outputOfCompiled(contract)).toEqual(output)
      const [first, ...others] = contract.leaves
      const script = Uint8Array.of(...first!.script, 0x61)
      const another = Object.create(contract, {
        leaves: { value: [{ ...first!, script }, ...others] },
      })
      expect(outputOfCompiled(another).outputScript).toEqual(outputOf(another).outputScript)
      expect(outputOf(another).outputScript).not.toEqual(output.outputScript)
    }
  })

  it('has leaves that demand what their paths say, of the keys that sign for their roles', () => {
    for (const { contract, output } of outputs)
      for (const leaf of output.leaves) {
        const path = contract.paths.find(({ name }) => name === leaf.path)!
        expect(leaf.reading.understood && leaf.reading.ways).toHaveLength(1)
        const { demands } = leaf.reading.understood ? leaf.reading.ways[0]! : { demands: [] }
        const signed = demands.flatMap((demand) => (demand.kind === 'signatures' ? [demand] : []))
        const rest: readonly Demand[] = demands.filter(({ kind }) => kind !== 'signatures')
        const parties = path.name === 'terms' ? [undefined] : path.parties
        expect(signed).toHaveLength(parties.length)
        expect(
          signed.map(({ keys }) =>
            leaf.keys
              .filter(({ key }) => keys.includes(key))
              .map(({ holder }) =>
                holder.kind === 'party' ? `${holder.party} ${holder.position}` : 'nobody',
              ),
          ),
        ).toEqual(
          parties.map((role) =>
            role === undefined
              ? ['nobody']
              : contract.agreement[role]!.keys.map((_, position) => `${role} ${position}`),
          ),
        )
        expect(rest).toEqual([
          ...(path.lock === undefined
            ? []
            : [{ kind: isRelative(path.lock) ? 'older' : 'after', lock: path.lock }]),
          ...(path.secretHash === undefined
            ? []
            : [{ kind: 'preimage', hash: 'sha256', digest: path.secretHash }]),
        ])
      }
  })

  it('says who holds the internal key', () => {
    for (const { contract, output } of outputs)
      expect(output.internal.kind).toBe(contract.agreement.keyPath === 'musig2' ? 'aggregate' : 'nobody')
  })
})

describe('a contract that is not what its agreement gives', () => {
  const [contract] = agreed.find(({ name }) => name.startsWith('arbiter'))!.contracts
  const changed = (changes: Partial<Contract>): Contract => Object.assign(Object.create(contract!), changes)

  it('has an internal key of which nobody can tell whose it is', () => {
    const other = contract!.outputKey
    expect(outputOf(changed({ internalKey: other })).internal).toEqual({
      kind: 'unknown',
    })
  })

  it('has a party of its own for each key that the agreement does not derive', () => {
    const leaves = contract!.leaves.map((leaf) => {
      if (leaf.path.name !== 'employerAlone') return leaf
      const script = leaf.script.slice()
      script.set(contract!.outputKey, 1)
      return { ...leaf, script, path: leaf.path, fragment: leaf.fragment }
    })
    const output = outputOf(changed({ leaves }))
    expect(output.parties.at(-1)).toEqual({ name: 'A', size: 1 })
    expect(output.leaves.find(({ name }) => name === 'employerAlone')!.keys).toEqual([
      { key: contract!.outputKey, holder: { kind: 'party', party: 'A', position: 0 } },
    ])
    expect(output.outputScript).not.toEqual(contract!.outputScript)
  })
})
