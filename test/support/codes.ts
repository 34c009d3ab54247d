import decodeQR from 'qr/decode.js'

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

/** What a scanner reads in a picture. */
export const textInPixels = (image: {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}): string => decodeQR(image)

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
