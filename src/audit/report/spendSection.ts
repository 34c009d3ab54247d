import type { SpendAudit, SpendTold } from '../spend/types.js'
import { enginesDetails, enginesText } from './engines.js'
import { type Html, html } from './markup.js'
import {
  FINAL_TEXT,
  INPUTS_TEXT,
  inputTable,
  REFUSED_TEXT,
  refusalLine,
  ruleWords,
  SPEND_TITLE,
  spendFacts,
  spendText,
} from './spendWords.js'
import { htmlFacts, htmlLine, htmlTable } from './toldHtml.js'
import { traceParts } from './traceSection.js'
import { outputTable } from './traceWords.js'

/** What a PSBT would do to whoever signs it. */
export const spendSection = (audited: SpendAudit): Html =>
  html`<section aria-labelledby="psbt"><h2 id="psbt">${SPEND_TITLE}</h2>
${
  audited.inputs.length === 0
    ? undefined
    : html`<p>${INPUTS_TEXT}</p>
${htmlTable(inputTable(audited.inputs))}
`
}${told(audited)}${audited.remarks.map(
  (text) => html`<p class="warning">${text}</p>
`,
)}${audited.kind === 'final' ? undefined : enginesPart(audited)}</section>
`

const enginesPart = ({ engines }: SpendAudit): Html =>
  html`<p>${enginesText(engines)}</p>
${enginesDetails(engines)}`

const told = (audited: SpendAudit): Html => {
  switch (audited.kind) {
    case 'refused':
      return html`<div class="verdict danger"><p><strong>${REFUSED_TEXT}</strong></p><p>${htmlLine(refusalLine(audited.refusal))}</p></div>
`
    case 'final':
      return html`<p>${FINAL_TEXT}</p>
${traceParts(audited.trace)}`
    case 'spend':
      return spendTold(audited.spend)
  }
}

const spendTold = (spend: SpendTold): Html => html`<p>${spendText(spend)}</p>
${htmlFacts(spendFacts(spend))}
${htmlTable(outputTable(spend.outputs))}
${
  spend.findings.length === 0
    ? undefined
    : html`<ul>${spend.findings.map((finding) => {
        const { word, line } = ruleWords(finding)
        return html`<li class="${finding.level === 'refuse' ? 'danger' : 'warning'}"><strong>${word}</strong>${htmlLine(line)}</li>
`
      })}</ul>
`
}`
