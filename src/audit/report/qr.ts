import { type Check, checkThat } from '../../given/check.js'
import { type Html, html } from './markup.js'

/**
 * Draws a text as a QR code: its modules row by row, `true` for a dark one. Such as
 * `(text) => encodeQR(text, 'raw')` with the package `qr`.
 */
export type QrDrawer = (text: string) => readonly (readonly boolean[])[]

/** The least and the most modules of a side, with a border (ISO/IEC 18004). */
const LEAST = 21
const MOST = 200

const isSquare = (rows: unknown): boolean =>
  Array.isArray(rows) &&
  rows.length >= LEAST &&
  rows.length <= MOST &&
  rows.every((row: unknown) => Array.isArray(row) && row.length === rows.length)

const aCode: Check = /* @__PURE__ */ checkThat('the rows of a square QR code', isSquare)

/** Light modules around a code beside those that it brings: together at least the four that scanners ask for. */
const BORDER = 3

/** Dark on light in every theme, as scanners want it. */
export const qrHtml = (
  text: string,
  { name, draw }: { readonly name: string; readonly draw: QrDrawer },
): Html => {
  const rows = draw(text)
  aCode(rows, 'qr')
  const side = rows.length + 2 * BORDER
  const dark = rows.flatMap((row, y) => row.map((is, x) => (is ? `M${x + BORDER} ${y + BORDER}.5h1` : '')))
  return html`<svg class="qr" role="img" aria-label="${name}" viewBox="0 0 ${side} ${side}"><path fill="#fff" d="M0 0h${side}v${side}h-${side}z"/><path stroke="#000" d="${dark.join('')}"/></svg>`
}
