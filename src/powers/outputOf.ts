import { backend } from '#backend'
import { aContract, type Contract, leafOf } from '../contract/contract.js'
import { quorumOf, xOnly } from '../contract/keys.js'
import { descendant } from '../keys/derivation.js'
import { formatOrigin } from '../keys/keyExpression.js'
import { keysOf } from '../script/miniscript.js'
import { TAPSCRIPT_VERSION } from '../taproot/commitment.js'
import { mapTree } from '../taproot/tree.js'
import { equalBytes, toHex } from '../units/bytes.js'
import { ROLES } from '../words.js'
import { letter } from './letter.js'
import type { AuditedOutput, AuditedParty, InternalKeyReading, KeyHolder } from './output.js'
import { type OutputParts, readOutput } from './readOutput.js'

const TERMS_WHY = {
  musig2:
    'a child of the point H of BIP 341, with the chain code c that the agreement gives: it binds the terms',
  closed:
    'a child of H + c·G, the point H of BIP 341 and the chain code c that the agreement gives: it binds the terms',
} as const
const CLOSED_WHY = 'a child of the point H of BIP 341: the key path is closed'

/** Whose the keys are that the agreement derives for this contract, by their x coordinates in hex. */
const holdersOf = (contract: Contract): ReadonlyMap<string, KeyHolder> =>
  new Map(
    contract.leaves
      .flatMap(({ fragment }) => keysOf(fragment))
      .map(({ role, position, origin, xOnly: key }): [string, KeyHolder] => [
        toHex(key),
        role === 'terms'
          ? { kind: 'nobody', why: TERMS_WHY[contract.internal.kind] }
          : {
              kind: 'party',
              party: role,
              position,
              ...(origin === undefined ? {} : { origin: formatOrigin(origin) }),
            },
      ]),
  )

/** Who signs with the internal key that the agreement gives a contract. */
const signersOf = ({ internal }: Contract): InternalKeyReading =>
  internal.kind === 'musig2'
    ? { kind: 'aggregate', parties: ['employer', 'worker'] }
    : { kind: 'nobody', why: CLOSED_WHY }

/**
 * A contract as an outsider reads it: its leaves from their bytes, its keys compared with those that the agreement
 * derives, its hashes and its output computed again. A key that the agreement does not derive belongs to a party
 * of its own, `A`, `B` …
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * outputOf(contract).leaves.map(({ name, reading }) => [name, reading.understood])
 */
export const outputOf = (contract: Contract): AuditedOutput => {
  aContract(contract, 'contract')
  const due = descendant(contract.internal.node, [0, contract.index])
  return equalBytes(xOnly(due.publicKey), contract.internalKey)
    ? read(contract, { internal: signersOf(contract), ...(due.point && { internalPoint: due.point }) })
    : read(contract, { internal: { kind: 'unknown' } })
}

/**
 * {@link outputOf} for a contract that `compile` has made a moment ago: the same functions would derive the same
 * internal key again, and the same output key where the leaves' bytes hash to the same Merkle root.
 */
export const outputOfCompiled = (contract: Contract): AuditedOutput =>
  read(contract, { internal: signersOf(contract), known: contract })

/** A contract with what is known of its internal key, and of its output. */
const read = (
  contract: Contract,
  known: Pick<OutputParts, 'internal' | 'internalPoint' | 'known'>,
): AuditedOutput => {
  const { agreement, internalKey } = contract
  const derived = holdersOf(contract)
  const holders = new Map(derived)
  const strangers: AuditedParty[] = []
  const holderOf = (key: Uint8Array): KeyHolder => {
    const known = holders.get(toHex(key))
    if (known !== undefined) return known
    const name = letter(strangers.length)
    const holder: KeyHolder = { kind: 'party', party: name, position: 0 }
    strangers.push({ name, size: 1 })
    holders.set(toHex(key), holder)
    return holder
  }
  return readOutput({
    internalKey,
    ...known,
    tree: mapTree(contract.tree, (name) => ({
      name,
      path: name,
      script: leafOf(contract, name).script,
      version: TAPSCRIPT_VERSION,
    })),
    holderOf,
    isPoint: (key) => derived.has(toHex(key)) || backend.isXOnlyPoint(key),
    parties: () => [
      ...ROLES.filter((role) => agreement[role] !== undefined).map((role) => ({
        name: role,
        role,
        size: quorumOf(agreement, role).keys.length,
      })),
      ...strangers,
    ],
  })
}
