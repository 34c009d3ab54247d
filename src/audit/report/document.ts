import { backend } from '#backend'
import { toBase64 } from '../../psbt/base64.js'
import { utf8 } from '../../units/bytes.js'
import { type Html, html } from './markup.js'
import { SCRIPT } from './script.js'
import { STYLE } from './style.js'

/** How a policy names the one text that it lets through (CSP Level 3, "Hash usage for inline scripts"). */
export const hashed = (text: string): string => `'sha256-${toBase64(backend.sha256(utf8(text)))}'`

/** What a whole HTML file is made of. */
export interface DocumentParts {
  readonly title: string
  /** BCP 47. */
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
  readonly body: Html
  readonly style: string
  readonly script: string
  /** Directives of the policy beside those that let nothing be loaded or submitted. */
  readonly policy: readonly string[]
}

/** A whole HTML file around its style and its one script. */
export const documentOf = ({ title, lang, dir, body, style, script, policy }: DocumentParts): string => {
  const directives = ["default-src 'none'", ...policy, "base-uri 'none'", "form-action 'none'"].join('; ')
  const head = html`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${directives}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>`
  // style and script are constants of ours, the only text that stands here as it is
  return `<!doctype html>
${html`<html lang="${lang}" dir="${dir}">`}
<head>
${head}
<style>${style}</style>
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`
}

/** A report as a file: nothing is loaded, and nothing runs but the one script. */
export const htmlDocument = (parts: Pick<DocumentParts, 'title' | 'lang' | 'dir' | 'body'>): string =>
  documentOf({
    ...parts,
    style: STYLE,
    script: SCRIPT,
    policy: [`style-src ${hashed(STYLE)}`, `script-src ${hashed(SCRIPT)}`],
  })
