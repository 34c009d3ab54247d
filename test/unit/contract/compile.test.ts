import { describe, expect, it } from 'vitest'
import { backend } from '#backend'
import type { Agreement } from '../../../src/agreement/types.js'
import { secondEngine } from '../../../src/audit/engine/engine.js'
import { AccountKeys } from '../../../src/contract/accountKeys.js'
import { MAX_DEPTH } from '../../../src/contract/assemble.js'
import { compile } from '../../../src/contract/compile.js'
import { leafOf } from '../../../src/contract/contract.js'
import { musigInternalKey, quorumOf, termsNode } from '../../../src/contract/keys.js'
import { parseDescriptor } from '../../../src/descriptor/parse.js'
import type { KeyNode } from '../../../src/keys/extendedKey.js'
import { unspendablePoint } from '../../../src/keys/unspendable.js'
import { keysOf } from '../../../src/script/miniscript.js'
import { leavesOf } from '../../../src/taproot/tree.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { toHex } from '../../../src/units/bytes.js'
import { everyPathDocument } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { fencedBlocks, readPage } from '../../support/fencedCode.js'
import { bareHolder, extendedHolder } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const agreementOf = (document: Json): Agreement => parseAgreement(JSON.stringify(document))
const compiled = (document: Json) => compile(agreementOf(document))

const everyPath = everyPathDocument('blocks', {
  from: 144,
  backupFrom: 4320,
  silence: 8640,
  rescue: 17_280,
  decision: 1008,
})

describe('the examples of the specification', () => {
  const [open] = compiled(plainDocument())
  const [closed] = compiled({ ...plainDocument(), keyPath: 'closed' })

  it('compile to the addresses that are printed there', () => {
    expect([open!.address, closed!.address]).toEqual([
      'bcrt1pct9e4rpszvt2j5qmwsddzcm4je7925cg6pzu7pue8cvz43na9uzq0j4p4k',
      'bcrt1pt5x4kpemgkjmlwe6mutmr82ptzz7cfr6vvxxj2hakugn607g804s9kpwxl',
    ])
    expect([
      open!.descriptor.slice(-8),
      open!.portableDescriptor.slice(-8),
      closed!.descriptor.slice(-8),
    ]).toEqual(['r8pxz5h6', 'hjat9hkf', '4rvxcfxv'])
  })

  it('compile to the hashes and keys that are printed there', () => {
    expect([open!.internalKey, open!.merkleRoot, open!.outputKey].map(toHex)).toEqual([
      '2ab772532d644101c1b7bcf78167243bd2d7915794295ad9b6d7e85534ab6d4d',
      '29e229e4a0bede31d5feddafa7255f7f5d56731b04062ea91efc3bd66c8691d1',
      'c2cb9a8c301316a9501b741ad16375967c555308d045cf07993e182ac67d2f04',
    ])
    expect([open!.parity, closed!.parity]).toEqual([0, 0])
  })
})

describe('the agreement of docs/start.md', () => {
  const { text } = fencedBlocks(readPage('docs/start.md')).find(({ file }) => file === 'agreement.json')!
  const closedText = JSON.stringify({ ...JSON.parse(text), keyPath: 'closed' })

  it.each([
    ['open', text, 'bcrt1pwm4tgw49g4fxwahc0nz5kn7d4zqzzcjz52wcpcyv2trhqdv4menq3pl6up'],
    ['closed', closedText, 'bcrt1plfgh7pyd3pl4waal00u6k2z5xuvtraenzvdft5jek0anlfgtyp3q38hc7m'],
  ])('has one address, the key path %s, for both engines', (_, document, address) => {
    expect(compile(parseAgreement(document)).map((contract) => contract.address)).toEqual([address])
    expect(secondEngine(document).contracts.map((contract) => contract.address)).toEqual([address])
  })

  it('has the chain code c of the terms key', () => {
    expect(toHex(termsNode(parseAgreement(text)).chainCode)).toBe(
      '0d333a2b83e3e024ee1ac21707baba675102efd824ce10e5fafb67fc80f52bec',
    )
  })
})

