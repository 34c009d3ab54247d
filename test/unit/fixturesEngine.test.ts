import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { hex } from '@scure/base'
import { p2tr } from '@scure/btc-signer'
import type { TaprootScriptTree } from '@scure/btc-signer/payment.js'
import { verifySchnorr } from 'tiny-secp256k1'
import { describe, expect, it } from 'vitest'
import { type SecondContract, secondEngine } from '../../src/audit/engine/engine.js'
import { readSecond, secondSighash, secondVerify } from '../../src/audit/engine/transaction.js'
import { mapSecondTree } from '../../src/audit/engine/tree.js'
import type { Fixture, FixtureLeaf, FixtureSpend } from '../support/fixtureFormat.js'
import { fixtures } from '../support/fixtures.js'

/** What the second engine has to say about a contract, in the words of the fixtures. */
const told = (contract: SecondContract) => ({
  index: contract.index,
  internalExtendedKey: contract.internalAccount,
  internalKey: hex.encode(contract.internalKey),
  merkleRoot: hex.encode(contract.merkleRoot),
  outputKey: hex.encode(contract.outputKey),
  outputScript: hex.encode(contract.outputScript),
  address: contract.address,
  tree: contract.tree,
})

const toldLeaf = (leaf: SecondContract['leaves'][number]) => ({
  path: leaf.name,
  number: leaf.path,
  signers: leaf.roles,
  weight: leaf.weight,
  ...(leaf.lock === undefined ? {} : { lock: leaf.lock }),
  ...(leaf.secretHash === undefined ? {} : { secretHash: hex.encode(leaf.secretHash) }),
  script: hex.encode(leaf.script),
  leafHash: hex.encode(leaf.leafHash),
  depth: leaf.depth,
  controlBlock: hex.encode(leaf.controlBlock),
})

const leavesOf = ({ contracts }: Fixture, milestone: number): readonly FixtureLeaf[] =>
  contracts[milestone]!.paths.filter((path): path is FixtureLeaf => path.path !== 'key')

const spentBy = (fixture: Fixture, { inputs }: FixtureSpend) =>
  inputs.map(({ milestone, amount }) => ({
    script: hex.decode(fixture.contracts[milestone]!.outputScript),
    amount: BigInt(amount),
  }))

/** Signatures of a witness's stack must verify, one each, for keys of the leaf; the rest opens its hash. */
const expectSatisfied = (
  stack: readonly Uint8Array[],
  { leaf, digest, signatures }: { leaf: FixtureLeaf; digest: Uint8Array; signatures: number },
): void => {
  const signed = stack.filter(({ length }) => length === 64)
  const signers = new Set(
    signed.map((signature) =>
      leaf.keys.findIndex(({ key }) => verifySchnorr(digest, hex.decode(key), signature)),
    ),
  )
  expect(signers).not.toContain(-1)
  expect(signers.size).toBe(signatures)
  expect(signed).toHaveLength(signatures)
  const secrets = stack.filter(({ length }) => length !== 64 && length !== 0)
  const hashes = secrets.map((secret) => createHash('sha256').update(secret).digest('hex'))
  expect(hashes).toEqual(leaf.secretHash === undefined ? [] : [leaf.secretHash])
}

