import type { Outcome, Role } from '../words.js'

/** How a language writes what is the same in all sentences. */
export interface Formats {
  /** With separators. */
  readonly number: (value: bigint | number) => string
  /** A decimal number as text with a point, such as `0.05`. */
  readonly decimal: (text: string) => string
  /** `and`: all of them; `or`: one of them. */
  readonly list: (items: readonly string[], kind: 'and' | 'or') => string
  readonly plural: (count: number) => Intl.LDMLPluralRule
  /** `45 days`. */
  readonly length: (count: number, unit: 'minute' | 'hour' | 'day') => string
  /** Unix time in seconds, in UTC, to the second. */
  readonly moment: (seconds: number) => string
}

/** Words of a language that many of its sentences use. */
export interface Terms {
  /** As the subject of a sentence, with the article: `the employer`. */
  readonly roles: Readonly<Record<Role, string>>
  /** As a sentence takes them: `a release`. */
  readonly outcomes: Readonly<Record<Outcome | 'freeze', string>>
  /** One of several whom the worker's side pays, counted from 1. */
  readonly payee: (worker: string, position: string) => string
  readonly contract: (index: string) => string
  /** An output of a swap into Lightning. */
  readonly swap: string
  /** A height of the chain: `block 900000`. */
  readonly block: (height: string) => string
  /** A moment of the chain's own clock. */
  readonly chainTime: (moment: string) => string
  readonly blocks: (count: string, plural: Intl.LDMLPluralRule) => string
  readonly seconds: (count: string, plural: Intl.LDMLPluralRule) => string
  readonly about: (length: string) => string
  /** In the place of a text that may hold a secret. */
  readonly notShown: (characters: string) => string
  /** Two sentences in their order. */
  readonly join: string
}

/** How a language is written and what it calls things, without its sentences. */
export interface Tongue {
  /** BCP 47, such as `pt` or `zh-Hans`. */
  readonly tag: string
  readonly dir: 'ltr' | 'rtl'
  readonly formats: Formats
  readonly terms: Terms
}
