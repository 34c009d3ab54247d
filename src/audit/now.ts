import type { Contract } from '../contract/contract.js'
import { counted } from '../errors.js'
import { membersOf } from '../given/check.js'
import { outcomePhrase } from '../plan/outcome.js'
import { roleName, utcText } from '../spend/recoveryWords.js'
import { formatOutpoint } from '../units/outpoint.js'
import { type Sats, sumSats } from '../units/sats.js'
import { someConfirmations } from '../watch/deposits.js'
import { type OpeningPoint, openingsOf, type PathOpening } from '../watch/openings.js'
import { statusOf } from '../watch/status.js'
import type {
  DepositStatus,
  SpendStatus,
  Status,
  StatusWord,
  TransactionState,
} from '../watch/statusTypes.js'
import { inTable } from '../watch/table.js'
import type { SpendDeed, View } from '../watch/types.js'
import { aView } from '../watch/view.js'
import type { Role } from '../words.js'
import { listed } from './phrases.js'
import { type ContractName, nameOf, type OutputTold, Recipients } from './told.js'

/** A transaction that took, or would take, what was paid into a contract. */
export interface TakenNow {
  readonly txid: string
  /** The deposit, as `txid:vout`. */
  readonly outpoint: string
  readonly state: TransactionState
  /** How: absent where the view does not hold the transaction any more. */
  readonly deed?: SpendDeed
  /** To whom. */
  readonly outputs: readonly OutputTold[]
}

/** What a contract is like in a view. Plain data. */
export interface ContractNow {
  readonly contract: ContractName
  readonly word: StatusWord
  /** What deposits hold that nothing spends. */
  readonly amount: Sats
  /** Deposits that are in the chain or wait for their block. */
  readonly deposits: readonly {
    readonly outpoint: string
    readonly amount: Sats
    readonly kind: DepositStatus['kind']
    readonly isLate: boolean
    readonly state: TransactionState
    /** From when each path can take it: for one that nothing spends. */
    readonly openings: readonly {
      readonly path: PathOpening['path']['name']
      readonly parties: readonly Role[]
      readonly kind: PathOpening['kind']
      readonly from?: OpeningPoint
      /** About when, in Unix seconds. */
      readonly about?: number
    }[]
  }[]
  /** Spends that are in the chain or wait for their block. */
  readonly spends: readonly TakenNow[]
  /** The same in plain sentences. */
  readonly text: readonly string[]
}

/** What is so now, as of the last block of a view. */
export interface Now {
  readonly at: { readonly height: number; readonly hash: string; readonly medianTime?: number }
  /** As many blocks must hold or follow a transaction before it counts. */
  readonly confirmations: number
  readonly contracts: readonly ContractNow[]
}

/** Tells what contracts of one agreement are like; `everywhere` are those that relocks may lead to. */
export type NowReader = (contracts: readonly Contract[], everywhere: readonly Contract[]) => Now | undefined

export interface AsOfOptions {
  /** How many blocks must hold or follow a transaction of the view before it counts; 1 where not said. */
  readonly confirmations?: number
}

/**
 * What an audit says of now: what contracts are like as of the last block of a view. A function of its own, so that
 * who audits without a view bundles nothing that reads one.
 *
 * @throws EscrowError `ARGUMENT_TYPE`; the audit throws `VIEW_NETWORK` for a view of another network
 * @example
 * const { now } = audit(agreementText, { now: asOf(view, { confirmations: 6 }) })
 */
export const asOf = (view: View, options: AsOfOptions = {}): NowReader => {
  aView(view, 'view')
  membersOf<AsOfOptions>({ 'confirmations?': someConfirmations })(options, '')
  const { confirmations = 1 } = options
  return (contracts, everywhere) => nowIn(contracts, { view, confirmations, everywhere })
}

const nowIn = (
  contracts: readonly Contract[],
  {
    view,
    confirmations,
    everywhere,
  }: { readonly view: View; readonly confirmations: number; readonly everywhere: readonly Contract[] },
): Now | undefined => {
  const recipients = new Recipients(everywhere)
  const all = contracts.map((contract) => statusOf(contract, view, { confirmations, contracts: everywhere }))
  const [first] = all
  if (first === undefined) return undefined
  const { height, hash, medianTime } = first.at
  return {
    at: { height, hash, ...(medianTime === undefined ? {} : { medianTime }) },
    confirmations,
    contracts: all.map((status) => contractNow(status, { view, confirmations, recipients })),
  }
}

