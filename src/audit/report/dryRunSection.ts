import type { DryRun } from '../dryRun.js'
import { DRY_RUN_NOTE, DRY_RUN_TITLE, dryRunTable } from './dryRunWords.js'
import { type Html, html } from './markup.js'
import { htmlTable } from './toldHtml.js'

/** What each spend would cost. */
export const dryRunSection = (runs: readonly DryRun[]): Html => html`<h4>${DRY_RUN_TITLE}</h4>
<p class="soft">${DRY_RUN_NOTE}</p>
${htmlTable(dryRunTable(runs))}
`
