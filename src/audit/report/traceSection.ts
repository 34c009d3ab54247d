import type { Trace, TracedInput, TracedTransaction } from '../trace/types.js'
import { enginesDetails, enginesText } from './engines.js'
import { type Html, html } from './markup.js'
import { htmlFacts, htmlLine, htmlTable } from './toldHtml.js'
import {
  foreignText,
  inputLine,
  outputTable,
  refusedText,
  secretLine,
  signatureTable,
  TRACE_TITLE,
  transactionFacts,
  transactionLine,
  UNSPENT_TITLE,
  unrelatedLine,
  unspentLine,
} from './traceWords.js'

/** What became of the contracts, as far as the given transactions tell. */
export const traceSection = (trace: Trace): Html =>
  html`<section aria-labelledby="trace"><h2 id="trace">${TRACE_TITLE}</h2>
${traceParts(trace)}</section>
`

/** The same without its heading: a final PSBT is told by it, too. */
export const traceParts = ({ transactions, unspent, unrelated, refused, engines }: Trace): Html =>
  html`<p>${enginesText(engines)}</p>
${transactions.map(transactionPart)}${
  unspent.length === 0
    ? undefined
    : html`<h3>${UNSPENT_TITLE}</h3>
<ul>${unspent.map(
        (output) => html`<li>${htmlLine(unspentLine(output))}</li>
`,
      )}</ul>
`
}${unrelated.map(
  (txid) => html`<p>${htmlLine(unrelatedLine(txid))}</p>
`,
)}${refused.map(
  (refusal) => html`<p class="danger">${refusedText(refusal)}</p>
`,
)}${enginesDetails(engines)}`

const transactionPart = (transaction: TracedTransaction): Html => {
  const { text, spends, outputs } = transaction
  return html`<h3>${htmlLine(transactionLine(transaction))}</h3>
<ul>${text.map(
    (sentence) => html`<li>${sentence}</li>
`,
  )}</ul>
<details><summary>Signatures, outputs and fields</summary>
${htmlFacts(transactionFacts(transaction))}
${spends.map(inputPart)}${htmlTable(outputTable(outputs))}</details>
`
}

const inputPart = (spent: TracedInput): Html => {
  const foreign = foreignText(spent)
  const secret = secretLine(spent)
  return html`<p>${htmlLine(inputLine(spent))}${
    foreign === undefined ? undefined : html` <span class="danger">${foreign}</span>`
  }</p>
${
  secret === undefined
    ? undefined
    : html`<p>${htmlLine(secret)}</p>
`
}${spent.by.kind === 'foreign' ? undefined : htmlTable(signatureTable(spent.by.signatures))}`
}
