import { compile, parseAgreement } from 'taproot-escrow'
import { compareEngines, type EngineComparison } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import type { Contract, ContractLeaf } from '../../../src/contract/contract.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { fixtures } from '../../support/fixtures.js'
import { flipped } from '../../support/flipped.js'

const agreement = parseAgreement(JSON.stringify(fullDocument()))
const contracts = compile(agreement)
const [first, second] = contracts as [Contract, Contract]

/** A contract that says something else than it computes. */
const altered = (contract: Contract, changes: Partial<Contract>): Contract => ({
  agreement: contract.agreement,
  milestone: contract.milestone,
  index: contract.index,
  amount: contract.amount,
  paths: contract.paths,
  internal: contract.internal,
  internalKey: contract.internalKey,
  internalParity: contract.internalParity,
  merkleRoot: contract.merkleRoot,
  outputKey: contract.outputKey,
  parity: contract.parity,
  outputScript: contract.outputScript,
  leaves: contract.leaves,
  tree: contract.tree,
  address: contract.address,
  descriptor: contract.descriptor,
  portableDescriptor: contract.portableDescriptor,
  ...changes,
})

/** The leaves with one of them changed. */
const leavesWith = (name: string, changes: Partial<ContractLeaf>): readonly ContractLeaf[] =>
  first.leaves.map(({ path, fragment, script, leafHash, controlBlock, depth }) => ({
    path,
    fragment,
    script,
    leafHash,
    controlBlock,
    depth,
    ...(path.name === name ? changes : {}),
  }))

const compared = (contract: Contract): EngineComparison =>
  compareEngines(agreement, { contracts: [contract, second] })

describe('two engines', () => {
  it.each(fixtures())('agree on every value of $name', ({ agreement: { text } }) => {
    const { agree, differences, compared } = compareEngines(parseAgreement(text))
    expect(differences).toEqual([])
    expect(agree).toBe(true)
    expect(compared).toBeGreaterThan(20)
  })

  it('agree on a text that nobody has made canonical', () => {
    const text = JSON.stringify(fullDocument(), null, 2)
    expect(compareEngines(parseAgreement(text), { text }).agree).toBe(true)
  })

  it('say what they share where this runs: no curve and no hashes on Node', () => {
    const { shared } = compareEngines(agreement)
    expect(shared.join('\n')).not.toMatch(/curve:|hash functions:/)
    expect(shared.join('\n')).toMatch(/MuSig2 signing/)
  })
})

describe('a difference names its byte', () => {
  it('in an output key', () => {
    const outputKey = flipped(first.outputKey, 17)
    const { agree, differences } = compared(altered(first, { outputKey }))
    expect(agree).toBe(false)
    expect(differences).toEqual([
      {
        subject: 'contract 7',
        field: 'outputKey',
        at: 17,
        first: Buffer.from(outputKey).toString('hex'),
        second: Buffer.from(first.outputKey).toString('hex'),
      },
    ])
  })

  it('in a script, a leaf hash and a control block', () => {
    const [leaf] = first.leaves as [ContractLeaf]
    for (const field of ['script', 'leafHash', 'controlBlock'] as const) {
      const leaves = leavesWith(leaf.path.name, { [field]: flipped(leaf[field], 5) })
      expect(compared(altered(first, { leaves })).differences).toMatchObject([
        { subject: `contract 7, leaf ${leaf.path.name}`, field, at: 5 },
      ])
    }
  })

  it('in an address, by its character', () => {
    const address = `${first.address.slice(0, 20)}${first.address[20] === 'q' ? 'p' : 'q'}${first.address.slice(21)}`
    expect(compared(altered(first, { address })).differences).toMatchObject([{ field: 'address', at: 20 }])
  })

  it('in a control block that is cut short, where the second one goes on', () => {
    const [leaf] = first.leaves as [ContractLeaf]
    const leaves = leavesWith(leaf.path.name, { controlBlock: leaf.controlBlock.slice(0, -1) })
    expect(compared(altered(first, { leaves })).differences).toMatchObject([
      { field: 'controlBlock', at: leaf.controlBlock.length - 1 },
    ])
  })

  it('where a leaf is left out', () => {
    const leaves = first.leaves.slice(1)
    expect(compared(altered(first, { leaves })).differences).toMatchObject([{ field: 'leaves', at: 0 }])
  })

  it('where contracts are those of another agreement', () => {
    const other = compile(parseAgreement(JSON.stringify(plainDocument())))
    const fields = compareEngines(agreement, { contracts: other }).differences.map(({ field }) => field)
    expect(fields).toContain('contracts')
    expect(fields).toContain('address')
  })

  it('where the text is another one', () => {
    const text = JSON.stringify({ ...fullDocument(), salt: '44'.repeat(16) })
    const fields = compareEngines(agreement, { contracts, text }).differences.map(({ field }) => field)
    expect(fields).toEqual(expect.arrayContaining(['canonicalText', 'id', 'script', 'outputKey']))
  })

  it('and so does a text that the second engine cannot read', () => {
    const { agree, differences } = compareEngines(agreement, { contracts, text: '{}' })
    expect(agree).toBe(false)
    expect(differences).toMatchObject([{ subject: 'agreement', field: 'refusal' }])
  })
})
