import {
  combine,
  complete,
  finalize,
  POLICY_DEVICES,
  psbtOf,
  readSpend,
  release,
  satsPerVb,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { psbtRows } from '../../../src/contract/devices.js'
import { decodePsbt, psbtToBase64 } from '../../../src/psbt/codec.js'
import { keysOf } from '../../../src/script/miniscript.js'
import { toHex } from '../../../src/units/bytes.js'
import { made, signedByAll, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { codeOf, pinned, refusalOf, thrown } from '../../support/thrown.js'

const { agreement, contracts } = made(plainDocument())
const funded = fundedWith(contracts[0]!)
const feeRate = satsPerVb('2')

describe('a spend as a PSBT of version 2', () => {
  it('is signed, read, combined and finalized like the one of version 0', async () => {
    const draft = release(funded, { path: 'employerAndWorker', feeRate })
    const asked = readSpend(funded, psbtOf(draft, { version: 2 }))
    expect(asked.psbt).toBe(draft.psbt)
    const mine = await sign(asked, signerFor(agreement, 'employer'))
    const theirs = await sign(
      readSpend(funded, psbtOf(draft, { version: 2 })),
      signerFor(agreement, 'worker'),
    )
    const both = combine(
      readSpend(funded, psbtOf(mine, { version: 2 })),
      readSpend(funded, psbtOf(theirs, { version: 0 })),
    )
    expect(finalize(complete(both)).weight).toBe(draft.plan.weight)
  })

  it('carries nonces and partial signatures', async () => {
    const signed = await signedByAll(release(funded, { feeRate }))
    const read = readSpend(funded, psbtOf(signed, { version: 2 }))
    expect(read.inputs).toEqual(signed.inputs)
  })

  it('is of version 0 or 2 and no other', () => {
    const draft = release(funded, { feeRate })
    for (const version of [1, 3, '2', null])
      expect(thrown(() => psbtOf(draft, { version } as never)).message).toMatch(
        /^version: expected 0 or 2, received /,
      )
  })

  it('is version 0 where nothing is said', () => {
    const draft = release(funded, { feeRate })
    expect(psbtOf(draft)).toBe(draft.psbt)
  })

  it.each([1, 2, 4, 128])('is refused with the modifiable flags %i', (modifiable) => {
    const { psbt } = release(funded, { feeRate })
    const flagged = psbtToBase64({ ...decodePsbt(psbt), modifiable }, { version: 2 })
    expect(pinned(() => readSpend(funded, flagged)).code).toBe('SPEND_MODIFIABLE')
  })

  it('is read where it says that nothing may change', () => {
    const { psbt } = release(funded, { feeRate })
    const fixed = psbtToBase64({ ...decodePsbt(psbt), modifiable: 0 }, { version: 2 })
    expect(readSpend(funded, fixed).psbt).toBe(psbt)
  })
})

describe('a PSBT for a device', () => {
  const closed = made({ ...plainDocument(), keyPath: 'closed' })
  const cases = [
    ['an open key path', funded],
    ['a closed key path', fundedWith(closed.contracts[0]!)],
  ] as const
  const rowsOf = (psbt: string) => decodePsbt(psbt).inputs[0]!.tapDerivations

  it.each(cases)('coldcard has a row for every key that the descriptor names: %s', (_, output) => {
    const draft = release(output, { path: 'employerAndWorker', feeRate })
    const rows = rowsOf(psbtOf(draft, { device: 'coldcard' }))
    const { leaves, internal, internalKey } = output.contract
    const inTree = leaves.flatMap((leaf) => keysOf(leaf.fragment).map(({ xOnly }) => toHex(xOnly)))
    const aggregated =
      internal.kind === 'musig2'
        ? internal.participants.map(({ publicKey }) => toHex(publicKey.subarray(1)))
        : []
    expect(rows.map(({ xOnly }) => toHex(xOnly)).sort()).toEqual(
      [...inTree, ...aggregated, toHex(internalKey)].sort(),
    )
    for (const leaf of leaves)
      for (const { xOnly } of keysOf(leaf.fragment))
        expect(rows.find((row) => toHex(row.xOnly) === toHex(xOnly))?.leafHashes).toEqual([leaf.leafHash])
    // of the key of the terms, which nobody holds: on the first branch below an account of its own
    const [terms] = keysOf(leaves.find(({ path }) => path.name === 'terms')!.fragment)
    expect(rows.find((row) => toHex(row.xOnly) === toHex(terms!.xOnly))?.path).toEqual([
      0,
      output.contract.index,
    ])
    // one leaf alone is there to be signed
    expect(decodePsbt(psbtOf(draft, { device: 'coldcard' })).inputs[0]!.tapLeafScripts).toHaveLength(1)
  })

  it.each(cases)('ledger has none of the internal key in a spend by a leaf: %s', (_, output) => {
    const draft = release(output, { path: 'employerAndWorker', feeRate })
    const rows = rowsOf(psbtOf(draft, { device: 'ledger' }))
    const internal = toHex(output.contract.internalKey)
    expect(rows).toEqual(rowsOf(draft.psbt).filter(({ xOnly }) => toHex(xOnly) !== internal))
    expect(rows).toHaveLength(2)
  })

  it('ledger has the rows of the aggregate on the key path', () => {
    const draft = release(funded, { feeRate })
    expect(psbtOf(draft, { device: 'ledger' })).toBe(draft.psbt)
  })

  it.each(POLICY_DEVICES.filter((one) => psbtRows(one, 0) === 'usual'))('%s is the usual one', (device) => {
    const draft = release(funded, { path: 'employerAndWorker', feeRate })
    expect(psbtOf(draft, { device })).toBe(draft.psbt)
    expect(psbtOf(draft, { device, version: 0 })).toBe(draft.psbt)
  })

  it('is of a version that the device takes', () => {
    const draft = release(funded, { feeRate })
    const refused = POLICY_DEVICES.filter((one) =>
      refusalOf(() => psbtRows(one, 2)).startsWith('DEVICE_PSBT_VERSION '),
    )
    for (const device of POLICY_DEVICES.filter((one) => !refused.includes(one))) {
      const written = psbtOf(draft, { device, version: 2 })
      expect(written).not.toBe(psbtOf(draft, { device }))
      expect(readSpend(funded, written).psbt).toBe(draft.psbt)
    }
    expect(refused).toContain('bitbox02')
    for (const device of refused)
      expect(codeOf(() => psbtOf(draft, { device, version: 2 }))).toBe('DEVICE_PSBT_VERSION')
    expect(pinned(() => psbtOf(draft, { device: 'bitbox02', version: 2 }))).toMatchObject({
      code: 'DEVICE_PSBT_VERSION',
      kind: 'limit',
      data: { layer: 'device', device: 'bitbox02' },
    })
  })

  it.each(['coldcard', 'ledger'] as const)('%s comes back signed, as from any wallet', async (device) => {
    for (const path of ['employerAndWorker', 'key'] as const) {
      const signed = await signedByAll(release(funded, { path, feeRate }))
      for (const version of [0, 2] as const)
        expect(readSpend(funded, psbtOf(signed, { device, version })).inputs).toEqual(signed.inputs)
    }
  })

  it('nobody knows is refused', () => {
    const draft = release(funded, { feeRate })
    expect(thrown(() => psbtOf(draft, { device: 'abacus' as never }))).toMatchObject({
      code: 'ARGUMENT_TYPE',
      data: { field: 'device', received: '"abacus"' },
    })
  })
})
