import type { DescriptorAudit } from '../audit.js'
import { contractBody } from './contract.js'
import { type Html, html } from './markup.js'
import { facts } from './pieces.js'

/** What a descriptor turned out to describe. */
export const descriptorSection = (described: DescriptorAudit): Html =>
  html`<section aria-labelledby="output"><h2 id="output">The output</h2>
${liftedPart(described)}<div class="contract"><div class="body">
${contractBody(described)}</div></div></section>
`

const liftedPart = ({ lifted }: DescriptorAudit): Html => {
  if (lifted.kind === 'foreign')
    return html`<h3>What it is</h3>
<p>It is not a contract of an agreement. This is what it is instead:</p>
<ul>${lifted.description.map(
      (sentence) => html`<li>${sentence}</li>
`,
    )}</ul>
<details><summary>How it differs from a contract</summary>
<ul>${lifted.differences.map(
      ({ code, subject, text }) => html`<li>${subject}: ${text} <code>${code}</code></li>
`,
    )}</ul></details>
`
  const { index, roles, keyPath, weights, proof } = lifted.contract
  return html`<h3>What it is</h3>
<p>It is the contract of an agreement.</p>
${facts([
  ['Index', `${index}`],
  ['Key path', keyPath === 'musig2' ? 'MuSig2 of employer and worker' : 'closed'],
  ['Tree', weights === 'default' ? 'of the default weights' : 'of chosen weights'],
  [
    'Keys',
    proof === 'derived'
      ? 'derived again from their accounts'
      : 'some are placed by an origin that was claimed',
  ],
  ...roles.map(
    ({ role, threshold, keys }) => [role, `${threshold} of ${keys.length}: ${keys.join(' ')}`] as const,
  ),
])}
`
}
