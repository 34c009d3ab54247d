import { type FeeRate, formatFeeRate, satsPerVb } from 'taproot-escrow'
import { satsOfCoins } from '../../src/units/coins.js'
import { startNode, type TestNode } from './node.js'

/** What a node wants of fees, as it says itself: its version and its owner decide. */
export interface RelayPolicy {
  /** The least that a transaction pays for being relayed. */
  readonly relay: FeeRate
  /** What a replacement pays for being relayed again. */
  readonly step: FeeRate
}

/** A rate from satoshis per 1000 vB. */
export const rateOf = (perKvb: bigint): FeeRate => satsPerVb(formatFeeRate(perKvb as FeeRate))

export const relayPolicyOf = async ({ rpc }: Pick<TestNode, 'rpc'>): Promise<RelayPolicy> => {
  // decimals are text: coins for 1000 vB
  const { minrelaytxfee, incrementalrelayfee } = Object(await rpc.call('getmempoolinfo'))
  return { relay: rateOf(satsOfCoins(minrelaytxfee)!), step: rateOf(satsOfCoins(incrementalrelayfee)!) }
}

/** A node under a name that says what it wants. */
export interface PolicyNode extends RelayPolicy {
  readonly name: string
  readonly node: TestNode
}

const started = async (settings: readonly string[]): Promise<PolicyNode> => {
  const node = await startNode({ settings })
  const { relay, step } = await relayPolicyOf(node)
  const { subversion } = await node.rpc.getnetworkinfo()
  const name = `${subversion} at ${formatFeeRate(relay)} sat/vB, in steps of ${formatFeeRate(step)}`
  return { name, node, relay, step }
}

/**
 * The node as it comes, and as it is with the fees that Bitcoin Core has asked for since version 30, and with those
 * from before: a test that runs on all of them speaks of no version.
 */
export const nodesOfEveryPolicy = async (
  settings: readonly string[] = [],
): Promise<readonly PolicyNode[]> => {
  const usual = await started(settings)
  const others = ['0.000001', '0.00001'].filter((coins) => rateOf(satsOfCoins(coins)!) !== usual.relay)
  return [
    usual,
    ...(await Promise.all(
      others.map((coins) =>
        started([...settings, `-minrelaytxfee=${coins}`, `-incrementalrelayfee=${coins}`]),
      ),
    )),
  ]
}