interface Seen {
  readonly view: View
  readonly confirmations: number
  readonly recipients: Recipients
}

const isThere = ({ state }: { readonly state: TransactionState }): boolean =>
  state.kind === 'confirmed' || state.kind === 'waiting'

const contractNow = (status: Status, seen: Seen): ContractNow => {
  const spends = status.spends.filter(isThere).map((spend) => takenNow(spend, seen))
  const isSpent = ({ funded }: DepositStatus): boolean =>
    spends.some(({ outpoint }) => outpoint === formatOutpoint(funded.outpoint))
  const left = status.deposits.filter((deposit) => !isSpent(deposit))
  const amount = sumSats(
    left.map(({ funded }) => funded.amount),
    'deposits',
  )
  return {
    contract: nameOf(status.contract),
    word: status.word,
    amount,
    deposits: status.deposits.map((deposit) => ({
      outpoint: formatOutpoint(deposit.funded.outpoint),
      amount: deposit.funded.amount,
      kind: deposit.kind,
      isLate: deposit.isLate,
      state: deposit.state,
      openings: isSpent(deposit)
        ? []
        : openingsOf(deposit.funded, status.at).map((opening) => ({
            path: opening.path.name,
            parties: opening.path.parties,
            kind: opening.kind,
            ...('from' in opening && opening.from !== undefined ? { from: opening.from } : {}),
            ...('about' in opening && opening.about !== undefined ? { about: opening.about } : {}),
          })),
    })),
    spends,
    text: [
      ...(status.deposits.length === 0 ? [nothingThere(status)] : []),
      ...spends.map((spend) => spendSentence(spend, seen)),
      ...left.flatMap((deposit) => depositSentences(deposit, { status, seen })),
    ],
  }
}

const takenNow = ({ txid, outpoint, state, deed }: SpendStatus, { view, recipients }: Seen): TakenNow => ({
  txid,
  outpoint: formatOutpoint(outpoint),
  state,
  ...(deed === undefined ? {} : { deed }),
  outputs: (inTable(view.facts, txid)?.outputs ?? []).map((output, vout) =>
    recipients.outputTold(output, vout),
  ),
})

const nothingThere = ({ gone }: Status): string =>
  gone.length === 0
    ? 'Nothing is in escrow: no deposit was seen.'
    : 'Nothing is in escrow: what was seen on its way in was replaced or dropped.'

/** `in block 120 (3 confirmations)`, `in block 120 (3 of 6 confirmations)`, `in no block yet`. */
const placeText = (state: TransactionState, { confirmations: wanted }: Seen): string => {
  if (state.kind !== 'confirmed') return 'in no block yet'
  const { height, confirmations } = state
  return `in block ${height} (${confirmations < wanted ? `${confirmations} of ${counted(wanted, 'confirmation')}` : counted(confirmations, 'confirmation')})`
}

const spendSentence = (spend: TakenNow, seen: Seen): string => {
  const { txid, state, deed, outputs } = spend
  const isRelock = deed?.outcome.matches === 'yes' && deed.outcome.kind === 'relock'
  const isDone = state.kind === 'confirmed' && state.confirmations >= seen.confirmations
  const to = outputs.map(
    ({ amount, to: names, address, script }) =>
      `${amount} sat to ${names.length === 0 ? `a stranger (${address ?? script})` : names.join(' and ')}`,
  )
  return `${isDone ? (isRelock ? 'Moved on' : 'Paid out') : 'On its way out'} by ${howText(spend)}${
    to.length === 0 ? '' : `: ${listed(to)}`
  }; transaction ${txid}, ${placeText(state, seen)}.`
}

