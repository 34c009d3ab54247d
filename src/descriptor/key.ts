import { HARDENED } from '../keys/extendedKey.js'
import {
  type Derivation,
  formatDerivation,
  formatKeyExpression,
  type KeyExpression,
  type KeyExpressionOptions,
  parseDerivation,
  parseKeyExpression,
} from '../keys/keyExpression.js'
import { shownKey } from '../keys/privateKey.js'
import { descriptorError } from './errors.js'
import type { DescriptorKey, MusigKey } from './model.js'

const MUSIG = 'musig('

const derives = ({ steps, wildcard }: Derivation): boolean => steps.length > 0 || wildcard !== 'none'

const isMultipath = ({ steps }: Derivation): boolean => steps.some((step) => typeof step !== 'number')

const isHardened = ({ steps, wildcard }: Derivation): boolean =>
  wildcard === 'hardened' || steps.flat().some((step) => step >= HARDENED)

/** Which rule of BIP 390, "musig(KEY, KEY, ..., KEY)", an aggregate breaks: what it would have needed. */
const brokenRule = (participants: readonly KeyExpression[], derivation: Derivation): string | undefined => {
  if (participants.some(({ key }) => key.kind === 'xOnly')) return 'participants of 33 bytes, never x-only'
  if (!derives(derivation)) return undefined
  if (isHardened(derivation)) return 'no hardened step behind musig()'
  if (participants.some(({ key }) => key.kind !== 'extended'))
    return 'extended keys as participants where musig() has a derivation'
  if (participants.some((participant) => participant.derivation.wildcard !== 'none'))
    return 'no wildcard in a participant where musig() has a derivation'
  if (isMultipath(derivation) && participants.some((participant) => isMultipath(participant.derivation)))
    return 'multipath steps in the participants or behind musig(), not in both'
  return undefined
}

const parseMusig = (text: string, options: KeyExpressionOptions & { field: string }): MusigKey => {
  const { field } = options
  const close = text.indexOf(')')
  const list = text.slice(MUSIG.length, close)
  const [before, ...steps] = text.slice(close + 1).split('/')
  if (close === -1 || before !== '' || list === '' || list.includes('('))
    throw descriptorError('DESCRIPTOR_MUSIG', {
      field,
      expected: 'musig(KEY,…,KEY), not nested, perhaps with derivation steps behind it',
      received: shownKey(text),
    })
  const participants = list
    .split(',')
    .map((participant, at) =>
      parseKeyExpression(participant, { ...options, field: `${field}.participants[${at}]` }),
    )
  const derivation = parseDerivation(steps, field)
  const needed = brokenRule(participants, derivation)
  if (needed !== undefined)
    throw descriptorError('DESCRIPTOR_MUSIG', { field, expected: needed, received: shownKey(text) })
  return { kind: 'musig', participants, derivation }
}

/**
 * Reads what stands for a key in a descriptor: a key expression, or `musig(…)` of several.
 *
 * Source: BIP 380, "Key Expressions"; BIP 389; BIP 390.
 *
 * @throws EscrowError `KEY_*`, `DESCRIPTOR_MUSIG`
 * @example
 * parseDescriptorKey('musig([…]tpubE,[…]tpubW)/0/*')
 */
export const parseDescriptorKey = (text: string, options: KeyExpressionOptions = {}): DescriptorKey => {
  const { field = 'key' } = options
  return text.startsWith(MUSIG)
    ? parseMusig(text, { ...options, field })
    : { kind: 'key', expression: parseKeyExpression(text, { ...options, field }) }
}

/** A key of a descriptor as text, in its normal form. */
export const formatDescriptorKey = (key: DescriptorKey): string =>
  key.kind === 'key'
    ? formatKeyExpression(key.expression)
    : `${MUSIG}${key.participants.map(formatKeyExpression).join(',')})${formatDerivation(key.derivation)}`