describe('a contract', () => {
  it('stands for each milestone, in their order, with an index of its own', () => {
    const contracts = compiled(fullDocument())
    expect(contracts.map(({ milestone, index, amount }) => [milestone, index, amount])).toEqual([
      [0, 7, 1_000_000n],
      [1, 8, 2_000_000n],
    ])
    expect(new Set(contracts.map(({ address }) => address)).size).toBe(2)
  })

  it('has every path of the format, its leaves in the order of their numbers', () => {
    const [contract] = compiled(everyPath)
    expect(contract!.paths.map(({ name, number }) => `${number} ${name}`)).toEqual([
      '0 key',
      '1 employerAndWorker',
      '2 arbiterAndWorker',
      '3 arbiterAndEmployer',
      '4 employerAlone',
      '5 workerAlone',
      '6 workerWithSecret',
      '7 backupAndWorker',
      '8 backupAndEmployer',
      '9 terms',
    ])
    expect(contract!.leaves.map(({ path }) => path.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('shows no key in two of its leaves', () => {
    for (const contract of compiled(fullDocument())) {
      const keys = contract.leaves.flatMap(({ fragment }) =>
        keysOf(fragment).map(({ xOnly }) => toHex(xOnly)),
      )
      expect(new Set([...keys, toHex(contract.internalKey)]).size).toBe(keys.length + 1)
    }
  })

  it('tells of every key whose it is and where a signer finds it', () => {
    const [contract] = compiled(fullDocument())
    const keys = keysOf(leafOf(contract!, 'backupAndEmployer').fragment)
    expect(keys.map(({ role, position, origin }) => [role, position, origin?.path.slice(-2)])).toEqual([
      ['backupArbiter', 0, [2, 7]],
      ['employer', 0, [6, 7]],
    ])
    const panel = keysOf(leafOf(contract!, 'arbiterAndWorker').fragment)
    expect(panel.map(({ role, position }) => `${role} ${position}`)).toEqual([
      'arbiter 0',
      'arbiter 1',
      'arbiter 2',
      'worker 0',
    ])
    expect(keysOf(leafOf(contract!, 'terms').fragment)[0]).toMatchObject({ role: 'terms', position: 0 })
  })

  it('with bare keys uses them as they are, without an origin', () => {
    const document = plainDocument()
    document.keyPath = 'closed'
    document.worker.keys = [bareHolder(2, 'compressed').text]
    const [first, second] = compiled({
      ...document,
      milestones: [{ amount: '1000000' }, { amount: '1000000' }],
    })
    const workerOf = (contract: typeof second) => keysOf(leafOf(contract!, 'employerAndWorker').fragment)[1]!
    expect(toHex(workerOf(first).xOnly)).toBe(bareHolder(2, 'compressed').text.slice(2))
    expect(workerOf(first).xOnly).toEqual(workerOf(second).xOnly)
    expect(workerOf(first).origin).toBeUndefined()
    expect(first!.address).not.toBe(second!.address)
  })

  it('has a tree that holds every leaf once, at the depth that its control block says', () => {
    const [contract] = compiled(everyPath)
    const placed = leavesOf(contract!.tree)
    expect(placed.map(({ leaf }) => leaf).sort()).toEqual(
      contract!.leaves.map(({ path }) => path.name).sort(),
    )
    for (const { leaf, depth } of placed) {
      expect(leafOf(contract!, leaf).depth).toBe(depth)
      expect(leafOf(contract!, leaf).controlBlock.length).toBe(33 + 32 * depth)
    }
  })

  it('has a descriptor that reads, in both forms; they are one where the key path is closed', () => {
    for (const document of [plainDocument(), fullDocument(), everyPath])
      for (const contract of compiled(document))
        for (const text of [contract.descriptor, contract.portableDescriptor])
          expect(() => parseDescriptor(text, { checksum: 'required' })).not.toThrow()
    const [closed] = compiled({ ...plainDocument(), keyPath: 'closed' })
    expect(closed!.descriptor).toBe(closed!.portableDescriptor)
    expect(closed!.descriptor).not.toContain('musig')
  })

  it('of another agreement has another address, however little differs', () => {
    const changes: Json[] = [
      {},
      { index: 8 },
      { salt: '00'.repeat(16) },
      { document: '00'.repeat(32) },
      { keyPath: 'closed' },
      { silence: { pays: 'employer', after: { blocks: 8641 } } },
      { silence: { pays: 'worker', after: { blocks: 8640 } } },
      { weights: { employerAndWorker: 8 } },
      { milestones: [{ amount: '1000001' }] },
      { milestones: [{ amount: '1000000', memo: 'design' }] },
    ]
    const addresses = changes.map((change) => compiled({ ...plainDocument(), ...change })[0]!.address)
    expect(new Set(addresses).size).toBe(changes.length)
  })

  it('has no path that it does not have', () => {
    const [contract] = compiled(plainDocument())
    expect(thrown(() => leafOf(contract!, 'workerWithSecret'))).toMatchObject({
      code: 'CONTRACT_PATH_MISSING',
      data: {
        expected: 'one of key, employerAndWorker, employerAlone, terms',
        received: '"workerWithSecret"',
      },
    })
  })
})

describe('a tree', () => {
  const powers = [
    'employerAndWorker',
    'arbiterAndWorker',
    'arbiterAndEmployer',
    'employerAlone',
    'workerAlone',
    'workerWithSecret',
    'backupAndWorker',
    'backupAndEmployer',
  ]
  const chain = (length: number): Json => ({
    ...everyPath,
    weights: Object.fromEntries(powers.map((name, at) => [name, 2 ** Math.max(0, length - at)])),
  })

  it('as deep as strict nodes relay compiles', () => {
    const [contract] = compiled(chain(6))
    expect(Math.max(...contract!.leaves.map(({ depth }) => depth))).toBe(MAX_DEPTH)
    expect(MAX_DEPTH).toBe(7)
  })

  it('one level deeper is refused', () => {
    expect(thrown(() => compiled(chain(7)))).toMatchObject({
      code: 'TREE_TOO_DEEP',
      kind: 'limit',
      data: { field: 'weights', received: 'depth 8 in milestones[0]', layer: 'relay' },
    })
  })
})

describe('keys that meet after derivation', () => {
  it('of two roles are refused, with both named', () => {
    const document = plainDocument()
    document.keyPath = 'closed'
    // a bare key that is the employer's own key of the first leaf
    document.worker.keys = [toHex(extendedHolder(1).account.derive(0).derive(7).publicKey.subarray(1))]
    expect(thrown(() => compiled(document))).toMatchObject({
      code: 'CONTRACT_KEY_SHARED',
      kind: 'input',
      data: { field: 'worker.keys[0]', received: 'a key of employer.keys[0]' },
    })
    expect(() => compiled({ ...document, index: 8 })).not.toThrow()
  })

  it('in one list are refused, too: one signature would count twice', () => {
    const document = fullDocument()
    document.arbiter.keys[1] = toHex(extendedHolder(3).account.derive(0).derive(7).publicKey)
    expect(thrown(() => compiled(document))).toMatchObject({
      code: 'CONTRACT_KEY_SHARED',
      data: { field: 'arbiter.keys[1]', received: 'a key of arbiter.keys[0]' },
    })
  })

  it('of a role and the key path are refused', () => {
    const document = fullDocument()
    // the aggregate is that of employer and worker, whatever keys the arbiters have
    const [contract] = compiled(document)
    document.arbiter.keys[1] = toHex(contract!.internalKey)
    expect(thrown(() => compiled(document))).toMatchObject({
      code: 'CONTRACT_KEY_SHARED',
      data: { field: 'arbiter.keys[1]', received: 'a key of keyPath' },
    })
  })
})

describe('the terms key', () => {
  const nodeOf = (change: Json): KeyNode => termsNode(agreementOf({ ...plainDocument(), ...change }))

  it('stands on H where the key path is open, with a chain code of its own for each agreement', () => {
    const [node, other] = [nodeOf({}), nodeOf({ index: 8 })]
    expect(node.publicKey).toEqual(unspendablePoint())
    expect(other.publicKey).toEqual(unspendablePoint())
    expect(node.chainCode).not.toEqual(other.chainCode)
  })

  it('stands on H + c·G where the key path is closed, so that H is in the policy once', () => {
    const node = nodeOf({ keyPath: 'closed' })
    const scalar = backend.pointFromScalar(node.chainCode)!
    expect(node.publicKey).toEqual(backend.pointAdd(unspendablePoint(), scalar))
    const [contract] = compiled({ ...plainDocument(), keyPath: 'closed' })
    expect(contract!.internal.kind).toBe('closed')
    expect(contract!.internal.node.publicKey).toEqual(unspendablePoint())
  })
})

describe('an agreement that the parser would never make', () => {
  const agreement = agreementOf(plainDocument())

  it('is a bug of ours wherever it does not compile', () => {
    const bare = { ...agreement, employer: { ...agreement.employer, keys: [] } }
    expect(thrown(() => musigInternalKey(bare, new AccountKeys()))).toMatchObject({
      code: 'CONTRACT_NOT_COMPILABLE',
      kind: 'internal',
      data: { field: 'employer' },
    })
    expect(thrown(() => quorumOf(agreement, 'arbiter'))).toMatchObject({
      code: 'CONTRACT_NOT_COMPILABLE',
      data: { field: 'arbiter' },
    })
  })
})
