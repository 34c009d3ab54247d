import { counted } from '../../errors.js'
import type { Audit } from '../audit.js'
import { SEVERITIES, type Severity } from '../finding.js'
import { contractsText } from '../now.js'
import { listed } from '../phrases.js'
import { contractAnchor } from './contract.js'
import { enginesDetails, enginesText } from './engines.js'
import { abilitySentences } from './explanation.js'
import { type Html, html } from './markup.js'
import { copyable, facts, scroller } from './pieces.js'
import { severitySign } from './severitySign.js'
import { coinsText, SEVERITY_SIGNS, satsText } from './words.js'

/** The title of a report. */
export const titleOf = ({ agreement, contracts, subject }: Audit): string => {
  if (subject === 'descriptor') return 'Audit of a descriptor'
  if (agreement === undefined) return 'This is not an agreement'
  return `Audit of an agreement with ${counted(contracts.length, 'contract')}`
}

/** What a reader needs first: what was audited, the verdict, and where to go on. */
export const summarySection = (report: Audit): Html => {
  const { agreement, contracts, engines } = report
  const total = contracts.reduce((sum, { amount }) => sum + amount, 0n)
  const [first] = contracts
  return html`<section aria-labelledby="summary"><h2 id="summary">Summary</h2>
${verdict(report)}
${facts([
  agreement === undefined ? undefined : ['Network', agreement.network],
  agreement === undefined ? undefined : ['Agreement', copyable(agreement.id, 'agreement id')],
  first === undefined ? undefined : ['Amount', html`${satsText(total)} <small>${coinsText(total)}</small>`],
  first === undefined || contracts.length > 1 ? undefined : ['Address', copyable(first.address, 'address')],
])}
${contracts.length === 0 ? undefined : abilities(report)}${contracts.length > 1 ? contractList(report) : undefined}${engines === undefined ? undefined : enginesDetails(engines)}</section>
`
}

/** The gravest severity that occurs. */
export const gravest = ({ findings }: Audit): Severity | undefined =>
  SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity))

const severityCounts = ({ findings }: Audit): readonly string[] =>
  SEVERITIES.flatMap((severity) => {
    const { length } = findings.filter((finding) => finding.severity === severity)
    return length === 0 ? [] : [counted(length, SEVERITY_SIGNS[severity].word.toLowerCase())]
  })

/** The verdict as one line. */
export const verdictText = (report: Audit): string => {
  const counts = severityCounts(report)
  return counts.length === 0 ? 'Nothing was found.' : `Found: ${listed(counts)}.`
}

const verdict = (report: Audit): Html => {
  const { engines } = report
  const worst = gravest(report) ?? 'fine'
  return html`<div class="verdict ${worst}"><p><strong>${severitySign(worst)} ${verdictText(report)}</strong></p>${
    engines === undefined
      ? undefined
      : html`
<p>${enginesText(engines)}</p>`
  }</div>
`
}

/** More kinds of contracts than these are left to the contracts themselves. */
const KINDS = 4

/** Who can move the money, once for all contracts of which the same is true. */
const abilities = ({ contracts }: Audit): Html => {
  const kinds = new Map<string, { readonly sentences: readonly string[]; readonly contracts: number[] }>()
  for (const contract of contracts) {
    const sentences = abilitySentences(contract)
    const key = sentences.join('\n')
    const kind = kinds.get(key)
    if (kind === undefined) kinds.set(key, { sentences, contracts: [contract.index] })
    else kind.contracts.push(contract.index)
  }
  return html`<h3>Who can do what</h3>
${[...kinds.values()].slice(0, KINDS).map(
  (kind) => html`${
    kinds.size === 1
      ? undefined
      : html`<p>${contractsText(kind.contracts)}:</p>
`
  }<ul>${kind.sentences.map(
    (sentence) => html`<li>${sentence}</li>
`,
  )}</ul>
`,
)}${
  kinds.size > KINDS
    ? html`<p>${counted(kinds.size - KINDS, 'other kind')} of contracts: see there.</p>
`
    : undefined
}`
}

const contractList = ({ contracts, agreement }: Audit): Html =>
  scroller(
    html`<table><thead><tr><th scope="col">Contract</th><th scope="col">Memo</th><th scope="col" class="number">Amount</th><th scope="col">Address</th></tr></thead>
<tbody>${contracts.map(
      ({ index, milestone, amount, address }) =>
        html`<tr><th scope="row"><a href="#${contractAnchor(index)}">${index}</a></th><td><bdi>${agreement?.milestones[milestone]?.memo}</bdi></td><td class="number">${satsText(amount)}</td><td><code>${address}</code></td></tr>
`,
    )}</tbody></table>`,
    'contracts',
  )
