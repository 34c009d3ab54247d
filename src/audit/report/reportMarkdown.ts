import { type Audit, anAudit } from '../audit.js'
import type { Finding } from '../finding.js'
import { enginesText } from './engines.js'
import { byKind } from './kinds.js'
import { amendmentPart } from './markdown/amendment.js'
import { bullets, code } from './markdown/blocks.js'
import { contractPart } from './markdown/contract.js'
import { descriptorPart } from './markdown/descriptor.js'
import { spendPart } from './markdown/spend.js'
import { tracePart } from './markdown/trace.js'
import { type Markdown, markdown } from './markup.js'
import { nowPart } from './nowPart.js'
import { streamPart } from './streamPart.js'
import { titleOf, verdictText } from './summary.js'
import { SEVERITY_SIGNS } from './words.js'

/**
 * An audit as Markdown, for e-mails and pull requests: what the HTML report says, without drawings, scripts and keys.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * console.log(reportMarkdown(audit(agreementText)))
 */
export const reportMarkdown = (report: Audit): string => {
  anAudit(report, 'audit')
  const { agreement, amendments, contracts, descriptor, engines, findings, now, spend, stream, trace } =
    report
  return markdown`# ${titleOf(report)}

${now === undefined ? undefined : nowPart(now)}${stream === undefined ? undefined : streamPart(stream)}**${verdictText(report)}**${engines === undefined ? undefined : markdown` ${enginesText(engines)}`}

${
  agreement === undefined
    ? undefined
    : bullets([markdown`Network: ${agreement.network}`, markdown`Agreement: ${code(agreement.id)}`])
}${
  findings.length === 0
    ? undefined
    : markdown`
## Findings

${bullets(findings.map(findingItem))}`
}${amendments === undefined ? undefined : amendmentPart(amendments)}${spend === undefined ? undefined : spendPart(spend)}${
  trace === undefined ? undefined : tracePart(trace)
}${descriptor === undefined ? undefined : descriptorPart(descriptor)}${byKind(contracts).map(
  ({ contract, like }) => contractPart(contract, { agreement, like }),
)}`.toString()
}

const findingItem = ({ code: name, severity, subject, text, rule }: Finding): Markdown => {
  const { sign, word } = SEVERITY_SIGNS[severity]
  return markdown`${sign} **${word}** (${subject}): ${text} ${code(name)}${
    rule === undefined ? undefined : markdown` (${rule})`
  }`
}
