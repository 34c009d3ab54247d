import type { Severity } from '../finding.js'
import type { Mood } from './blocks.js'
import { type Html, html } from './markup.js'

/** Severities by shapes of their own in text: never by colour alone. */
export const SEVERITY_SHAPES: Readonly<Record<Severity, string>> = { danger: '▲', warning: '◆', note: '●' }

/** What the signs of severities are in text, drawn: not every font has them. A check where nothing was found. */
const SHAPES: Readonly<Record<Mood, string>> = {
  danger: 'M6 .5 12 11.5H0z',
  warning: 'M6 0 12 6 6 12 0 6z',
  note: 'M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  fine: 'M1.4 5 4.6 8.2 10.6 1.6 12 3 4.6 11 0 6.4z',
  soft: '',
}

/** A shape of its own for each severity, beside the word that says it. */
export const severitySign = (severity: Mood): Html =>
  html`<svg class="sign" viewBox="0 0 12 12" aria-hidden="true"><path d="${SHAPES[severity]}"/></svg>`
