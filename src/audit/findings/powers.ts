import type { Agreement, Milestone } from '../../agreement/types.js'
import { type ContractFinding, found } from './make.js'

/** What some can do together by the agreement's own terms, and the others should know. */
export const powerFindings = (agreement: Agreement): readonly (readonly ContractFinding[])[] =>
  agreement.milestones.map((terms) => [...arbiters(agreement, terms), ...secret(terms)])

const arbiters = (agreement: Agreement, { dispute }: Milestone): readonly ContractFinding[] =>
  (['arbiter', 'backupArbiter'] as const).flatMap((role): readonly ContractFinding[] => {
    const quorum = agreement[role]
    if (quorum === undefined) return []
    const { threshold, keys } = quorum
    const from = role === 'arbiter' ? dispute?.from : dispute?.backupFrom
    return [
      found(
        {
          code: 'ARBITER_WITH_ONE_PARTY',
          data: { role, needed: threshold, of: keys.length, from: from === undefined ? [] : [from] },
        },
        { place: role },
      ),
    ]
  })

const secret = ({ secretHash }: Milestone): readonly ContractFinding[] =>
  secretHash === undefined
    ? []
    : [found({ code: 'SECRET_OPENS', data: {} }, { place: 'leaf workerWithSecret' })]
