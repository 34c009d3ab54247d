import { BIP32Factory } from 'bip32'
import { ECPairFactory } from 'ecpair'
import * as ecc from 'tiny-secp256k1'
import { describe, expect, it } from 'vitest'
import { withoutChecksum } from '../../src/descriptor/checksum.js'
import { descriptorKeyAt, expressionKeyAt, outputScriptAt } from '../../src/descriptor/derive.js'
import { formatDescriptor, formatDescriptorBody } from '../../src/descriptor/format.js'
import { formatDescriptorKey, parseDescriptorKey } from '../../src/descriptor/key.js'
import { expandDescriptor, expandKey } from '../../src/descriptor/multipath.js'
import { parseDescriptor } from '../../src/descriptor/parse.js'
import { EscrowError } from '../../src/errors.js'
import { formatKeyExpression, parseKeyExpression } from '../../src/keys/keyExpression.js'
import { toHex } from '../../src/units/bytes.js'
import { describeVectors } from '../support/vectors.js'

interface Entry {
  readonly descriptor: string
  readonly valid: boolean
  readonly expect?: readonly string[]
  readonly note?: string
}

type Data = Readonly<Record<'bip380' | 'bip386' | 'bip387' | 'bip389' | 'bip390', readonly Entry[]>>

const bip32 = BIP32Factory(ecc)
const ecpair = ECPairFactory(ecc)

const BASE58 = '[1-9A-HJ-NP-Za-km-z]'
const WIF = new RegExp(`(?<!${BASE58})[5KL]${BASE58}{50,51}(?!${BASE58})`, 'g')
const XPRV = new RegExp(`xprv${BASE58}+`, 'g')
/** An extended private key and the steps behind it as far as the last hardened one. */
const XPRV_HARDENED = new RegExp(`(xprv${BASE58}+)((?:/[0-9*]+['h]?)*/[0-9*]+['h])`, 'g')

/** A text with private keys replaced by their public halves: our code takes no private keys. */
const neuter = (text: string): string =>
  text
    .replace(XPRV, (xprv) => bip32.fromBase58(xprv).neutered().toBase58())
    .replace(WIF, (wif) => toHex(ecpair.fromWIF(wif).publicKey))

/** The same for the output at an index: hardened steps are taken with the private key, by a foreign library. */
const neuterAt = (text: string, index: number): string =>
  neuter(
    text.replace(XPRV_HARDENED, (_, xprv: string, steps: string) =>
      bip32
        .fromBase58(xprv)
        .derivePath(steps.slice(1).replaceAll('*', String(index)).replaceAll('h', "'"))
        .neutered()
        .toBase58(),
    ),
  )

const hasPrivate = (text: string): boolean => neuter(text) !== text

/** The code of the error that a text meets, or 'accepted'; nothing but our own error may come. */
const verdict = (work: () => unknown): string => {
  try {
    work()
    return 'accepted'
  } catch (error) {
    if (error instanceof EscrowError) return error.code
    throw error
  }
}

const optional = { checksum: 'optional' } as const
const parse = (text: string) => parseDescriptor(text, optional)

/** The key expressions of a descriptor without musig(). */
const keysIn = (text: string): readonly string[] => text.match(/(?:\[[^\]]*\])?x(?:pub|prv)[^,()]*/g) ?? []

const name = ({ descriptor, note }: Entry): string => note ?? descriptor
const named = (entries: readonly Entry[]) => entries.map((entry) => ({ ...entry, name: name(entry) }))
const valid = (entries: readonly Entry[]) => named(entries.filter((entry) => entry.valid))
const invalid = (entries: readonly Entry[]) => named(entries.filter((entry) => !entry.valid))

