import type { Trace, TracedInput, TracedTransaction } from '../../trace/types.js'
import { enginesText } from '../engines.js'
import { type Markdown, markdown } from '../markup.js'
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
} from '../traceWords.js'
import { bullets, markdownFacts, markdownLine, markdownTable, paragraphs, sentences } from './blocks.js'

/** What became of the contracts, as far as the given transactions tell. */
export const tracePart = (trace: Trace): Markdown => markdown`
## ${TRACE_TITLE}

${traceParts(trace)}`

/** The same without its heading: a final PSBT is told by it, too. */
export const traceParts = ({ transactions, unspent, unrelated, refused, engines }: Trace): Markdown =>
  markdown`${enginesText(engines)}

${transactions.map(transactionPart)}${
  unspent.length === 0
    ? undefined
    : markdown`### ${UNSPENT_TITLE}

${bullets(unspent.map((output) => markdownLine(unspentLine(output))))}
`
}${paragraphs(unrelated.map((txid) => markdownLine(unrelatedLine(txid))))}${paragraphs(
  sentences(refused.map(refusedText)),
)}`

const transactionPart = (transaction: TracedTransaction): Markdown =>
  markdown`### ${markdownLine(transactionLine(transaction))}

${bullets(sentences(transaction.text))}
${transaction.spends.map(inputPart)}${markdownTable(outputTable(transaction.outputs))}${markdownFacts(transactionFacts(transaction))}
`

const inputPart = (spent: TracedInput): Markdown => {
  const foreign = foreignText(spent)
  const secret = secretLine(spent)
  return markdown`${markdownLine(inputLine(spent))}${
    foreign === undefined ? undefined : markdown` **${foreign}**`
  }

${secret === undefined ? undefined : paragraphs([markdownLine(secret)])}${
  spent.by.kind === 'foreign' ? undefined : markdownTable(signatureTable(spent.by.signatures))
}`
}
