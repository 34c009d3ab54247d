import { concat, uint32 } from '../units/bytes.js'
import { rowType } from './framing.js'
import type { PsbtInput, Row } from './model.js'
import { checkRow, INPUT, INPUT_SHAPES, rowError } from './shapes.js'
import {
  keyDataOf,
  keyedRow,
  musigSignerRow,
  participantsRow,
  readMusigSigner,
  readOutput,
  readParticipants,
  readStack,
  readTapDerivation,
  readUint32,
  tapDerivationRow,
  valueRow,
  writeOutput,
  writeStack,
} from './values.js'

/** The rows of one input as our model, each checked; rows that the model has no field for are kept. */
export const readInput = (rows: readonly Row[], field: string): PsbtInput => {
  const single: { -readonly [Name in keyof PsbtInput]?: PsbtInput[Name] } = {}
  const sha256Preimages: PsbtInput['sha256Preimages'][number][] = []
  const tapScriptSignatures: PsbtInput['tapScriptSignatures'][number][] = []
  const tapLeafScripts: PsbtInput['tapLeafScripts'][number][] = []
  const tapDerivations: PsbtInput['tapDerivations'][number][] = []
  const musigParticipants: PsbtInput['musigParticipants'][number][] = []
  const musigPublicNonces: PsbtInput['musigPublicNonces'][number][] = []
  const musigPartialSignatures: PsbtInput['musigPartialSignatures'][number][] = []
  const others: Row[] = []
  for (const row of rows) {
    checkRow(row, { shapes: INPUT_SHAPES, field })
    const { key, value } = row
    switch (rowType(row)) {
      case INPUT.nonWitnessUtxo:
        single.nonWitnessUtxo = value
        break
      case INPUT.witnessUtxo:
        single.witnessUtxo = readOutput(value, `${field}.witnessUtxo`)
        break
      case INPUT.sighashType:
        single.sighashType = readUint32(value, `${field}.sighashType`)
        break
      case INPUT.finalScriptSig:
        single.finalScriptSig = value
        break
      case INPUT.finalScriptWitness:
        single.finalScriptWitness = readStack(value, `${field}.finalScriptWitness`)
        break
      case INPUT.sha256Preimage:
        sha256Preimages.push({ hash: keyDataOf(row), preimage: value })
        break
      case INPUT.tapKeySignature:
        single.tapKeySignature = value
        break
      case INPUT.tapScriptSignature:
        tapScriptSignatures.push({
          xOnly: key.subarray(1, 33),
          leafHash: key.subarray(33),
          signature: value,
        })
        break
      case INPUT.tapLeafScript:
        tapLeafScripts.push(readLeafScript(row, `${field}.tapLeafScript`))
        break
      case INPUT.tapDerivation:
        tapDerivations.push(readTapDerivation(row, `${field}.tapDerivation`))
        break
      case INPUT.tapInternalKey:
        single.tapInternalKey = value
        break
      case INPUT.tapMerkleRoot:
        single.tapMerkleRoot = value
        break
      case INPUT.musigParticipants:
        musigParticipants.push(readParticipants(row, `${field}.musigParticipants`))
        break
      case INPUT.musigPublicNonce:
        musigPublicNonces.push({ ...readMusigSigner(row), nonce: value })
        break
      case INPUT.musigPartialSignature:
        musigPartialSignatures.push({ ...readMusigSigner(row), signature: value })
        break
      default:
        others.push(row)
    }
  }
  return {
    ...single,
    sha256Preimages,
    tapScriptSignatures,
    tapLeafScripts,
    tapDerivations,
    musigParticipants,
    musigPublicNonces,
    musigPartialSignatures,
    others,
  }
}

/** BIP 371: the script, then its leaf version, which the control block says too (BIP 341). */
const readLeafScript = (row: Row, field: string): PsbtInput['tapLeafScripts'][number] => {
  const controlBlock = keyDataOf(row)
  const leafVersion = row.value[row.value.length - 1] ?? 0
  if (((controlBlock[0] ?? 0) & 0xfe) !== leafVersion)
    throw rowError(field, 'the leaf version of the control block', `${leafVersion}`)
  return { controlBlock, script: row.value.subarray(0, -1), leafVersion }
}

/** The rows of one input, each checked as when it is read. */
export const writeInput = (input: PsbtInput, field: string): readonly Row[] => {
  const rows: Row[] = []
  const add = (type: number, value: Uint8Array | undefined): void => {
    if (value !== undefined) rows.push(valueRow(type, value))
  }
  add(INPUT.nonWitnessUtxo, input.nonWitnessUtxo)
  add(INPUT.witnessUtxo, input.witnessUtxo && writeOutput(input.witnessUtxo))
  add(INPUT.sighashType, input.sighashType === undefined ? undefined : uint32(input.sighashType))
  add(INPUT.finalScriptSig, input.finalScriptSig)
  add(INPUT.finalScriptWitness, input.finalScriptWitness && writeStack(input.finalScriptWitness))
  for (const { hash, preimage } of input.sha256Preimages)
    rows.push(keyedRow(INPUT.sha256Preimage, hash, preimage))
  add(INPUT.tapKeySignature, input.tapKeySignature)
  for (const { xOnly, leafHash, signature } of input.tapScriptSignatures)
    rows.push(keyedRow(INPUT.tapScriptSignature, concat(xOnly, leafHash), signature))
  for (const { controlBlock, script, leafVersion } of input.tapLeafScripts)
    rows.push(keyedRow(INPUT.tapLeafScript, controlBlock, concat(script, Uint8Array.of(leafVersion))))
  for (const derivation of input.tapDerivations)
    rows.push(tapDerivationRow(INPUT.tapDerivation, derivation, `${field}.tapDerivation`))
  add(INPUT.tapInternalKey, input.tapInternalKey)
  add(INPUT.tapMerkleRoot, input.tapMerkleRoot)
  for (const participants of input.musigParticipants)
    rows.push(participantsRow(INPUT.musigParticipants, participants))
  for (const signer of input.musigPublicNonces)
    rows.push(musigSignerRow(INPUT.musigPublicNonce, signer, signer.nonce))
  for (const signer of input.musigPartialSignatures)
    rows.push(musigSignerRow(INPUT.musigPartialSignature, signer, signer.signature))
  rows.push(...input.others)
  for (const row of rows) checkRow(row, { shapes: INPUT_SHAPES, field })
  return rows
}
