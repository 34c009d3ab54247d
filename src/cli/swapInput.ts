import type { SwapTarget, Via } from '../plan/via.js'
import { compileSwap, type Swap } from '../swap/compile.js'
import type { SwapTransaction } from '../swap/draft.js'
import { swapFromJson } from '../swap/json.js'
import { swapKey } from '../swap/key.js'
import { type LockedSwap, matchSwap, type SwapOutput, swapOutputs } from '../swap/match.js'
import { swapTarget } from '../swap/target.js'
import type { CommandResult, Desk } from './command.js'
import { cliError } from './errors.js'
import { transactionIn } from './files.js'
import { type Given, meaning, type OptionTable } from './options.js'
import { type GivenTip, TIP_OPTIONS } from './tip.js'
import { optionalNumber } from './values.js'
import type { Wording } from './wording.js'

/** Where the worker's part goes besides its payees. */
export const VIA_OPTION: OptionTable<'via'> = {
  via: {
    value: 'FILE',
    help: "a swap out to Lightning that a part of the worker's goes into, as `swap read` writes it",
  },
}

/** The swap of a file, compiled again. */
export const swapIn = async (file: string, { reader }: Desk, field: string): Promise<Swap> =>
  swapFromJson(await reader.json(file, { field }))

/** The swap that a part of the worker's goes into, with all that it takes. */
export const readVia = async (given: Given<'via'>, desk: Desk): Promise<{ readonly via?: Via }> => {
  const [swap] = await swapTargetsIn(given, desk)
  return swap === undefined ? {} : { via: { swap, amount: swap.amount } }
}

/** Swaps that parts of a worker's went into. */
export const swapTargetsIn = async (given: Given<'via'>, desk: Desk): Promise<readonly SwapTarget[]> => {
  const targets: SwapTarget[] = []
  for (const file of given.all('via'))
    targets.push(swapTarget(await swapIn(file, desk, 'via'), { known: [] }))
  return targets
}

type KeyOption = 'key' | 'index'

/** The own key of a swap. */
export const SWAP_KEY_OPTIONS: OptionTable<KeyOption> = {
  key: {
    value: 'KEY',
    help: 'your own key of this swap alone behind its origin, [d34db33f/87h/1h/9h/0/3]02…; or with --index the account that serves swaps alone, [d34db33f/87h/1h/9h]tpub…',
  },
  index: { value: 'N', help: 'the number of this swap below the account: its own for every swap' },
}

/** The own key, where it is said. */
export const swapKeyOf = (given: Given<KeyOption>): string | undefined => {
  const [key, index] = [given.one('key'), optionalNumber(given, 'index')]
  return key === undefined || index === undefined ? key : meaning('key', () => swapKey(key, { index }))
}

/**
 * The swap of a file with the own key as it is said, where the file does not say its origin: a provider has none in what
 * the client wrote.
 *
 * @throws EscrowError `OPTION_MALFORMED` where it is another key
 */
export const ownSwapIn = async (
  given: Given<KeyOption>,
  desk: Desk,
  side: 'claimer' | 'refunder',
): Promise<Swap> => {
  const swap = await swapIn(given.operands[0] ?? '-', desk, 'swap')
  const key = swapKeyOf(given)
  if (key === undefined) return swap
  const own = meaning('key', () => compileSwap({ ...swap.terms, [swap[side]]: key }))
  if (own.address === swap.address) return own
  throw cliError('OPTION_MALFORMED', {
    field: '--key',
    expected: `the ${swap[side]}'s key of the swap, behind its origin`,
    received: 'another key',
  })
}

/** What of the chain a claim and a refund of a swap need. */
export const LOCKUP_OPTIONS: OptionTable<'tx' | 'confirmed-at' | 'known-tx'> = {
  tx: { value: 'FILE', help: 'the transaction that locked the coins (hex, or what `gettransaction` prints)' },
  'confirmed-at': { value: 'HEIGHT', help: 'height of the block that holds it' },
  'known-tx': {
    value: 'FILE',
    help: 'a transaction that paid the same swap before: only the first one counts',
    several: 'several',
  },
}

/** The lockup of a swap. */
export const lockupIn = async (
  swap: Swap,
  given: Given<keyof typeof LOCKUP_OPTIONS>,
  { reader }: Desk,
): Promise<LockedSwap> => {
  const known: LockedSwap[] = []
  for (const file of given.all('known-tx'))
    known.push(
      matchSwap(swap, transactionIn(await reader.bytes(file, { field: 'known-tx' }), 'known-tx').transaction),
    )
  const { transaction, ...said } = transactionIn(
    await reader.bytes(given.needed('tx'), { field: 'tx' }),
    'tx',
  )
  const confirmedAt = optionalNumber(given, 'confirmed-at') ?? said.confirmedAt
  return matchSwap(swap, transaction, { known, ...(confirmedAt !== undefined && { confirmedAt }) })
}

/**
 * Every output of a transaction that pays a swap, whatever it holds.
 *
 * @throws EscrowError `SWAP_OUTPUT_NONE`
 */
export const outputsIn = async (
  swap: Swap,
  given: Given<'tx'>,
  { reader }: Desk,
): Promise<readonly SwapOutput[]> => {
  const { transaction } = transactionIn(await reader.bytes(given.needed('tx'), { field: 'tx' }), 'tx')
  const outputs = swapOutputs(swap, transaction)
  // which says that there is none
  return outputs.length > 0 ? outputs : [matchSwap(swap, transaction)]
}

/**
 * The height of the tip, of whoever cannot do without.
 *
 * @throws EscrowError `OPTION_MISSING`
 */
export const neededHeight = (tip: GivenTip | undefined): { readonly height: number } => {
  if (tip !== undefined) return { height: tip.height }
  throw cliError('OPTION_MISSING', {
    field: '--at-height',
    expected: `${TIP_OPTIONS['at-height'].help}; or a node or server`,
    received: 'nothing',
  })
}

/** What claims or refunds came to. */
export const swapResults = (
  transactions: readonly SwapTransaction[],
  {
    how,
    to,
    wording,
  }: { readonly how: 'claimed' | 'takenBack'; readonly to: string; readonly wording: Wording },
): CommandResult => ({
  documents: transactions.map(({ hex }) => hex),
  text: transactions.flatMap(({ txid, fee, amount, vsize }) => [
    wording.tell({ code: 'swapSpent', data: { how, amount, to, fee, vsize } }),
    wording.tell({ code: 'transaction', data: { txid } }),
  ]),
  json: {
    transactions: transactions.map(({ fee, amount, ...rest }) => ({
      ...rest,
      amount: amount.toString(),
      fee: fee.toString(),
    })),
  },
})
