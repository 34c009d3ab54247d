import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/contract/compile.js'
import { xOnly } from '../../../src/contract/keys.js'
import { signerFromExtendedKey } from '../../../src/signers/extendedKey.js'
import { release } from '../../../src/spend/build.js'
import { sign } from '../../../src/spend/sign.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { extendedHolder } from '../../support/holders.js'
import { encoded58, payload58 } from '../../support/secrets.js'
import { thrown } from '../../support/thrown.js'

const holder = extendedHolder(1)
const { root, account } = holder
const origin = holder.text.slice(0, holder.text.indexOf(']') + 1)
const fingerprint = origin.slice(1, 9)
const master = root.toBase58()
const digest = new Uint8Array(32).fill(7)

const signerOf = (text: string) => signerFromExtendedKey(text, { network: 'regtest', auxiliary: 'none' })
const refusal = (text: string) => thrown(() => signerOf(text))

/** The answer to a request for the child `2/0` of the account. */
const answerOf = async (text: string, changes: object = {}): Promise<Uint8Array | undefined> => {
  const [answer] = await signerOf(text).sign({
    psbt: '',
    requests: [
      {
        digest,
        publicKey: xOnly(account.derive(2).derive(0).publicKey),
        origin: { fingerprint, path: [0x80000057, 0x80000001, 0x80000001, 2, 0] },
        role: 'employer',
        path: 'employerAndWorker',
        input: 0,
        ...changes,
      },
    ],
  })
  return answer
}

/** The master key with bytes of its payload replaced. */
const changed = (at: number, bytes: readonly number[], text = master): string => {
  const payload = payload58(text)
  payload.set(bytes, at)
  return encoded58(payload)
}

