import {
  BestBlock,
  Bolt11Invoice,
  BroadcasterInterface,
  ChainMonitor,
  ChainParameters,
  ChannelManager,
  ChannelMonitorUpdateStatus,
  DefaultMessageRouter,
  DefaultRouter,
  type Event,
  Event_FundingGenerationReady,
  Event_PendingHTLCsForwardable,
  EventHandler,
  FeeEstimator,
  IgnoringMessageHandler,
  KeysManager,
  Logger,
  MultiThreadedLockableScore,
  Network,
  NetworkGraph,
  Option_FilterZ,
  Option_u16Z,
  Option_u64Z,
  type ThreeTuple_ThirtyTwoBytesRecipientOnionFieldsRouteParametersZ as Parts,
  PeerManager,
  Persist,
  TwoTuple_usizeTransactionZ as Position,
  ProbabilisticScorer,
  ProbabilisticScoringDecayParameters,
  ProbabilisticScoringFeeParameters,
  Result_NoneReplayEventZ,
  Result_NoneRetryableSendFailureZ_Err,
  Retry,
  RetryableSendFailure,
  UserConfig,
  UtilMethods,
} from 'lightningdevkit'
import type { FollowedBlock } from './blocks.js'
import { hexOf, type PaymentEvent, type Told, toldBy } from './events.js'

/** Satoshis for 1000 units of weight, the least that nodes relay. */
const FEE_RATE = 253
/** Seconds that an invoice is good for. */
const INVOICE_LASTS = 86_400
const MSAT = 1000n

/** A Lightning node in memory. What it says of its payments is there after the next turn. */
export interface LightningNode {
  /** Its public key, 33 bytes in hex. */
  readonly id: string
  /**
   * An invoice for so many satoshis. One of a hash that is given is held: its payment waits until `claim` or `fail`, or
   * until its deadline. Any other is claimed as soon as it is paid.
   */
  readonly invoice: (options: {
    readonly amount: bigint
    readonly paymentHash?: string
    /** Blocks that a payment must be able to wait, at least. */
    readonly wait?: number
  }) => string
  /** Sends a payment whose locks run out within so many blocks. */
  readonly pay: (invoice: string, options: { readonly within: number }) => void
  readonly claim: (preimage: string) => void
  readonly fail: (paymentHash: string) => void
  /** What the node said of a payment so far, in its order. */
  readonly said: (paymentHash: string) => readonly PaymentEvent[]
  /** Millisatoshis that it could send now, in all channels. */
  readonly sendable: () => bigint
}

/** What joins nodes to each other and to a chain. */
export interface WiredNode extends LightningNode {
  readonly peers: PeerManager
  readonly publicKey: Uint8Array
  /** Shows it the blocks that are new, in their order. */
  readonly follow: (blocks: readonly FollowedBlock[]) => void
  /** Lets the node do what its events ask for; whether there were any. */
  readonly handleEvents: () => boolean
  /** Transactions that it wants to be sent, in hex, each once. */
  readonly takeBroadcasts: () => readonly string[]
  readonly openChannel: (to: Uint8Array, amount: bigint) => void
  /** The script that the new channel is to be paid to, once the other side has agreed. */
  readonly wanted: () => Uint8Array | undefined
  readonly fundChannel: (to: Uint8Array, transaction: Uint8Array) => void
  /** What became of its channels, in order. */
  readonly channels: () => readonly string[]
}

/** The block from which on a node follows the chain. */
export interface StartBlock {
  readonly hash: string
  readonly height: number
  readonly time: number
}

interface Answer {
  readonly is_ok: () => boolean
}

const check = (result: Answer, what: string): void => {
  if (result.is_ok()) return
  const error: unknown = 'err' in result ? result.err : undefined
  const isObject = typeof error === 'object' && error !== null
  const text = isObject ? `${error.constructor.name} ${'err' in error ? error.err : ''}` : error
  throw new Error(`LDK refuses ${what}: ${text}`)
}

