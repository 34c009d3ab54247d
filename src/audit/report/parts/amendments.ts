import { changeSentence } from '../../../terms/changed.js'
import type { AgreementDifference } from '../../../terms/compare.js'
import type { AmendmentAudit } from '../../amendments.js'
import { type Block, type Cell, cell, code, copied, list, type Section } from '../blocks.js'
import type { Wording } from '../wording.js'

/** How agreements differ of which one amends the other. */
export const amendmentSection = (amendments: readonly AmendmentAudit[], wording: Wording): Section => ({
  id: 'amendments',
  name: wording.heads.amendments,
  blocks: amendments.flatMap(({ amended, amendment, differences }): readonly Block[] => [
    {
      kind: 'facts',
      facts: [
        [wording.heads.before, [copied(amended, wording.heads.agreement)]],
        [wording.heads.after, [copied(amendment, wording.heads.agreement)]],
      ],
    },
    ...list(...differences.map((difference) => [wording.told(changeSentence(difference))])),
    { where: 'pages', ...differenceTable(differences, wording) },
  ]),
})

const differenceTable = (differences: readonly AgreementDifference[], { heads, say }: Wording): Block => ({
  kind: 'table',
  table: {
    name: heads.amendments,
    columns: [
      { name: heads.what, kind: 'head' },
      { name: heads.before },
      { name: heads.after },
      { name: heads.worseFor },
    ],
    rows: differences.map(({ field, before, after, worseFor }) => [
      cell(code(field)),
      valueCell(before, heads.nothing),
      valueCell(after, heads.nothing),
      cell(worseFor === 'all' ? heads.worseForAll : say.role(worseFor)),
    ]),
  },
})

const valueCell = (value: string | undefined, nothing: string): Cell =>
  cell(value === undefined ? nothing : code(value))
