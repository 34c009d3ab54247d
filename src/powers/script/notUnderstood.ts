import type { EscrowError } from '../../errors.js'
import { powersError } from '../errors.js'

/** What a script does is beyond the reading: caught where reading begins, and told as its reason. */
export const notUnderstood = (reason: string): EscrowError =>
  powersError('AUDIT_SCRIPT_NOT_UNDERSTOOD', {
    field: 'script',
    expected: 'a script that can be read',
    received: reason,
  })
