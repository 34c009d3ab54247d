import type { DescriptorAudit } from '../../audit.js'
import { DIFFERENCES_TITLE, differenceLine, LIFTED_TITLE, liftedFacts, liftedText } from '../liftedWords.js'
import { type Markdown, markdown } from '../markup.js'
import { bullets, markdownFacts, markdownLine, sentences } from './blocks.js'
import { outputPart } from './output.js'

/** What a descriptor turned out to describe. */
export const descriptorPart = (described: DescriptorAudit): Markdown => {
  const { lifted } = described
  return markdown`
## ${LIFTED_TITLE}

${liftedText(lifted)}

${
  lifted.kind === 'contract'
    ? markdownFacts(liftedFacts(lifted.contract))
    : markdown`${bullets(sentences(lifted.description))}
### ${DIFFERENCES_TITLE}

${bullets(lifted.differences.map((difference) => markdownLine(differenceLine(difference))))}`
}
${outputPart(described)}`
}
