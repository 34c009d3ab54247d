import type { Contract } from '../contract/contract.js'
import { stepTweak } from '../keys/derivation.js'
import type { ExtendedKey } from '../keys/roleKey.js'
import { KeyContext, KeyGroup } from '../musig/context.js'
import { outputTweak } from '../taproot/commitment.js'
import { compareBytes } from '../units/bytes.js'

/** The accounts of employer and worker, in the order of `MUSIG_ROLES`. */
export const participantsOf = ({ internal }: Pick<Contract, 'internal'>): readonly ExtendedKey[] =>
  internal.kind === 'musig2' ? internal.participants : []

/**
 * The aggregates of contracts of one agreement, each with the tweaks of BIP 328 (children 0 and index) and of BIP 341
 * (the Merkle root). Its accounts are one group of keys; what compiling has computed is taken from there, so that a
 * context takes no arithmetic on the curve.
 */
export const musigContexts = (): ((contract: Contract) => KeyContext) => {
  let group: KeyGroup | undefined
  return (contract) => {
    const { branch, node } = contract.internal
    group ??= new KeyGroup({
      keys: [...participantsOf(contract)].sort((left, right) =>
        compareBytes(left.publicKey, right.publicKey),
      ),
      aggregateKey: node.publicKey,
    })
    const plain = { kind: 'plain', odd: false } as const
    return new KeyContext({
      group,
      steps: [
        { tweak: branch.tweak, ...plain },
        { tweak: stepTweak(branch.node, contract.index), ...plain },
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
