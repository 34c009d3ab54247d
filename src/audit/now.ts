import type { Contract } from '../contract/contract.js'
import { listOf, membersOf } from '../given/check.js'
import { aSwapTarget, type SwapTarget } from '../plan/via.js'
import { inEnglish } from '../sentences/english/say.js'
import { ENGLISH_STATUS } from '../sentences/english/status.js'
import type { ActingTold, PlaceTold, StatusSentence } from '../sentences/status.js'
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
import type { Outcome, Role } from '../words.js'
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
    /** Median time of the block before the one that holds it, which relative seconds count from (BIP 113). */
    readonly medianTimeBefore?: number
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
  /** The same in sentences, for `say` in any language and with names. */
  readonly sentences: readonly StatusSentence[]
  /** These sentences in English. */
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
  /** Swaps that releases and awards went into, compiled by whoever asks. */
  readonly via?: readonly SwapTarget[]
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
  membersOf<AsOfOptions>({ 'confirmations?': someConfirmations, 'via?': listOf(aSwapTarget) })(options, '')
  const { confirmations = 1, via = [] } = options
  return (contracts, everywhere) => nowIn(contracts, { view, confirmations, via, everywhere })
}

const nowIn = (
  contracts: readonly Contract[],
  {
    view,
    confirmations,
    via,
    everywhere,
  }: Required<AsOfOptions> & { readonly view: View; readonly everywhere: readonly Contract[] },
): Now | undefined => {
  const recipients = new Recipients(everywhere)
  const all = contracts.map((contract) =>
    statusOf(contract, view, { confirmations, via, contracts: everywhere }),
  )
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
  const sentences = [
    ...(status.deposits.length === 0 ? [nothingThere(status)] : []),
    ...spends.map((spend) => spendSentence(spend, seen)),
    ...left.flatMap((deposit) => depositSentences(deposit, { status, seen })),
  ]
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
      ...(deposit.funded.medianTimeBefore !== undefined && {
        medianTimeBefore: deposit.funded.medianTimeBefore,
      }),
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
    sentences,
    text: sentences.map((sentence) => inEnglish(sentence, ENGLISH_STATUS)),
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

const nothingThere = ({ gone }: Status): StatusSentence =>
  gone.length === 0 ? { code: 'nothingSeen', data: {} } : { code: 'nothingLeft', data: {} }

const placeOf = (state: TransactionState, { confirmations: wanted }: Seen): PlaceTold =>
  state.kind === 'confirmed'
    ? { height: state.height, confirmations: state.confirmations, wanted }
    : 'noBlock'

const spendSentence = ({ txid, state, deed, outputs }: TakenNow, seen: Seen): StatusSentence => {
  const isRelock = deed?.outcome.matches === 'yes' && deed.outcome.kind === 'relock'
  const isDone = state.kind === 'confirmed' && state.confirmations >= seen.confirmations
  const roles = new Set(deed?.signers.flatMap(({ role }) => (role === 'terms' ? [] : [role])))
  return {
    code: 'moneyMoves',
    data: {
      stage: isDone ? (isRelock ? 'movedOn' : 'paidOut') : 'leaving',
      outcome: outcomeOf(deed),
      ...(deed?.path !== undefined && deed.path !== 'terms' && { path: deed.path }),
      signers: [...roles],
      pays: outputs.map(({ amount, address, script }) => ({
        amount,
        to: seen.recipients.partiesOf(script),
        address: address ?? script,
      })),
      txid,
      place: placeOf(state, seen),
    },
  }
}

const outcomeOf = (deed: SpendDeed | undefined): Outcome | 'freeze' | 'unknown' | 'none' => {
  if (deed === undefined) return 'unknown'
  if (deed.outcome.matches !== 'yes') return 'none'
  const isFreeze = deed.outcome.kind === 'relock' && deed.into.some(({ how }) => how === 'freeze')
  return isFreeze ? 'freeze' : deed.outcome.kind
}

interface InEscrow {
  readonly status: Status
  readonly seen: Seen
}

const depositSentences = (deposit: DepositStatus, { status, seen }: InEscrow): readonly StatusSentence[] => {
  const { funded, state, kind, isLate } = deposit
  const { contract, amount } = funded
  const agreed = contract.amount
  const beside: Readonly<Record<DepositStatus['kind'], readonly StatusSentence[]>> = {
    exact: [],
    under: [{ code: 'lessThanAgreed', data: { agreed } }],
    over: [{ code: 'moreThanAgreed', data: { agreed } }],
    oneOfSeveral: [{ code: 'anotherDeposit', data: {} }],
  }
  return [
    {
      code: state.kind === 'confirmed' ? 'inEscrow' : 'onItsWayIn',
      data: { amount, place: placeOf(state, seen) },
    },
    ...beside[kind],
    ...(isLate ? [{ code: 'cameLate', data: {} } as const] : []),
    ...openingSentences(openingsOf(funded, status.at)),
  ]
}

/** Several paths of the same parties are one to whoever waits. */
const actingIn = (openings: readonly PathOpening[]): readonly ActingTold[] => [
  ...new Map(
    openings.map(({ path: { parties, secretHash } }) => {
      const secret = secretHash !== undefined
      return [`${parties.join()} ${secret}`, { parties, secret }] as const
    }),
  ).values(),
]

const openingSentences = (openings: readonly PathOpening[]): readonly StatusSentence[] => {
  const open = openings.filter(({ kind }) => kind === 'open')
  const later = new Map<string, PathOpening[]>()
  for (const opening of openings) {
    if (opening.kind === 'open' || opening.kind === 'never') continue
    const when = JSON.stringify(opening.kind === 'waiting' ? [opening.from, opening.about] : opening.missing)
    later.set(when, [...(later.get(when) ?? []), opening])
  }
  return [
    ...(open.length === 0 ? [] : [{ code: 'canBeMovedNow', data: { by: actingIn(open) } } as const]),
    ...[...later.values()].map((some) => laterSentence(some)),
  ]
}

/** The sentence about paths that open at one moment. */
const laterSentence = (some: readonly PathOpening[]): StatusSentence => {
  const by = actingIn(some)
  const [first] = some
  if (first?.kind === 'waiting') {
    const { from, about } = first
    return {
      code: 'canBeMovedFrom',
      data: {
        by,
        from:
          'block' in from ? { height: from.tip.height, block: from.block } : { time: from.tip.medianTime },
        ...(about !== undefined && { about }),
      },
    }
  }
  return first?.kind === 'unknown'
    ? { code: 'canBeMovedUnknown', data: { by, missing: first.missing } }
    : { code: 'canBeMovedNow', data: { by } }
}

/** Which block a report speaks of. */
export const asOfSentence = ({ at: { height, hash } }: Now): StatusSentence => ({
  code: 'asOfBlock',
  data: { height, hash },
})

/** The same in English. */
export const asOfText = (now: Now): string => inEnglish(asOfSentence(now), ENGLISH_STATUS)

/** The sentences of contracts, once for all of which the same is true. */
export const nowSentences = ({
  contracts,
}: Now): readonly { readonly about: StatusSentence; readonly sentences: readonly StatusSentence[] }[] => {
  const kinds = new Map<
    string,
    { readonly indexes: number[]; readonly sentences: readonly StatusSentence[] }
  >()
  for (const { contract, text, sentences } of contracts) {
    const kind = kinds.get(text.join('\n'))
    if (kind === undefined) kinds.set(text.join('\n'), { indexes: [contract.index], sentences })
    else kind.indexes.push(contract.index)
  }
  return [...kinds.values()].map(({ indexes, sentences }) => ({ about: aboutSentence(indexes), sentences }))
}

/** Indexes one by one, or how many there are. */
const aboutSentence = (indexes: readonly number[]): StatusSentence => ({
  code: 'aboutContracts',
  data: { indexes: indexes.length <= 6 ? indexes : indexes.slice(0, 1), count: indexes.length },
})
