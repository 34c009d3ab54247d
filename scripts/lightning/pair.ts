import { address, networks } from 'bitcoinjs-lib'
import { Option_SocketAddressZ, SocketDescriptor } from 'lightningdevkit'
import type { RegtestNode } from '../bitcoind/regtest.js'
import { blocksAfter } from './blocks.js'
import { loadKit } from './kit.js'
import { bytesOf, type LightningNode, lightningNode, type WiredNode } from './node.js'

/** What the first node puts into the channel, in satoshis. */
const CAPACITY = 2_000_000n

/** Two Lightning nodes with a channel between them, on a regtest node's chain. */
export interface LightningPair {
  /** The one whose coins are in the channel. */
  readonly payer: LightningNode
  readonly payee: LightningNode
  /** Shows both the new blocks, and lets them talk until neither has anything to say. */
  readonly turn: () => Promise<void>
  /** What became of the channel, as both say it. */
  readonly channel: () => readonly string[]
}

/** Both ends of a connection in memory: what one sends lies in the other's inbox until it is delivered. */
const joined = (from: WiredNode, to: WiredNode): (() => boolean) => {
  const ends = [from, to].map((node, at) => {
    const inbox: Uint8Array[] = []
    return { node, inbox, hash: BigInt(at + 1) }
  })
  const descriptors = ends.map(({ hash }, at) =>
    SocketDescriptor.new_impl({
      send_data: (data) => {
        ends[1 - at]!.inbox.push(Uint8Array.from(data))
        return data.length
      },
      disconnect_socket: () => {},
      eq: (other) => other.hash() === hash,
      hash: () => hash,
    }),
  )
  const nowhere = Option_SocketAddressZ.constructor_none()
  const [outbound, inbound] = descriptors
  to.peers.new_inbound_connection(inbound!, nowhere)
  const hello = from.peers.new_outbound_connection(to.publicKey, outbound!, nowhere)
  if (!('res' in hello)) throw new Error('no connection between the Lightning nodes')
  ends[1]!.inbox.push(hello.res as Uint8Array)
  return () => {
    const parcels = ends.map(({ inbox }) => inbox.splice(0))
    for (const [at, data] of parcels.entries())
      for (const bytes of data) ends[at]!.node.peers.read_event(descriptors[at]!, bytes)
    return parcels.some((data) => data.length > 0)
  }
}

/**
 * Starts two LDK nodes in this process, joins them without any port, and opens a channel. Everything is in memory;
 * there is nothing to stop.
 *
 * @example
 * const { payer, payee, turn } = await openLightning(node)
 * payer.pay(payee.invoice({ amount: 50_000n }), { within: 144 })
 * await turn()
 */
export const openLightning = async ({ rpc, wallet, mine }: RegtestNode): Promise<LightningPair> => {
  await loadKit()
  const { bestblockhash: hash, blocks } = await rpc.getblockchaininfo()
  const { time } = await rpc.getblockheader(hash)
  const start = { hash, height: blocks, time }
  const [payer, payee] = [1, 2].map((seed) => lightningNode({ seed, start })) as [WiredNode, WiredNode]
  const nodes = [payer, payee]
  const deliver = joined(payer, payee)

  let height = blocks
  const follow = async (): Promise<void> => {
    const news = await blocksAfter({ rpc }, height)
    height = news.at(-1)?.height ?? height
    for (const node of nodes) node.follow(news)
  }
  /** The wallet's payment for a script, signed and not sent: that is for the nodes to do. */
  const fundingOf = async (script: Uint8Array): Promise<Uint8Array> => {
    const outputs = [{ address: address.fromOutputScript(script, networks.regtest), amount: CAPACITY }]
    const { psbt } = await wallet.walletcreatefundedpsbt({ outputs })
    const { hex } = await wallet.walletprocesspsbt(psbt)
    if (hex === undefined) throw new Error('the wallet does not sign for its coins')
    return bytesOf(hex)
  }
  const send = async (): Promise<boolean> => {
    const transactions = nodes.flatMap((node) => node.takeBroadcasts())
    for (const hex of transactions) await rpc.sendrawtransaction(hex, { maxfeerate: 'unlimited' })
    return transactions.length > 0
  }
  const turn = async (): Promise<void> => {
    await follow()
    for (let isBusy = true; isBusy; ) {
      const handled = nodes.map((node) => node.handleEvents())
      for (const { peers } of nodes) peers.process_events()
      isBusy = [...handled, deliver(), await send()].some((one) => one)
    }
  }

  await turn()
  payer.openChannel(payee.publicKey, CAPACITY)
  await turn()
  const script = payer.wanted()
  if (script === undefined) throw new Error('the other side wants no channel')
  payer.fundChannel(payee.publicKey, await fundingOf(script))
  await turn()
  await mine()
  await turn()
  const pair = { payer, payee, turn, channel: () => nodes.flatMap((node) => node.channels()) }
  if (pair.channel().join() !== 'ready,ready') throw new Error(`the channel is ${pair.channel().join()}`)
  return pair
}
