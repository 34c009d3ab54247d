import { kindOf } from '../plan/outcome.js'
import { missingRoles } from '../spend/progress.js'
import type { Spend } from '../spend/types.js'
import type { Wording } from './wording.js'

/** What a spend is, as reviews say it. */
export const outcomeLines = ({ plan }: Spend, { say, tell }: Wording): readonly string[] => {
  const { outcome, pot, path, fee, vsize } = plan
  return [
    say({ code: 'isOutcome', data: { outcome: kindOf(outcome), pot, path } }),
    tell({ code: 'spendFee', data: { fee, vsize } }),
  ]
}

/** What a spend is and how far it is. */
export const spendLines = (spend: Spend, wording: Wording): readonly string[] => {
  const { words, voice } = wording.report
  const progress = spend.progress.map(({ role, signed, needed }) =>
    words.sentences.signatures({ role: voice.role(role), signed: signed.length, needed }, voice),
  )
  return [...outcomeLines(spend, wording), wording.tell({ code: 'spendSigned', data: { progress } })]
}

/** The same of a spend that somebody has signed, and whether that is all it takes. */
export const signedLines = (spend: Spend, wording: Wording): readonly string[] => [
  ...spendLines(spend, wording),
  ...(missingRoles(spend).length === 0 ? [wording.tell({ code: 'spendWhole', data: {} })] : []),
]
