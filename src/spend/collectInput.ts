import { backend } from '#backend'
import { type Contract, type ContractLeaf, leafOf } from '../contract/contract.js'
import type { LeafKey } from '../contract/keys.js'
import type { PsbtInput } from '../psbt/model.js'
import { keysOf } from '../script/miniscript.js'
import { equalBytes, toHex } from '../units/bytes.js'
import type { SpendBody } from './body.js'
import { spendError } from './errors.js'
import { readMusigRows } from './musigRows.js'
import { MUSIG_ROLES } from './progress.js'
import type { SpendInput } from './types.js'
import { checkSignature } from './verify.js'

interface Place {
  readonly body: SpendBody
  readonly position: number
}

/**
 * What a PSBT's input brings for the plan's path, every signature verified. Signatures of the contract's other
 * paths are verified too and then left out.
 *
 * @throws EscrowError `SIGNATURE_INVALID`, `SIGNATURE_SIZE`, `SIGNATURE_FOREIGN`, `SPEND_PREIMAGE`,
 * `SPEND_INPUT_FOREIGN`, and for the aggregate's rows `SPEND_PARTICIPANTS`, `MUSIG_…`
 */
export const collectInput = (input: PsbtInput, place: Place): SpendInput => {
  const { plan } = place.body
  const contract = place.body.contractOf(place.position)
  const leafSignatures = readLeafSignatures(input, { ...place, contract })
  if (plan.path === 'key') return readMusigRows(input, { ...place, contract })
  checkKeySignature(input, { ...place, contract })
  const leaf = leafOf(contract, plan.path)
  const keys = keysOf(leaf.fragment)
  const preimage = preimageFor(leaf, input, place.position)
  return {
    kind: 'leaf',
    leaf,
    keys,
    signatures: keys.map((key) => leafSignatures.get(toHex(key.xOnly))),
    ...(preimage && { preimage }),
  }
}

/** A signature of the key path beside a plan's leaf: refused where it is wrong, else left out. */
const checkKeySignature = (
  { tapKeySignature }: PsbtInput,
  { body, position, contract }: Place & { readonly contract: Contract },
): void => {
  if (tapKeySignature === undefined) return
  checkSignature({
    signature: tapKeySignature,
    digest: body.digest(position, undefined),
    publicKey: contract.outputKey,
    roles: MUSIG_ROLES,
    field: `inputs[${position}].tapKeySignature`,
  })
}

const keyIn = (leaf: ContractLeaf, xOnly: Uint8Array): LeafKey | undefined =>
  keysOf(leaf.fragment).find((key) => equalBytes(key.xOnly, xOnly))

/** Verified signatures of the plan's leaf, by the hex of their keys. */
const readLeafSignatures = (
  input: PsbtInput,
  { body, position, contract }: Place & { readonly contract: Contract },
): ReadonlyMap<string, Uint8Array> => {
  const kept = new Map<string, Uint8Array>()
  for (const [at, { xOnly, leafHash, signature }] of input.tapScriptSignatures.entries()) {
    const field = `inputs[${position}].tapScriptSignatures[${at}]`
    const leaf = contract.leaves.find((candidate) => equalBytes(candidate.leafHash, leafHash))
    const key = leaf && keyIn(leaf, xOnly)
    if (leaf === undefined || key === undefined || key.role === 'terms')
      throw spendError('SIGNATURE_FOREIGN', {
        field,
        expected: 'a signature of a key and a leaf of the contract',
        received: 'a signature of something else',
      })
    checkSignature({
      signature,
      digest: body.digest(position, leaf),
      publicKey: xOnly,
      roles: [key.role],
      field,
    })
    if (leaf.path.name === body.plan.path) kept.set(toHex(xOnly), signature)
  }
  return kept
}

const preimageFor = ({ path: { secretHash } }: ContractLeaf, input: PsbtInput, position: number) => {
  const row = secretHash && input.sha256Preimages.find(({ hash }) => equalBytes(hash, secretHash))
  if (row === undefined) return undefined
  if (row.preimage.length !== 32 || !equalBytes(backend.sha256(row.preimage), row.hash))
    throw spendError('SPEND_PREIMAGE', {
      field: `inputs[${position}].sha256Preimages`,
      expected: 'the 32 bytes that open the hash',
      received: `${row.preimage.length} bytes that do not`,
    })
  return row.preimage
}
