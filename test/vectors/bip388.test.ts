import { expect, it } from 'vitest'
import { formatDescriptorBody } from '../../src/descriptor/format.js'
import { expandDescriptor } from '../../src/descriptor/multipath.js'
import { parseDescriptor } from '../../src/descriptor/parse.js'
import { codeOf } from '../support/thrown.js'
import { describeVectors } from '../support/vectors.js'
import { expandPolicy } from '../support/walletPolicy.js'

type Vector =
  | {
      readonly valid: true
      readonly name: string
      readonly template: string
      readonly keys: readonly string[]
      readonly descriptor: string
    }
  | { readonly valid: false; readonly template: string; readonly reason: string }

/** Any extended keys will do for templates that are wrong themselves. */
const SOME_KEYS = [
  'xpub6Fc2TRaCWNgfT49nRGG2G78d1dPnjhW66gEXi7oYZML7qEFN8e21b2DLDipTZZnfV6V7ivrMkvh4VbnHY2ChHTS9qM3XVLJiAgcfagYQk6K',
  'xpub6GxHB9kRdFfTqYka8tgtX9Gh3Td3A9XS8uakUGVcJ9NGZ1uLrGZrRVr67DjpMNCHprZmVmceFTY4X4wWfksy8nVwPiNvzJ5pjLxzPtpnfEM',
  'xpub6GjFUVVYewLj5no5uoNKCWuyWhQ1rKGvV8DgXBG9Uc6DvAKxt2dhrj1EZFrTNB5qxAoBkVW3wF8uCS3q1ri9fueAa6y7heFTcf27Q4gyeh6',
]

/** Our normal form writes hardened steps with an h. */
const normal = (descriptor: string): string => descriptor.replaceAll("'", 'h')

describeVectors<Vector[]>('bip388-policies.json', 'BIP 388', (vectors) => {
  const valid = vectors.filter((vector) => vector.valid)
  const taproot = valid.filter(({ template }) => template.startsWith('tr('))

  // the judge of our own policies is judged itself
  it.each(valid)('$name: the template expands to the descriptor', ({ template, keys, descriptor }) => {
    expect(expandPolicy({ template, keys })).toBe(descriptor)
  })

  it.each(vectors.filter((vector) => !vector.valid))('$template is refused: $reason', ({ template }) => {
    const placeholders = new Set(template.match(/@\d+/g))
    expect(() => expandPolicy({ template, keys: SOME_KEYS.slice(0, placeholders.size) })).toThrow()
  })

  it.each(taproot.filter(({ template }) => !template.includes('sortedmulti_a')))(
    '$name: the descriptor is read and written as it stands',
    ({ descriptor }) => {
      const parsed = parseDescriptor(descriptor, { checksum: 'optional' })
      expect(formatDescriptorBody(parsed)).toBe(normal(descriptor))
      expect(expandDescriptor(parsed).map(formatDescriptorBody)).toEqual(
        [0, 1].map((branch) => normal(descriptor).replaceAll('<0;1>', `${branch}`)),
      )
    },
  )

  it.each(taproot.filter(({ template }) => template.includes('sortedmulti_a')))(
    '$name: leaves of other kinds are refused by their name',
    ({ descriptor }) => {
      expect(codeOf(() => parseDescriptor(descriptor, { checksum: 'optional' }))).toBe(
        'DESCRIPTOR_LEAF_UNSUPPORTED',
      )
    },
  )
})
