import type { DescriptorAudit } from '../audit.js'
import { contractBody } from './contract.js'
import { DIFFERENCES_TITLE, differenceLine, LIFTED_TITLE, liftedFacts, liftedText } from './liftedWords.js'
import { type Html, html } from './markup.js'
import { htmlFacts, htmlLine } from './toldHtml.js'

/** What a descriptor turned out to describe. */
export const descriptorSection = (described: DescriptorAudit): Html =>
  html`<section aria-labelledby="output"><h2 id="output">The output</h2>
${liftedPart(described)}<div class="contract"><div class="body">
${contractBody(described)}</div></div></section>
`

const liftedPart = ({ lifted }: DescriptorAudit): Html => html`<h3>${LIFTED_TITLE}</h3>
<p>${liftedText(lifted)}</p>
${
  lifted.kind === 'contract'
    ? htmlFacts(liftedFacts(lifted.contract))
    : html`<ul>${lifted.description.map(
        (sentence) => html`<li>${sentence}</li>
`,
      )}</ul>
<details><summary>${DIFFERENCES_TITLE}</summary>
<ul>${lifted.differences.map(
        (difference) => html`<li>${htmlLine(differenceLine(difference))}</li>
`,
      )}</ul></details>`
}
`