const howText = ({ deed }: TakenNow): string => {
  if (deed === undefined) return 'a transaction of which nothing more is known'
  const isFreeze = deed.into.some(({ how }) => how === 'freeze')
  const what =
    deed.outcome.matches !== 'yes'
      ? 'a transaction that is no outcome of the agreement'
      : deed.outcome.kind === 'relock' && isFreeze
        ? outcomePhrase({ kind: 'relock', into: 'itself' })
        : outcomePhrase(deed.outcome.kind)
  const how =
    deed.path === undefined ? '' : ` by the ${deed.path === 'key' ? 'key path' : `path ${deed.path}`}`
  const roles = new Set(deed.signers.map(({ role }) => (role === 'terms' ? role : roleName(role))))
  const who = roles.size === 0 ? '' : `, signed by ${listed([...roles].map((role) => `the ${role}`))}`
  return `${what}${how}${who}`
}

interface InEscrow {
  readonly status: Status
  readonly seen: Seen
}

const depositSentences = (deposit: DepositStatus, { status, seen }: InEscrow): readonly string[] => {
  const { funded, state, kind, isLate } = deposit
  const { contract, amount } = funded
  const agreed = `the agreed ${contract.amount} sat`
  const beside = {
    exact: [],
    under: [`That is less than ${agreed}.`],
    over: [`That is more than ${agreed}.`],
    oneOfSeveral: ['Another deposit is there beside it.'],
  }[kind]
  return [
    `${state.kind === 'confirmed' ? 'In escrow' : 'On its way in'}: ${amount} sat, ${placeText(state, seen)}.`,
    ...beside,
    ...(isLate ? ['It came when the contract was over.'] : []),
    ...openingSentences(openingsOf(funded, status.at)),
  ]
}

const whoText = ({ path: { parties, secretHash } }: PathOpening): string =>
  `${listed(parties.map((role) => `the ${roleName(role)}`))}${parties.length === 1 ? ' alone' : ''}${secretHash === undefined ? '' : ' with the secret'}`

/** Several paths of the same parties are one to whoever waits. */
const whoOf = (openings: readonly PathOpening[]): string =>
  [...new Set(openings.map(whoText))].join(', or by ')

const UNKNOWN = {
  confirmedAt: 'once it is in a block, whose height its clock counts from',
  medianTimeBefore: 'from a time that the view does not tell: the median time before its block is not known',
  medianTime: 'from a time that the view does not tell: the median time of its last block is not known',
} as const

const openingSentences = (openings: readonly PathOpening[]): readonly string[] => {
  const open = openings.filter(({ kind }) => kind === 'open')
  const later = new Map<string, PathOpening[]>()
  for (const opening of openings) {
    const when =
      opening.kind === 'waiting'
        ? `${pointText(opening.from)}${opening.about === undefined ? '' : `, about ${utcText(opening.about)}`}`
        : opening.kind === 'unknown'
          ? UNKNOWN[opening.missing]
          : undefined
    if (when !== undefined) later.set(when, [...(later.get(when) ?? []), opening])
  }
  return [
    ...(open.length === 0 ? [] : [`It can be moved now by ${whoOf(open)}.`]),
    ...[...later].map(([when, some]) => `It can be moved by ${whoOf(some)} ${when}.`),
  ]
}

const pointText = (from: OpeningPoint): string =>
  'block' in from
    ? `from a tip of height ${from.tip.height} on, in block ${from.block} at the earliest`
    : `from a tip of median time ${utcText(from.tip.medianTime)} on`

/** Which block a report speaks of. */
export const asOfText = ({ at: { height, hash } }: Now): string => `As of block ${height} (${hash}):`

/** The sentences of contracts, once for all of which the same is true. */
export const nowLines = ({
  contracts,
}: Now): readonly { readonly name: string; readonly text: readonly string[] }[] => {
  const kinds = new Map<string, { readonly indexes: number[]; readonly text: readonly string[] }>()
  for (const { contract, text } of contracts) {
    const kind = kinds.get(text.join('\n'))
    if (kind === undefined) kinds.set(text.join('\n'), { indexes: [contract.index], text })
    else kind.indexes.push(contract.index)
  }
  return [...kinds.values()].map(({ indexes, text }) => ({ name: contractsText(indexes), text }))
}

/** Indexes one by one, or how many there are. */
export const contractsText = (indexes: readonly number[]): string =>
  indexes.length <= 6
    ? `Contract${indexes.length === 1 ? '' : 's'} ${listed(indexes.map(String))}`
    : `${indexes.length} contracts, the first of them ${indexes[0]}`
