import type { OutputTold } from '../told.js'
import type { Trace, TracedInput, TracedSignature, TracedTransaction } from '../trace/types.js'
import { enginesDetails, enginesText } from './engines.js'
import { type Html, html } from './markup.js'
import { column, copyable, facts, scroller } from './pieces.js'
import { satsText } from './words.js'

/** What became of the contracts, as far as the given transactions tell. */
export const traceSection = (trace: Trace): Html =>
  html`<section aria-labelledby="trace"><h2 id="trace">What the transactions did</h2>
${traceParts(trace)}</section>
`

/** The same without its heading: a final PSBT is told by it, too. */
export const traceParts = ({ transactions, unspent, unrelated, refused, engines }: Trace): Html =>
  html`<p>${enginesText(engines)}</p>
${transactions.map(transactionPart)}${
  unspent.length === 0
    ? undefined
    : html`<h3>Not spent by any of them</h3>
<ul>${unspent.map(
        ({ outpoint, contract, amount }) =>
          html`<li>Contract ${contract.index}: ${satsText(amount)} in <code>${outpoint.txid}:${outpoint.vout}</code></li>
`,
      )}</ul>
`
}${unrelated.map(
  (txid) => html`<p>Neither spends nor pays a contract: <code>${txid}</code></p>
`,
)}${refused.map(
  ({
    position,
    text,
  }) => html`<p class="danger">What was given as number ${position + 1} is no transaction: ${text}</p>
`,
)}${enginesDetails(engines)}`

const transactionPart = (transaction: TracedTransaction): Html => {
  const { txid, text, spends, outputs, fee, version, lockTime } = transaction
  return html`<h3>Transaction <code data-copy="transaction id">${txid}</code></h3>
<ul>${text.map(
    (sentence) => html`<li>${sentence}</li>
`,
  )}</ul>
<details><summary>Signatures, outputs and fields</summary>
${facts([
  ['Version', `${version}`],
  ['Lock time', `${lockTime}`],
  fee === undefined ? undefined : ['Fee', `${satsText(fee.amount)}, ${fee.rate} sat/vB, ${fee.percent} %`],
])}
${spends.map(inputPart)}${outputTable(outputs)}</details>
`
}

const inputPart = ({ input, outpoint, contract, by }: TracedInput): Html => {
  const about = html`<p>Input ${input} spends contract ${contract.index}, <code>${outpoint.txid}:${outpoint.vout}</code>`
  if (by.kind === 'foreign')
    return html`${about} <span class="danger">by no way that the contract has: ${by.reason}</span></p>
`
  const secret = by.kind === 'leaf' ? by.secret : undefined
  return html`${about}, by ${by.kind === 'key' ? 'key' : by.path}.</p>
${
  secret === undefined
    ? undefined
    : html`<p>It shows the secret ${copyable(secret.preimage, 'secret')}, which ${secret.opens ? 'opens' : 'does not open'} the hash of the agreement.</p>
`
}${signatureTable(by.signatures)}`
}

const signatureTable = (signatures: readonly TracedSignature[]): Html =>
  scroller(
    html`<table><thead><tr>${column('Signed by')}${column('Verdict')}${column('Type')}${column('Key')}${column('Signature')}</tr></thead>
<tbody>${signatures.map(
      ({ signers, verdict, type, key, signature }) =>
        html`<tr><th scope="row">${signers.map(({ role }) => role).join(' and ')}</th><td>${verdict}</td><td>0x${type.toString(16).padStart(2, '0')}</td><td>${copyable(key, 'key')}</td><td>${copyable(signature, 'signature')}</td></tr>
`,
    )}</tbody></table>`,
    'signatures',
  )

/** Outputs with everybody whom the agreements know behind them. */
export const outputTable = (outputs: readonly OutputTold[]): Html =>
  scroller(
    html`<table><thead><tr><th scope="col" class="number">Output</th>${column('To')}<th scope="col" class="number">Amount</th>${column('Address or script')}</tr></thead>
<tbody>${outputs.map(
      ({ vout, amount, script, address, to }) =>
        html`<tr><td class="number">${vout}</td><td>${to.length === 0 ? 'a stranger' : to.join(', ')}</td><td class="number">${satsText(amount)}</td><td>${copyable(address ?? script, address === undefined ? 'script' : 'address')}</td></tr>
`,
    )}</tbody></table>`,
    'outputs',
  )
