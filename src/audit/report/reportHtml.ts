import { type Audit, anAudit } from '../audit.js'
import type { Finding } from '../finding.js'
import { VERSION } from '../version.js'
import { amendmentSection } from './amendmentSection.js'
import { bottomLine, contentsOf, signOff } from './bottomLine.js'
import { contractSection } from './contract.js'
import { descriptorSection } from './descriptorSection.js'
import { htmlDocument } from './document.js'
import { findingList } from './findingList.js'
import { byKind } from './kinds.js'
import { type Html, html } from './markup.js'
import { nowSection } from './nowPart.js'
import { spendSection } from './spendSection.js'
import { streamSection } from './streamPart.js'
import { summarySection, titleOf } from './summary.js'
import { traceSection } from './traceSection.js'

/** Up to this many contracts the first one is open from the start. */
const FEW = 3

/**
 * An audit as one HTML file that loads nothing: the summary first, then every contract with its tree, its timeline,
 * its matrix, its scripts and its keys. The same audit gives the same bytes.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * writeFileSync('report.html', reportHtml(audit(agreementText)))
 */
export const reportHtml = (report: Audit): string => {
  anAudit(report, 'audit')
  const title = titleOf(report)
  return htmlDocument({ title, body: body(report, title) })
}

const body = (report: Audit, title: string): Html => {
  const { contracts, findings, agreement, amendments, descriptor, now, spend, stream, trace } = report
  const about = findingsByContract(findings)
  return html`<a class="skip" href="#summary">To the summary</a>
<header><p class="eyebrow">taproot-escrow ${VERSION}, audits of format 1, agreements of version 1</p>
<h1>${title}</h1>
${contentsOf(report)}</header>
<main>
${bottomLine(report)}${now === undefined ? undefined : nowSection(now)}${stream === undefined ? undefined : streamSection(stream)}${summarySection(report)}${
  findings.length === 0
    ? undefined
    : html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${findingList(findings)}</section>
`
}${amendments === undefined ? undefined : amendmentSection(amendments)}${spend === undefined ? undefined : spendSection(spend)}${
  trace === undefined ? undefined : traceSection(trace)
}${descriptor === undefined ? undefined : descriptorSection(descriptor)}${
  contracts.length === 0
    ? undefined
    : html`<section aria-labelledby="contracts"><h2 id="contracts">Contracts</h2>
${byKind(contracts).map(({ contract, like }) =>
  contractSection(contract, {
    agreement,
    like,
    // the findings of a single contract stand above already
    findings: contracts.length === 1 ? [] : (about.get(contract.index) ?? []),
    state: contracts.length <= FEW ? 'open' : 'closed',
  }),
)}</section>
`
}${signOff(report)}</main>
<footer><p>Computed from the agreement and its scripts${
    now === undefined ? ' alone' : ', and what is so now from the view of the chain that was given'
  }. This file loads nothing and sends nothing.</p>
<p id="said" class="hidden" role="status"></p></footer>`
}

/** Findings whose subject is a contract, by its index. */
const findingsByContract = (findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> => {
  const found = new Map<number, Finding[]>()
  for (const finding of findings) {
    const index = Number(/^contract (\d+)(?![^,])/.exec(finding.subject)?.[1] ?? Number.NaN)
    const known = found.get(index)
    if (known === undefined) found.set(index, [finding])
    else known.push(finding)
  }
  return found
}
