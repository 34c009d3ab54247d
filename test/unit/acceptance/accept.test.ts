import { crypto, initEccLib, Psbt, Transaction } from 'bitcoinjs-lib'
import { ECPairFactory } from 'ecpair'
import { accept, acceptancePsbt, accepted, amend, defineAgreement, parseAgreement } from 'taproot-escrow'
import { signerFromExtendedKey, signerFromWif } from 'taproot-escrow/signers'
import * as tiny from 'tiny-secp256k1'
import { describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { marks } from '../../../src/forms/form.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { bareHolder, extendedHolder } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const signer = (seed: number) =>
  signerFromExtendedKey(extendedHolder(seed).root.toBase58(), { network: 'regtest' })
const agreement = parseAgreement(JSON.stringify(plainDocument()))

describe('an agreement', () => {
  it('is accepted once every role has signed', async () => {
    const employer = await accept(agreement, signer(1), { role: 'employer' })
    const worker = await accept(agreement, signer(2), { role: 'worker' })
    expect(accepted(agreement, employer)).toEqual({
      agreement: agreement.id,
      roles: [
        { role: 'employer', needed: 1, accepted: [0] },
        { role: 'worker', needed: 1, accepted: [] },
      ],
      everybody: false,
    })
    expect(accepted(agreement, [...employer, ...worker]).everybody).toBe(true)
    expect(employer[0]?.signature).toMatch(/^smp/)
  })

  it('is accepted by a panel only when its threshold is reached, and a key counts once', async () => {
    const full = parseAgreement(JSON.stringify(fullDocument()))
    const [third] = await accept(full, signer(3), { role: 'arbiter' })
    const [fifth] = await accept(full, signer(5), { role: 'arbiter' })
    const arbiter = (signatures: Parameters<typeof accepted>[1]) =>
      accepted(full, signatures).roles.find(({ role }) => role === 'arbiter')
    expect(arbiter([third!, third!])).toEqual({ role: 'arbiter', needed: 2, accepted: [0] })
    expect(arbiter([fifth!, third!])).toEqual({ role: 'arbiter', needed: 2, accepted: [0, 2] })
  })

  it('has a signature verified once that was handed over a thousand times', async () => {
    const signatures = await accept(agreement, signer(1), { role: 'employer' })
    const verify = vi.spyOn(backend, 'verifySchnorr')
    const report = accepted(
      agreement,
      Array.from({ length: 1000 }, () => ({ ...signatures[0]! })),
    )
    expect(report.roles[0]?.accepted).toEqual([0])
    expect(verify).toHaveBeenCalledTimes(1)
    verify.mockRestore()
  })

  it('is not asked about more signatures that differ than there can be keys', async () => {
    const [one] = await accept(agreement, signer(1), { role: 'employer' })
    // white space is no part of a signature
    const different = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ ...one!, signature: one!.signature + ' '.repeat(at) }))
    expect(accepted(agreement, different(200)).roles[0]?.accepted).toEqual([0])
    expect(thrown(() => accepted(agreement, different(201)))).toMatchObject({
      code: 'ACCEPTANCE_MALFORMED',
      data: { field: 'signatures', expected: 'at most 200 different acceptances', received: 'a list of 201' },
    })
  })

  it('is accepted by a bare key with the key itself', async () => {
    const bare = defineAgreement({
      ...plainDocument(),
      keyPath: 'closed',
      worker: { ...plainDocument().worker, keys: [bareHolder(9).text] },
    })
    const wif = ECPairFactory(tiny).fromPrivateKey(bareHolder(9).secret, {
      network: {
        wif: 0xef,
        bech32: 'bcrt',
        bip32: { public: 0, private: 0 },
        messagePrefix: '',
        pubKeyHash: 0,
        scriptHash: 0,
      },
    })
    const signatures = await accept(bare, signerFromWif(wif.toWIF(), { network: 'regtest' }), {
      role: 'worker',
    })
    expect(accepted(bare, signatures).roles[1]).toEqual({ role: 'worker', needed: 1, accepted: [0] })
  })

  it('is accepted by the signed PSBT of the proof, for devices that sign no messages', () => {
    initEccLib(tiny)
    const psbt = Psbt.fromBase64(acceptancePsbt(agreement, { role: 'worker', key: 0 }))
    const node = extendedHolder(2).account.derive(18).derive(7)
    psbt.signInput(0, node.tweak(tweakOf(node.publicKey.subarray(1))))
    expect(
      accepted(agreement, [{ ...marks('acceptance'), role: 'worker', key: 0, signature: psbt.toBase64() }])
        .roles[1]?.accepted,
    ).toEqual([0])
  })

  it('is accepted by signatures with SIGHASH_ALL, which BIP 322 allows, in a PSBT and in its simple form', () => {
    initEccLib(tiny)
    const node = extendedHolder(2).account.derive(18).derive(7)
    const signed = (type: number): Uint8Array => {
      const psbt = Psbt.fromBase64(acceptancePsbt(agreement, { role: 'worker', key: 0 }))
      psbt.updateInput(0, { sighashType: type })
      psbt.signInput(0, node.tweak(tweakOf(node.publicKey.subarray(1))), [type])
      const text = psbt.toBase64()
      if (type === Transaction.SIGHASH_ALL)
        for (const form of [text, psbt.toHex(), text.replace(/.{64}/g, '$&\n')])
          expect(acceptedBy(form)).toEqual([0])
      return psbt.data.inputs[0]!.tapKeySig!
    }
    const acceptedBy = (signature: string) =>
      accepted(agreement, [{ ...marks('acceptance'), role: 'worker', key: 0, signature }]).roles[1]?.accepted
    const simple = (signature: Uint8Array) =>
      `smp${Buffer.from([1, signature.length, ...signature]).toString('base64')}`
    const all = signed(Transaction.SIGHASH_ALL)
    expect(all.length).toBe(65)
    expect(acceptedBy(simple(all))).toEqual([0])
    const invalid = expect.objectContaining({ code: 'ACCEPTANCE_INVALID' })
    // its type is part of what is signed, and no other type signs everything
    expect(() => acceptedBy(simple(all.subarray(0, 64)))).toThrow(invalid)
    expect(() => acceptedBy(simple(Uint8Array.from([...all.subarray(0, 64), 0])))).toThrow(invalid)
    expect(() => acceptedBy(simple(signed(Transaction.SIGHASH_NONE)))).toThrow(invalid)
  })

  it('is not accepted by a signature for another role, another agreement or by another key', async () => {
    const other = defineAgreement({ ...plainDocument(), index: 8 })
    const [mine] = await accept(agreement, signer(1), { role: 'employer' })
    const invalid = expect.objectContaining({ code: 'ACCEPTANCE_INVALID' })
    expect(() => accepted(other, [mine!])).toThrow(invalid)
    expect(() => accepted(agreement, [{ ...mine!, role: 'worker' }])).toThrow(invalid)
    await expect(accept(agreement, signer(2), { role: 'employer' })).rejects.toMatchInlineSnapshot(
      '[EscrowError: signer: expected a key of employer in this agreement, received none of them]',
    )
  })

  it.each([
    ['ACCEPTANCE_MALFORMED', { role: 'employer', key: 0, signature: 'smpAAAA' }],
    ['ACCEPTANCE_MALFORMED', { role: 'employer', key: 0, signature: 'not base64!' }],
    ['ACCEPTANCE_ROLE', { role: 'arbiter', key: 0, signature: 'smp' }],
    ['ACCEPTANCE_KEY', { role: 'employer', key: 1, signature: 'smp' }],
  ] as const)('answers %s to %j', (code, acceptance) => {
    expect(() => accepted(agreement, [{ ...marks('acceptance'), ...acceptance }])).toThrow(
      expect.objectContaining({ code }),
    )
  })
})

