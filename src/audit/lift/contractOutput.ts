import type { AuditedOutput, KeyHolder } from '../../powers/output.js'
import { readOutput } from '../../powers/readOutput.js'
import { mapTree } from '../../taproot/tree.js'
import { toHex } from '../../units/bytes.js'
import type { LeafName } from '../../words.js'
import type { LiftedContract } from '../lifted.js'
import type { KeySource, LiftSubject } from './subject.js'

const holderOf = (source: KeySource | undefined, { roles }: LiftedContract): KeyHolder | undefined => {
  for (const { role, keys } of roles) {
    const position = source === undefined ? -1 : keys.indexOf(source.account)
    if (position >= 0) return { kind: 'party', party: role, position }
  }
  return undefined
}

/** The output of a contract that was found, its parties called by their roles. */
export const contractOutput = (
  { internalKey, tree, sources }: LiftSubject,
  { contract, names }: { readonly contract: LiftedContract; readonly names: readonly LeafName[] },
): AuditedOutput => {
  let next = 0
  return readOutput({
    internalKey,
    internal:
      contract.keyPath === 'musig2'
        ? { kind: 'aggregate', parties: ['employer', 'worker'] }
        : { kind: 'nobody', why: 'a child of the point H of BIP 341: the key path is closed' },
    tree:
      tree &&
      mapTree(tree, (leaf) => {
        const path = names[next++] ?? 'terms'
        return { ...leaf, name: path, path }
      }),
    holderOf: (key) =>
      holderOf(sources.get(toHex(key)), contract) ?? {
        kind: 'nobody',
        why:
          contract.keyPath === 'musig2'
            ? 'a child of the point H of BIP 341: it binds the terms'
            : 'a child of H + c·G, the point H of BIP 341 and its own chain code c: it binds the terms',
      },
    parties: () => contract.roles.map(({ role, keys }) => ({ name: role, role, size: keys.length })),
  })
}
