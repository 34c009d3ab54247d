/** A table of text, columns as wide as they must be; numbers stand right. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | bigint)[])[]
}

export const formatNumber = (value: number | bigint): string => value.toLocaleString('en')

/** The lines of a table, without a last line of its own. */
export const formatTable = ({ columns, rows }: Table): readonly string[] => {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : formatNumber(cell))))
  const widths = columns.map((name, at) =>
    Math.max(name.length, ...cells.map((row) => (row[at] ?? '').length)),
  )
  const isNumber = columns.map((_, at) => rows.every((row) => typeof row[at] !== 'string'))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(columns), widths.map((width) => '-'.repeat(width)).join('  '), ...cells.map(line)]
}
