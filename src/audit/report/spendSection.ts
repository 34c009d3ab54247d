import { roleName } from '../../spend/recoveryWords.js'
import type { AuditedSpendInput, SpendAudit, SpendTold } from '../spend/types.js'
import { enginesDetails, enginesText } from './engines.js'
import { type Html, html } from './markup.js'
import { column, facts, scroller } from './pieces.js'
import { outputTable, traceParts } from './traceSection.js'
import { satsText } from './words.js'

/** What a PSBT would do to whoever signs it. */
export const spendSection = (audited: SpendAudit): Html =>
  html`<section aria-labelledby="psbt"><h2 id="psbt">What the PSBT does</h2>
${told(audited)}${audited.remarks.map(
  (text) => html`<p class="warning">${text}</p>
`,
)}<details><summary>Inputs, and who says what they are</summary>
${inputTable(audited.inputs)}</details>
${audited.kind === 'final' ? undefined : enginesPart(audited)}</section>
`

const enginesPart = ({ engines }: SpendAudit): Html =>
  html`<p>${enginesText(engines)}</p>
${enginesDetails(engines)}`

const told = (audited: SpendAudit): Html => {
  switch (audited.kind) {
    case 'refused':
      return html`<div class="verdict danger"><p><strong>It is no spend of the agreement: do not sign it.</strong></p><p>${audited.refusal.text} <code>${audited.refusal.code}</code></p></div>
`
    case 'final':
      return html`<p>It is signed and final: this is what its transaction would do.</p>
${traceParts(audited.trace)}`
    case 'spend':
      return spendTold(audited.spend)
  }
}

const spendTold = ({
  path,
  outcome,
  outputs,
  pot,
  fee,
  arbiterFee,
  version,
  lockTime,
  signers,
  findings,
}: SpendTold): Html => html`<p>It is ${outcome.phrase}, by ${path}.</p>
${facts([
  ['Inputs together', satsText(pot)],
  ['Fee', `${satsText(fee.amount)}, ${fee.rate} sat/vB, ${fee.percent} %`],
  arbiterFee === 0n ? undefined : ["Arbiter's fee", satsText(arbiterFee)],
  ['Version', `${version}`],
  ['Lock time', `${lockTime}`],
  [
    'Signed',
    html`${signers.map(
      ({ role, needed, signed }) => html`${roleName(role)}: ${signed.length} of ${needed}<br>`,
    )}`,
  ],
])}
${outputTable(outputs)}
${
  findings.length === 0
    ? undefined
    : html`<ul>${findings.map(
        ({ level, rule, text }) =>
          html`<li class="${level === 'refuse' ? 'danger' : 'warning'}"><strong>${level === 'refuse' ? 'Refused' : 'Warning'}</strong>: ${text} <code>${rule}</code></li>
`,
      )}</ul>
`
}`

const SOURCES: Readonly<Record<AuditedSpendInput['source'], string>> = {
  psbt: 'the PSBT alone, which may claim anything',
  transaction: 'a whole transaction, which proves it',
  nobody: 'nobody',
}

const inputTable = (inputs: readonly AuditedSpendInput[]): Html =>
  scroller(
    html`<table><thead><tr><th scope="col" class="number">Input</th>${column('Contract')}<th scope="col" class="number">Amount</th>${column('Who says so')}${column('Output that it spends')}</tr></thead>
<tbody>${inputs.map(
      ({ input, contract, amount, source, outpoint }) =>
        html`<tr><td class="number">${input}</td><td>${contract === undefined ? 'none' : contract.index}</td><td class="number">${amount === undefined ? 'unknown' : satsText(amount)}</td><td>${SOURCES[source]}</td><td><code>${outpoint.txid}:${outpoint.vout}</code></td></tr>
`,
    )}</tbody></table>`,
    'inputs',
  )
