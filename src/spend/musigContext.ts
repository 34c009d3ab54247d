import type { Contract } from '../contract/contract.js'
import type { InternalKey } from '../contract/keys.js'
import { stepTweak } from '../keys/derivation.js'
import type { ExtendedKey } from '../keys/roleKey.js'
import { KeyContext, KeyGroup } from '../musig/context.js'
import { outputTweak } from '../taproot/commitment.js'
import { compareBytes } from '../units/bytes.js'

/** The accounts of employer and worker, in the order of `MUSIG_ROLES`. */
export const participantsOf = ({ internal }: Pick<Contract, 'internal'>): readonly ExtendedKey[] =>
  internal.kind === 'musig2' ? internal.participants : []

/**
 * The aggregates of contracts, each with the tweaks of BIP 328 (children 0 and index) and of BIP 341 (the Merkle
 * root). Keys are taken as one group for a pair of accounts; what compiling has computed is taken from there, so that a
 * context takes no arithmetic on the curve.
 */
export const musigContexts = (): ((contract: Contract) => KeyContext) => {
  const groups = new Map<InternalKey, KeyGroup>()
  const groupOf = (internal: InternalKey): KeyGroup => {
    const known = groups.get(internal)
    if (known !== undefined) return known
    const keys = [...participantsOf({ internal })].sort((left, right) =>
      compareBytes(left.publicKey, right.publicKey),
    )
    const group = new KeyGroup({ keys, aggregateKey: internal.node.publicKey })
    groups.set(internal, group)
    return group
  }
  return (contract) => {
    const { branch } = contract.internal
    const plain = { kind: 'plain', odd: false } as const
    return new KeyContext({
      group: groupOf(contract.internal),
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
