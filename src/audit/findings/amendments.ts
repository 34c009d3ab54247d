import { ROLES } from '../../words.js'
import type { AmendmentAudit } from '../amendments.js'
import type { Finding } from '../finding.js'
import { finding } from './make.js'

/** What an amendment takes from those who agreed before, and from whom. */
export const amendmentFindings = (amendments: readonly AmendmentAudit[]): readonly Finding[] =>
  amendments.flatMap(({ amended, amendment, differences, replaced, added }) => [
    ...replaced.map((role) => finding(role, { code: 'PARTY_REPLACED', data: { role, amended, amendment } })),
    ...added.map((role) => finding(role, { code: 'PARTY_ADDED', data: { role, amended, amendment } })),
    finding('agreement', {
      code: 'AMENDMENT_DIFFERS',
      data: { amended, amendment, count: differences.length, worse: worse(differences) },
    }),
  ])

const worse = (differences: AmendmentAudit['differences']) =>
  ROLES.flatMap((role) => {
    const { length: count } = differences.filter(({ worseFor }) => worseFor === role)
    return count === 0 ? [] : [{ role, count }]
  })
