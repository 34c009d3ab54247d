import type { Contract } from '../contract/contract.js'
import { leafOf } from '../contract/contract.js'
import { leafWitnessLength } from '../script/limits.js'
import { SIGNATURE_LENGTH, witnessLength } from '../script/satisfy.js'
import { controlBlockLength } from '../taproot/commitment.js'
import { compactSizeLength } from '../units/bytes.js'
import type { SpendPath } from '../words.js'

/** Bitcoin Core's `MAX_STANDARD_TX_WEIGHT`. */
export const MAX_STANDARD_WEIGHT = 400_000
/** BIP 431: a version 3 transaction has at most 10,000 virtual bytes. */
export const MAX_TRUC_WEIGHT = 40_000

const OUTPOINT_SEQUENCE_AND_EMPTY_SCRIPT = 41
const VERSION_AND_LOCK_TIME = 8
const SEGWIT_MARKER_AND_FLAG = 2

/** Bytes of the witness that spends a contract through a path: each signature 64 bytes, known before signing. */
export const inputWitnessLength = (contract: Contract, path: SpendPath): number => {
  if (path === 'key') return witnessLength([SIGNATURE_LENGTH])
  const leaf = leafOf(contract, path)
  return leafWitnessLength({
    fragment: leaf.fragment,
    scriptLength: leaf.script.length,
    controlBlockLength: controlBlockLength(leaf.depth),
  })
}

/** Weight of an input with an empty scriptSig and a witness of this many bytes. */
export const segwitInputWeight = (witness: number): number => 4 * OUTPOINT_SEQUENCE_AND_EMPTY_SCRIPT + witness

/** Weight that one more input adds, the count of inputs aside. */
export const inputWeight = (contract: Contract, path: SpendPath): number =>
  segwitInputWeight(inputWitnessLength(contract, path))

/** The exact weight of a transaction with these inputs and output scripts (BIP 141). */
export const transactionWeight = (options: {
  inputWeights: readonly number[]
  outputScripts: readonly Uint8Array[]
}): number => {
  const { inputWeights, outputScripts } = options
  const stripped =
    VERSION_AND_LOCK_TIME +
    compactSizeLength(inputWeights.length) +
    compactSizeLength(outputScripts.length) +
    outputScripts.reduce((sum, script) => sum + 8 + compactSizeLength(script.length) + script.length, 0)
  return 4 * stripped + SEGWIT_MARKER_AND_FLAG + inputWeights.reduce((sum, weight) => sum + weight, 0)
}
