import { type Audit, anAudit } from '../audit.js'
import { standingIn } from './blocks.js'
import { describe } from './describe.js'
import { markdownBlocks } from './markdownBlocks.js'
import { markdown } from './markup.js'
import { type ReportOptions, someReportOptions, wordingOf } from './wording.js'

/**
 * An audit as Markdown, for e-mails and pull requests: what the HTML report says, without drawings, scripts and keys.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`, `NAME_MALFORMED`
 * @example
 * console.log(reportMarkdown(audit(agreementText)))
 */
export const reportMarkdown = (report: Audit, options: ReportOptions = {}): string => {
  anAudit(report, 'audit')
  someReportOptions(options, '')
  const wording = wordingOf(options)
  const { title, maker, sections } = describe(report, wording)
  return markdown`# ${title}

${maker}

${standingIn(sections, 'markdown').map(
  ({ name, blocks }) => markdown`## ${name}

${markdownBlocks(blocks, wording)}`,
)}`.toString()
}
