import { psbtError } from './errors.js'
import { rowType } from './framing.js'
import type { Row } from './model.js'

/** Lengths that a part of a row may have: from `least` to `most` in steps. */
interface Lengths {
  readonly least: number
  readonly most: number
  readonly step: number
}

/** Compressed points, so many, or one public key of any form. */
type KeysInKey = { readonly points: number } | 'publicKey'

/** What the type of a row demands of its key data and its value. */
export interface Shape {
  readonly name: string
  readonly keyData: Lengths
  readonly value: Lengths
  /** What the key data starts with. */
  readonly keys?: KeysInKey
}

export type Shapes = Readonly<Record<number, Shape | undefined>>

const exactly = (length: number): Lengths => ({ least: length, most: length, step: 1 })
const upTo = (least: number, most: number, step = 1): Lengths => ({ least, most, step })
const ANY: Lengths = { least: 0, most: Number.MAX_SAFE_INTEGER, step: 1 }
const NOTHING: Lengths = { least: 0, most: 0, step: 1 }
/** A fingerprint and steps, four bytes each. */
const DERIVATION: Lengths = { least: 4, most: 4 * 256, step: 4 }
/** Compressed or not. */
const PUBLIC_KEY: Lengths = { least: 33, most: 65, step: 32 }
const POINTS: Lengths = { least: 33, most: Number.MAX_SAFE_INTEGER, step: 33 }
/** With or without a type byte. */
const SCHNORR_SIGNATURE: Lengths = { least: 64, most: 65, step: 1 }
/** Participant, aggregate, and a leaf hash on the script path. */
const MUSIG_SIGNER: Lengths = { least: 66, most: 98, step: 32 }

export const GLOBAL = { transaction: 0x00, extendedKey: 0x01, version: 0xfb } as const

export const INPUT = {
  nonWitnessUtxo: 0x00,
  witnessUtxo: 0x01,
  sighashType: 0x03,
  finalScriptSig: 0x07,
  finalScriptWitness: 0x08,
  sha256Preimage: 0x0b,
  tapKeySignature: 0x13,
  tapScriptSignature: 0x14,
  tapLeafScript: 0x15,
  tapDerivation: 0x16,
  tapInternalKey: 0x17,
  tapMerkleRoot: 0x18,
  musigParticipants: 0x1a,
  musigPublicNonce: 0x1b,
  musigPartialSignature: 0x1c,
} as const

export const OUTPUT = {
  tapInternalKey: 0x05,
  tapTree: 0x06,
  tapDerivation: 0x07,
  musigParticipants: 0x08,
} as const

export const GLOBAL_SHAPES: Shapes = {
  [GLOBAL.transaction]: { name: 'transaction', keyData: NOTHING, value: ANY },
  [GLOBAL.extendedKey]: { name: 'extendedKey', keyData: /* @__PURE__ */ exactly(78), value: DERIVATION },
  [GLOBAL.version]: { name: 'version', keyData: NOTHING, value: /* @__PURE__ */ exactly(4) },
}

export const INPUT_SHAPES: Shapes = {
  [INPUT.nonWitnessUtxo]: { name: 'nonWitnessUtxo', keyData: NOTHING, value: ANY },
  [INPUT.witnessUtxo]: { name: 'witnessUtxo', keyData: NOTHING, value: /* @__PURE__ */ upTo(9, 10_011) },
  2: { name: 'partialSignature', keyData: PUBLIC_KEY, value: /* @__PURE__ */ upTo(9, 73), keys: 'publicKey' },
  [INPUT.sighashType]: { name: 'sighashType', keyData: NOTHING, value: /* @__PURE__ */ exactly(4) },
  4: { name: 'redeemScript', keyData: NOTHING, value: ANY },
  5: { name: 'witnessScript', keyData: NOTHING, value: ANY },
  6: { name: 'derivation', keyData: PUBLIC_KEY, value: DERIVATION, keys: 'publicKey' },
  [INPUT.finalScriptSig]: { name: 'finalScriptSig', keyData: NOTHING, value: ANY },
  [INPUT.finalScriptWitness]: { name: 'finalScriptWitness', keyData: NOTHING, value: ANY },
  9: { name: 'proofOfReserves', keyData: NOTHING, value: ANY },
  10: { name: 'ripemd160Preimage', keyData: /* @__PURE__ */ exactly(20), value: ANY },
  [INPUT.sha256Preimage]: { name: 'sha256Preimage', keyData: /* @__PURE__ */ exactly(32), value: ANY },
  12: { name: 'hash160Preimage', keyData: /* @__PURE__ */ exactly(20), value: ANY },
  13: { name: 'hash256Preimage', keyData: /* @__PURE__ */ exactly(32), value: ANY },
  [INPUT.tapKeySignature]: { name: 'tapKeySignature', keyData: NOTHING, value: SCHNORR_SIGNATURE },
  [INPUT.tapScriptSignature]: {
    name: 'tapScriptSignature',
    keyData: /* @__PURE__ */ exactly(64),
    value: SCHNORR_SIGNATURE,
  },
  [INPUT.tapLeafScript]: {
    name: 'tapLeafScript',
    keyData: /* @__PURE__ */ upTo(33, 33 + 32 * 128, 32),
    value: /* @__PURE__ */ upTo(1, 4_000_000),
  },
  [INPUT.tapDerivation]: {
    name: 'tapDerivation',
    keyData: /* @__PURE__ */ exactly(32),
    value: /* @__PURE__ */ upTo(5, 4_000_000),
  },
  [INPUT.tapInternalKey]: { name: 'tapInternalKey', keyData: NOTHING, value: /* @__PURE__ */ exactly(32) },
  [INPUT.tapMerkleRoot]: { name: 'tapMerkleRoot', keyData: NOTHING, value: /* @__PURE__ */ exactly(32) },
  [INPUT.musigParticipants]: {
    name: 'musigParticipants',
    keyData: /* @__PURE__ */ exactly(33),
    value: POINTS,
    keys: { points: 1 },
  },
  [INPUT.musigPublicNonce]: {
    name: 'musigPublicNonce',
    keyData: MUSIG_SIGNER,
    value: /* @__PURE__ */ exactly(66),
    keys: { points: 2 },
  },
  [INPUT.musigPartialSignature]: {
    name: 'musigPartialSignature',
    keyData: MUSIG_SIGNER,
    value: /* @__PURE__ */ exactly(32),
    keys: { points: 2 },
  },
}

