import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
/** A decoder that shares nothing with what draws the codes; its declarations do not fit its module for Node. */
const jsQR: (data: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null =
  require(require.resolve('jsqr'))

/** A code as a report has drawn it. */
export interface DrawnCode {
  readonly name: string
  /** What a scanner reads. */
  readonly text: string
}

const SCALE = 4

/** Pixels of strokes on white: what stands in the path of a code, drawn again. */
const pixelsOf = (path: string, side: number) => {
  const width = side * SCALE
  const data = new Uint8Array(4 * width * width).fill(255)
  let [x, y] = [0, 0]
  for (const [, step = '', first = '', second = ''] of path.matchAll(/([Mmh])(\d+)(?: ([\d.]+))?/g)) {
    if (step === 'M') [x, y] = [Number(first), Math.floor(Number(second))]
    else {
      for (let column = x; step === 'h' && column < x + Number(first); column++)
        for (let dot = 0; dot < SCALE * SCALE; dot++) {
          const at = (y * SCALE + Math.floor(dot / SCALE)) * width + column * SCALE + (dot % SCALE)
          data.fill(0, 4 * at, 4 * at + 3)
        }
      x += Number(first)
    }
  }
  return { width, height: width, data }
}

/** What a scanner reads in a picture, by another hand than the one that drew it. */
export const textInPixels = ({
  width,
  height,
  data,
}: {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}): string => {
  const found = jsQR(Uint8ClampedArray.from(data), width, height)
  if (found === null) throw new Error('there is no code in this picture')
  return found.data
}

/** The codes of a report in HTML, each read again. */
export const drawnCodes = (document: string): readonly DrawnCode[] =>
  [
    ...document.matchAll(
      /<svg class="qr" role="img" aria-label="([^"]*)" viewBox="0 0 (\d+) \2"><path [^>]*>(?:<\/path>)?<path stroke="#000" d="([^"]*)"(?:\/>|><\/path>)<\/svg>/g,
    ),
  ].map(([, name = '', side = '', path = '']) => ({
    name,
    text: textInPixels(pixelsOf(path, Number(side))),
  }))
