import type { AuditedLeaf, AuditedOutput, HeldKey } from '../powers/output.js'
import { toHex } from '../units/bytes.js'

/*
 * Contracts of one agreement often differ in nothing but their keys. What follows from a form is computed, and said,
 * once.
 */

/** The digests that a leaf compares with. */
export const digestsOf = ({ reading }: AuditedLeaf): readonly Uint8Array[] =>
  reading.understood
    ? reading.ways.flatMap(({ demands }) =>
        demands.flatMap((demand) => (demand.kind === 'preimage' ? [demand.digest] : [])),
      )
    : []

const withNumbers = (text: string, values: readonly Uint8Array[]): string =>
  [...new Set(values.map(toHex))].reduce((left, value, at) => left.replaceAll(value, `<${at}>`), text)

/**
 * The script of a leaf with numbers in the places of some values: together with them it is the script again, so leaves
 * of one form differ in nothing else.
 */
export const leafForm = ({ script, version, depth }: AuditedLeaf, values: readonly Uint8Array[]): string =>
  `${version} ${depth} ${withNumbers(toHex(script), values)}`

/** Whose a key is, whatever it is: the last step of its origin is the contract's index. */
const holderForm = ({ holder }: HeldKey): readonly unknown[] =>
  holder.kind === 'nobody'
    ? [holder.why]
    : [holder.party, holder.position, holder.origin?.replace(/\/\d+\]$/, '')]

/** {@link leafForm} with numbers in the places of the leaf's keys, and of these values. */
export const keylessForm = (leaf: AuditedLeaf, values: readonly Uint8Array[] = []): string =>
  leafForm(leaf, [...leaf.keys.map(({ key }) => key), ...values])

/** An output but for its keys and what follows from them, and but for what the forms of its leaves leave out. */
export const outputForm = (
  { parties, internal, tree, leaves }: AuditedOutput,
  forms: readonly string[],
): string =>
  JSON.stringify([
    parties,
    internal,
    tree,
    leaves.map((leaf, at) => [leaf.name, forms[at], leaf.keys.map(holderForm)]),
  ])

/** A text with the keys of one leaf in the places of those of another leaf of the same form. */
export const withKeysOf = (
  text: string,
  { from, to }: { readonly from: AuditedLeaf; readonly to: AuditedLeaf },
): string => {
  const keys = new Map(from.keys.map(({ key }, at) => [toHex(key), toHex(to.keys[at]?.key ?? key)]))
  return text.replaceAll(/[0-9a-f]{64}/g, (hex) => keys.get(hex) ?? hex)
}
