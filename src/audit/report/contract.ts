import type { Agreement } from '../../agreement/types.js'
import type { AuditedOutput } from '../../powers/output.js'
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
  /** A contract of the same kind, of which everything is said already. */
  readonly like: ContractAudit | undefined
}

/** Where links to a contract lead. */
export const contractAnchor = (index: number): string => `contract-${index}`

/** Everything about one contract. */
export const contractSection = (
  contract: ContractAudit,
  { agreement, findings, state, like }: ContractContext,
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
}${like === undefined ? contractBody(contract) : likeBody(contract, like)}${
  descriptor === like?.descriptor ? undefined : facts([['Descriptor', copyable(descriptor, 'descriptor')]])
}
</div></details>
`
}

/** What a contract has of its own beside one of the same kind. */
const likeBody = ({ index, output, descriptor }: ContractAudit, like: ContractAudit): Html => {
  const said = descriptor === like.descriptor ? ', and its descriptor' : ''
  return html`<p>All else is as of <a href="#${contractAnchor(like.index)}">contract ${like.index}</a>: who can do what and when, what spends cost, what each step of the scripts does, whose the keys are (their origins end with ${index} here)${said}.</p>
<h4>Scripts</h4>
${facts(output.leaves.map(({ name, script }) => [name, copyableHex(script, `script of ${name}`)]))}
<h4>Keys and output</h4>
${outputFacts(output)}
`
}

const outputFacts = ({ internalKey, merkleRoot, outputKey }: AuditedOutput): Html =>
  facts([
    ['Internal key', copyableHex(internalKey, 'internal key')],
    merkleRoot === undefined ? undefined : ['Merkle root', copyableHex(merkleRoot, 'Merkle root')],
    ['Output key', copyableHex(outputKey, 'output key')],
  ])

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
${outputFacts(output)}
`
}