/** The value of an answer that is none of LDK's errors. */
const resultOf = <Value>(result: Answer, what: string): Value => {
  check(result, what)
  // every success of the bindings holds its value there
  return (result as Answer & { readonly res: Value }).res
}

const configuration = (): UserConfig => {
  const config = UserConfig.constructor_default()
  // what is got is a copy each time
  const handshake = config.get_channel_handshake_config()
  handshake.set_minimum_depth(1)
  // 10 by default: a tenth of the channel could be under way at a time
  handshake.set_max_inbound_htlc_value_in_flight_percent_of_channel(100)
  config.set_channel_handshake_config(handshake)
  return config
}

/** A node of LDK with everything in memory. It follows no chain and has no peer until both are brought to it. */
export const lightningNode = ({ seed, start }: { seed: number; start: StartBlock }): WiredNode => {
  const broadcasts: string[] = []
  const told: Told[] = []
  let wanted: Event_FundingGenerationReady | undefined

  const logger = Logger.new_impl({ log: () => {} })
  const estimator = FeeEstimator.new_impl({ get_est_sat_per_1000_weight: () => FEE_RATE })
  const broadcaster = BroadcasterInterface.new_impl({
    broadcast_transactions: (transactions) => {
      broadcasts.push(...transactions.map(hexOf))
    },
  })
  const completed = ChannelMonitorUpdateStatus.LDKChannelMonitorUpdateStatus_Completed
  const persister = Persist.new_impl({
    persist_new_channel: () => completed,
    update_persisted_channel: () => completed,
    archive_persisted_channel: () => {},
  })
  const keys = KeysManager.constructor_new(new Uint8Array(32).fill(seed), BigInt(start.time), seed)
  const monitor = ChainMonitor.constructor_new(
    Option_FilterZ.constructor_none(),
    broadcaster,
    logger,
    estimator,
    persister,
  )
  const graph = NetworkGraph.constructor_new(Network.LDKNetwork_Regtest, logger)
  const scorer = ProbabilisticScorer.constructor_new(
    ProbabilisticScoringDecayParameters.constructor_default(),
    graph,
    logger,
  )
  const score = MultiThreadedLockableScore.constructor_new(scorer.as_Score())
  const router = DefaultRouter.constructor_new(
    graph,
    logger,
    keys.as_EntropySource(),
    score.as_LockableScore(),
    ProbabilisticScoringFeeParameters.constructor_default(),
  )
  const messageRouter = DefaultMessageRouter.constructor_new(graph, keys.as_EntropySource())
  // hashes are printed backwards
  const best = BestBlock.constructor_new(
    Uint8Array.from(Buffer.from(start.hash, 'hex').reverse()),
    start.height,
  )
  const manager = ChannelManager.constructor_new(
    estimator,
    monitor.as_Watch(),
    broadcaster,
    router.as_Router(),
    messageRouter.as_MessageRouter(),
    logger,
    keys.as_EntropySource(),
    keys.as_NodeSigner(),
    keys.as_SignerProvider(),
    configuration(),
    ChainParameters.constructor_new(Network.LDKNetwork_Regtest, best),
    start.time,
  )
  const ignorer = IgnoringMessageHandler.constructor_new()
  const peers = PeerManager.constructor_new(
    manager.as_ChannelMessageHandler(),
    ignorer.as_RoutingMessageHandler(),
    ignorer.as_OnionMessageHandler(),
    ignorer.as_CustomMessageHandler(),
    start.time,
    keys.as_EntropySource().get_secure_random_bytes(),
    logger,
    keys.as_NodeSigner(),
  )

  const pending: Event[] = []
  const handler = EventHandler.new_impl({
    handle_event: (event) => {
      pending.push(event)
      return Result_NoneReplayEventZ.constructor_ok()
    },
  })
  const react = (event: Event): void => {
    if (event instanceof Event_FundingGenerationReady) wanted = event
    if (event instanceof Event_PendingHTLCsForwardable) manager.process_pending_htlc_forwards()
    const one = toldBy(event)
    told.push(one)
    if (one.of === 'payment' && one.own !== undefined) manager.claim_funds(one.own)
  }

  const publicKey = manager.get_our_node_id()
  return {
    id: hexOf(publicKey),
    publicKey,
    peers,
    invoice: ({ amount, paymentHash, wait }) => {
      const msat = Option_u64Z.constructor_some(amount * MSAT)
      const blocks = wait === undefined ? Option_u16Z.constructor_none() : Option_u16Z.constructor_some(wait)
      const result =
        paymentHash === undefined
          ? UtilMethods.constructor_create_invoice_from_channelmanager(
              manager,
              msat,
              '',
              INVOICE_LASTS,
              blocks,
            )
          : UtilMethods.constructor_create_invoice_from_channelmanager_with_payment_hash(
              manager,
              msat,
              '',
              INVOICE_LASTS,
              bytesOf(paymentHash),
              blocks,
            )
      return resultOf<Bolt11Invoice>(result, 'an invoice').to_str()
    },
    pay: (text, { within }) => {
      const invoice = resultOf<Bolt11Invoice>(Bolt11Invoice.constructor_from_str(text), 'the invoice')
      const parts = resultOf<Parts>(
        UtilMethods.constructor_payment_parameters_from_invoice(invoice),
        'to pay the invoice',
      )
      const [paymentHash, route] = [parts.get_a(), parts.get_c()]
      // copies again
      const parameters = route.get_payment_params()
      parameters.set_max_total_cltv_expiry_delta(within)
      route.set_payment_params(parameters)
      const once = Retry.constructor_attempts(0)
      const sent = manager.send_payment(paymentHash, parts.get_b(), paymentHash, route, once)
      if (sent instanceof Result_NoneRetryableSendFailureZ_Err)
        throw new Error(RetryableSendFailure[sent.err].replace('LDKRetryableSendFailure_', ''))
    },
    claim: (preimage) => manager.claim_funds(bytesOf(preimage)),
    fail: (paymentHash) => manager.fail_htlc_backwards(bytesOf(paymentHash)),
    said: (paymentHash) =>
      told.flatMap((one) => (one.of === 'payment' && one.paymentHash === paymentHash ? [one.event] : [])),
    sendable: () =>
      manager.list_channels().reduce((sum, channel) => sum + channel.get_outbound_capacity_msat(), 0n),
    follow: (blocks) => {
      const last = blocks.at(-1)
      if (last === undefined) return
      const followers = [manager.as_Confirm(), monitor.as_Confirm()]
      for (const { height, header, transactions } of blocks) {
        const pairs = transactions.map(({ position, bytes }) => Position.constructor_new(position, bytes))
        if (pairs.length > 0)
          for (const follower of followers) follower.transactions_confirmed(header, pairs, height)
      }
      for (const follower of followers) follower.best_block_updated(last.header, last.height)
    },
    handleEvents: () => {
      manager.as_EventsProvider().process_pending_events(handler)
      const events = pending.splice(0)
      for (const event of events) react(event)
      return events.length > 0
    },
    takeBroadcasts: () => [...new Set(broadcasts.splice(0))],
    openChannel: (to, amount) => {
      check(manager.create_channel(to, amount, 0n, 1n, null, null), 'a channel')
    },
    wanted: () => wanted?.output_script,
    fundChannel: (to, transaction) => {
      if (wanted === undefined) throw new Error('no channel waits for its funding')
      check(
        manager.funding_transaction_generated(wanted.temporary_channel_id, to, transaction),
        'the funding',
      )
    },
    channels: () => told.flatMap((one) => (one.of === 'channel' ? [one.state] : [])),
  }
}

export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
