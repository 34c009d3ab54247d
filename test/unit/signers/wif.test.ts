import * as ecc from 'tiny-secp256k1'
import { describe, expect, it } from 'vitest'
import { signerFromWif } from '../../../src/signers/wif.js'
import { NETWORKS } from '../../../src/units/network.js'
import { bareHolder } from '../../support/holders.js'
import { encoded58, wifOf } from '../../support/secrets.js'
import { thrown } from '../../support/thrown.js'

const { secret } = bareHolder(1)
const publicKey = ecc.pointFromScalar(secret, true)!.subarray(1)
const digest = new Uint8Array(32).fill(9)
const request = { digest, role: 'worker', path: 'employerAndWorker', input: 0 } as const
const ORDER = Uint8Array.from(
  Buffer.from('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141', 'hex'),
)
const minusOne = Uint8Array.from(ORDER)
minusOne[31]! -= 1

describe('the signer of a WIF', () => {
  it.each(NETWORKS)(
    'signs on %s, for its key and no other, in the order of the requests',
    async (network) => {
      const signer = signerFromWif(wifOf(secret, { network }), { network })
      const other = new Uint8Array(32).fill(2)
      const [foreign, own] = await signer.sign({
        psbt: '',
        requests: [
          { ...request, publicKey: other },
          { ...request, publicKey },
        ],
      })
      expect(foreign).toBeUndefined()
      expect(ecc.verifySchnorr(digest, publicKey, own!)).toBe(true)
    },
  )

  it('signs with fresh randomness unless told otherwise', async () => {
    const signatures = async (auxiliary?: 'none') => {
      const signer = signerFromWif(wifOf(secret), { network: 'regtest', ...(auxiliary && { auxiliary }) })
      const [first] = await signer.sign({ psbt: '', requests: [{ ...request, publicKey }] })
      const [second] = await signer.sign({ psbt: '', requests: [{ ...request, publicKey }] })
      return [first, second] as const
    }
    const [fixed, again] = await signatures('none')
    expect(fixed).toEqual(again)
    const [fresh, another] = await signatures()
    expect(fresh).not.toEqual(another)
  })

  it('knows no MuSig2: a bare key has no place in an aggregate', () => {
    expect(signerFromWif(wifOf(secret), { network: 'regtest' }).startMusig).toBeUndefined()
  })

  it('takes the first and the last scalar of the group', () => {
    for (const scalar of [Uint8Array.of(...new Uint8Array(31), 1), minusOne])
      expect(signerFromWif(wifOf(scalar), { network: 'regtest' })).toBeDefined()
  })

  it.each([
    ['nothing', '', 'WIF_MALFORMED'],
    ['words', 'no key', 'WIF_MALFORMED'],
    ['hex', Buffer.from(secret).toString('hex'), 'WIF_MALFORMED'],
    ['a long text', 'c'.repeat(100_000), 'WIF_MALFORMED'],
    ['a mistyped key', `${wifOf(secret).slice(0, -1)}1`, 'WIF_MALFORMED'],
    [
      'a payload too short',
      encoded58(Uint8Array.of(0xef, ...secret.subarray(1), 1).subarray(0, 32)),
      'WIF_MALFORMED',
    ],
    ['a payload too long', encoded58(Uint8Array.of(0xef, ...secret, 1, 1)), 'WIF_MALFORMED'],
    ['another mark of compression', encoded58(Uint8Array.of(0xef, ...secret, 2)), 'WIF_MALFORMED'],
    ['a key of the main chain', wifOf(secret, { network: 'mainnet' }), 'WIF_NETWORK'],
    ['an extended key', encoded58(new Uint8Array(78).fill(4)), 'WIF_NETWORK'],
    ['an uncompressed key', wifOf(secret, { compressed: false }), 'WIF_UNCOMPRESSED'],
    ['the scalar zero', wifOf(new Uint8Array(32)), 'SECRET_KEY_ZERO'],
    ['the order of the group', wifOf(ORDER), 'SECRET_KEY_OUT_OF_RANGE'],
    ['a scalar beyond it', wifOf(new Uint8Array(32).fill(0xff)), 'SECRET_KEY_OUT_OF_RANGE'],
  ])('is not made from %s', (_, wif, code) => {
    const error = thrown(() => signerFromWif(wif, { network: 'regtest' }))
    expect([error.code, error.kind, error.data.field]).toEqual([code, 'input', 'wif'])
    expect(error.cause).toBeUndefined()
  })
})
