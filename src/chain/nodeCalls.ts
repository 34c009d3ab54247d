import type { FeeRate } from '../units/feeRate.js'
import type { Outpoint } from '../units/outpoint.js'
import type { Ask } from './ask.js'
import { coinsOfFeeRate } from './coins.js'
import type * as results from './results.js'
import * as shapes from './shapes.js'

/** Refuses what pays more than this; the node's own default is 0.1 coins per 1000 vB. */
export interface MaxFeeRate {
  readonly maxfeerate?: FeeRate | 'unlimited'
}

/** The calls about the chain, the mempool and scripts, under the node's own names. All may throw `RPC_…` errors. */
export interface NodeCalls {
  readonly getblockchaininfo: () => Promise<results.BlockchainInfo>
  readonly getblockcount: () => Promise<number>
  readonly getblockhash: (height: number) => Promise<string>
  readonly getblockheader: (blockhash: string) => Promise<results.BlockHeader>
  /** 80 bytes in hex. */
  readonly getrawblockheader: (blockhash: string) => Promise<string>
  /** The whole block in hex. */
  readonly getrawblock: (blockhash: string) => Promise<string>
  /**
   * Answers when the best block changes, and after so many milliseconds (less than the client's own limit). Not in
   * the node's help, and in every node.
   */
  readonly waitfornewblock: (options: { timeout: number }) => Promise<{ hash: string; height: number }>
  readonly getnetworkinfo: () => Promise<results.NetworkInfo>
  /** Regtest only. The hashes of the new blocks. */
  readonly generatetoaddress: (options: { nblocks: number; address: string }) => Promise<readonly string[]>
  /** Regtest only. Mines one block with exactly these transactions (hex or txid), whatever the relay policy says. */
  readonly generateblock: (options: { output: string; transactions: readonly string[] }) => Promise<string>
  /** The txid. */
  readonly sendrawtransaction: (hex: string, options?: MaxFeeRate) => Promise<string>
  readonly testmempoolaccept: (
    hexes: readonly string[],
    options?: MaxFeeRate,
  ) => Promise<readonly results.MempoolVerdict[]>
  readonly submitpackage: (hexes: readonly string[]) => Promise<results.PackageVerdict>
  /** With all details. A node without an index of transactions needs the block. */
  readonly getrawtransaction: (txid: string, options?: { blockhash?: string }) => Promise<results.Transaction>
  /** `null` where there is no such output or it is spent; looks into the mempool unless told otherwise. */
  readonly gettxout: (
    outpoint: Outpoint,
    options?: { include: 'chain' | 'chainAndMempool' },
  ) => Promise<results.UnspentOutput | null>
  readonly getrawmempool: () => Promise<readonly string[]>
  readonly getmempoolinfo: () => Promise<results.MempoolInfo>
  readonly getmempoolentry: (txid: string) => Promise<results.MempoolEntry>
  /** One address, or with a range one for each index from its first to its last. The descriptor has its checksum. */
  readonly deriveaddresses: (
    descriptor: string,
    options?: { range: { first: number; last: number } },
  ) => Promise<readonly string[]>
  readonly getdescriptorinfo: (descriptor: string) => Promise<results.DescriptorInfo>
  readonly finalizepsbt: (
    psbt: string,
    options?: { as: 'transaction' | 'psbt' },
  ) => Promise<results.FinalizedPsbt>
  readonly combinepsbt: (psbts: readonly string[]) => Promise<string>
  /** As the node prints it; decimals are text. */
  readonly decodepsbt: (psbt: string) => Promise<Readonly<Record<string, unknown>>>
  readonly analyzepsbt: (psbt: string) => Promise<results.PsbtAnalysis>
  readonly estimatesmartfee: (blocks: number) => Promise<results.FeeEstimate>
  /** Regtest only. The node's clock stands still at this Unix time; 0 lets it run again. */
  readonly setmocktime: (timestamp: number) => Promise<void>
  readonly invalidateblock: (blockhash: string) => Promise<void>
  readonly reconsiderblock: (blockhash: string) => Promise<void>
  readonly createwallet: (
    name: string,
    options?: { keys?: 'private' | 'watchOnly'; blank?: 'blank' | 'seeded' },
  ) => Promise<results.WalletLoaded>
  readonly loadwallet: (name: string) => Promise<results.WalletLoaded>
  readonly unloadwallet: (name: string) => Promise<void>
  /** Asks the node to stop; it answers before it has. */
  readonly stop: () => Promise<void>
}

