import { accept, acceptancePsbt, createSecret } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import type { Contract } from '../../../src/contract/contract.js'
import { marks } from '../../../src/forms/form.js'
import { fund } from '../../../src/funding/fund.js'
import type { FundOptions } from '../../../src/funding/fundable.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { sats } from '../../../src/units/sats.js'
import { made, signerFor } from '../../support/contracts.js'
import { type Json, plainDocument } from '../../support/documents.js'
import { addressOf, extendedHolder, secretHashOf, secretOf } from '../../support/holders.js'
import { pinned, thrown } from '../../support/thrown.js'

const of = (document: Json = {}) =>
  made({ ...plainDocument(), rescue: { after: { blocks: 17_280 } }, ...document })

const paying = (contracts: readonly Contract[], options: Partial<FundOptions>) =>
  fund(contracts, {
    utxos: [{ txid: '11'.repeat(32), vout: 0, amount: sats(90_000_000n), address: addressOf(50) }],
    change: addressOf(60),
    feeRate: satsPerVb('2.5'),
    at: { height: 1000, medianTime: 1_800_000_000 },
    known: [],
    acceptances: contracts.map(({ agreement }) => ({ agreement: agreement.id, roles: [], everybody: true })),
    payer: [],
    ...options,
  }).transactions

const { agreement, contracts } = of()
const other = of({ index: 500 })
const own = await accept(agreement, signerFor(agreement, 'employer'), { role: 'employer' })
const elsewhere = await accept(other.agreement, signerFor(agreement, 'employer'), { role: 'employer' })

describe('who pays', () => {
  it('shows a key of the employer by an acceptance of every agreement, in any order', () => {
    expect(paying(contracts, { payer: own })).toHaveLength(1)
    for (const payer of [
      [...own, ...elsewhere],
      [...elsewhere, ...own],
    ])
      expect(paying([...contracts, ...other.contracts], { payer })).toHaveLength(1)
    expect(paying(contracts, { relax: ['payerUnknown'] })).toHaveLength(1)
  })

  it('is refused without one: none, of another agreement, for one of two, or as the worker', async () => {
    const worker = await accept(agreement, signerFor(agreement, 'worker'), { role: 'worker' })
    for (const payer of [[], elsewhere, worker])
      expect(thrown(() => paying(contracts, { payer }))).toMatchObject({
        code: 'FUNDING_PAYER',
        kind: 'state',
        data: { field: 'payer', agreement: agreement.id },
      })
    expect(thrown(() => paying([...contracts, ...other.contracts], { payer: own })).data['agreement']).toBe(
      other.agreement.id,
    )
    expect(pinned(() => paying(contracts, { payer: elsewhere })).code).toBe('FUNDING_PAYER')
  })

  it('is refused with a key that is not in the agreement', async () => {
    const theirs = of({ employer: { ...plainDocument().employer, keys: [extendedHolder(77).text] } })
    const [acceptance] = own
    expect(thrown(() => paying(theirs.contracts, { payer: own })).code).toBe('FUNDING_PAYER')
    expect(thrown(() => paying(contracts, { payer: [{ ...acceptance!, key: 1 }] })).code).toBe(
      'FUNDING_PAYER',
    )
    expect(
      thrown(() => paying(contracts, { payer: [{ ...acceptance!, amends: other.agreement.id }] })).code,
    ).toBe('FUNDING_PAYER')
  })

  it('is refused with a device’s proof that nobody has signed, or of another agreement', () => {
    for (const one of [agreement, other.agreement]) {
      const signature = acceptancePsbt(one, { role: 'employer', key: 0 })
      expect(
        thrown(() =>
          paying(contracts, { payer: [{ ...marks('acceptance'), role: 'employer', key: 0, signature }] }),
        ).code,
      ).toBe('FUNDING_PAYER')
    }
  })

  it.each([undefined, null, signerFor(agreement, 'employer'), own[0]])(
    'from JavaScript has to be a list (%#)',
    (payer) => {
      // what no type allows
      const error = thrown(() => paying(contracts, { payer: payer as never }))
      expect([error.code, error.data.field]).toEqual(['FUNDING_PAYER', 'payer'])
    },
  )

  it('is refused by what is no acceptance at all', () => {
    // what no type allows
    const error = thrown(() => paying(contracts, { payer: [null] as never }))
    expect([error.code, error.data.field]).toEqual(['ACCEPTANCE_MALFORMED', 'payer[0]'])
  })
})

describe('the secret of a contract', () => {
  const { contracts } = of({
    milestones: [{ amount: '1000000', secretHash: secretHashOf(1) }, { amount: '1000000' }],
  })
  const relax = ['payerUnknown'] as const

  it('is the payer’s: shown by itself, in any form, among others', () => {
    expect(paying(contracts, { relax, secrets: [secretOf(secretHashOf(1))] })).toHaveLength(1)
    expect(
      paying(contracts, { relax, secrets: [secretOf(secretHashOf(2)), secretOf(secretHashOf(1))] }),
    ).toHaveLength(1)
    const { secret, hash } = createSecret()
    const fresh = of({ milestones: [{ amount: '1000000', secretHash: hash }] }).contracts
    expect(paying(fresh, { relax, secrets: [secret] })).toHaveLength(1)
  })

  it('is asked only of contracts that have one and are paid', () => {
    expect(paying([contracts[1]!], { relax })).toHaveLength(1)
    expect(paying(contracts, { relax: [...relax, 'secretUnknown'] })).toHaveLength(1)
  })

  it('that somebody else made is refused', () => {
    for (const secrets of [undefined, [], [secretOf(secretHashOf(2))]])
      expect(
        thrown(() => paying([contracts[1]!, contracts[0]!], { relax, ...(secrets && { secrets }) })),
      ).toMatchObject({
        code: 'FUNDING_SECRET_UNKNOWN',
        kind: 'state',
        data: { field: 'secrets', milestone: 0, agreement: contracts[0]!.agreement.id },
      })
    expect(pinned(() => paying([contracts[1]!, contracts[0]!], { relax })).kind).toBe('state')
    expect(pinned(() => paying(contracts, { relax, secrets: [secretOf(secretHashOf(2))] })).kind).toBe(
      'state',
    )
    expect(thrown(() => paying(contracts, { relax, secrets: ['secret1x'] })).data.field).toBe('secrets[0]')
    // what no type allows
    expect(thrown(() => paying(contracts, { relax, secrets: 'secret' as never })).code).toBe('ARGUMENT_TYPE')
  })

  it('that opens another contract that is paid, or of a known agreement, is refused even where the payer has it', () => {
    const twin = of({ index: 700, milestones: [{ amount: '1000000', secretHash: secretHashOf(1) }] })
    const secrets = [secretOf(secretHashOf(1))]
    for (const attempt of [
      () => paying([...contracts, ...twin.contracts], { relax, secrets }),
      () => paying(contracts, { relax, secrets, known: [twin.agreement] }),
    ])
      expect(thrown(attempt)).toMatchObject({
        code: 'FUNDING_SECRET_REUSED',
        data: { field: 'contracts[0]', other: twin.agreement.id },
      })
    expect(
      paying(contracts, { relax: [...relax, 'secretReused'], secrets, known: [twin.agreement] }),
    ).toHaveLength(1)
  })
})
