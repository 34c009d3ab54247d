import type { Audit } from '../../audit.js'
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

/** Where the engines differ, byte by byte, and a link to what both of them still stand on, which the summary says. */
export const enginesDetails = (engines: EngineComparison, wording: Wording): readonly Block[] => [
  ...enginesDiffer(engines, wording),
  { kind: 'text', where: 'html', line: [{ as: 'link', text: wording.heads.enginesShared, to: 'summary' }] },
]

/** What both engines stand on in all that is reported, each part once. */
export const enginesShare = (
  { engines, spend, trace }: Pick<Audit, 'engines' | 'spend' | 'trace'>,
  { heads, english }: Wording,
): Block => ({
  kind: 'folded',
  where: 'html',
  name: [heads.enginesShared],
  blocks: list(
    ...[...new Set([engines, spend?.engines, trace?.engines].flatMap((one) => one?.shared ?? []))].map(
      (sentence) => [english(sentence)],
    ),
  ),
})

/** Where the engines differ, byte by byte. */
export const enginesDiffer = ({ differences }: EngineComparison, wording: Wording): readonly Block[] => {
  const { heads, say, english } = wording
  return differences.length === 0
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
      ]
}

/** Bytes with the one at a position marked. */
const hexAt = (hex: string, at: number): Cell =>
  cell(
    { as: 'code', text: hex.slice(0, 2 * at) },
    { as: 'mark', text: hex.slice(2 * at, 2 * at + 2) },
    { as: 'code', text: hex.slice(2 * at + 2) },
  )
