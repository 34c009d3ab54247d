import { type Contract, POLICY_DEVICES, type PolicyDevice, walletPolicy } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { outputScriptAt } from '../../../src/descriptor/derive.js'
import { formatDescriptor } from '../../../src/descriptor/format.js'
import { expandDescriptor } from '../../../src/descriptor/multipath.js'
import { parseDescriptor } from '../../../src/descriptor/parse.js'
import { toHex } from '../../../src/units/bytes.js'
import { accountText } from '../../support/accounts.js'
import { everyPathDocument, made } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { addressOf, bareHolder, extendedHolder } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'
import { expandPolicy } from '../../support/walletPolicy.js'

const contractOf = (document: Json): Contract => made(document).contracts[0]!

const withArbiter: Json = {
  ...plainDocument(),
  arbiter: { threshold: 1, keys: [extendedHolder(3).text], address: addressOf(4), fee: { bps: 100 } },
  dispute: { decision: { blocks: 1008 } },
}
const closed = (document: Json): Json => ({ ...document, keyPath: 'closed' })
const everyPath = everyPathDocument('blocks', {
  from: 144,
  backupFrom: 2000,
  silence: 4000,
  rescue: 6000,
  decision: 1008,
})

/** A 2-of-3 panel that a backup stands behind. */
const panelWithBackup: Json = {
  ...everyPath,
  arbiter: { ...everyPath.arbiter, threshold: 2, keys: [3, 4, 5].map((seed) => extendedHolder(seed).text) },
}

/** A panel of so many arbiters, in two leaves. */
const panelOf = (count: number): Json => ({
  ...withArbiter,
  arbiter: {
    ...withArbiter.arbiter,
    // nodes bound how many of a list need not sign
    threshold: Math.max(2, count - 8),
    keys: Array.from({ length: count }, (_, at) => extendedHolder(10 + at).text),
  },
})

const bareWorker = (): Json => ({ ...plainDocument().worker, keys: [bareHolder(9).text] })

/** Hardened steps, the last of them 0. */
const steps = (count: number, step: number): readonly number[] => [
  ...Array.from({ length: count - 1 }, (_, at) => (at === 0 ? 87 : step)),
  0,
]

/** Two parties, one with its key below these steps. */
const withOrigin = (path: readonly number[]): Json => ({
  ...plainDocument(),
  worker: { ...plainDocument().worker, keys: [accountText(7, path.map((step) => `${step}h`).join('/'))] },
})

const documents: readonly (readonly [string, Json])[] = [
  ['two parties', plainDocument()],
  ['two parties and a closed key path', closed(plainDocument())],
  ['an arbiter', withArbiter],
  ['every path', everyPath],
  ['every path and a closed key path', closed(everyPath)],
  ['panels', fullDocument()],
]

describe.each(documents)('the wallet policy of %s', (_, document) => {
  const contract = contractOf(document)
  const policy = walletPolicy(contract, { device: 'generic' })

  it('is one by the rules of BIP 388, and expands to the descriptor of the contract', () => {
    const [receive, change, ...more] = expandDescriptor(
      parseDescriptor(expandPolicy(policy), { checksum: 'optional' }),
    )
    expect(more).toEqual([])
    expect(formatDescriptor(receive!)).toBe(contract.descriptor)
    expect(toHex(outputScriptAt(receive!, { index: contract.index }))).toBe(toHex(contract.outputScript))
    expect(toHex(outputScriptAt(change!, { index: contract.index }))).not.toBe(toHex(contract.outputScript))
  })

  it('numbers the keys as they appear, each once', () => {
    expect(new Set(policy.keys).size).toBe(policy.keys.length)
    expect(policy.template.indexOf('@0')).toBeLessThan(policy.template.indexOf('@1'))
  })

  it('has an origin for every key that somebody holds, and none for the unspendable ones', () => {
    const { internal } = contract
    const without = policy.keys.filter((key) => !key.startsWith('['))
    expect(without).toHaveLength(internal.kind === 'closed' ? 2 : 1)
  })
})

