import { rowType } from './framing.js'
import type { PsbtOutput, Row } from './model.js'
import { checkRow, OUTPUT, OUTPUT_SHAPES } from './shapes.js'
import {
  participantsRow,
  readParticipants,
  readTapDerivation,
  readTapTree,
  tapDerivationRow,
  valueRow,
  writeTapTree,
} from './values.js'

/** The rows of one output as our model, each checked; rows that the model has no field for are kept. */
export const readOutputMap = (rows: readonly Row[], field: string): PsbtOutput => {
  const single: { -readonly [Name in keyof PsbtOutput]?: PsbtOutput[Name] } = {}
  const tapDerivations: PsbtOutput['tapDerivations'][number][] = []
  const musigParticipants: PsbtOutput['musigParticipants'][number][] = []
  const others: Row[] = []
  for (const row of rows) {
    checkRow(row, { shapes: OUTPUT_SHAPES, field })
    switch (rowType(row)) {
      case OUTPUT.tapInternalKey:
        single.tapInternalKey = row.value
        break
      case OUTPUT.tapTree:
        single.tapTree = readTapTree(row.value, `${field}.tapTree`)
        break
      case OUTPUT.tapDerivation:
        tapDerivations.push(readTapDerivation(row, `${field}.tapDerivation`))
        break
      case OUTPUT.musigParticipants:
        musigParticipants.push(readParticipants(row, `${field}.musigParticipants`))
        break
      default:
        others.push(row)
    }
  }
  return { ...single, tapDerivations, musigParticipants, others }
}

/** The rows of one output, each checked as when it is read. */
export const writeOutputMap = (output: PsbtOutput, field: string): readonly Row[] => {
  const rows: Row[] = []
  if (output.tapInternalKey !== undefined) rows.push(valueRow(OUTPUT.tapInternalKey, output.tapInternalKey))
  if (output.tapTree !== undefined) rows.push(valueRow(OUTPUT.tapTree, writeTapTree(output.tapTree)))
  for (const derivation of output.tapDerivations)
    rows.push(tapDerivationRow(OUTPUT.tapDerivation, derivation, `${field}.tapDerivation`))
  for (const participants of output.musigParticipants)
    rows.push(participantsRow(OUTPUT.musigParticipants, participants))
  rows.push(...output.others)
  for (const row of rows) checkRow(row, { shapes: OUTPUT_SHAPES, field })
  return rows
}
