import { type Contract, compile, type LeafName, leafOf, parseAgreement } from 'taproot-escrow'
import type { ClaimedScripts, ContractClaim } from 'taproot-escrow/audit'
import { childNode } from '../../../src/keys/derivation.js'
import { encodeExtendedPublicKey } from '../../../src/keys/extendedKey.js'
import { unspendableNode } from '../../../src/keys/unspendable.js'
import { compileFragment, type Fragment } from '../../../src/script/miniscript.js'
import { mapTree, type ScriptTree } from '../../../src/taproot/tree.js'
import { concat, fromHex } from '../../../src/units/bytes.js'
import { everyPathDocument } from '../contracts.js'
import type { Json } from '../documents.js'
import { flipped } from '../flipped.js'
import { addressOf, bareHolder, extendedHolder } from '../holders.js'

/** Contracts that somebody shows in place of the agreed one, each with one thing that is not right. */

export const document = (): Json =>
  everyPathDocument('blocks', { from: 144, backupFrom: 2000, silence: 4000, rescue: 6000, decision: 1008 })
export const closedDocument = (): Json => ({ ...document(), keyPath: 'closed' })

const contractOf = (json: Json): Contract => compile(parseAgreement(JSON.stringify(json)))[0]!

export const contract: Contract = contractOf(document())
export const closed: Contract = contractOf(closedDocument())
const strange = fromHex(bareHolder(9).text)!

type Scripts = ScriptTree<{ readonly script: Uint8Array; readonly version?: number }>

export const scriptsOf = (of: Contract, change: Partial<Record<LeafName, Uint8Array>> = {}): Scripts =>
  mapTree(of.tree, (name) => ({ script: change[name] ?? leafOf(of, name).script }))

const shown = (changes: Partial<ClaimedScripts>): ContractClaim => ({
  scripts: { internalKey: contract.internalKey, tree: scriptsOf(contract), ...changes },
})

/** The agreed contract with another script in the place of a leaf. */
const withLeaf = (name: LeafName, script: Uint8Array): ContractClaim =>
  shown({ tree: scriptsOf(contract, { [name]: script }) })

const keyOf = (name: LeafName, position = 0): Uint8Array => {
  // each leaf pushes its keys of 32 bytes one after the other
  const { script } = leafOf(contract, name)
  return script.subarray(1 + 34 * position, 33 + 34 * position)
}

const locked = (key: Uint8Array, lock: number): Fragment<Uint8Array> => ({
  type: 'and_v',
  left: { type: 'pk', key },
  right: { type: 'older', value: lock },
})

/** A tree without one of its leaves: its neighbour takes their place. */
const without = (tree: Scripts, script: Uint8Array): Scripts => {
  if ('leaf' in tree) return tree
  const [left, right] = [tree.left, tree.right]
  if ('leaf' in left && left.leaf.script === script) return right
  if ('leaf' in right && right.leaf.script === script) return left
  return { left: without(left, script), right: without(right, script) }
}

const swapped = (left: LeafName, right: LeafName): Scripts =>
  scriptsOf(contract, { [left]: leafOf(contract, right).script, [right]: leafOf(contract, left).script })

const employer = contract.agreement.employer.keys[0]!
const employerKey =
  employer.kind === 'extended' ? childNode(childNode(employer, 4), contract.index) : undefined