describe('the wallet policy of two parties', () => {
  it('reads like this', () => {
    const contract = contractOf(plainDocument())
    expect(walletPolicy(contract, { device: 'ledger' })).toEqual({
      name: expect.stringMatching(/^escrow-[0-9a-f]{18}$/),
      template:
        'tr(musig(@0,@1)/**,{and_v(v:pk(@0/**),pk(@1/**)),{and_v(v:pk(@0/<2;3>/*),older(8640)),pk(@2/**)}})',
      keys: [
        extendedHolder(1).text.replaceAll(/h(?=[/\]])/g, "'"),
        extendedHolder(2).text.replaceAll(/h(?=[/\]])/g, "'"),
        expect.stringMatching(/^tpub/),
      ],
    })
  })

  it('is one for all contracts that differ by their index only', () => {
    const { contracts } = made({
      ...plainDocument(),
      milestones: [{ amount: '1000000' }, { amount: '2000000' }],
    })
    const [first, second] = contracts.map((contract) => walletPolicy(contract, { device: 'generic' }))
    expect(second).toEqual(first)
  })

  it('has another name where a lock or a key is another', () => {
    const documents: readonly Json[] = [
      plainDocument(),
      { ...plainDocument(), silence: { pays: 'employer', after: { blocks: 8641 } } },
      { ...plainDocument(), salt: '11'.repeat(16) },
    ]
    const names = documents.map((document) => walletPolicy(contractOf(document), { device: 'generic' }).name)
    expect(new Set(names).size).toBe(3)
  })
})

describe('a device', () => {
  const limit = (document: Json, device: PolicyDevice) =>
    thrown(() => walletPolicy(contractOf(document), { device }))

  it.each([
    ['ledger', panelWithBackup, 'templateLength'],
    ['ledger', closed(everyPath), 'memory'],
    ['ledger', panelOf(13), 'keyCount'],
    ['coldcard', panelOf(13), 'expressionCount'],
    ['bitbox02', closed(panelOf(17)), 'keyCount'],
    ['bitbox02', { ...closed(withArbiter), index: 10_000 }, 'addressIndex'],
    ['ledger', withOrigin(steps(9, 0)), 'originDepth'],
    ['coldcard', withOrigin(steps(13, 0)), 'originDepth'],
    ['ledger', withOrigin(steps(8, 1_000_000)), 'keyLength'],
    ['bitbox02', plainDocument(), 'musig'],
    ['bitbox02', closed(everyPath), 'sha256'],
    ['trezor', plainDocument(), 'taprootMiniscript'],
    ['jade', closed(plainDocument()), 'taprootMiniscript'],
  ] as const)('%s has limits, named by their rule', (device, document, rule) => {
    expect(limit(document, device)).toMatchObject({
      code: 'POLICY_DEVICE_LIMIT',
      kind: 'limit',
      data: { layer: 'device', device, rule },
    })
  })

  it.each([
    ['ledger', withArbiter],
    ['ledger', panelOf(12)],
    ['ledger', withOrigin(steps(8, 0))],
    ['coldcard', withArbiter],
    ['coldcard', everyPath],
    ['coldcard', panelOf(12)],
    ['coldcard', withOrigin(steps(12, 0))],
    ['bitbox02', { ...closed(withArbiter), index: 9999 }],
    ['bitbox02', closed(panelOf(16))],
    ['bitbox02', closed(withArbiter)],
  ] as const)('%s takes what is within', (device, document) => {
    const contract = contractOf(document)
    expect(walletPolicy(contract, { device })).toEqual(walletPolicy(contract, { device: 'generic' }))
  })

  it('says what is too much, and what the device takes', () => {
    const says = (document: Json, device: PolicyDevice) => limit(document, device).message
    expect([
      says(panelOf(13), 'ledger'),
      says(plainDocument(), 'bitbox02'),
      says(closed(everyPath), 'bitbox02'),
      says({ ...closed(withArbiter), index: 10_000 }, 'bitbox02'),
      says(withOrigin(steps(13, 0)), 'coldcard'),
      says({ ...plainDocument(), keyPath: 'closed', worker: bareWorker() }, 'generic'),
      says({ ...plainDocument(), keyPath: 'closed', worker: bareWorker() }, 'jade'),
    ]).toMatchInlineSnapshot(`
      [
        "device: expected at most 15 keys, as ledger takes it, received 16",
        "device: expected no musig(), as bitbox02 takes it, received an open key path",
        "device: expected no leaf with a hash, as bitbox02 takes it, received the leaf workerWithSecret",
        "device: expected at most 9999 as address index, as bitbox02 takes it, received 10000",
        "device: expected at most 12 steps in the origin of a key, as coldcard takes it, received 13",
        "device: expected extended keys only, received a bare key in worker.keys",
        "device: expected extended keys only, as jade takes it, received a bare key in worker.keys",
      ]
    `)
  })

  it.each(POLICY_DEVICES)('%s takes no bare keys', (device) => {
    expect(limit({ ...closed(plainDocument()), worker: bareWorker() }, device)).toMatchObject({
      code: 'POLICY_DEVICE_LIMIT',
      data: { device, rule: 'extendedKeys' },
    })
  })

  it('that nobody knows is refused', () => {
    // @ts-expect-error: not one of the names
    expect(limit(plainDocument(), 'abacus')).toMatchObject({ code: 'POLICY_DEVICE_UNKNOWN', kind: 'input' })
  })
})
