import type { Contract, ContractLeaf } from '../contract/contract.js'
import type { LeafKey } from '../contract/keys.js'
import type { SignedInput } from '../psbt/transaction.js'
import { keysOf } from '../script/miniscript.js'
import { TAPSCRIPT_VERSION } from '../taproot/commitment.js'
import { equalBytes } from '../units/bytes.js'

/** What the witness of an input says, read by the contract that it spends. */
export type WitnessReading = { readonly annex?: Uint8Array } & (
  | { readonly kind: 'key'; readonly signature: Uint8Array }
  | {
      readonly kind: 'leaf'
      readonly leaf: ContractLeaf
      readonly signatures: readonly { readonly key: LeafKey; readonly signature: Uint8Array }[]
      readonly preimage?: Uint8Array
    }
  | { readonly kind: 'foreign'; readonly reason: string }
)

/** BIP 341, "Script validation rules": the last of two or more items is the annex where it begins with this byte. */
const ANNEX = 0x50
/** The bit beside the leaf version in the first byte of a control block. */
const PARITY_BIT = 1

const NOTHING = /* @__PURE__ */ new Uint8Array(0)

/** The items without the annex, and the annex. */
export const withoutAnnex = (
  witness: readonly Uint8Array[],
): { readonly items: readonly Uint8Array[]; readonly annex?: Uint8Array } => {
  const last = witness[witness.length - 1]
  return witness.length >= 2 && last?.[0] === ANNEX
    ? { items: witness.slice(0, -1), annex: last }
    : { items: witness }
}

/** Reads a witness by BIP 341 and by the leaves of the contract; whatever it is, it is described. */
export const readWitness = (
  contract: Contract,
  { witness, scriptSig }: Pick<SignedInput, 'witness' | 'scriptSig'>,
): WitnessReading => {
  const foreign = (reason: string): WitnessReading => ({ kind: 'foreign', reason })
  if (scriptSig.length > 0) return foreign('a scriptSig, which no Taproot output takes (BIP 341)')
  const { items, annex } = withoutAnnex(witness)
  const rest = annex === undefined ? {} : { annex }
  const [only, second] = items
  if (only === undefined) return { ...foreign('no witness'), ...rest }
  if (second === undefined) return { kind: 'key', signature: only, ...rest }
  return { ...readLeaf(contract, items), ...rest }
}

const readLeaf = ({ leaves }: Contract, items: readonly Uint8Array[]): WitnessReading => {
  const foreign = (reason: string): WitnessReading => ({ kind: 'foreign', reason })
  const [script = NOTHING, control = NOTHING] = items.slice(-2)
  const version = (control[0] ?? 0) & ~PARITY_BIT
  if (control.length < 33 || control.length % 32 !== 1)
    return foreign(`a control block of ${control.length} bytes, which none has (BIP 341)`)
  if (version !== TAPSCRIPT_VERSION)
    return foreign(
      `a leaf of version 0x${version.toString(16)}; all leaves of the contract have 0xc0 (BIP 342)`,
    )
  const leaf = leaves.find((candidate) => equalBytes(candidate.script, script))
  if (leaf === undefined) return foreign('a script that is no leaf of the contract')
  if (!equalBytes(leaf.controlBlock, control))
    return foreign(`a control block that does not lead from the leaf ${leaf.path.name} to the output`)
  return readStack(leaf, items.slice(0, -2))
}

/** The items lie in the order in which the script takes them, the first key's on top, the preimage at the bottom. */
const readStack = (leaf: ContractLeaf, stack: readonly Uint8Array[]): WitnessReading => {
  const keys = keysOf(leaf.fragment)
  const expected = keys.length + (leaf.path.secretHash === undefined ? 0 : 1)
  if (stack.length !== expected)
    return {
      kind: 'foreign',
      reason: `${stack.length} items for the leaf ${leaf.path.name}, which takes ${expected}`,
    }
  const signatures = keys.flatMap((key, at) => {
    const signature = stack[stack.length - 1 - at]
    return signature === undefined || signature.length === 0 ? [] : [{ key, signature }]
  })
  const preimage = leaf.path.secretHash === undefined ? undefined : stack[0]
  return { kind: 'leaf', leaf, signatures, ...(preimage === undefined ? {} : { preimage }) }
}
