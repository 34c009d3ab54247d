import type { Voice } from './voice.js'

/** One sentence before it is said in any language: what it says, and with which values. */
export type SentenceIn<Table> = {
  readonly [Code in keyof Table]: { readonly code: Code; readonly data: Table[Code] }
}[keyof Table]

/** How one language says every sentence of a table; one that is missing does not compile. */
export type Catalogue<Table> = {
  readonly [Code in keyof Table]: (data: Table[Code], say: Voice) => string
}

/** The text of a sentence, by a catalogue and a voice of the same language. */
export const textOf = <Table, Code extends keyof Table>(
  { code, data }: { readonly code: Code; readonly data: Table[Code] },
  { catalogue, voice }: { readonly catalogue: Catalogue<Table>; readonly voice: Voice },
): string => catalogue[code](data, voice)
