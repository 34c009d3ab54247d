import { EMPTY_INPUT } from '../psbt/model.js'
import { draftOf } from '../spend/build.js'
import { bodyOf, CollectedSpend } from '../spend/collected.js'
import { collectInput } from '../spend/collectInput.js'
import { stateOf } from '../spend/state.js'
import type { Spend } from '../spend/types.js'
import { preparedOf, type StreamPlan } from './prepared.js'
import type { StreamState } from './state.js'

/**
 * The spend of a state with the employer's signatures, as if its PSBT had been read: planned and verified by what
 * plans and verifies every spend, so that nothing which is prepared for speed decides what is broadcast.
 *
 * @throws EscrowError `SIGNATURE_INVALID`, and those of the family `plan`
 */
export const heldSpend = (
  plan: StreamPlan,
  { pays, signatures }: StreamState,
): Spend<'unsigned' | 'partial'> => {
  const { keys, planAt } = preparedOf(plan)
  const draft = draftOf(planAt(pays))
  const body = bodyOf(draft)
  const inputs = draft.inputs.map((input, position) => {
    const [key, signature] = [keys[position], signatures[position]]
    if (input.kind === 'key' || key === undefined || signature === undefined) return input
    const row = { xOnly: key.xOnly, leafHash: input.leaf.leafHash, signature }
    return collectInput({ ...EMPTY_INPUT, tapScriptSignatures: [row] }, { body, position })
  })
  return new CollectedSpend({ state: stateOf(inputs), body, inputs })
}
