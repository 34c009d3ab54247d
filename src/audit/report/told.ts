/** A sentence with a technical name in it: an outpoint, a code. */
export interface Line {
  readonly text: string
  /** Stands after the text. */
  readonly code?: string
  /** What `code` is, where somebody may want to copy it. */
  readonly copy?: string
  /** Ends the sentence. */
  readonly after?: string
}

/** Names with their values. */
export type Facts = readonly (readonly [name: string, value: string | Line])[]

/** A cell: a line with smaller ones below it. */
export interface Cell extends Line {
  readonly below?: readonly string[]
  readonly mood?: 'warning'
}

/** A column by its name; those of names head their rows, those of numbers stand to the right. */
export interface Column {
  readonly name: string
  readonly kind?: 'head' | 'number'
}

/** A table, whatever it is written in. */
export interface Table {
  /** What it is a table of. */
  readonly name: string
  readonly columns: readonly Column[]
  /** As wide as the columns. */
  readonly rows: readonly (readonly Cell[])[]
}

/** A code that can be copied. */
export const copied = (code: string, copy: string): Line => ({ text: '', code, copy })
