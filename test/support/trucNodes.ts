import { startNode, type TestNode } from './node.js'

/** What a node does with transactions of version 3 (BIP 431). */
export type TrucPolicy = 'enforce' | 'accept'

/** What the node itself says; Bitcoin Core says nothing, as it has no setting of it and always enforces the rules. */
const saidBy = async (node: TestNode): Promise<unknown> =>
  Object(await node.rpc.call('getmempoolinfo')).truc_policy

export interface TrucNodes {
  readonly enforcing: TestNode
  /** A node for each policy that the binary has. */
  readonly all: readonly { readonly policy: TrucPolicy; readonly node: TestNode }[]
  /** Which these are, for names of tests. */
  readonly told: string
}

/** Nodes of each policy that the binary has: it is asked, so that no failure to start is taken for an answer. */
export const trucNodes = async (): Promise<TrucNodes> => {
  const plain = await startNode()
  const { subversion } = await plain.rpc.getnetworkinfo()
  if ((await saidBy(plain)) === undefined)
    return {
      enforcing: plain,
      all: [{ policy: 'enforce', node: plain }],
      told: `${subversion} enforces version 3, and has no other policy`,
    }
  const startedWith = async (policy: TrucPolicy) => {
    const node =
      (await saidBy(plain)) === policy ? plain : await startNode({ settings: [`-mempooltruc=${policy}`] })
    const said = await saidBy(node)
    if (said !== policy) throw new Error(`a node that was to ${policy} version 3 says ${String(said)}`)
    return { policy, node }
  }
  const [enforcing, accepting] = [await startedWith('enforce'), await startedWith('accept')]
  return {
    enforcing: enforcing.node,
    all: [enforcing, accepting],
    told: `${subversion} enforces version 3 or accepts it like any other, as its owner says`,
  }
}
