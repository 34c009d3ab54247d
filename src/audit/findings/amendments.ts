import { counted } from '../../errors.js'
import { roleName } from '../../spend/recoveryWords.js'
import { ROLES } from '../../words.js'
import type { AmendmentAudit } from '../amendments.js'
import type { Finding } from '../finding.js'
import { listed } from '../phrases.js'
import { finding } from './make.js'

/** What an amendment takes from those who agreed before, and from whom. */
export const amendmentFindings = (amendments: readonly AmendmentAudit[]): readonly Finding[] =>
  amendments.flatMap(({ amended, amendment, differences, replaced, added }) => [
    ...replaced.map((role) =>
      finding(
        'PARTY_REPLACED',
        role,
        `Other keys act for the ${roleName(role)} in the agreement ${amendment} than in ${amended}, which it amends: whoever holds the old ones has no say over money that is moved there.`,
      ),
    ),
    ...added.map((role) =>
      finding(
        'PARTY_ADDED',
        role,
        `The agreement ${amended} has no ${roleName(role)}, and ${amendment}, which amends it, has one: with either party it can take all the money that is moved there. Whoever wrote the amendment may hold these keys.`,
      ),
    ),
    finding(
      'AMENDMENT_DIFFERS',
      'agreement',
      `The agreement ${amendment} amends ${amended} and says ${counted(differences.length, 'thing')} differently${worse(differences)}.`,
    ),
  ])

const worse = (differences: AmendmentAudit['differences']): string => {
  const counts = ROLES.flatMap((role) => {
    const { length } = differences.filter(({ worseFor }) => worseFor === role)
    return length === 0 ? [] : [`${length} to the disadvantage of the ${roleName(role)}`]
  })
  return counts.length === 0 ? '' : `, ${listed(counts)}`
}
