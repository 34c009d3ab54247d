import { type Audit, anAudit } from '../audit.js'
import type { Section } from './blocks.js'
import { describe } from './describe.js'
import { htmlDocument } from './document.js'
import { htmlBlocks } from './htmlBlocks.js'
import { type Html, html } from './markup.js'
import { type ReportOptions, someReportOptions, type Wording, wordingOf } from './wording.js'

/**
 * An audit as one HTML file that loads nothing: the bottom line and the summary first, then every contract with its
 * tree, who can act when, its scripts and its keys; the same audit gives the same bytes. In English, or in the
 * language that is given; what has no words in that language yet is marked as English.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`, `NAME_MALFORMED`
 * @example
 * writeFileSync('report.html', reportHtml(audit(agreementText)))
 */
export const reportHtml = (report: Audit, options: ReportOptions = {}): string => {
  anAudit(report, 'audit')
  someReportOptions(options, '')
  const wording = wordingOf(options)
  const { title, maker, sections } = describe(report, wording)
  const { heads, tag, dir } = wording
  return htmlDocument({
    title,
    lang: tag,
    dir,
    body: html`<a class="skip" href="#summary">${heads.toSummary}</a>
<header><p class="eyebrow">${maker}</p>
<h1>${title}</h1>
<nav class="contents" aria-label="${heads.contents}"><ol>${sections.map(
      ({ id, name }) => html`<li><a href="#${id}">${name}</a></li>
`,
    )}</ol></nav></header>
<main>
${sections.map((section) => htmlSection(section, wording))}</main>
<footer><p>${heads.loadsNothing}</p>
<p id="said" class="hidden" role="status" data-verb="${heads.copy}" data-done="${heads.copied}" data-chosen="${heads.selected}"></p></footer>`,
  })
}

const htmlSection = ({ id, name, blocks }: Section, wording: Wording): Html =>
  html`<section class="${id}" aria-labelledby="${id}"><h2 id="${id}">${name}</h2>
${htmlBlocks(blocks, wording)}</section>
`
