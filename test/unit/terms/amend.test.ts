import { type Agreement, amend, compile, defineAgreement, EscrowError, parseAgreement } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/units/bytes.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { addressOf, extendedHolder, secretHashOf } from '../../support/holders.js'

const full = (): Agreement => defineAgreement(fullDocument())
const plain = (): Agreement => defineAgreement(plainDocument())

const documentOf = ({ text }: Agreement): Json => JSON.parse(text)

/** Amends without types, as a caller of JavaScript would. */
const refusal = (agreement: Agreement, changes: Json): string => {
  try {
    amend(agreement, changes)
  } catch (error) {
    if (error instanceof EscrowError) return `${error.code} ${error.data.field}`
    throw error
  }
  return 'nothing'
}

describe('an amended agreement', () => {
  it('follows the one that it amends', () => {
    const old = full()
    const next = amend(old, { worker: { payees: [{ address: addressOf(9), share: 10_000 }] } })
    expect(next.previous).toBe(old.id)
    expect(next.network).toBe(old.network)
    expect(next.index).toBe(old.index + old.milestones.length)
    expect(parseAgreement(next.text)).toEqual(next)
  })

  it('keeps exactly what is not changed', () => {
    const old = full()
    const next = amend(old, { employer: { address: addressOf(9) } })
    const { index, previous, ...rest } = documentOf(next)
    const { index: _, previous: __, ...before } = documentOf(old)
    expect(rest).toEqual({ ...before, employer: { ...before.employer, address: addressOf(9) } })
    expect([index, previous]).toEqual([9, old.id])
  })

  it('can be amended again, and its indices go on', () => {
    const first = full()
    const second = amend(first, { milestones: [1] })
    const third = amend(second, { document: '44'.repeat(32) })
    expect([first.index, second.index, third.index]).toEqual([7, 9, 10])
    expect(third.previous).toBe(second.id)
  })

  it('has contracts of its own, with keys that no contract of the old one has', () => {
    const old = full()
    const next = amend(old, { keyPath: 'closed' })
    const keysOf = (agreement: Agreement): readonly string[] =>
      compile(agreement).flatMap(({ internalKey, leaves }) => [
        toHex(internalKey),
        ...leaves.flatMap(({ script }) => toHex(script).match(/(?<=20)[0-9a-f]{64}(?=a[cd]|ba)/g) ?? []),
      ])
    const before = new Set(keysOf(old))
    expect(before.size).toBeGreaterThan(10)
    expect(keysOf(next).filter((key) => before.has(key) && key !== secretHashOf(1))).toEqual([])
    const addresses = [...compile(old), ...compile(next)].map(({ address }) => address)
    expect(new Set(addresses).size).toBe(4)
  })

  it('changes of an object what is stated, and of a list everything', () => {
    const next = amend(full(), {
      worker: { payees: [{ address: addressOf(2), share: 10_000 }] },
      arbiter: { threshold: 1, fee: { sats: 7000n } },
      silence: { after: { blocks: 9000 } },
      dispute: { from: null, backupFrom: { blocks: 5000 } },
      weights: { arbiterAndWorker: 9 },
    })
    expect(next.worker.keys.map(({ text }) => text)).toEqual([extendedHolder(2).text])
    expect(next.worker.payees).toHaveLength(1)
    expect(next.arbiter).toMatchObject({ threshold: 1, fee: { sats: 7000n } })
    expect(next.arbiter?.keys).toHaveLength(3)
    expect(next.milestones[0]?.silence).toEqual({ pays: 'employer', after: { blocks: 9000 } })
    expect(next.milestones[0]?.dispute).toEqual({
      decision: { blocks: 1008 },
      backupFrom: { blocks: 5000 },
    })
    expect(next.weights).toEqual({ employerAndWorker: 8, arbiterAndWorker: 9 })
  })

  it('can leave out what is optional', () => {
    const next = amend(full(), {
      backupArbiter: null,
      dispute: { backupFrom: null },
      rescue: null,
      document: null,
      salt: null,
      weights: null,
    })
    expect(next.backupArbiter).toBeUndefined()
    expect(next.milestones[0]?.rescue).toBeUndefined()
    expect([next.document, next.salt, next.weights]).toEqual([undefined, undefined, {}])
    const without = amend(next, { arbiter: null, dispute: null })
    expect(without.arbiter).toBeUndefined()
  })

  it('can have an arbiter that the old one did not have', () => {
    const arbiter = {
      threshold: 1,
      keys: [extendedHolder(3).text],
      address: addressOf(4),
      fee: { bps: 100 },
    }
    const next = amend(plain(), { arbiter, dispute: { decision: { blocks: 1008 } } })
    expect(next.arbiter?.address.text).toBe(addressOf(4))
  })

  it('takes milestones of the old one as they are, changed, or new', () => {
    const old = full()
    const next = amend(old, {
      milestones: [
        1,
        { of: 0, memo: null, amount: 500_000n },
        { of: 1, secretHash: secretHashOf(2), silence: null },
        { amount: '700000', memo: 'print' },
      ],
    })
    const [design, build] = documentOf(old).milestones
    expect(documentOf(next).milestones).toEqual([
      build,
      { amount: '500000' },
      { amount: build.amount, memo: build.memo, secretHash: secretHashOf(2) },
      { amount: '700000', memo: 'print' },
    ])
    expect(design.memo).toBe('design')
  })

  it('may have a later index, and no earlier one', () => {
    const old = full()
    expect(amend(old, { index: 50, salt: '55'.repeat(16) }).index).toBe(50)
    for (const index of [0, 6, 7, 8])
      expect(refusal(old, { index, salt: '55'.repeat(16) })).toBe('AMENDMENT_INDEX_USED index')
    expect(refusal(old, { index: 9.5, salt: null })).toBe('JSON_NUMBER_SPELLING index')
    expect(refusal(old, { index: 'next', salt: null })).toBe('FIELD_TYPE index')
    const last = defineAgreement({ ...plainDocument(), index: 0x7fffffff })
    expect(refusal(last, { salt: '55'.repeat(16) })).toBe('INDEX_OUT_OF_RANGE index')
  })
})

