import type { AmendmentAudit } from '../../amendments.js'
import { AMENDMENTS_TITLE, amendingLine, amendmentLine, differenceTable } from '../amendmentWords.js'
import { type Markdown, markdown } from '../markup.js'
import { markdownLine, markdownTable } from './blocks.js'

/** How agreements differ of which one amends the other. */
export const amendmentPart = (amendments: readonly AmendmentAudit[]): Markdown => markdown`
## ${AMENDMENTS_TITLE}
${amendments.map(
  (amendment) => markdown`
${markdownLine(amendmentLine(amendment))} ${markdownLine(amendingLine(amendment))}

${markdownTable(differenceTable(amendment))}`,
)}`
