import type { Agreement, Milestone } from '../../agreement/types.js'
import { roleName } from '../../spend/recoveryWords.js'
import { fromText } from '../explain/words.js'
import type { ContractFinding } from './make.js'

/** What some can do together by the agreement's own terms, and the others should know. */
export const powerFindings = (agreement: Agreement): readonly (readonly ContractFinding[])[] =>
  agreement.milestones.map((terms) => [...arbiters(agreement, terms), ...secret(terms)])

const arbiters = (agreement: Agreement, { dispute }: Milestone): readonly ContractFinding[] =>
  (['arbiter', 'backupArbiter'] as const).flatMap((role): readonly ContractFinding[] => {
    const quorum = agreement[role]
    if (quorum === undefined) return []
    const { threshold, keys } = quorum
    const from = role === 'arbiter' ? dispute?.from : dispute?.backupFrom
    const who = `The ${roleName(role)}${keys.length === 1 ? '' : ` (any ${threshold} of ${keys.length} keys)`}`
    return [
      {
        code: 'ARBITER_WITH_ONE_PARTY',
        place: role,
        text: `${who} and one of the parties can pay the money anywhere they like, ${fromText(from === undefined ? {} : { from })}: the other party can only choose whom to trust with it.`,
      },
    ]
  })

const secret = ({ secretHash }: Milestone): readonly ContractFinding[] =>
  secretHash === undefined
    ? []
    : [
        {
          code: 'SECRET_OPENS',
          place: 'leaf workerWithSecret',
          text: 'The worker can take everything at once with the secret. The agreement does not say who made it: whoever knows it must keep it until the work is accepted, and a worker who made it needs nobody.',
        },
      ]
