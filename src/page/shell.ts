import { documentOf, hashed } from '../audit/report/document.js'
import { type Html, html } from '../audit/report/markup.js'
import { SCRIPT } from '../audit/report/script.js'
import { STYLE } from '../audit/report/style.js'
import { LANGUAGES } from './languages.js'
import { PAGE_STYLE } from './style.js'

const TITLE = 'Audit an escrow'

/**
 * The page as one file around its script. The policy lets through that script, the one of reports and their styles,
 * each by its hash; nothing may be loaded, sent, framed or submitted.
 */
export const pageHtml = ({ script }: { readonly script: string }): string => {
  const style = `${STYLE}${PAGE_STYLE}`
  return documentOf({
    title: TITLE,
    lang: 'en',
    dir: 'ltr',
    body: body(),
    style,
    script,
    policy: [
      "connect-src 'none'",
      `style-src ${hashed(style)} ${hashed(STYLE)}`,
      `script-src ${hashed(script)} ${hashed(SCRIPT)}`,
    ],
  })
}

const body = (): Html => html`<div id="ask">
<header><p class="eyebrow">taproot-escrow</p>
<h1>${TITLE}</h1>
<p>Paste or drop an agreement or an output descriptor, and what belongs to it: a PSBT that you are asked to sign, the transaction that spent it, a view of the chain, as the command's <code>watch</code> writes it, acceptances, a proof of terms or of funding; or a second agreement, to see what is different. The report says who can move the money, when, and what is wrong.</p>
<p class="soft">All of it happens in this page. It works without a network and sends nothing.</p></header>
<main>
<label for="text">Agreement, descriptor, PSBT, transaction, view or proof</label>
<textarea id="text" spellcheck="false" autocomplete="off" autocapitalize="off"></textarea>
<div class="actions"><button type="button" class="main" id="add">Audit</button>
<button type="button" id="choose">Choose files</button><input type="file" id="files" multiple tabindex="-1" aria-label="Files to audit">
<span class="soft">or drop files anywhere on this page</span></div>
<div class="fields"><div><label for="address">An address: is it that of a contract?</label><input id="address" spellcheck="false" autocomplete="off" autocapitalize="off"></div>
<div><label for="milestone">Of which milestone, counted from 0</label><input id="milestone" inputmode="numeric" autocomplete="off"></div>
<div><label for="height">Height of the tip</label><input id="height" inputmode="numeric" autocomplete="off"></div>
<div><label for="median">Median time of the tip, in Unix seconds</label><input id="median" inputmode="numeric" autocomplete="off"></div>
<div><label for="checkpoint">A block that you know, for proofs of funding (height:hash)</label><input id="checkpoint" spellcheck="false" autocomplete="off" autocapitalize="off"></div>
<div><label for="language">Language of the report</label><select id="language">${LANGUAGES.map(
  ({ tag, name, dir }) => html`<option value="${tag}" lang="${tag}" dir="${dir}">${name}</option>
`,
)}</select></div></div>
<p id="said" role="status"></p>
<section id="have" aria-labelledby="have-title" hidden><h2 id="have-title">Given</h2>
<ul class="given" id="given"></ul>
<div class="actions"><button type="button" id="again" hidden>Show the report</button></div></section>
</main></div>
<main id="result" hidden><div class="bar-top"><h1 id="verdict"></h1>
<button type="button" id="back">Back</button>
<button type="button" data-save="html">Save HTML</button>
<button type="button" data-save="md">Save Markdown</button>
<button type="button" data-save="json">Save JSON</button></div>
<iframe id="report" title="Report" sandbox="allow-scripts"></iframe></main>`
