/** Bytes with the lowest bit of one of them turned round. */
export const flipped = (bytes: Uint8Array, at = 0): Uint8Array =>
  bytes.map((byte, place) => (place === at ? byte ^ 1 : byte))
