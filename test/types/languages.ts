import type { Catalogue, Sentence, Sentences } from 'taproot-escrow'
import { english } from 'taproot-escrow/languages'

const { youReceive: _, ...lacking } = english.catalogue

// @ts-expect-error a language has every sentence
export const incomplete: Catalogue<Sentences> = lacking

export const wrong: Catalogue<Sentences> = {
  ...english.catalogue,
  // @ts-expect-error a sentence is said with its own data
  youReceive: ({ rate }) => rate,
}

// @ts-expect-error a sentence has data of the type of its code
export const mixed: Sentence = { code: 'youReceive', data: { rate: '1' } }

// @ts-expect-error a code is one that every language can say
export const unknown: Sentence = { code: 'youRecieve', data: {} }