describe('an amended agreement', () => {
  const amended = amend(agreement, {
    worker: { keys: [extendedHolder(21).text] },
    milestones: [{ of: 0, memo: 'in colour' }],
  })

  it('is accepted by the keys of the agreement that it amends, beside its own', async () => {
    const own = await accept(amended, signer(1), { role: 'employer' })
    const both = await accept(amended, signer(1), { role: 'employer', amends: agreement })
    expect(both.map(({ amends }) => amends)).toEqual([undefined, agreement.id])
    const puppet = await accept(amended, signer(21), { role: 'worker', amends: agreement })
    expect(puppet.map(({ amends }) => amends)).toEqual([undefined])
    const report = accepted(amended, [...both, ...puppet], { amends: agreement })
    expect(report.everybody).toBe(true)
    expect(report.amends).toEqual({
      agreement: agreement.id,
      roles: [
        { role: 'employer', needed: 1, accepted: [0] },
        { role: 'worker', needed: 1, accepted: [] },
      ],
      everybody: false,
    })
    const worker = await accept(amended, signer(2), { role: 'worker', amends: agreement })
    expect(worker).toHaveLength(1)
    expect(accepted(amended, [...both, ...puppet, ...worker], { amends: agreement }).amends?.everybody).toBe(
      true,
    )
    expect(accepted(amended, own)).not.toHaveProperty('amends')
  })

  it('is accepted by a role that it has no longer, and by devices', async () => {
    const full = parseAgreement(JSON.stringify(fullDocument()))
    const alone = amend(full, { arbiter: null, backupArbiter: null, dispute: null, weights: null })
    const [mine] = await accept(alone, signer(3), { role: 'arbiter', amends: full })
    expect(mine).toMatchObject({ role: 'arbiter', key: 0, amends: full.id })
    initEccLib(tiny)
    const psbt = Psbt.fromBase64(acceptancePsbt(amended, { role: 'worker', key: 0, amends: agreement }))
    const node = extendedHolder(2).account.derive(18).derive(7)
    psbt.signInput(0, node.tweak(tweakOf(node.publicKey.subarray(1))))
    const byDevice = {
      ...marks('acceptance'),
      role: 'worker',
      key: 0,
      signature: psbt.toBase64(),
      amends: agreement.id,
    } as const
    expect(accepted(amended, [byDevice], { amends: agreement }).amends?.roles[1]?.accepted).toEqual([0])
  })

  it('is never accepted by a signature for the agreement itself, nor the other way round', async () => {
    const [own] = await accept(amended, signer(1), { role: 'employer' })
    const [, old] = await accept(amended, signer(1), { role: 'employer', amends: agreement })
    const invalid = expect.objectContaining({ code: 'ACCEPTANCE_INVALID' })
    expect(() => accepted(amended, [{ ...own!, amends: agreement.id }], { amends: agreement })).toThrow(
      invalid,
    )
    expect(() =>
      accepted(amended, [{ ...marks('acceptance'), role: 'employer', key: 0, signature: old!.signature }]),
    ).toThrow(invalid)
  })

  it('wants the very agreement that it amends', async () => {
    const signatures = await accept(amended, signer(1), { role: 'employer', amends: agreement })
    const other = defineAgreement({ ...plainDocument(), index: 8 })
    const wrong = expect.objectContaining({ code: 'ACCEPTANCE_AMENDS' })
    expect(() => accepted(amended, signatures)).toThrow(wrong)
    expect(() => accepted(amended, [], { amends: other })).toThrow(wrong)
    expect(() => accepted(agreement, [], { amends: other })).toThrow(wrong)
    await expect(accept(amended, signer(1), { role: 'employer', amends: other })).rejects.toThrow(wrong)
  })
})

