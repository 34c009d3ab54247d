import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { compile } from '../../src/contract/compile.js'
import type { Contract } from '../../src/contract/contract.js'
import { keysOf } from '../../src/script/miniscript.js'
import { branchHash, leafHash } from '../../src/taproot/commitment.js'
import { leavesOf } from '../../src/taproot/tree.js'
import { parseAgreement } from '../../src/terms/parse.js'
import { toHex } from '../../src/units/bytes.js'
import { agreementDocuments, relaid } from '../support/arbitraries.js'
import { runs } from '../support/runs.js'

/** All that a contract says, as text. */
const told = (contract: Contract): unknown => ({
  address: contract.address,
  descriptor: contract.descriptor,
  portable: contract.portableDescriptor,
  internalKey: toHex(contract.internalKey),
  root: toHex(contract.merkleRoot),
  parity: contract.parity,
  tree: contract.tree,
  leaves: contract.leaves.map(({ path, script, leafHash: hash, controlBlock }) => [
    path.name,
    toHex(script),
    toHex(hash),
    toHex(controlBlock),
  ]),
})

const compiled = (text: string): readonly Contract[] => compile(parseAgreement(text))

describe('compiling any agreement', () => {
  it('gives the same contracts again, whatever its layout', () => {
    fc.assert(
      fc.property(
        agreementDocuments(),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
        (document, chance) => {
          const contracts = compiled(JSON.stringify(document)).map(told)
          expect(compiled(relaid(document, () => chance.next().value)).map(told)).toEqual(contracts)
          expect(compiled(JSON.stringify(document, undefined, 2)).map(told)).toEqual(contracts)
        },
      ),
      { numRuns: runs(40) },
    )
  })

  it('gives every milestone the contract that it would have in any company', () => {
    fc.assert(
      fc.property(agreementDocuments({ mostMilestones: 4 }), (document) => {
        const contracts = compiled(JSON.stringify(document))
        for (const contract of contracts) {
          expect(contract.index).toBe(document.index + contract.milestone)
          // each leaf leads to the root by its control block, at the depth that the tree has it
          for (const { leaf: name, depth } of leavesOf(contract.tree)) {
            const leaf = contract.leaves.find(({ path }) => path.name === name)!
            expect(leaf.depth).toBe(depth)
            let node = leafHash(leaf.script)
            for (let at = 33; at < leaf.controlBlock.length; at += 32)
              node = branchHash(node, leaf.controlBlock.subarray(at, at + 32))
            expect(toHex(node)).toBe(toHex(contract.merkleRoot))
            expect(leaf.controlBlock[0]).toBe(0xc0 + contract.parity)
          }
        }
        expect(new Set(contracts.map(({ address }) => address)).size).toBe(contracts.length)
      }),
      { numRuns: runs(60) },
    )
  })

  it('costs one tweak for each contract, and a child for each of its keys', () => {
    fc.assert(
      fc.property(agreementDocuments({ mostMilestones: 6 }), (document) => {
        const agreement = parseAgreement(JSON.stringify(document))
        const children = vi.spyOn(backend, 'hmacSha512')
        const tweaks = vi.spyOn(backend, 'xOnlyPointAddTweak')
        const products = vi.spyOn(backend, 'pointMultiply')
        const contracts = compile(agreement)
        const counted = [children, tweaks, products].map(({ mock }) => mock.calls.length)
        vi.restoreAllMocks()
        const derived = (contract: Contract): readonly string[] =>
          contract.leaves.flatMap(({ fragment }) =>
            keysOf(fragment).flatMap(({ role, position, origin }) =>
              origin === undefined ? [] : [`${origin.path.at(-2)} ${role} ${position}`],
            ),
          )
        const branches = new Set(contracts.flatMap(derived)).size
        // an internal branch for the aggregate, or for each shape of tree where the key path is closed
        const shapes = new Set(contracts.map(({ internal }) => internal)).size
        const each = contracts.reduce((sum, contract) => sum + derived(contract).length + 2, 0)
        const isOpen = agreement.keyPath === 'musig2'
        expect(counted).toEqual([branches + 1 + shapes + each, contracts.length, isOpen ? 1 : 0])
      }),
      { numRuns: runs(60) },
    )
  })
})
