import { coinsOfSats } from '../units/coins.js'
import { type FeeRateInput, formatFeeRate, readFeeRate } from '../units/feeRate.js'
import type { Outpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import type { Ask } from './ask.js'
import type * as results from './results.js'
import * as shapes from './shapes.js'

/** An amount for an address. */
export interface Payment {
  readonly address: string
  readonly amount: bigint
}

export interface WalletFee {
  /** The wallet's own choice where absent. */
  readonly feeRate?: FeeRateInput
}

/** A descriptor for the wallet to know, with its checksum. */
export interface DescriptorImport {
  readonly desc: string
  /** Unix time from which the chain is searched for its outputs, or `now` for no search. */
  readonly timestamp: number | 'now'
  readonly active?: boolean
  readonly internal?: boolean
  readonly range?: { readonly first: number; readonly last: number }
  readonly label?: string
}

/** The calls of one wallet of the node, under the node's own names. All may throw `RPC_…` errors. */
export interface WalletCalls {
  readonly getnewaddress: (options?: { type: 'bech32' | 'bech32m' }) => Promise<string>
  readonly getbalance: () => Promise<Sats>
  readonly listunspent: () => Promise<readonly results.WalletOutput[]>
  /** The txid. */
  readonly sendtoaddress: (payment: Payment, options?: WalletFee) => Promise<string>
  /** Pays everybody in one transaction; each address once. The txid. */
  readonly sendmany: (payments: readonly Payment[], options?: WalletFee) => Promise<string>
  readonly send: (payments: readonly Payment[], options?: WalletFee) => Promise<results.SentByWallet>
  readonly importdescriptors: (
    imports: readonly DescriptorImport[],
  ) => Promise<readonly results.ImportOutcome[]>
  readonly walletcreatefundedpsbt: (
    options: { inputs?: readonly Outpoint[]; outputs: readonly Payment[]; locktime?: number } & WalletFee,
  ) => Promise<results.WalletPsbt>
  /** Signs what the wallet can, and finalizes where that completes an input, unless told otherwise. */
  readonly walletprocesspsbt: (
    psbt: string,
    options?: { role?: 'updater' | 'signer'; finalize?: 'whenComplete' | 'never' },
  ) => Promise<results.ProcessedPsbt>
}

const byAddress = (payments: readonly Payment[]): Readonly<Record<string, string>>[] =>
  payments.map(({ address, amount }) => ({ [address]: coinsOfSats(amount) }))

/** The wallet's calls take satoshis per virtual byte here, others coins per 1000. */
const rated = ({ feeRate }: WalletFee): { fee_rate?: string } =>
  feeRate === undefined ? {} : { fee_rate: formatFeeRate(readFeeRate(feeRate)) }

export const walletCalls = (ask: Ask): WalletCalls => ({
  getnewaddress: ({ type } = { type: 'bech32m' }) =>
    ask('getnewaddress', { address_type: type }, shapes.text),
  getbalance: () => ask('getbalance', {}, shapes.sum),
  listunspent: () => ask('listunspent', {}, shapes.walletOutputs),
  sendtoaddress: ({ address, amount }, options = {}) =>
    ask('sendtoaddress', { address, amount: coinsOfSats(amount), ...rated(options) }, shapes.hashText),
  sendmany: (payments, options = {}) =>
    ask(
      'sendmany',
      { amounts: Object.assign({}, ...byAddress(payments)), ...rated(options) },
      shapes.hashText,
    ),
  send: (payments, options = {}) =>
    ask('send', { outputs: byAddress(payments), ...rated(options) }, shapes.sentByWallet),
  importdescriptors: (imports) =>
    ask(
      'importdescriptors',
      {
        requests: imports.map(({ range, ...rest }) =>
          range === undefined ? rest : { ...rest, range: [range.first, range.last] },
        ),
      },
      shapes.importOutcomes,
    ),
  walletcreatefundedpsbt: ({ inputs = [], outputs, locktime = 0, ...fee }) =>
    ask(
      'walletcreatefundedpsbt',
      {
        inputs: inputs.map(({ txid, vout }) => ({ txid, vout })),
        outputs: byAddress(outputs),
        locktime,
        options: rated(fee),
      },
      shapes.walletPsbt,
    ),
  walletprocesspsbt: (psbt, { role = 'signer', finalize = 'whenComplete' } = {}) =>
    ask(
      'walletprocesspsbt',
      { psbt, sign: role === 'signer', finalize: finalize === 'whenComplete' },
      shapes.processedPsbt,
    ),
})
