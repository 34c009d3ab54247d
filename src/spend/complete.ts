import { bodyOf, CollectedSpend } from './collected.js'
import { spendError } from './errors.js'
import { aggregateInput } from './musig.js'
import { missingRoles } from './progress.js'
import { leafStack } from './state.js'
import type { Spend, SpendInput } from './types.js'

/**
 * Proves that a spend has everything its witnesses need. On the key path the partial signatures become one,
 * which is verified. The result is the only thing that `finalize` takes.
 *
 * @throws EscrowError `SIGNATURE_MISSING` naming the roles, `SIGNATURE_PREIMAGE_MISSING`
 * @example
 * finalize(complete(combine(theirs, mine))).hex
 */
export const complete = (spend: Spend): Spend<'complete'> => {
  const body = bodyOf(spend)
  const missing = missingRoles(spend)
  if (missing.length > 0)
    throw spendError('SIGNATURE_MISSING', {
      field: 'spend',
      expected: `signatures of ${spend.progress.map(({ role, needed }) => `${role} (${needed})`).join(' and ')}`,
      received: `not enough of ${missing.join(' and ')}`,
      missing,
    })
  const inputs = spend.inputs.map((input, position): SpendInput => {
    if (input.kind === 'key') return aggregateInput(input, { body, position })
    if (leafStack(input) === undefined)
      throw spendError('SIGNATURE_PREIMAGE_MISSING', {
        field: `inputs[${position}]`,
        expected: 'the 32 bytes that open the hash of the leaf',
        received: 'none',
      })
    return input
  })
  return new CollectedSpend({ state: 'complete', body, inputs })
}
