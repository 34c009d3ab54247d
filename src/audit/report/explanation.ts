import type { Consequences } from '../consequences.js'
import { capital } from '../explain/words.js'
import type { OutputAudit } from '../outputAudit.js'
import { coalitionPhrase, momentPhrase, partyPhrase } from '../phrases.js'
import { type Html, html } from './markup.js'

const list = (texts: readonly string[]): Html =>
  html`<ul>${texts.map(
    (text) => html`<li>${text}</li>
`,
  )}</ul>`

/** What a contract means for each party, in plain sentences. */
export const explanationSection = ({ explanation, output }: OutputAudit): Html =>
  html`<h4>What it means</h4>
<div class="cards">${explanation.map(({ party, text }) => {
    const known = output.parties.find(({ name }) => name === party)
    return html`<div class="card"><h5>For ${known === undefined ? party : partyPhrase(known)}</h5>
${list(text)}</div>
`
  })}</div>
`

/** Who can be robbed by whom, who is stuck without whom, what arbiters can do with one party. */
export const consequencesSection = (consequences: Consequences): Html =>
  html`${consequences.reservations.map(
    ({ text }) => html`<p class="warning">${text}</p>
`,
  )}${consequenceParts(consequences).map(
    ({ title, texts }) => html`<h4>${title}</h4>
${list(texts)}
`,
  )}`

/** Who can move the money of a contract and from when: as short as it can be said without leaving anybody out. */
export const abilitySentences = ({ matrix, consequences }: OutputAudit): readonly string[] =>
  consequences.opportunities.map(
    ({ coalition, from }) =>
      `${capital(coalitionPhrase(coalition, matrix.parties))} can move the money ${momentPhrase(from)}.`,
  )

/** What follows from a matrix, part by part; parts of which there is nothing to say are left out. */
export const consequenceParts = ({
  takings,
  absences,
  pairs,
}: Consequences): readonly { readonly title: string; readonly texts: readonly string[] }[] =>
  [
    { title: 'What can be taken without asking', entries: takings },
    { title: 'If somebody vanishes', entries: absences },
    { title: 'What two can do together', entries: pairs },
  ].flatMap(({ title, entries }) =>
    entries.length === 0 ? [] : [{ title, texts: entries.map(({ text }) => text) }],
  )