describe.each(fixtures())('the second engine, on $name,', (fixture) => {
  const { agreement, contracts, spends } = fixture
  const second = secondEngine(agreement.text)

  it('has the same canonical text, id and terms', () => {
    const { text: _, ...parts } = agreement
    const { canonical, id, termsAccount: termsExtendedKey } = second
    expect({ canonical, id, termsExtendedKey }).toEqual(parts)
  })

  it('compiles every milestone to the same output', () => {
    expect(second.contracts).toHaveLength(contracts.length)
    for (const [milestone, contract] of contracts.entries())
      expect(contract).toMatchObject(told(second.contracts[milestone]!))
  })

  it('compiles every path to the same leaf and keys', () => {
    for (const milestone of contracts.keys()) {
      const { leaves } = second.contracts[milestone]!
      const expected = leavesOf(fixture, milestone)
      const shown = expected.map(({ keys: _, miniscript: __, ...leaf }) => leaf)
      expect(leaves.map(toldLeaf)).toEqual(shown)
      const keys = leaves.map((leaf) =>
        leaf.keys.map(({ xOnly, origin }) => ({
          key: hex.encode(xOnly),
          ...(origin === undefined ? {} : { origin }),
        })),
      )
      expect(keys).toEqual(
        expected.map((leaf) =>
          leaf.keys.map(({ key, origin }) => ({ key, ...(origin === undefined ? {} : { origin }) })),
        ),
      )
    }
  })

  it('has the outputs that its library makes in one call, which takes longer', () => {
    for (const { tree, leaves, internalKey, merkleRoot, outputKey, outputScript } of second.contracts) {
      const scripts = mapSecondTree(tree, (name) => ({
        script: leaves.find((leaf) => leaf.name === name)!.script,
      }))
      const output = p2tr(internalKey, scripts as TaprootScriptTree, undefined, true)
      expect(output).toMatchObject({
        tapMerkleRoot: merkleRoot,
        tweakedPubkey: outputKey,
        script: outputScript,
      })
    }
  })

  it('reads from each transaction what was planned, and finds the same digests', () => {
    for (const spend of spends) {
      const { txid, version, lockTime, weight } = spend
      const read = readSecond(spend.transaction)
      expect(read).toMatchObject({ txid, version, lockTime, weight })
      expect(read.sequences).toEqual(spend.inputs.map(({ sequence }) => sequence))
      expect(read.outputs.map(({ script, amount }) => [hex.encode(script), String(amount)])).toEqual(
        spend.outputs.map(({ script, amount }) => [script, amount]),
      )
      const transaction = { hex: spend.transaction, spent: spentBy(fixture, spend) }
      const digests = spend.inputs.map(({ milestone }, input) => {
        const leaf = second.contracts[milestone]!.leaves.find(({ name }) => name === spend.path)
        return hex.encode(
          secondSighash(transaction, leaf === undefined ? { input } : { input, script: leaf.script }),
        )
      })
      expect(digests).toEqual(spend.inputs.map(({ sighash }) => sighash))
    }
  })

  it('finds in every witness the signatures that the path needs', () => {
    const roles = JSON.parse(agreement.text) as Record<string, { threshold: number }>
    for (const spend of spends) {
      const { witnesses } = readSecond(spend.transaction)
      for (const [input, { milestone, sighash }] of spend.inputs.entries()) {
        const digest = hex.decode(sighash)
        const witness = witnesses[input]!
        const leaf = leavesOf(fixture, milestone).find(({ path }) => path === spend.path)
        if (leaf === undefined) {
          const outputKey = hex.decode(contracts[milestone]!.outputKey)
          expect(witness).toHaveLength(1)
          expect(verifySchnorr(digest, outputKey, witness[0]!)).toBe(true)
          expect(secondVerify(witness[0]!, { digest, key: outputKey })).toBe(true)
          continue
        }
        expect(witness.slice(-2).map(hex.encode)).toEqual([leaf.script, leaf.controlBlock])
        const signatures = leaf.signers.reduce((sum, role) => sum + roles[role]!.threshold, 0)
        expectSatisfied(witness.slice(0, -2), { leaf, digest, signatures })
      }
    }
  })
})

describe('the second engine', () => {
  it('computes the same contracts alone and among many, for which it makes a larger table', () => {
    // beside a closed key path the terms count in the internal key
    const open = fixtures().find(({ agreement }) => JSON.parse(agreement.text).keyPath === 'musig2')!
    const document = JSON.parse(open.agreement.text) as { milestones: { amount: string }[] }
    const [milestone] = document.milestones
    const of = (count: number) =>
      secondEngine(
        JSON.stringify({ ...document, milestones: Array.from({ length: count }, () => milestone) }),
      )
    const keysOf = ({ internalKey, leaves }: SecondContract) => ({
      internalKey,
      // the terms leaf and so the output differ: the agreements do
      keys: leaves.slice(0, -1).map(({ keys }) => keys),
    })
    expect(of(64).contracts.slice(0, 2).map(keysOf)).toEqual(of(2).contracts.map(keysOf))
  })

  const folder = fileURLToPath(new URL('../../src/audit/engine/', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )

  it('shares no code with the package: it imports itself and the libraries of one family', () => {
    expect(files.length).toBeGreaterThan(3)
    const imports = files.flatMap((name) =>
      [...readFileSync(folder + name, 'utf8').matchAll(/\bfrom '([^']+)'|\bimport\(?\s*'([^']+)'/g)].map(
        ([, from, bare]) => from ?? bare!,
      ),
    )
    expect(imports.length).toBeGreaterThan(files.length)
    expect(imports.filter((from) => !/^(\.\/\w+\.js|@(scure|noble)\/.+)$/.test(from))).toEqual([])
  })
})
