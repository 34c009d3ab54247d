import { satisfy } from '../script/satisfy.js'
import type { LeafInput, SpendInput } from './types.js'

/** The witness stack that satisfies a leaf with what has been collected, or `undefined` where something is missing. */
export const leafStack = ({
  leaf,
  keys,
  signatures,
  preimage,
}: LeafInput): readonly Uint8Array[] | undefined =>
  satisfy(leaf.fragment, { signature: (key) => signatures[keys.indexOf(key)], preimage: () => preimage })

/** Whether nobody or somebody has contributed; completeness is proven by `complete` alone. */
export const stateOf = (inputs: readonly SpendInput[]): 'unsigned' | 'partial' =>
  inputs.some((input) =>
    input.kind === 'key'
      ? input.signature !== undefined ||
        [...input.nonces, ...input.partials].some((value) => value !== undefined)
      : input.signatures.some((signature) => signature !== undefined),
  )
    ? 'partial'
    : 'unsigned'
