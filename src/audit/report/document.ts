import { backend } from '#backend'
import { toBase64 } from '../../psbt/base64.js'
import { utf8 } from '../../units/bytes.js'
import { type Html, html } from './markup.js'
import { SCRIPT } from './script.js'
import { STYLE } from './style.js'

/** How a policy names the one text that it lets through (CSP Level 3, "Hash usage for inline scripts"). */
export const hashed = (text: string): string => `'sha256-${toBase64(backend.sha256(utf8(text)))}'`

/** A whole HTML file: nothing is loaded, and nothing runs but the one script. */
export const htmlDocument = ({ title, body }: { readonly title: string; readonly body: Html }): string => {
  const policy = [
    "default-src 'none'",
    `style-src ${hashed(STYLE)}`,
    `script-src ${hashed(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const head = html`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>`
  // the two constants are the only text that stands here as it is
  return `<!doctype html>
<html lang="en">
<head>
${head}
<style>${STYLE}</style>
</head>
<body>
${body}
<script>${SCRIPT}</script>
</body>
</html>
`
}
