import type { ContractNow, Now } from '../audit/now.js'
import type { Contract } from '../contract/contract.js'
import { ENGLISH_TONGUE } from '../sentences/english/tongue.js'
import type { TransactionState } from '../watch/statusTypes.js'
import type { View } from '../watch/types.js'
import { withoutMe } from '../watch/withoutMe.js'
import { type Role, roleName } from '../words.js'

/** A contract as of the last block of a view, and how the money can move without the one who asks. */
export interface Row {
  readonly contract: Contract
  readonly now: ContractNow
}

/** Digits of an id that tell agreements apart to people. */
const SHORT = 8

const depthText = (state: TransactionState | undefined, wanted: number): string => {
  if (state === undefined) return ''
  if (state.kind !== 'confirmed') return 'waits'
  return state.confirmations < wanted ? `${state.confirmations} of ${wanted}` : `${state.confirmations}`
}

const { moment: utc, number } = ENGLISH_TONGUE.formats

type Opening = ContractNow['deposits'][number]['openings'][number]

const whoText = (parties: readonly Role[]): string => parties.map(roleName).join(' and ')

const whenText = ({ kind, from, about }: Pick<Opening, 'kind' | 'from' | 'about'>): string => {
  if (kind === 'open') return 'now'
  if (from === undefined) return 'from a moment that is not known yet'
  const point =
    'block' in from ? `from a tip of ${from.tip.height}` : `from ${utc(from.tip.medianTime)} of the chain`
  return about === undefined ? point : `${point}, about ${utc(about).slice(0, 10)}`
}

/** The next clock that runs out. */
const nextOf = ({ deposits }: ContractNow): string => {
  const waiting = deposits.flatMap(({ openings }) => openings.filter(({ kind }) => kind === 'waiting'))
  const [first] = waiting.sort((left, right) => pointOf(left) - pointOf(right))
  return first === undefined ? '' : `${whoText(first.parties)} ${whenText(first)}`
}

const pointOf = ({ from }: Opening): number =>
  from === undefined ? 0 : 'block' in from ? from.tip.height : from.tip.medianTime

/** How the money leaves without a role, the soonest. */
const withoutText = (row: Row, { as, view }: { readonly as: Role; readonly view: View }): string => {
  if (row.now.deposits.length === 0) return ''
  const [first] = withoutMe(row.contract, { as, at: view })
  if (first === undefined) return row.now.amount === 0n ? '' : 'never'
  return `${whoText(first.path.parties)}${first.path.secretHash === undefined ? '' : ' with the secret'} ${whenText(first)}`
}

/** Cells in columns, two spaces apart. */
const inColumns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** One line for each contract. */
export const statusTable = (
  rows: readonly Row[],
  { now, view, as }: { readonly now: Now; readonly view: View; readonly as: Role | undefined },
): readonly string[] =>
  inColumns([
    [
      'agreement',
      'milestone',
      'status',
      'in escrow',
      'agreed',
      'confirmations',
      as === undefined ? 'next' : `without the ${roleName(as)}`,
    ],
    ...rows.map((row) => {
      const { contract, now: told } = row
      const [spend] = told.spends
      return [
        contract.agreement.id.slice(0, SHORT),
        `${contract.milestone}`,
        told.word,
        `${number(told.amount)} sat`,
        `${number(contract.amount)} sat`,
        depthText(spend?.state ?? told.deposits[0]?.state, now.confirmations),
        as === undefined ? nextOf(told) : withoutText(row, { as, view }),
      ]
    }),
  ])
