import { bodyOf, CollectedSpend } from './collected.js'
import { collectInput } from './collectInput.js'
import { spendError } from './errors.js'
import { checkedPsbt } from './read.js'
import { sameUnsigned } from './same.js'
import { stateOf } from './state.js'
import type { Spend } from './types.js'

/**
 * A PSBT from outside read against a spend that is at hand: it must be the same transaction, whatever leaves it
 * reveals; every signature in it is verified for the spend's own path.
 *
 * @throws EscrowError `SPEND_DIFFERENT`, and what `readSpend` throws about inputs and signatures
 */
export const readPlanned = (spend: Spend, psbt: string | Uint8Array): Spend<'unsigned' | 'partial'> => {
  const body = bodyOf(spend)
  const { decoded } = checkedPsbt(
    spend.plan.inputs.map(({ funded }) => funded),
    psbt,
  )
  if (!sameUnsigned(decoded.transaction, body.transaction))
    throw spendError('SPEND_DIFFERENT', {
      field: 'psbt',
      expected: 'the very transaction of the spend that it answers',
      received: 'another transaction',
    })
  const read = decoded.inputs.map((input, position) => collectInput(input, { body, position }))
  return new CollectedSpend({ state: stateOf(read), body, inputs: read })
}