describe('an amendment', () => {
  it('that changes nothing is refused, whatever it spells or where it would stand', () => {
    const nothing: readonly Json[] = [
      {},
      { employer: {}, silence: undefined },
      { index: 70 },
      { employer: { address: addressOf(1).toUpperCase() } },
      { milestones: [0, 1] },
      { milestones: [0, { of: 1 }] },
      { salt: '33'.repeat(16).toUpperCase() },
      { salt: new Uint8Array(16).fill(0x33) },
      { milestones: [{ amount: 1_000_000n, memo: 'design' }, 1] },
    ]
    for (const changes of nothing) expect(refusal(full(), changes)).toBe('AMENDMENT_EMPTY changes')
    expect(refusal(plain(), { arbiter: null, rescue: null })).toBe('AMENDMENT_EMPTY changes')
  })

  it.each(['format', 'version', 'network', 'previous'])('cannot set %s by hand', (name) => {
    expect(refusal(full(), { [name]: 'regtest', salt: null })).toBe(`AMENDMENT_MEMBER_FIXED ${name}`)
  })

  it('is refused with the code and field of what it makes unsound', () => {
    expect(refusal(full(), { silence: { after: { blocks: 5000 } } })).toBe('SILENCE_TOO_EARLY silence.after')
    expect(refusal(full(), { arbiter: null })).toBe('BACKUP_WITHOUT_ARBITER backupArbiter')
    expect(refusal(full(), { worker: null })).toBe('FIELD_MISSING worker')
    expect(refusal(full(), { employer: { address: null } })).toBe('FIELD_MISSING employer.address')
    expect(refusal(full(), { employer: 'Ann' })).toBe('FIELD_TYPE employer')
    expect(refusal(full(), { employer: { name: 'Ann' } })).toBe('FIELD_UNKNOWN employer.name')
    expect(refusal(full(), { colour: 'red' })).toBe('FIELD_UNKNOWN colour')
    expect(refusal(full(), { milestones: [] })).toBe('MILESTONES_COUNT milestones')
    expect(refusal(full(), { milestones: 5 })).toBe('FIELD_TYPE milestones')
    expect(refusal(full(), { milestones: [0, 0, 1, 1] })).toBe(
      'SECRET_HASH_REPEATED milestones[3].secretHash',
    )
    expect(refusal(full(), JSON.parse('{"__proto__": {"salt": null}}'))).toBe('FIELD_UNKNOWN __proto__')
  })

  it('names milestones by positions that exist', () => {
    for (const of of [2, -1, 0.5, Number.NaN])
      expect(refusal(full(), { milestones: [0, of] })).toBe('AMENDMENT_MILESTONE_UNKNOWN milestones[1]')
    for (const other of [null, 'first', [], true])
      expect(refusal(full(), { milestones: [other] })).toBe('AMENDMENT_MILESTONE_UNKNOWN milestones[0]')
    for (const of of [2, '0', null])
      expect(refusal(full(), { milestones: [{ of, memo: 'x' }] })).toBe(
        'AMENDMENT_MILESTONE_UNKNOWN milestones[0].of',
      )
  })

  it('is an object', () => {
    for (const changes of [undefined, null, 5, 'text', [], new Uint8Array(3)])
      expect(refusal(full(), changes)).toBe('PARAMETER_TYPE changes')
  })

  it('takes keys of ordinary wallets only where they are allowed', () => {
    const { root, account } = extendedHolder(1)
    const ordinary = `[${toHex(root.fingerprint)}/86h/1h/1h]${account.neutered().toBase58()}`
    const changes = { employer: { keys: [ordinary] } }
    expect(refusal(plain(), changes)).toBe('KEY_ORDINARY_WALLET employer.keys[0]')
    expect(amend(plain(), changes, { allow: ['ordinaryWallets'] }).employer.keys[0]?.text).toBe(ordinary)
  })

  it('knows by its types what it can change', () => {
    // @ts-expect-error another network takes a new agreement
    expect(() => amend(plain(), { network: 'mainnet' })).toThrow()
    // @ts-expect-error put in by itself
    expect(() => amend(plain(), { previous: '00'.repeat(32) })).toThrow()
    // @ts-expect-error every agreement has a worker
    expect(() => amend(plain(), { worker: null })).toThrow()
    // @ts-expect-error a new milestone has an amount
    expect(() => amend(plain(), { milestones: [{ memo: 'more' }] })).toThrow()
  })
})
