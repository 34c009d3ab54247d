import type { Finding } from '../finding.js'

/** How grave something is; `fine` where nothing was found, `soft` where it stands beside. */
export type Mood = 'danger' | 'warning' | 'note' | 'fine' | 'soft'

/** A part of a line that is more than text. */
export interface Span {
  /**
   * `said`: what a voice said, isolates and all; `code`: a technical name; `link`: to a part of the report;
   * `english`: what is not said in other languages; `written`: what somebody wrote, in whatever direction.
   */
  readonly as: 'said' | 'code' | 'link' | 'english' | 'written' | 'strong' | 'small' | 'mark'
  readonly text: string
  /** What a code is, where somebody may want to copy it. */
  readonly copy?: string
  /** The id that a link leads to. */
  readonly to?: string
  readonly mood?: Mood
}

/** Text with the parts of it that are more. Whatever is text alone is shown as it is, but for what nobody sees. */
export type Line = readonly (string | Span)[]

/** A cell: a line with smaller ones below it. */
export interface Cell {
  readonly line: Line
  readonly below?: readonly Line[]
  readonly mood?: Mood
  /** How many columns it goes over; 1 where not said. */
  readonly over?: number
}

/** A column by its name; those of names head their rows, those of numbers stand to the right. */
export interface Column {
  readonly name: string
  readonly kind?: 'head' | 'number'
  /** What a voice said, smaller below the name. */
  readonly below?: string | undefined
}

/** A table, whatever it is written in. */
export interface Table {
  /** What it is a table of. */
  readonly name: string
  /** `bars`: stretches of time in which somebody can act. */
  readonly look?: 'bars'
  readonly columns: readonly Column[]
  /** As wide as the columns. */
  readonly rows: readonly (readonly Cell[])[]
}

/** Names with their values, one below the other; a value that is absent is left blank, for paper. */
export type Facts = readonly (readonly [name: string, value?: Line])[]

/** Where a block stands: in every report, in HTML and Markdown, or in HTML alone. */
export type Where = 'everywhere' | 'pages' | 'html'

/** One thing after the other, of which a report is made. */
export type Block = { readonly where?: Where } & (
  | { readonly kind: 'heading'; readonly level: 3 | 4; readonly line: Line }
  | { readonly kind: 'text'; readonly line: Line; readonly mood?: Mood }
  | { readonly kind: 'list'; readonly items: readonly Line[] }
  | { readonly kind: 'facts'; readonly facts: Facts }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  /** Texts to be scanned, where somebody draws them. */
  | { readonly kind: 'codes'; readonly codes: readonly { readonly name: string; readonly text: string }[] }
  /** What something means to each of several people. */
  | {
      readonly kind: 'cards'
      readonly cards: readonly { readonly name: Line; readonly items: readonly Line[] }[]
    }
  | { readonly kind: 'verdict'; readonly mood: Mood; readonly line: Line; readonly below?: Line }
  /** Closed at first where that can be. */
  | {
      readonly kind: 'folded'
      readonly name: Line
      readonly look?: 'leaf'
      readonly blocks: readonly Block[]
    }
  | {
      readonly kind: 'contract'
      readonly id: string
      readonly name: Line
      readonly aside: Line
      readonly state: 'open' | 'closed'
      readonly blocks: readonly Block[]
    }
)

/** A part of a report with its heading. */
export interface Section {
  /** Where links lead. */
  readonly id: string
  readonly name: string
  readonly where?: Where
  readonly blocks: readonly Block[]
}

/** A whole report before it is written in any form. */
export interface Description {
  readonly title: string
  /** What wrote it, with its version and those of the formats. */
  readonly maker: string
  readonly sections: readonly Section[]
}

/** What a report of one form says: sections and blocks that stand elsewhere alone are left out. */
export const standingIn = <Part extends { readonly where?: Where }>(
  parts: readonly Part[],
  form: 'html' | 'markdown' | 'text',
): readonly Part[] =>
  parts.filter(({ where = 'everywhere' }) =>
    form === 'html' ? true : form === 'markdown' ? where !== 'html' : where === 'everywhere',
  )

export const said = (text: string): Span => ({ as: 'said', text })
export const code = (text: string): Span => ({ as: 'code', text })
/** A code that can be copied. */
export const copied = (text: string, copy: string): Span => ({ as: 'code', text, copy })
export const english = (text: string): Span => ({ as: 'english', text })
export const small = (text: string): Span => ({ as: 'small', text })

export const cell = (...line: Line): Cell => ({ line })
/** A cell of which there is nothing to say: where rows are cards, it is left out. */
export const NOTHING: Cell = /* @__PURE__ */ cell('–')
export const paragraph = (...line: Line): Block => ({ kind: 'text', line })
export const heading = (level: 3 | 4, text: string): Block => ({ kind: 'heading', level, line: [said(text)] })
export const list = (...items: readonly Line[]): readonly Block[] =>
  items.length === 0 ? [] : [{ kind: 'list', items }]
