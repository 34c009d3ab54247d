import type { StreamTold } from '../stream.js'
import { bullets } from './markdown/blocks.js'
import { type Html, html, type Markdown, markdown } from './markup.js'

/** Until when a stream runs, and what its last state pays. */
export const streamSection = ({
  text,
}: StreamTold): Html => html`<section aria-labelledby="stream"><h2 id="stream">Paid by the minute</h2>
<ul>${text.map(
  (sentence) => html`<li>${sentence}</li>
`,
)}</ul>
</section>
`

export const streamPart = ({ text }: StreamTold): Markdown => markdown`## Paid by the minute

${bullets(text.map((sentence) => markdown`${sentence}`))}
`