describe('acceptances as JSON', () => {
  it('count one key once, however its position is written', async () => {
    const panel = parseAgreement(JSON.stringify(fullDocument()))
    const [one] = await accept(panel, signer(3), { role: 'arbiter' })
    for (const key of ['0', [0], '', null, 0.5, -1, Number.NaN, '__proto__', 'length'])
      expect(thrown(() => accepted(panel, [one!, { ...one!, key } as never])).code).toBe('ACCEPTANCE_KEY')
  })

  it.each([
    ['ACCEPTANCE_MALFORMED', [null]],
    ['ACCEPTANCE_MALFORMED', ['text']],
    ['ACCEPTANCE_MALFORMED', [[]]],
    ['ACCEPTANCE_MALFORMED', null],
    ['ACCEPTANCE_MALFORMED', {}],
    ['JSON_FORM_FORMAT', [{}]],
    ['JSON_FORM_VERSION', [{ ...marks('acceptance'), version: 2 }]],
    ['ACCEPTANCE_ROLE', [marks('acceptance')]],
    ['ACCEPTANCE_ROLE', [{ ...marks('acceptance'), role: '__proto__', key: 0, signature: 'smp' }]],
    ['ACCEPTANCE_ROLE', [{ ...marks('acceptance'), role: 'network', key: 0, signature: 'smp' }]],
    ['ACCEPTANCE_ROLE', [{ ...marks('acceptance'), role: ['worker'], key: 0, signature: 'smp' }]],
    ['ACCEPTANCE_MALFORMED', [{ ...marks('acceptance'), role: 'worker', key: 0 }]],
    ['ACCEPTANCE_MALFORMED', [{ ...marks('acceptance'), role: 'worker', key: 0, signature: 7 }]],
    [
      'ACCEPTANCE_MALFORMED',
      [{ ...marks('acceptance'), role: 'worker', key: 0, signature: 'smp', amends: 7 }],
    ],
  ])('are refused with %s where they are %j', (code, value) => {
    expect(thrown(() => accepted(agreement, value as never)).code).toBe(code)
  })
})

describe('a member of a quorum', () => {
  it('accepts although another one wrote its fingerprint before a key of its own', async () => {
    const honest = extendedHolder(31).text
    const another = extendedHolder(32).root.derivePath("m/87'/1'/31'").neutered().toBase58()
    const claimed = `${honest.slice(0, honest.indexOf(']') + 1)}${another}`
    const quorum = defineAgreement({
      ...plainDocument(),
      keyPath: 'closed',
      worker: { ...plainDocument().worker, threshold: 2, keys: [claimed, honest] },
    })
    const found = await accept(quorum, signer(31), { role: 'worker' })
    expect(found.map(({ key }) => key)).toEqual([1])
    const alone = defineAgreement({
      ...plainDocument(),
      worker: { ...plainDocument().worker, keys: [claimed] },
    })
    await expect(accept(alone, signer(31), { role: 'worker' })).rejects.toThrow(
      expect.objectContaining({ code: 'ACCEPTANCE_INVALID' }),
    )
  })
})

const tweakOf = (internal: Uint8Array): Uint8Array => crypto.taggedHash('TapTweak', internal)
