import { asOfText, type Now, nowLines } from '../now.js'
import { bullets } from './markdown/blocks.js'
import { type Html, html, type Markdown, markdown } from './markup.js'

/** What is so now, before anything else. */
export const nowSection = (now: Now): Html => html`<section aria-labelledby="now"><h2 id="now">Now</h2>
<p>${asOfText(now)}</p>
${nowLines(now).map(
  ({ name, text }) => html`<h3>${name}</h3>
<ul>${text.map(
    (sentence) => html`<li>${sentence}</li>
`,
  )}</ul>
`,
)}</section>
`

export const nowPart = (now: Now): Markdown => markdown`## Now

${asOfText(now)}

${nowLines(now).map(
  ({ name, text }) => markdown`**${name}**

${bullets(text.map((sentence) => markdown`${sentence}`))}
`,
)}`
