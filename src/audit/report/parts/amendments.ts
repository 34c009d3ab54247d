import type { TermValue } from '../../../sentences/review.js'
import { changeSentence } from '../../../terms/changed.js'
import type { AgreementDifference } from '../../../terms/compare.js'
import type { AgreementComparison, AmendmentAudit } from '../../amendments.js'
import { type Block, type Cell, cell, code, copied, list, paragraph, type Section } from '../blocks.js'
import type { Wording } from '../wording.js'

/** How agreements differ of which one amends the other. */
export const amendmentSection = (amendments: readonly AmendmentAudit[], wording: Wording): Section => ({
  id: 'amendments',
  name: wording.heads.amendments,
  blocks: amendments.flatMap(({ amended, amendment, differences }): readonly Block[] => [
    idFacts({ before: amended, after: amendment }, wording),
    ...list(...differences.map((difference) => [wording.told(changeSentence(difference))])),
  ]),
})

/** How an agreement differs from another one, of which neither amends the other: no sentence may say that one does. */
export const comparisonSection = (
  { before, after, differences }: AgreementComparison,
  wording: Wording,
): Section => ({
  id: 'comparison',
  name: wording.heads.comparison,
  blocks: [
    idFacts({ before, after }, wording),
    differences.length === 0 ? paragraph(wording.heads.noDifference) : differenceTable(differences, wording),
  ],
})

const idFacts = (
  { before, after }: Pick<AgreementComparison, 'before' | 'after'>,
  { heads }: Wording,
): Block => ({
  kind: 'facts',
  facts: [
    [heads.before, [copied(before, heads.agreement)]],
    [heads.after, [copied(after, heads.agreement)]],
  ],
})

const differenceTable = (differences: readonly AgreementDifference[], wording: Wording): Block => {
  const { heads, say, told } = wording
  return {
    kind: 'table',
    table: {
      name: heads.comparison,
      columns: [
        { name: heads.what, kind: 'head' },
        { name: heads.before },
        { name: heads.after },
        { name: heads.worseFor },
      ],
      rows: differences.map((difference) => {
        const { before, after, worseFor, ...data } = changeSentence(difference).data
        return [
          cell(told({ code: 'termName', data })),
          valueCell(before, wording),
          valueCell(after, wording),
          cell(worseFor === undefined ? heads.worseForAll : say.role(worseFor)),
        ]
      }),
    },
  }
}

/** What has no form for people is shown as it is written. */
const valueCell = (value: TermValue, { told }: Wording): Cell =>
  cell(value.kind === 'json' ? code(value.json) : told({ code: 'termValue', data: { value } }))
