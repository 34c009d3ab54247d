import { expect, it } from 'vitest'
import { aSigner } from '../../../src/spend/signer.js'
import { refusalOf } from '../../support/thrown.js'

const sign = async () => []

it('a signer signs, and starts MuSig2 or does not', () => {
  expect(refusalOf(() => aSigner({ sign }, 'signer'))).toBe('nothing was refused')
  expect(refusalOf(() => aSigner({ sign, startMusig: undefined }, 'signer'))).toBe('nothing was refused')
  expect(refusalOf(() => aSigner({ sign, startMusig: sign }, 'signer'))).toBe('nothing was refused')
})

it('what does neither, or only the one of both that is not enough, is no signer', () => {
  const refused = refusalOf(() => aSigner({}, 'signer'))
  expect(refused).toContain(
    'signer: expected a signer: one of taproot-escrow/signers, or an object with sign',
  )
  for (const other of [
    null,
    undefined,
    'sign',
    sign,
    { sign: 'yes' },
    { startMusig: sign },
    { sign, startMusig: 'yes' },
    { sign, startMusig: null },
  ])
    expect(refusalOf(() => aSigner(other, 'signer'))).toContain('expected a signer')
})
