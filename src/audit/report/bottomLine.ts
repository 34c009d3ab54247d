import { counted } from '../../errors.js'
import { utcText } from '../../spend/recoveryWords.js'
import type { Audit } from '../audit.js'
import type { Finding } from '../finding.js'
import { listed } from '../phrases.js'
import { type Html, html } from './markup.js'

/** More causes than these are left to the list of findings. */
const CAUSES = 4

/** What a reader has to know who reads nothing else: what is so now, what can go wrong, what to do. */
export const bottomLine = (report: Audit): Html => {
  const wrong = causesOf(report)
  return html`<section class="bottom" aria-labelledby="bottom-line"><h2 id="bottom-line">The bottom line</h2>
<h3>What is so now</h3>
<p>${nowText(report)}</p>
<h3>What can go wrong</h3>
${
  wrong.length === 0
    ? html`<p>Nothing that the audit looks for.</p>`
    : html`<ul>${wrong.slice(0, CAUSES).map(
        ({ text }) => html`<li>${text}</li>
`,
      )}</ul>${wrong.length > CAUSES ? html`<p>And ${counted(wrong.length - CAUSES, 'other cause')}: see the findings.</p>` : undefined}`
}
<h3>What to do</h3>
<p>${adviceText(report)}</p></section>
`
}

const nowText = ({ now }: Audit): string => {
  if (now === undefined)
    return 'The chain was not looked at: this is what the terms allow, whatever was paid.'
  const counts = new Map<string, number>()
  for (const { word } of now.contracts) counts.set(word, (counts.get(word) ?? 0) + 1)
  const said = [...counts].map(([word, count]) => `${counted(count, 'contract')} ${word}`)
  const { height, medianTime } = now.at
  const when = medianTime === undefined ? '' : `, about ${utcText(medianTime)}`
  return `As of block ${height}${when}: ${listed(said)}.`
}

/** What somebody can lose by, or has to know before paying in, the gravest first: each cause once. */
const causesOf = ({ findings }: Audit): readonly Finding[] =>
  (['danger', 'warning'] as const).flatMap((severity) => {
    const causes = new Map<string, Finding>()
    for (const finding of findings)
      if (finding.severity === severity && !causes.has(finding.code)) causes.set(finding.code, finding)
    return [...causes.values()]
  })

const adviceText = ({ agreement, subject, findings, engines }: Audit): string => {
  if (engines?.agree === false) return 'Pay nothing and sign nothing: one of the two engines is wrong.'
  if (findings.some(({ severity }) => severity === 'danger'))
    return 'Pay nothing and sign nothing before each danger is gone, or is what you want.'
  if (subject !== 'descriptor' && agreement === undefined) return 'Ask for the text of the agreement.'
  return findings.some(({ severity }) => severity === 'warning')
    ? 'Settle each warning with the others before you pay or sign.'
    : 'Compare the id of the agreement with the one that was agreed on, by another channel than this report.'
}

/** Where what stands in a report; contracts are listed in the summary. */
export const contentsOf = (report: Audit): Html => {
  const { amendments, contracts, descriptor, findings, now, spend, stream, trace } = report
  const entries: readonly (readonly [id: string, name: string, there: unknown])[] = [
    ['bottom-line', 'The bottom line', report],
    ['now', 'Now', now],
    ['stream', 'Paid by the minute', stream],
    ['summary', 'Summary', report],
    ['findings', 'Findings', findings[0]],
    ['amendments', 'Amendments', amendments],
    ['psbt', 'The PSBT', spend],
    ['trace', 'Transactions', trace],
    ['output', 'The output', descriptor],
    ['contracts', 'Contracts', contracts[0]],
    ['sign-off', 'Sign-off', report],
  ]
  return html`<nav class="contents" aria-label="Contents"><ol>${entries.map(([id, name, there]) =>
    there === undefined
      ? html``
      : html`<li><a href="#${id}">${name}</a></li>
`,
  )}</ol></nav>
`
}

const LINES = ['Name', 'In which role', 'Date', 'Signature'] as const

/** For paper: who has read it. */
export const signOff = ({ agreement }: Audit): Html =>
  html`<section class="sign-off" aria-labelledby="sign-off"><h2 id="sign-off">Sign-off</h2>
<p>I have read this report${agreement === undefined ? undefined : html` on agreement <code>${agreement.id}</code>`}.</p>
<dl class="facts">${LINES.map(
    (name) => html`<dt>${name}</dt><dd class="blank"></dd>
`,
  )}</dl></section>
`
