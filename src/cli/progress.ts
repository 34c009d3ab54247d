import { kindOf, outcomePhrase } from '../plan/outcome.js'
import { missingRoles } from '../spend/progress.js'
import type { RoleProgress, Spend } from '../spend/types.js'
import type { Wording } from './wording.js'

/** How many keys of a role have signed. */
export const roleProgress = ({ role, needed, signed }: RoleProgress): string =>
  `${role} ${signed.length} of ${needed}`

/** What a spend is, as reviews say it where somebody asked for a language. */
export const outcomeLines = ({ plan }: Spend, { isAsked, say, tell }: Wording): readonly string[] => {
  const { outcome, pot, path, fee, vsize } = plan
  const cost = tell({ code: 'spendFee', data: { fee, vsize } })
  return isAsked
    ? [say({ code: 'isOutcome', data: { outcome: kindOf(outcome), pot, path } }), cost]
    : [`${outcomePhrase(outcome)} of ${pot} sat by the path ${path}, ${cost}`]
}

/** What a spend is and how far it is. */
export const spendLines = (spend: Spend, wording: Wording): readonly string[] => {
  const { words, voice } = wording.report
  const progress = spend.progress.map((one) =>
    wording.isAsked
      ? words.sentences.signatures(
          { role: voice.role(one.role), signed: one.signed.length, needed: one.needed },
          voice,
        )
      : roleProgress(one),
  )
  return [...outcomeLines(spend, wording), wording.tell({ code: 'spendSigned', data: { progress } })]
}

/** The same of a spend that somebody has signed, and whether that is all it takes. */
export const signedLines = (spend: Spend, wording: Wording): readonly string[] => [
  ...spendLines(spend, wording),
  ...(missingRoles(spend).length === 0 ? [wording.tell({ code: 'spendWhole', data: {} })] : []),
]
