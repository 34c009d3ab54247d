import { outcomePhrase } from '../plan/outcome.js'
import { missingRoles } from '../spend/progress.js'
import type { RoleProgress, Spend } from '../spend/types.js'

/** How many keys of a role have signed. */
export const roleProgress = ({ role, needed, signed }: RoleProgress): string =>
  `${role} ${signed.length} of ${needed}`

/** What a spend is and how far it is, in two lines. */
export const spendLines = ({ plan, progress }: Spend): readonly string[] => [
  `${outcomePhrase(plan.outcome)} of ${plan.pot} sat by the path ${plan.path}, fee ${plan.fee} sat for ${plan.vsize} vB`,
  `signed: ${progress.map(roleProgress).join(', ')}`,
]

/** The same of a spend that somebody has signed, and whether that is all it takes. */
export const signedLines = (spend: Spend): readonly string[] => [
  ...spendLines(spend),
  ...(missingRoles(spend).length === 0 ? ['everybody who has to has signed: finalize it'] : []),
]