export const OUTPUT_SHAPES: Shapes = {
  0: { name: 'redeemScript', keyData: NOTHING, value: ANY },
  1: { name: 'witnessScript', keyData: NOTHING, value: ANY },
  2: { name: 'derivation', keyData: PUBLIC_KEY, value: DERIVATION, keys: 'publicKey' },
  [OUTPUT.tapInternalKey]: { name: 'tapInternalKey', keyData: NOTHING, value: /* @__PURE__ */ exactly(32) },
  [OUTPUT.tapTree]: { name: 'tapTree', keyData: NOTHING, value: /* @__PURE__ */ upTo(0, 4_000_000) },
  [OUTPUT.tapDerivation]: {
    name: 'tapDerivation',
    keyData: /* @__PURE__ */ exactly(32),
    value: /* @__PURE__ */ upTo(5, 4_000_000),
  },
  [OUTPUT.musigParticipants]: {
    name: 'musigParticipants',
    keyData: /* @__PURE__ */ exactly(33),
    value: POINTS,
    keys: { points: 1 },
  },
}

const fits = ({ least, most, step }: Lengths, length: number): boolean =>
  length >= least && length <= most && (length - least) % step === 0

const told = ({ least, most, step }: Lengths): string => {
  if (least === most) return least === 0 ? 'no bytes' : `${least} bytes`
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} bytes or more` : `${least} to ${most} bytes`
  return step === 1 ? range : `${range} in steps of ${step}`
}

/** A compressed point's first byte; whether the rest is on the curve costs more and is for who uses it. */
export const looksLikePoint = (bytes: Uint8Array): boolean =>
  bytes.length === 33 && (bytes[0] === 2 || bytes[0] === 3)

const keysFit = (keys: KeysInKey, keyData: Uint8Array): boolean => {
  if (keys === 'publicKey') return keyData.length === 33 ? looksLikePoint(keyData) : keyData[0] === 4
  for (let at = 0; at < keys.points; at++)
    if (!looksLikePoint(keyData.subarray(33 * at, 33 * (at + 1)))) return false
  return true
}

/** The error of one row that is not as its type demands. */
export const rowError = (field: string, expected: string, received: string): ReturnType<typeof psbtError> =>
  psbtError('PSBT_ROW_MALFORMED', { field, expected, received })

/**
 * Checks lengths and key forms of a row whose type is known; rows of other types pass. `field` is the map's.
 *
 * @throws EscrowError `PSBT_ROW_MALFORMED`
 */
export const checkRow = (row: Row, { shapes, field }: { shapes: Shapes; field: string }): void => {
  const shape = shapes[rowType(row)]
  if (shape === undefined) return
  const keyLength = row.key.length - 1
  const rowField = `${field}.${shape.name}`
  if (!fits(shape.keyData, keyLength))
    throw rowError(rowField, `key data of ${told(shape.keyData)}`, `${keyLength} bytes`)
  if (shape.keys !== undefined && !keysFit(shape.keys, row.key.subarray(1)))
    throw rowError(rowField, 'public keys in the key data', 'other bytes')
  if (!fits(shape.value, row.value.length))
    throw rowError(rowField, `a value of ${told(shape.value)}`, `${row.value.length} bytes`)
}