describeVectors<Data>('descriptors-bip380-390.json', 'output script descriptors', (data) => {
  describe('BIP 380 checksums', () => {
    const entries = data.bip380.filter(({ descriptor }) => descriptor.startsWith('raw('))

    it.each(valid(entries))('$name', ({ descriptor }) => {
      expect(withoutChecksum(descriptor, optional)).toBe('raw(deadbeef)')
      expect(verdict(() => parse(descriptor))).toBe('DESCRIPTOR_NOT_TAPROOT')
    })

    it.each(invalid(entries))('$name is refused', ({ descriptor }) => {
      const expected = descriptor.includes('Ü') ? 'DESCRIPTOR_CHARACTER' : 'DESCRIPTOR_CHECKSUM'
      expect(verdict(() => withoutChecksum(descriptor, optional))).toBe(expected)
      expect(verdict(() => parse(descriptor))).toBe(expected)
    })
  })

  describe('BIP 380 key expressions', () => {
    const entries = data.bip380.filter(({ descriptor }) => !descriptor.startsWith('raw('))

    it.each(valid(entries))('$name', ({ descriptor }) => {
      if (hasPrivate(descriptor)) expect(verdict(() => parseKeyExpression(descriptor))).toBe('KEY_PRIVATE')
      const text = neuter(descriptor)
      // no place in Taproot
      const uncompressed = /(^|\])04/.test(text)
      expect(verdict(() => parseKeyExpression(text))).toBe(uncompressed ? 'KEY_UNCOMPRESSED' : 'accepted')
      if (uncompressed) return
      const expression = parseKeyExpression(text)
      expect(formatKeyExpression(expression)).toBe(text.replaceAll("'", 'h'))
      const hardened =
        text.slice(text.indexOf(']') + 1).includes('/') && /h(\/|$)/.test(text.split('pub')[1] ?? '')
      expect(verdict(() => expressionKeyAt(expression, { index: 0 }))).toBe(
        hardened ? 'KEY_HARDENED' : 'accepted',
      )
    })

    it.each(invalid(entries))('$name is refused', ({ descriptor }) => {
      const public_ = verdict(() => parseKeyExpression(neuter(descriptor)))
      expect(public_).toMatch(/^KEY_(?!PRIVATE)/)
      expect(verdict(() => parseKeyExpression(descriptor))).toBe(
        hasPrivate(descriptor) ? 'KEY_PRIVATE' : public_,
      )
    })

    it('each for its own reason', () => {
      expect(
        invalid(entries).map(({ descriptor }) => verdict(() => parseKeyExpression(neuter(descriptor)))),
      ).toEqual([
        'KEY_ORIGIN_MALFORMED',
        'KEY_ORIGIN_MALFORMED',
        'KEY_ORIGIN_MALFORMED',
        'KEY_ORIGIN_MALFORMED',
        'KEY_ORIGIN_MALFORMED',
        'KEY_ORIGIN_MALFORMED',
        'KEY_ORIGIN_MALFORMED',
        'KEY_DERIVATION_MALFORMED',
        'KEY_DERIVATION_UNEXPECTED',
        'KEY_DERIVATION_UNEXPECTED',
        'KEY_INDEX_OUT_OF_RANGE',
        'KEY_DERIVATION_MALFORMED',
        'KEY_ORIGIN_MALFORMED',
        'KEY_ORIGIN_MALFORMED',
        'KEY_ORIGIN_MALFORMED',
        'KEY_MALFORMED',
      ])
    })
  })

  describe.each(['bip386', 'bip387', 'bip390'] as const)('%s', (bip) => {
    const scripts = (entry: Entry): readonly string[] => entry.expect ?? []
    const tr = data[bip].filter(({ descriptor }) => descriptor.startsWith('tr('))
    const unsupported = tr.filter(({ descriptor }) => /pkh\(|sortedmulti_a\(/.test(descriptor))
    const ours = tr.filter((entry) => !unsupported.includes(entry))

    it.each(valid(ours))('$name', (entry) => {
      const { descriptor } = entry
      expect(scripts(entry).length).toBeGreaterThan(0)
      if (hasPrivate(descriptor)) expect(verdict(() => parse(descriptor))).toBe('KEY_PRIVATE')
      const derived = scripts(entry).map((_, index) =>
        toHex(outputScriptAt(parse(neuterAt(descriptor, index)), { index })),
      )
      expect(derived).toEqual(scripts(entry))
    })

    it.each(valid(ours))('$name prints as it was written', ({ descriptor }) => {
      const text = neuter(descriptor)
      expect(formatDescriptorBody(parse(text))).toBe(text.replaceAll("'", 'h'))
      const guarded = formatDescriptor(parse(text))
      expect(formatDescriptor(parseDescriptor(guarded))).toBe(guarded)
    })

    if (unsupported.length > 0)
      it.each(named(unsupported))('$name is refused: contracts have no such leaf', ({ descriptor }) => {
        expect(verdict(() => parse(neuterAt(descriptor, 0)))).toBe('DESCRIPTOR_LEAF_UNSUPPORTED')
      })

    it.each(invalid(data[bip]))('$name is refused', ({ descriptor }) => {
      const isTaproot = descriptor.startsWith('tr(')
      expect(verdict(() => parse(neuter(descriptor)))).toMatch(
        isTaproot ? /^(KEY|MINISCRIPT|DESCRIPTOR)_(?!PRIVATE|NOT_TAPROOT)/ : /^DESCRIPTOR_NOT_TAPROOT$/,
      )
    })
  })

  it('BIP 386, 387 and 390: each invalid tr() is refused for its own reason', () => {
    const reasons = [...data.bip386, ...data.bip387, ...data.bip390]
      .filter(({ descriptor, valid }) => !valid && descriptor.startsWith('tr('))
      .map(({ descriptor }) => verdict(() => parse(neuter(descriptor))))
    expect(reasons).toEqual([
      'KEY_UNCOMPRESSED',
      'KEY_UNCOMPRESSED',
      'MINISCRIPT_MALFORMED',
      'MINISCRIPT_THRESHOLD',
      'KEY_UNCOMPRESSED',
      'MINISCRIPT_THRESHOLD',
      ...Array.from({ length: 6 }, () => 'DESCRIPTOR_MUSIG'),
    ])
  })

  describe('BIP 390 rawtr()', () => {
    const entries = data.bip390.filter(({ descriptor }) => descriptor.startsWith('rawtr('))

    it('has two descriptors', () => {
      expect(entries.length).toBe(2)
    })

    it.each(valid(entries))(
      'the key of $name is the output key; the descriptor itself is refused',
      (entry) => {
        const text = neuter(entry.descriptor)
        expect(verdict(() => parse(text))).toBe('DESCRIPTOR_NOT_TAPROOT')
        const key = parseDescriptorKey(text.slice('rawtr('.length, -1))
        const scripts = entry.expect!.map(
          (_, index) => `5120${toHex(descriptorKeyAt(key, { index }).subarray(1))}`,
        )
        expect(scripts).toEqual(entry.expect)
      },
    )
  })

  describe('BIP 389', () => {
    it.each(valid(data.bip389))('the keys of $name expand', ({ descriptor, expect: expanded }) => {
      const keys = keysIn(neuter(descriptor)).map((text) => expandKey(parseDescriptorKey(text)))
      expect(keys.length).toBeGreaterThan(0)
      const alternatives = expanded!.map((_, at) =>
        keys.map((key) => formatDescriptorKey(key[at] ?? key[0]!)),
      )
      expect(alternatives).toEqual(expanded!.map((text) => keysIn(neuter(text))))
      expect(verdict(() => parse(neuter(descriptor)))).toBe('DESCRIPTOR_NOT_TAPROOT')
    })

    /** The keys of a descriptor that is no tr(), as a key list in one. */
    const inTaproot = (text: string): string =>
      text.startsWith('tr(')
        ? text
        : `tr(50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0,multi_a(1,${keysIn(text).join(',')}))`

    it.each(valid(data.bip389))(
      '$name expands with its keys in a leaf',
      ({ descriptor, expect: expanded }) => {
        expect(expandDescriptor(parse(inTaproot(neuter(descriptor)))).map(formatDescriptorBody)).toEqual(
          expanded!.map((text) => inTaproot(neuter(text))),
        )
      },
    )

    it('refuses each invalid one for its own reason, with its keys in a leaf', () => {
      const reasons = invalid(data.bip389).map(({ descriptor }) =>
        verdict(() => parse(inTaproot(neuter(descriptor)))),
      )
      expect(reasons).toEqual([
        'KEY_MULTIPATH_MALFORMED',
        'KEY_ORIGIN_MALFORMED',
        'DESCRIPTOR_MULTIPATH',
        'DESCRIPTOR_MULTIPATH',
        'KEY_MULTIPATH_MALFORMED',
        'KEY_DERIVATION_MALFORMED',
        'KEY_MULTIPATH_MALFORMED',
        'KEY_MULTIPATH_MALFORMED',
      ])
    })
  })
})
