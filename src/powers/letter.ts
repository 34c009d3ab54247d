/** The name of a party that no agreement names, by its position: `A` to `Z`, then `A2` to `Z2` … */
export const letter = (position: number): string => {
  const round = Math.floor(position / 26)
  return `${String.fromCharCode(0x41 + (position % 26))}${round === 0 ? '' : round + 1}`
}
