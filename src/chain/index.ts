export { type AgreedOptions, agreed } from './agreed.js'
export type { RpcAnswer, RpcCall, RpcParams } from './answers.js'
export { type BitcoindSourceOptions, bitcoindSource } from './bitcoind.js'
export type { RpcLogin } from './credentials.js'
export type { ElectrumConnect, ElectrumEvents, ElectrumLink } from './electrum/link.js'
export { electrumSockets } from './electrum/sockets.js'
export { type ElectrumOptions, type ElectrumSource, electrumSource } from './electrum/source.js'
export type {
  RpcError,
  RpcErrorData,
  RpcRefusalData,
  SourceError,
  SourceErrorData,
  SourcesErrorData,
} from './errors.js'
export { type EsploraSourceOptions, esploraSource } from './esplora/source.js'
export type { ExactJson } from './exactJson.js'
export { type CaughtUpOptions, caughtUp } from './follow/caughtUp.js'
export { type Followed, type FollowOptions, follow } from './follow/follow.js'
export { type KeepOptions, type Kept, type KeptTransactions, keep, type Stuck } from './keep.js'
export type { MaxFeeRate, NodeCalls } from './nodeCalls.js'
export { type ProveFundingOptions, proveFunding } from './proveFunding.js'
export type * from './results.js'
export { createRpc, type RawCalls, type Rpc, type RpcLimits, type WalletRpc } from './rpc.js'
export type { Fetch, Signal } from './signal.js'
export type { ElectrumSockets, SocketOptions } from './sockets/types.js'
export type * from './source.js'
export type { RpcOptions } from './transport.js'
export { type VerifiedOptions, verified } from './verified.js'
export type { DescriptorImport, Payment, WalletCalls, WalletFee } from './walletCalls.js'