const otherChainCode = encodeExtendedPublicKey({
  node: unspendableNode(new Uint8Array(32).fill(7)),
  network: 'regtest',
})
/** The descriptor of the closed contract with H under another chain code. */
const wrongChainCode = closed.descriptor.replace(/#.*$/, '').replace(/^tr\([^/]+/, `tr(${otherChainCode}`)

const rival = contractOf({ ...document(), salt: '55'.repeat(16) })

export const POISONS: readonly {
  readonly what: string
  readonly claim: ContractClaim
  readonly json?: Json
  readonly codes: readonly string[]
}[] = [
  {
    what: 'a hidden internal key',
    claim: shown({ internalKey: strange }),
    codes: ['CLAIM_INTERNAL_KEY', 'INTERNAL_KEY_UNKNOWN'],
  },
  {
    what: 'the internal key of one party',
    claim: shown({ internalKey: employerKey!.publicKey.subarray(1) }),
    codes: ['CLAIM_INTERNAL_KEY', 'KEY_REPEATED', 'INTERNAL_KEY_OF_ONE_PARTY'],
  },
  {
    what: 'the wrong chain code of a closed key path',
    claim: { descriptor: wrongChainCode },
    json: closedDocument(),
    codes: ['CLAIM_INTERNAL_KEY', 'INTERNAL_KEY_CHAIN_CODE'],
  },
  {
    what: 'leaves in each other’s places',
    claim: shown({ tree: swapped('employerAndWorker', 'workerAlone') }),
    codes: ['CLAIM_TREE'],
  },
  {
    what: 'another leaf in the place of one',
    claim: withLeaf('workerAlone', compileFragment(locked(strange, 6000))),
    codes: ['CLAIM_LEAF_REPLACED'],
  },
  {
    what: 'a key of 33 bytes',
    claim: withLeaf(
      'workerAlone',
      concat(Uint8Array.of(33, 2), keyOf('workerAlone'), fromHex('ad027017b2')!),
    ),
    codes: ['CLAIM_LEAF_REPLACED', 'LEAF_KEY_TYPE_UNKNOWN'],
  },
  {
    what: 'older(65536)',
    claim: withLeaf('workerAlone', concat(Uint8Array.of(32), keyOf('workerAlone'), fromHex('ad03000001b2')!)),
    codes: ['CLAIM_LEAF_REPLACED', 'LEAF_LOCK_WITHOUT_EFFECT'],
  },
  {
    what: 'a hash without a key',
    claim: withLeaf('workerWithSecret', leafOf(contract, 'workerWithSecret').script.subarray(34)),
    codes: ['CLAIM_LEAF_REPLACED', 'LEAF_WITHOUT_SIGNATURE'],
  },
  {
    what: 'a key that stands in two leaves',
    claim: withLeaf('workerAlone', compileFragment(locked(keyOf('workerWithSecret'), 6000))),
    codes: ['CLAIM_LEAF_REPLACED', 'KEY_REPEATED'],
  },
  {
    what: 'a party that can act before the arbiter',
    claim: withLeaf('workerAlone', compileFragment(locked(keyOf('workerAlone'), 100))),
    codes: ['CLAIM_LEAF_REPLACED', 'CLOCKS_OUT_OF_ORDER'],
  },
  {
    what: 'an OP_SUCCESS',
    claim: withLeaf('workerAlone', Uint8Array.of(0x50)),
    codes: ['CLAIM_LEAF_REPLACED', 'LEAF_OP_SUCCESS'],
  },
  {
    what: 'a leaf version without rules',
    claim: shown({
      tree: mapTree(contract.tree, (name) => ({
        script: leafOf(contract, name).script,
        ...(name === 'workerAlone' ? { version: 0xc2 } : {}),
      })),
    }),
    codes: ['CLAIM_LEAF_REPLACED', 'LEAF_VERSION_UNKNOWN'],
  },
  {
    what: 'terms of another agreement',
    claim: withLeaf('terms', leafOf(rival, 'terms').script),
    codes: ['TERMS_NOT_BOUND'],
  },
  {
    what: 'no terms',
    claim: shown({ tree: without(scriptsOf(contract), leafOf(contract, 'terms').script) }),
    codes: ['TERMS_NOT_BOUND'],
  },
  {
    what: 'the terms twice',
    claim: shown({ tree: { left: scriptsOf(contract), right: { leaf: leafOf(contract, 'terms') } } }),
    codes: ['CLAIM_LEAF_REPEATED', 'KEY_REPEATED'],
  },
  {
    what: 'a leaf more',
    claim: shown({
      tree: {
        left: scriptsOf(contract),
        right: { leaf: { script: compileFragment({ type: 'pk', key: strange }) } },
      },
    }),
    codes: ['CLAIM_LEAF_ADDED'],
  },
  {
    what: 'a leaf less',
    claim: shown({ tree: without(scriptsOf(contract), leafOf(contract, 'workerWithSecret').script) }),
    codes: ['CLAIM_LEAF_MISSING'],
  },
  {
    what: 'another address',
    claim: { address: addressOf(77) },
    codes: ['CLAIM_ADDRESS'],
  },
  {
    what: 'an address of another network',
    claim: { address: addressOf(77, { network: 'mainnet' }) },
    codes: ['ADDRESS_OTHER_NETWORK'],
  },
  {
    what: 'keys of another network',
    claim: {
      descriptor: contract.descriptor
        .replace(/#.*$/, '')
        .replaceAll(extendedHolder(2).text, extendedHolder(2, 'mainnet').text),
    },
    codes: ['KEY_NETWORK'],
  },
  {
    what: 'another output script',
    claim: { output: { script: rival.outputScript } },
    codes: ['CLAIM_OUTPUT'],
  },
  {
    what: 'another amount',
    claim: { output: { script: contract.outputScript, amount: contract.amount } },
    json: { ...document(), milestones: [{ ...document().milestones[0], amount: '999999' }] },
    codes: ['CLAIM_OUTPUT', 'CLAIM_AMOUNT'],
  },
  {
    what: 'the wrong parity',
    claim: shown({
      controlBlocks: { workerAlone: flipped(leafOf(contract, 'workerAlone').controlBlock, 0) },
    }),
    codes: ['CLAIM_PARITY'],
  },
  {
    what: 'a wrong control block',
    claim: shown({
      controlBlocks: { workerAlone: flipped(leafOf(contract, 'workerAlone').controlBlock, 40) },
    }),
    codes: ['CLAIM_CONTROL_BLOCK'],
  },
]
