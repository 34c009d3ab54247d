import type { AmendmentAudit } from '../amendments.js'
import { AMENDMENTS_TITLE, amendingLine, amendmentLine, differenceTable } from './amendmentWords.js'
import { type Html, html } from './markup.js'
import { htmlLine, htmlTable } from './toldHtml.js'

/** How agreements differ of which one amends the other. */
export const amendmentSection = (amendments: readonly AmendmentAudit[]): Html =>
  html`<section aria-labelledby="amendments"><h2 id="amendments">${AMENDMENTS_TITLE}</h2>
${amendments.map(
  (amendment) => html`<p>${htmlLine(amendmentLine(amendment))} ${htmlLine(amendingLine(amendment))}</p>
${htmlTable(differenceTable(amendment))}
`,
)}</section>
`
