import type { SpendAudit, SpendTold } from '../../spend/types.js'
import { enginesText } from '../engines.js'
import { type Markdown, markdown } from '../markup.js'
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
} from '../spendWords.js'
import { outputTable } from '../traceWords.js'
import { bullets, markdownFacts, markdownLine, markdownTable, paragraphs, sentences } from './blocks.js'
import { traceParts } from './trace.js'

/** What a PSBT would do to whoever signs it. */
export const spendPart = (audited: SpendAudit): Markdown => markdown`
## ${SPEND_TITLE}

${
  audited.inputs.length === 0
    ? undefined
    : markdown`${INPUTS_TEXT}

${markdownTable(inputTable(audited.inputs))}`
}${told(audited)}${paragraphs(sentences(audited.remarks))}${
  audited.kind === 'final'
    ? undefined
    : markdown`${enginesText(audited.engines)}
`
}`

const told = (audited: SpendAudit): Markdown => {
  switch (audited.kind) {
    case 'refused':
      return paragraphs([markdown`**${REFUSED_TEXT}**`, markdownLine(refusalLine(audited.refusal))])
    case 'final':
      return markdown`${FINAL_TEXT}

${traceParts(audited.trace)}`
    case 'spend':
      return spendTold(audited.spend)
  }
}

const spendTold = (spend: SpendTold): Markdown => markdown`${spendText(spend)}

${markdownFacts(spendFacts(spend))}
${markdownTable(outputTable(spend.outputs))}${
  spend.findings.length === 0
    ? undefined
    : markdown`${bullets(
        spend.findings.map((finding) => {
          const { word, line } = ruleWords(finding)
          return markdown`**${word}**${markdownLine(line)}`
        }),
      )}
`
}`
