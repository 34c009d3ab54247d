import type { Contract } from '../contract/contract.js'
import type { InternalKey } from '../contract/keys.js'
import { sortKeys } from '../keys/aggregate.js'
import { childTweak, stepTweak, type TweakedChild } from '../keys/derivation.js'
import type { ExtendedKey } from '../keys/roleKey.js'
import { KeyContext, KeyGroup } from '../musig/context.js'
import { outputTweak } from '../taproot/commitment.js'

/** The accounts of employer and worker, in the order of `MUSIG_ROLES`. */
export const participantsOf = ({ internal }: Pick<Contract, 'internal'>): readonly ExtendedKey[] =>
  internal.kind === 'musig2' ? internal.participants : []

/** What all contracts of one pair of accounts share. */
interface Pair {
  readonly group: KeyGroup
  readonly branch: TweakedChild
}

/**
 * The aggregates of contracts, each with the tweaks of BIP 328 (children 0 and index) and of BIP 341 (the Merkle
 * root). Keys and branch are computed once for a pair of accounts; what compiling has computed is taken from there, so
 * that a context takes no arithmetic on the curve.
 */
export const musigContexts = (): ((contract: Contract) => KeyContext) => {
  const pairs = new Map<InternalKey, Pair>()
  const pairOf = (internal: InternalKey): Pair => {
    const known = pairs.get(internal)
    if (known !== undefined) return known
    const publicKeys = sortKeys(participantsOf({ internal }).map(({ publicKey }) => publicKey))
    const pair = {
      group: new KeyGroup({ publicKeys, aggregateKey: internal.node.publicKey }),
      branch: childTweak(internal.node, 0),
    }
    pairs.set(internal, pair)
    return pair
  }
  return (contract) => {
    const { group, branch } = pairOf(contract.internal)
    const plain = { kind: 'plain', odd: false } as const
    return new KeyContext({
      group,
      steps: [
        { ...plain, tweak: branch.tweak },
        { ...plain, tweak: stepTweak(branch.node, contract.index) },
        {
          kind: 'xOnly',
          odd: contract.internalParity === 1,
          tweak: outputTweak(contract.internalKey, contract.merkleRoot),
        },
      ],
      output: { odd: contract.parity === 1, xOnly: contract.outputKey },
    })
  }
}
