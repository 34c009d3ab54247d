import type { Contract } from '../contract/contract.js'
import type { LeafKey } from '../contract/keys.js'
import { counted } from '../errors.js'
import type { PsbtInput } from '../psbt/model.js'
import { type StackSlot, stackSlots } from '../script/satisfy.js'
import { equalBytes } from '../units/bytes.js'
import { spendError } from './errors.js'

/** BIP 341: the bits of a control block's first byte that are the leaf version. */
const VERSION_BITS = 0xfe

type WitnessRows = Pick<
  PsbtInput,
  'tapKeySignature' | 'tapLeafScripts' | 'tapScriptSignatures' | 'sha256Preimages'
>

/**
 * An input as it was before somebody finalized it (Bitcoin Core's wallet does so unasked): the witness is taken apart
 * into the rows that it was made of, and they are checked as any others. What was not final stays as it is.
 *
 * @throws EscrowError `SPEND_FINAL_WITNESS` where the witness opens nothing of the contract
 */
export const beforeFinal = (input: PsbtInput, contract: Contract, field: string): PsbtInput => {
  const { finalScriptSig, finalScriptWitness, ...open } = input
  if (finalScriptSig !== undefined && finalScriptSig.length > 0)
    throw spendError('SPEND_FINAL_WITNESS', {
      field: `${field}.finalScriptSig`,
      expected: 'nothing, as a Taproot output is opened by its witness alone',
      received: counted(finalScriptSig.length, 'byte'),
    })
  if (finalScriptWitness === undefined) return open
  const rows = rowsOf(finalScriptWitness, contract)
  if (rows === undefined)
    throw spendError('SPEND_FINAL_WITNESS', {
      field: `${field}.finalScriptWitness`,
      expected: "a signature, or what a leaf of the contract takes with the leaf's script and control block",
      received: counted(finalScriptWitness.length, 'item'),
    })
  return { ...open, ...rows }
}

const rowsOf = (witness: readonly Uint8Array[], contract: Contract): Partial<WitnessRows> | undefined => {
  const [only, second] = witness
  if (only !== undefined && second === undefined) return { tapKeySignature: only }
  const controlBlock = witness[witness.length - 1]
  const leaf = contract.leaves.find(({ script }) =>
    equalBytes(script, witness[witness.length - 2] ?? new Uint8Array(0)),
  )
  if (leaf === undefined || controlBlock === undefined) return undefined
  const slots = stackSlots(leaf.fragment)
  const items = witness.slice(0, -2)
  if (items.length !== slots.length) return undefined
  const filled = slots.flatMap((slot, at) => {
    const item = items[at]
    return item === undefined || item.length === 0 ? [] : [{ slot, item }]
  })
  return {
    tapLeafScripts: [
      { controlBlock, script: leaf.script, leafVersion: (controlBlock[0] ?? 0) & VERSION_BITS },
    ],
    tapScriptSignatures: filled.flatMap(({ slot, item }) =>
      isKey(slot) ? [{ xOnly: slot.key.xOnly, leafHash: leaf.leafHash, signature: item }] : [],
    ),
    sha256Preimages: filled.flatMap(({ slot, item }) =>
      isKey(slot) ? [] : [{ hash: slot.hash, preimage: item }],
    ),
  }
}

const isKey = (slot: StackSlot<LeafKey>): slot is { readonly key: LeafKey } => 'key' in slot
