const NEWLINE = 0x0a
const FIRST_ROOM = 4096

/**
 * Cuts a stream of bytes into lines, wherever it was cut before. No more than `limit` bytes of a line are kept: a
 * longer one is told once, and nothing after it.
 */
export const lineCutter = ({
  limit,
  line,
  tooLong,
}: {
  readonly limit: number
  readonly line: (bytes: Uint8Array) => void
  readonly tooLong: () => void
}): ((bytes: Uint8Array) => void) => {
  // one buffer: a list of parts would cost a hundred bytes for each of a server's single ones
  let room = new Uint8Array(0)
  let kept = 0
  let over = false
  const keep = (part: Uint8Array): void => {
    if (kept + part.length > limit) {
      over = true
      room = new Uint8Array(0)
      tooLong()
      return
    }
    if (kept + part.length > room.length) {
      const larger = new Uint8Array(Math.max(FIRST_ROOM, 2 * room.length, kept + part.length))
      larger.set(room.subarray(0, kept))
      room = larger
    }
    room.set(part, kept)
    kept += part.length
  }
  return (bytes) => {
    let start = 0
    while (!over) {
      const end = bytes.indexOf(NEWLINE, start)
      keep(bytes.subarray(start, end < 0 ? bytes.length : end))
      if (end < 0 || over) return
      const whole = room.subarray(0, kept)
      // the next line gets a buffer of its own
      room = new Uint8Array(0)
      kept = 0
      start = end + 1
      line(whole)
    }
  }
}
