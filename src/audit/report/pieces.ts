import { toHex } from '../../units/bytes.js'
import { type Html, html } from './markup.js'

/** A text that can be copied as a whole; `name` is what it is. */
export const copyable = (text: string, name: string): Html => html`<code data-copy="${name}">${text}</code>`

export const copyableHex = (bytes: Uint8Array, name: string): Html => copyable(toHex(bytes), name)

/** Names with their values, one below the other. */
export const facts = (rows: readonly (readonly [name: string, value: Html | string] | undefined)[]): Html =>
  html`<dl class="facts">${rows.map((row) =>
    row === undefined
      ? html``
      : html`<dt>${row[0]}</dt><dd>${row[1]}</dd>
`,
  )}</dl>`

/** A wide thing in a scroller of its own, which the keyboard reaches. */
export const scroller = (inner: Html, name: string, kind = 'scroll'): Html =>
  html`<div class="${kind}" tabindex="0" role="group" aria-label="${name}">${inner}</div>`

/** A head cell of a column, with a smaller line below where there is one. */
export const column = (name: string, below?: string): Html =>
  html`<th scope="col">${name}${below === undefined ? undefined : html`<small>${below}</small>`}</th>`
