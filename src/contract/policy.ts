import { backend } from '#backend'
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
import { policyError } from './errors.js'
import { quorumOf, termsNode } from './keys.js'
import { type Limit, limitsOf, POLICY_DEVICES, type PolicyDevice, type WalletPolicy } from './policyLimits.js'

const refuse = (
  device: PolicyDevice,
  { rule, expected }: Pick<Limit, 'rule' | 'expected'>,
  received: string,
): ReturnType<typeof policyError> =>
  policyError('POLICY_DEVICE_LIMIT', {
    field: 'device',
    expected: device === 'generic' ? expected : `${expected}, as ${device} takes it`,
    received,
    layer: 'device',
    device,
    rule,
  })

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

const draftPolicy = (contract: Contract, device: PolicyDevice): Omit<WalletPolicy, 'name'> => {
  const { agreement, internal } = contract
  const vector = new KeyVector()
  const synthetic = (node: KeyNode): string =>
    vector.placeholder(encodeExtendedPublicKey({ node, network: agreement.network }))
  const held = (key: RoleKey, place: string): string => {
    if (key.kind === 'extended') return vector.placeholder(keyInformation(key.text))
    throw refuse(device, { rule: 'extendedKeys', expected: 'extended keys only' }, `a bare key in ${place}`)
  }
  const keyText =
    internal.kind === 'musig2'
      ? `musig(${internal.participants.map((key) => held(key, 'keyPath')).join(',')})`
      : synthetic(internal.node)
  const leaves = contract.leaves.map(({ path }) => path)
  const leafText = (name: LeafName): string => {
    const leaf = leafOf(contract, name).path
    const fragment = leafFragment<() => string>(leaf, {
      terms: () => `${synthetic(termsNode(agreement))}/**`,
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
  return { template, keys: vector.keys }
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
  const draft = draftPolicy(contract, device)
  for (const limit of limitsOf(device)) {
    const received = limit.broken({ ...draft, contract })
    if (received !== undefined) throw refuse(device, limit, received)
  }
  const digest = backend.sha256(utf8([draft.template, ...draft.keys].join('\n')))
  return { name: `escrow-${toHex(digest.subarray(0, 9))}`, ...draft }
}
