import { documentOf, hashed } from '../audit/report/document.js'
import { type Html, html } from '../audit/report/markup.js'
import { SCRIPT } from '../audit/report/script.js'
import { STYLE } from '../audit/report/style.js'
import { ROLES } from '../words.js'
import { LANGUAGES } from './languages.js'
import { PAGE_STYLE } from './style.js'
import { ENGLISH_PAGE, type PlainWord } from './words/english.js'

/** An attribute that names the word of the page which is said inside an element, or as its label. */
const word = (name: PlainWord): Html => html` data-word="${name}"`
const label = (name: PlainWord): Html => html` data-label="${name}" aria-label="${ENGLISH_PAGE[name]}"`

/**
 * The page as one file around its script. The policy lets through that script, the one of reports and their styles,
 * each by its hash; nothing may be loaded, sent, framed or submitted.
 */
export const pageHtml = ({ script }: { readonly script: string }): string => {
  const style = `${STYLE}${PAGE_STYLE}`
  return documentOf({
    title: ENGLISH_PAGE.title,
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

/** An element that says a word. */
const says = (name: PlainWord, element: 'p' | 'h1' | 'h2' | 'span'): Html =>
  html`<${element}${word(name)}>${ENGLISH_PAGE[name]}</${element}>`

const labelled = (name: PlainWord, id: string): Html =>
  html`<label for="${id}"${word(name)}>${ENGLISH_PAGE[name]}</label>`

const KINDS = {
  text: html` dir="ltr" spellcheck="false" autocapitalize="off"`,
  number: html` dir="ltr" inputmode="numeric"`,
  /** In whatever direction somebody's name is written. */
  name: html` dir="auto" spellcheck="false"`,
}

const field = (name: PlainWord, kind: keyof typeof KINDS): Html =>
  html`<div>${labelled(name, name)}<input id="${name}" autocomplete="off"${KINDS[kind]}></div>
`

const button = (name: PlainWord, attributes: Html): Html =>
  html`<button type="button"${attributes}${word(name)}>${ENGLISH_PAGE[name]}</button>
`

const body = (): Html => html`<div id="ask">
<header><div class="language"><span aria-hidden="true">文A</span>${labelled('language', 'language')}<select id="language">${LANGUAGES.map(
  ({
    language: { tag, name, dir },
  }) => html`<option value="${tag}" lang="${tag}" dir="${dir}">${name}</option>
`,
)}</select></div><p class="eyebrow">taproot-escrow</p>
${says('title', 'h1')}
${says('intro', 'p')}
<p class="soft"${word('offline')}>${ENGLISH_PAGE.offline}</p></header>
<main>
${labelled('text', 'text')}
<textarea id="text" dir="ltr" spellcheck="false" autocomplete="off" autocapitalize="off"></textarea>
<div class="actions">${button('audit', html` class="main" id="add"`)}${button('choose', html` id="choose"`)}<input type="file" id="files" multiple tabindex="-1"${label('files')}>
${button('scan', html` id="scan" hidden`)}<span class="soft"${word('orDrop')}>${ENGLISH_PAGE.orDrop}</span></div>
<p id="said" role="status"></p>
<section id="scanner" aria-labelledby="scanner-title" hidden><h2 id="scanner-title"${word('scanning')}>${ENGLISH_PAGE.scanning}</h2>
<video id="camera" muted playsinline${label('cameraPicture')}></video>
<p id="progress" role="status"></p>
<div class="actions">${button('stop', html` id="stop"`)}</div></section>
<section id="shown" aria-labelledby="shown-title" hidden><h2 id="shown-title"${word('shownCodes')}>${ENGLISH_PAGE.shownCodes}</h2>
<div id="drawing"></div><p id="place" class="soft"></p>
<div class="actions">${button('pause', html` id="pause"`)}${button('nextPart', html` id="next"`)}${button('close', html` id="close"`)}</div></section>
<div class="fields">${field('address', 'text')}${field('milestone', 'number')}${field('height', 'number')}${field('median', 'number')}${field('checkpoint', 'text')}</div>
<div class="fields">${ROLES.map((name) => field(name, 'name'))}</div>
<section id="have" aria-labelledby="have-title" hidden><h2 id="have-title"${word('given')}>${ENGLISH_PAGE.given}</h2>
<ul class="given" id="given"></ul>
<div class="actions">${button('again', html` id="again" hidden`)}</div></section>
</main></div>
<main id="result" hidden><div class="bar-top"><h1 id="verdict"></h1>
${button('back', html` id="back"`)}${button('saveHtml', html` data-save="html"`)}${button('saveMarkdown', html` data-save="md"`)}${button('saveJson', html` data-save="json"`)}<p id="answer"></p></div>
<iframe id="report"${label('report')} sandbox="allow-scripts"></iframe></main>`