const capped = ({ maxfeerate }: MaxFeeRate): { maxfeerate?: string } =>
  maxfeerate === undefined
    ? {}
    : { maxfeerate: maxfeerate === 'unlimited' ? '0' : coinsOfFeeRate(maxfeerate) }

const ignore = (): void => {}

export const nodeCalls = (ask: Ask): NodeCalls => ({
  getblockchaininfo: () => ask('getblockchaininfo', {}, shapes.blockchainInfo),
  getblockcount: () => ask('getblockcount', {}, shapes.wholeNumber),
  getblockhash: (height) => ask('getblockhash', { height }, shapes.hashText),
  getblockheader: (blockhash) => ask('getblockheader', { blockhash }, shapes.blockHeader),
  getrawblockheader: (blockhash) => ask('getblockheader', { blockhash, verbose: false }, shapes.hexText),
  getrawblock: (blockhash) => ask('getblock', { blockhash, verbosity: 0 }, shapes.hexText),
  waitfornewblock: (options) => ask('waitfornewblock', options, shapes.tip),
  getnetworkinfo: () => ask('getnetworkinfo', {}, shapes.networkInfo),
  generatetoaddress: (options) => ask('generatetoaddress', options, shapes.hashes),
  generateblock: async (options) => (await ask('generateblock', options, shapes.generatedBlock)).hash,
  sendrawtransaction: (hexstring, options = {}) =>
    ask('sendrawtransaction', { hexstring, ...capped(options) }, shapes.hashText),
  testmempoolaccept: (rawtxs, options = {}) =>
    ask('testmempoolaccept', { rawtxs, ...capped(options) }, shapes.mempoolVerdicts),
  submitpackage: (hexes) => ask('submitpackage', { package: hexes }, shapes.packageVerdict),
  // the second parameter has had two names; its position never changed
  getrawtransaction: (txid, { blockhash } = {}) =>
    ask('getrawtransaction', blockhash === undefined ? [txid, 1] : [txid, 1, blockhash], shapes.transaction),
  gettxout: ({ txid, vout }, { include } = { include: 'chainAndMempool' }) =>
    ask('gettxout', { txid, n: vout, include_mempool: include === 'chainAndMempool' }, shapes.unspentOutput),
  getrawmempool: () => ask('getrawmempool', {}, shapes.hashes),
  getmempoolinfo: () => ask('getmempoolinfo', {}, shapes.mempoolInfo),
  getmempoolentry: (txid) => ask('getmempoolentry', { txid }, shapes.mempoolEntry),
  deriveaddresses: (descriptor, options) =>
    ask(
      'deriveaddresses',
      options === undefined
        ? { descriptor }
        : { descriptor, range: [options.range.first, options.range.last] },
      shapes.textList,
    ),
  getdescriptorinfo: (descriptor) => ask('getdescriptorinfo', { descriptor }, shapes.descriptorInfo),
  finalizepsbt: (psbt, { as } = { as: 'transaction' }) =>
    ask('finalizepsbt', { psbt, extract: as === 'transaction' }, shapes.finalizedPsbt),
  combinepsbt: (txs) => ask('combinepsbt', { txs }, shapes.text),
  decodepsbt: (psbt) => ask('decodepsbt', { psbt }, shapes.anything),
  analyzepsbt: (psbt) => ask('analyzepsbt', { psbt }, shapes.psbtAnalysis),
  estimatesmartfee: (blocks) => ask('estimatesmartfee', { conf_target: blocks }, shapes.feeEstimate),
  setmocktime: (timestamp) => ask('setmocktime', { timestamp }, shapes.nothing).then(ignore),
  invalidateblock: (blockhash) => ask('invalidateblock', { blockhash }, shapes.nothing).then(ignore),
  reconsiderblock: (blockhash) => ask('reconsiderblock', { blockhash }, shapes.nothing).then(ignore),
  createwallet: (name, { keys = 'private', blank = 'seeded' } = {}) =>
    ask(
      'createwallet',
      { wallet_name: name, disable_private_keys: keys === 'watchOnly', blank: blank === 'blank' },
      shapes.walletLoaded,
    ),
  loadwallet: (filename) => ask('loadwallet', { filename }, shapes.walletLoaded),
  unloadwallet: (wallet_name) => ask('unloadwallet', { wallet_name }, shapes.anything).then(ignore),
  stop: () => ask('stop', {}, shapes.text).then(ignore),
})
