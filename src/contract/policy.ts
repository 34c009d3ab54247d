import { backend } from '#backend'
import type { Agreement } from '../agreement/types.js'
import { shown } from '../errors.js'
import { aText, membersOf } from '../given/check.js'
import { encodeExtendedPublicKey, type KeyNode } from '../keys/extendedKey.js'
import type { RoleKey } from '../keys/roleKey.js'
import { branchOf } from '../paths/branches.js'
import { leafFragment } from '../script/leaf.js'
import { formatMiniscript, mapKeys } from '../script/miniscript.js'
import type { ScriptTree } from '../taproot/tree.js'
import { toHex, utf8 } from '../units/bytes.js'
import type { LeafName } from '../words.js'
import { aContract, type Contract, leafOf } from './contract.js'
import { limitsOf, POLICY_DEVICES, type PolicyDevice } from './devices.js'
import { policyError } from './errors.js'
import { quorumOf, termsNode } from './keys.js'
import { type BrokenLimit, brokenLimit, type PolicyFacts, type WalletPolicy } from './policyLimits.js'

/** Numbers the keys in the order in which they first appear, as BIP 388 wants them. */
class KeyVector {
  readonly keys: string[] = []

  placeholder(text: string): string {
    const at = this.keys.indexOf(text)
    return `@${at === -1 ? this.keys.push(text) - 1 : at}`
  }
}

/** BIP 388 writes hardened steps with an apostrophe. */
const keyInformation = (text: string): string => text.replaceAll(/h(?=[/\]])/g, "'")

const treeText = (tree: ScriptTree<LeafName>, leafText: (name: LeafName) => string): string =>
  'leaf' in tree
    ? leafText(tree.leaf)
    : `{${treeText(tree.left, leafText)},${treeText(tree.right, leafText)}}`

/** The policies of an agreement's contracts, which have the unspendable keys in common. */
const policyDrafts = (agreement: Agreement): ((contract: Contract) => PolicyFacts) => {
  const textOf = (node: KeyNode): string => encodeExtendedPublicKey({ node, network: agreement.network })
  const terms = textOf(termsNode(agreement))
  const known = new Map<string, PolicyFacts>()
  return (contract) => {
    // contracts of one form differ in their index alone
    const form = JSON.stringify([contract.tree, contract.paths])
    const facts = known.get(form) ?? draftPolicy(contract, { terms, textOf })
    known.set(form, facts)
    return { ...facts, contract }
  }
}

const draftPolicy = (contract: Contract, { terms, textOf }: SyntheticKeys): PolicyFacts => {
  const { agreement, internal } = contract
  const vector = new KeyVector()
  let bareKey: string | undefined
  const held = (key: RoleKey, place: string): string => {
    if (key.kind === 'bare') bareKey ??= place
    return vector.placeholder(keyInformation(key.text))
  }
  const keyText =
    internal.kind === 'musig2'
      ? `musig(${internal.participants.map((key) => held(key, 'keyPath')).join(',')})`
      : vector.placeholder(textOf(internal.node))
  const leaves = contract.leaves.map(({ path }) => path)
  const leafText = (name: LeafName): string => {
    const leaf = leafOf(contract, name).path
    const fragment = leafFragment<() => string>(leaf, {
      terms: () => `${vector.placeholder(terms)}/**`,
      quorum: (role) => {
        const { threshold, keys } = quorumOf(agreement, role)
        const branch = branchOf(leaves, { leaf, role })
        const steps = branch === 0 ? '/**' : `/<${branch};${branch + 1}>/*`
        return {
          threshold,
          keys: keys.map((key) => () => `${held(key, `${role}.keys`)}${steps}`),
        }
      },
    })
    return formatMiniscript(mapKeys(fragment, (write) => write()))
  }
  const template = `tr(${keyText}/**,${treeText(contract.tree, leafText)})`
  return { template, keys: vector.keys, contract, bareKey }
}

/** How the keys that nobody holds are written. */
interface SyntheticKeys {
  readonly terms: string
  readonly textOf: (node: KeyNode) => string
}

/** A limit that a contract breaks. */
export interface DeviceLimit extends BrokenLimit {
  readonly device: PolicyDevice
}

/** Of each contract of an agreement, the devices that do not take it, each with the first limit that is broken. */
export const deviceLimits = (
  agreement: Agreement,
  contracts: readonly Contract[],
): readonly (readonly DeviceLimit[])[] => {
  const draft = policyDrafts(agreement)
  return contracts.map((contract) => {
    const facts = draft(contract)
    return POLICY_DEVICES.flatMap((device) => {
      const limit = brokenLimit(facts, limitsOf(device))
      return limit === undefined ? [] : [{ device, ...limit }]
    })
  })
}

/**
 * The wallet policy of a contract for a signing device, which registers it once and then shows by its name what it
 * signs for. The contract is the receive address (the first of each two branches) at the policy's address index
 * {@link Contract.index}; contracts that differ by their index only share one policy, other locks, another hash or
 * other weights make another one.
 *
 * Source: BIP 388; `docs/devices.md`.
 *
 * @throws EscrowError `POLICY_DEVICE_LIMIT`, whose data name the device and the rule; `POLICY_DEVICE_UNKNOWN`
 * @example
 * const { name, template, keys } = walletPolicy(contract, { device: 'ledger' })
 */
export const walletPolicy = (
  contract: Contract,
  options: { readonly device: PolicyDevice },
): WalletPolicy => {
  aContract(contract, 'contract')
  membersOf<typeof options>({ device: aText })(options, '')
  const { device } = options
  if (!POLICY_DEVICES.includes(device))
    throw policyError('POLICY_DEVICE_UNKNOWN', {
      field: 'device',
      expected: `one of ${POLICY_DEVICES.join(', ')}`,
      received: shown(device),
    })
  const facts = policyDrafts(contract.agreement)(contract)
  const limit = brokenLimit(facts, limitsOf(device))
  if (limit !== undefined)
    throw policyError('POLICY_DEVICE_LIMIT', {
      field: 'device',
      expected: device === 'generic' ? limit.expected : `${limit.expected}, as ${device} takes it`,
      received: limit.received,
      layer: 'device',
      device,
      rule: limit.rule,
    })
  const { template, keys } = facts
  const digest = backend.sha256(utf8([template, ...keys].join('\n')))
  return { name: `escrow-${toHex(digest.subarray(0, 9))}`, template, keys }
}