describe('the signer of an extended private key', () => {
  it('signs alike from the master key, from the account and from any key between', async () => {
    const expected = await answerOf(master)
    expect(expected?.length).toBe(64)
    const between = `[${fingerprint}/87h]${root.deriveHardened(87).toBase58()}`
    for (const text of [`${origin}${account.toBase58()}`, between, `[${fingerprint}]${master}`])
      expect(await answerOf(text)).toEqual(expected)
  })

  it('is made from every spelling in which a public key is read, and from an account without its origin', async () => {
    const expected = await answerOf(master)
    const key = account.toBase58()
    const marked = (mark: string) => `${origin.replaceAll('h', mark)}${key}`
    for (const text of [
      key,
      marked("'"),
      marked('H'),
      `${origin.toUpperCase().replaceAll('H', 'h')}${key}`,
      `${origin}${key}/0/*`,
      `${origin}${key}/<0;1>/*`,
      `${master}/87h/1h/*h`,
      `  ${origin}${key}\n`,
    ])
      expect(await answerOf(text)).toEqual(expected)
  })

  it('without an origin answers for keys that are its own, and for no others', async () => {
    const path = [0x80000057, 0x80000001, 0x80000001, 2, 0]
    const key = account.toBase58()
    const own = { origin: { fingerprint: '00000000', path } }
    expect(await answerOf(key, own)).toEqual(await answerOf(master))
    const [, ...above] = path
    for (const other of [above, [...path, 1], [...path.slice(0, 2), 0x80000063, 2, 0]])
      expect(await answerOf(key, { origin: { fingerprint, path: other } })).toBeUndefined()
    expect(await answerOf(key, { publicKey: root.publicKey.subarray(1) })).toBeUndefined()
  })

  it.each([
    ['of another master key', { origin: { fingerprint: '00000000', path: [0x80000057, 2, 0] } }],
    ['without an origin', { origin: undefined }],
    ['of another account', { origin: { fingerprint, path: [0x80000057, 0x80000001, 0x80000002, 2, 0] } }],
    ['above the account', { origin: { fingerprint, path: [0x80000057] } }],
  ])('does not answer for a key %s', async (_, changes) => {
    expect(await answerOf(`${origin}${account.toBase58()}`, changes)).toBeUndefined()
  })

  it('signs its own keys beside a key that another party claims to stand below the same master key', async () => {
    const document = plainDocument()
    const other = extendedHolder(2)
    // the worker's key with the employer's fingerprint in its origin
    document.worker.keys = [other.text.replace(/^\[[0-9a-f]{8}/, `[${fingerprint}`)]
    const [contract] = compile(parseAgreement(JSON.stringify(document)))
    const draft = release(fundedWith(contract!), { path: 'employerAndWorker', feeRate: satsPerVb('2') })
    const signed = await sign(draft, signerOf(master))
    expect(signed.progress.map(({ role, signed: by }) => [role, by])).toEqual([
      ['employer', [0]],
      ['worker', []],
    ])
  })

  it.each([
    ['nothing', '', 'EXTENDED_PRIVATE_KEY_MALFORMED'],
    ['words', 'no key at all', 'EXTENDED_PRIVATE_KEY_MALFORMED'],
    [
      'a mistyped key',
      `${master.slice(0, -1)}${master.endsWith('1') ? '2' : '1'}`,
      'EXTENDED_PRIVATE_KEY_MALFORMED',
    ],
    ['a key cut short', master.slice(0, -5), 'EXTENDED_PRIVATE_KEY_MALFORMED'],
    ['a long text', 't'.repeat(100_000), 'EXTENDED_PRIVATE_KEY_MALFORMED'],
    ['another base58check text', encoded58(new Uint8Array(20)), 'EXTENDED_PRIVATE_KEY_MALFORMED'],
    ['a key of another version', changed(0, [4, 0x5f, 0x18, 0xbc]), 'EXTENDED_PRIVATE_KEY_MALFORMED'],
    ['a master key with a parent', changed(5, [1]), 'EXTENDED_PRIVATE_KEY_MALFORMED'],
    ['a master key with a child number', changed(12, [1]), 'EXTENDED_PRIVATE_KEY_MALFORMED'],
    ['a private key led by another byte', changed(45, [1]), 'EXTENDED_PRIVATE_KEY_MALFORMED'],
    ['a private key led by the byte of a point', changed(45, [2]), 'EXTENDED_PRIVATE_KEY_MALFORMED'],
    [
      'a master key behind a step in another spelling',
      `[${fingerprint}/87']${master}`,
      'EXTENDED_PRIVATE_KEY_ORIGIN',
    ],
    ['a public key', root.neutered().toBase58(), 'EXTENDED_PRIVATE_KEY_PUBLIC'],
    ['a public key with its origin', holder.text, 'EXTENDED_PRIVATE_KEY_PUBLIC'],
    [
      'a public key of the main chain',
      extendedHolder(1, 'mainnet').root.neutered().toBase58(),
      'EXTENDED_PRIVATE_KEY_PUBLIC',
    ],
    ['a key of the main chain', extendedHolder(1, 'mainnet').root.toBase58(), 'EXTENDED_PRIVATE_KEY_NETWORK'],
    ['a key in brackets that are no origin', `[worker]${master}`, 'EXTENDED_PRIVATE_KEY_ORIGIN'],
    [
      'a key behind an origin that is not closed',
      `[${fingerprint}/87h${master}`,
      'EXTENDED_PRIVATE_KEY_ORIGIN',
    ],
    ['a key before something that derives nothing', `${master}/all`, 'EXTENDED_PRIVATE_KEY_DERIVATION'],
    [
      'an account behind an origin too short',
      `[${fingerprint}/87h/1h]${account.toBase58()}`,
      'EXTENDED_PRIVATE_KEY_ORIGIN',
    ],
    [
      'an account behind another account',
      `[${fingerprint}/87h/1h/2h]${account.toBase58()}`,
      'EXTENDED_PRIVATE_KEY_ORIGIN',
    ],
    [
      'a child behind another parent',
      `[00000000/87h]${root.deriveHardened(87).toBase58()}`,
      'EXTENDED_PRIVATE_KEY_ORIGIN',
    ],
    ['a master key behind steps', `[${fingerprint}/87h]${master}`, 'EXTENDED_PRIVATE_KEY_ORIGIN'],
    ['a master key behind another', `[00000000]${master}`, 'EXTENDED_PRIVATE_KEY_ORIGIN'],
    [
      'a step beyond the range',
      `[${fingerprint}/2147483648h]${root.deriveHardened(0).toBase58()}`,
      'KEY_INDEX_OUT_OF_RANGE',
    ],
    ['the scalar zero', changed(46, new Array<number>(32).fill(0)), 'SECRET_KEY_OUT_OF_RANGE'],
    ['a scalar beyond the group', changed(46, new Array<number>(32).fill(0xff)), 'SECRET_KEY_OUT_OF_RANGE'],
  ])('is not made from %s', (_, text, code) => {
    const error = refusal(text)
    expect([error.code, error.kind, error.data.field]).toEqual([code, 'input', 'extendedKey'])
    expect(error.cause).toBeUndefined()
  })
})
