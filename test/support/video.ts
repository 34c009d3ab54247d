import { writeFileSync } from 'node:fs'
import { encodeQR } from 'qr'

const WIDTH = 640
const HEIGHT = 480
/** Frames that each code stays in view: cameras are asked less often than they see. */
const FRAMES = 8

/** A frame of the code in the middle: its brightness, and no colour (I420). */
const frameOf = (text: string): Buffer => {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4 })
  const scale = Math.floor(HEIGHT / rows.length)
  const frame = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, 128)
  frame.fill(235, 0, WIDTH * HEIGHT)
  const [left, top] = [WIDTH, HEIGHT].map((size) => Math.floor((size - rows.length * scale) / 2)) as [
    number,
    number,
  ]
  for (const [y, row] of rows.entries())
    for (const [x, dark] of row.entries())
      for (let line = 0; dark && line < scale; line++) {
        const at = (top + y * scale + line) * WIDTH + left + x * scale
        frame.fill(16, at, at + scale)
      }
  return frame
}

/** A film (YUV4MPEG2) of codes one after the other, for a browser that takes it for what its camera sees. */
export const writeFilm = (path: string, texts: readonly string[]): void => {
  const frames = texts.flatMap((text) => Array.from({ length: FRAMES }, () => frameOf(text)))
  writeFileSync(
    path,
    Buffer.concat([
      Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F20:1 Ip A1:1 C420jpeg\n`),
      ...frames.flatMap((frame) => [Buffer.from('FRAME\n'), frame]),
    ]),
  )
}
