import type { ContractNow } from '../../now.js'
import { type Block, type Cell, cell, code, heading, NOTHING, said } from '../blocks.js'
import type { Wording } from '../wording.js'
import { inPages } from './output.js'

type Opening = ContractNow['deposits'][number]['openings'][number]

/** From when each path can take what was paid in, with dates: what can be taken now first, then the soonest. */
export const calendarBlocks = (
  { deposits }: Pick<ContractNow, 'deposits'>,
  wording: Wording,
): readonly Block[] => {
  const { heads, say } = wording
  const openings = deposits.flatMap(({ outpoint, openings: some }) =>
    // what opens for nobody is the leaf of the terms
    some.flatMap((opening) => (opening.parties.length === 0 ? [] : [{ outpoint, opening }])),
  )
  if (openings.length === 0) return []
  return inPages([
    heading(4, heads.calendar),
    {
      kind: 'table',
      table: {
        name: heads.calendar,
        columns: [
          { name: heads.way, kind: 'head' },
          { name: heads.fromWhen },
          { name: heads.about },
          ...(deposits.length > 1 ? [{ name: heads.output }] : []),
        ],
        rows: [...openings]
          .sort((one, other) => orderOf(one.opening) - orderOf(other.opening))
          .map(({ outpoint, opening }) => [
            wayCell(opening, wording),
            fromCell(opening, wording),
            opening.about === undefined ? NOTHING : cell(said(say.moment(opening.about))),
            ...(deposits.length > 1 ? [cell(code(outpoint))] : []),
          ]),
      },
    },
  ])
}

/** Blocks by their height, moments by their seconds: no contract has both. */
const orderOf = ({ kind, from }: Opening): number => {
  if (kind === 'open') return 0
  if (from === undefined) return Number.MAX_SAFE_INTEGER
  return 'block' in from ? from.block : from.tip.medianTime
}

/** A way by its name, with those who sign where the name does not say so. */
const wayCell = ({ path, parties }: Opening, { named, say }: Wording): Cell => {
  const way = named(path)
  const people = say.people(parties)
  return { line: [way], ...(way.text === people ? {} : { below: [[said(people)]] }) }
}

const fromCell = ({ kind, from }: Opening, { heads, say }: Wording): Cell => {
  if (kind === 'open') return cell(heads.openNow)
  if (kind === 'never') return cell(heads.never)
  if (from === undefined) return cell(heads.unknown)
  return cell(said('block' in from ? say.lock({ height: from.block }) : say.moment(from.tip.medianTime)))
}
