import type { Agreement } from '../../agreement/types.js'
import type { ContractAudit } from '../audit.js'
import type { Finding } from '../finding.js'
import type { OutputAudit } from '../outputAudit.js'
import { dryRunSection } from './dryRunSection.js'
import { consequencesSection, explanationSection } from './explanation.js'
import { findingList } from './findingList.js'
import { keyTable, leafTable, scriptDetails } from './leaves.js'
import { type Html, html } from './markup.js'
import { matrixSection } from './matrixTable.js'
import { copyable, copyableHex, facts, scroller } from './pieces.js'
import { sizesOf } from './sizes.js'
import { treeSvg } from './treeSvg.js'
import { coinsText, satsText } from './words.js'

/** What is said of one contract beside itself. */
export interface ContractContext {
  readonly agreement: Agreement | undefined
  /** Those about this contract alone. */
  readonly findings: readonly Finding[]
  readonly state: 'open' | 'closed'
}

/** Where links to a contract lead. */
export const contractAnchor = (index: number): string => `contract-${index}`

/** Everything about one contract. */
export const contractSection = (
  contract: ContractAudit,
  { agreement, findings, state }: ContractContext,
): Html => {
  const { index, milestone, amount, address, descriptor, output } = contract
  const memo = agreement?.milestones[milestone]?.memo
  return html`<details class="contract" id="${contractAnchor(index)}"${state === 'open' ? html` open` : undefined}><summary><h3>Contract ${index}${
    memo === undefined ? undefined : html`: <bdi>${memo}</bdi>`
  }</h3><span class="soft">${satsText(amount)}</span></summary>
<div class="body">
${facts([
  ['Address', copyable(address, `address of contract ${index}`)],
  ['Amount', html`${satsText(amount)} <small>${coinsText(amount)}</small>`],
  ['Output script', copyableHex(output.outputScript, 'output script')],
])}
${
  findings.length === 0
    ? undefined
    : html`<h4>Findings</h4>
${findingList(findings)}
`
}${contractBody(contract)}${facts([['Descriptor', copyable(descriptor, 'descriptor')]])}
</div></details>
`
}

/** What follows from an output, whoever agreed on it. */
export const contractBody = (audited: OutputAudit): Html => {
  const { output, judgements, matrix, consequences, dryRuns } = audited
  const sizes = sizesOf(matrix)
  return html`${explanationSection(audited)}<h4>Ways to spend</h4>
${scroller(treeSvg(output, sizes), 'script tree', 'scroll drawing')}
${leafTable(output, { sizes })}
${matrixSection(audited)}${consequencesSection(consequences)}${dryRunSection(dryRuns)}<h4>Scripts</h4>
${scriptDetails(output, judgements)}
<h4>Keys and output</h4>
<details><summary>All keys with their holders and origins</summary>
${keyTable(output)}</details>
${facts([
  ['Internal key', copyableHex(output.internalKey, 'internal key')],
  output.merkleRoot === undefined
    ? undefined
    : ['Merkle root', copyableHex(output.merkleRoot, 'Merkle root')],
  ['Output key', copyableHex(output.outputKey, 'output key')],
])}
`
}
