import { counted } from '../errors.js'
import type { Spend } from '../spend/types.js'
import { streamError } from './errors.js'

/**
 * The one spend of a stream's deposits; deposits that one state spends fit into one transaction of any kind.
 *
 * @throws EscrowError `STREAM_CONTRACTS`
 */
export const onlyDraft = (drafts: readonly Spend<'unsigned'>[]): Spend<'unsigned'> => {
  const [draft] = drafts
  if (draft !== undefined && drafts.length === 1) return draft
  throw streamError('STREAM_CONTRACTS', {
    field: 'plan.deposits',
    expected: 'deposits that one transaction spends',
    received: counted(drafts.length, 'transaction'),
  })
}
