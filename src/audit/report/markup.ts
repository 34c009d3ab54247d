import { htmlEscape } from 'escape-goat'
import { visibleLines } from '../../text.js'

/** What may stand in a template: text is escaped, markup of the same language is taken as it is. */
export type Part<Language extends string> =
  | string
  | number
  | bigint
  | undefined
  | Markup<Language>
  | readonly Markup<Language>[]

/** Text in which everything foreign is escaped: templates alone make it, so that no text gets in by mistake. */
export class Markup<Language extends string> {
  readonly #text: string
  /** Keeps languages apart, for the compiler only. */
  declare readonly language: Language

  private constructor(text: string) {
    this.#text = text
  }

  /** The tag of templates in a language, by how a text is escaped in it. */
  static tag<Language extends string>(
    escaped: (text: string) => string,
  ): (literals: TemplateStringsArray, ...parts: readonly Part<Language>[]) => Markup<Language> {
    const written = (part: Part<Language>): string => {
      if (part === undefined) return ''
      if (part instanceof Markup) return part.#text
      return typeof part === 'object' ? part.map(written).join('') : escaped(visibleLines(`${part}`))
    }
    return (literals, ...parts) =>
      new Markup(literals.map((literal, at) => `${literal}${written(parts[at])}`).join(''))
  }

  toString(): string {
    return this.#text
  }
}

export type Html = Markup<'html'>
export type Markdown = Markup<'markdown'>

/**
 * HTML whose parts are escaped.
 *
 * @example
 * html`<p title="${memo}">${memo}</p>`
 */
export const html: (literals: TemplateStringsArray, ...parts: readonly Part<'html'>[]) => Html =
  /* @__PURE__ */ Markup.tag<'html'>(htmlEscape)

/** What means something inside a line of Markdown, links without brackets included (GitHub's autolinks). */
const SPECIAL = /[\\`*_[\]<>|~&@]|:(?=\/\/)|(?<=\bwww)\./gi

/** Markdown whose parts are escaped: one line each. */
export const markdown: (literals: TemplateStringsArray, ...parts: readonly Part<'markdown'>[]) => Markdown =
  /* @__PURE__ */ Markup.tag<'markdown'>((text) => text.replace(/[\n ]+/g, ' ').replace(SPECIAL, '\\$&'))

/** Markdown in which parts stand between backticks, where nothing but those has a meaning. */
export const verbatim: (literals: TemplateStringsArray, ...parts: readonly Part<'markdown'>[]) => Markdown =
  /* @__PURE__ */ Markup.tag<'markdown'>((text) => text.replace(/[`\n ]+/g, ' '))
