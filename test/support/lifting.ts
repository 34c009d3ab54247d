import type { Contract } from 'taproot-escrow'
import type { LiftedContract, LiftedPath, OutputMaterial } from 'taproot-escrow/audit'
import { termsNode } from '../../src/contract/keys.js'
import { encodeExtendedPublicKey } from '../../src/keys/extendedKey.js'
import { mapTree } from '../../src/taproot/tree.js'
import { ROLES } from '../../src/words.js'

/** A contract as whoever has its scripts and its accounts knows it. */
export const materialOf = (contract: Contract): OutputMaterial => {
  const { agreement, internalKey, index } = contract
  return {
    internalKey,
    index,
    tree: mapTree(contract.tree, (name) => ({
      script: contract.leaves.find(({ path }) => path.name === name)!.script,
    })),
    accounts: [
      ...ROLES.flatMap((role) => agreement[role]?.keys.map(({ text }) => text) ?? []),
      encodeExtendedPublicKey({ node: termsNode(agreement), network: agreement.network }),
    ],
  }
}

/** What a lifted contract has to say of a contract's paths and roles. */
export const dueOf = ({ agreement, paths, index }: Contract): Omit<LiftedContract, 'weights' | 'proof'> => ({
  index,
  keyPath: agreement.keyPath,
  roles: ROLES.flatMap((role) => {
    const quorum = agreement[role]
    return quorum === undefined
      ? []
      : [{ role, threshold: quorum.threshold, keys: quorum.keys.map(({ text }) => text) }]
  }),
  paths: paths.map(
    ({ name, number, parties, lock, secretHash }): LiftedPath => ({
      name,
      number,
      parties,
      ...(lock === undefined ? {} : { lock }),
      ...(secretHash === undefined ? {} : { secretHash }),
    }),
  ),
  termsChainCode: termsNode(agreement).chainCode,
})
