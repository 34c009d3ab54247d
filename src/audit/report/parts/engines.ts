import type { EngineComparison } from '../../compare.js'
import { type Block, type Cell, cell, list, type Span, said } from '../blocks.js'
import type { Wording } from '../wording.js'

/** Whether the two engines agree, in one sentence. */
export const enginesText = (
  { agree, compared, differences }: EngineComparison,
  { heads, sentence }: Wording,
): Span =>
  said(
    compared === 0
      ? heads.enginesNothing
      : agree
        ? sentence('enginesAgree', { compared })
        : sentence('enginesDiffer', { differences: differences.length, compared }),
  )

/** More differences than these say nothing new. */
const SHOWN = 50

/** Where the engines differ, byte by byte, and what both of them still stand on. */
export const enginesDetails = (
  { differences, shared }: EngineComparison,
  wording: Wording,
): readonly Block[] => {
  const { heads, say, english } = wording
  return [
    ...(differences.length === 0
      ? []
      : [
          {
            kind: 'table',
            where: 'html',
            table: {
              name: heads.enginesWhere,
              columns: [
                { name: heads.subject, kind: 'head' },
                { name: heads.value },
                { name: heads.firstByte, kind: 'number' },
                { name: heads.firstEngine },
                { name: heads.secondEngine },
              ],
              rows: differences
                .slice(0, SHOWN)
                .map(({ subject, field, at, first, second }) => [
                  cell(wording.about(subject)),
                  cell(english(field)),
                  cell(said(say.number(at))),
                  hexAt(first, at),
                  hexAt(second, at),
                ]),
            },
          } as const,
        ]),
    {
      kind: 'folded',
      where: 'html',
      name: [heads.enginesShared],
      blocks: list(...shared.map((sentence) => [english(sentence)])),
    },
  ]
}

/** Bytes with the one at a position marked. */
const hexAt = (hex: string, at: number): Cell =>
  cell(
    { as: 'code', text: hex.slice(0, 2 * at) },
    { as: 'mark', text: hex.slice(2 * at, 2 * at + 2) },
    { as: 'code', text: hex.slice(2 * at + 2) },
  )
