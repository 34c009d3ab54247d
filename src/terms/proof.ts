import { parseGivenAddress } from '../agreement/address.js'
import { ALLOWANCES } from '../agreement/allowance.js'
import type { Agreement } from '../agreement/types.js'
import { MAX_DEPTH } from '../contract/assemble.js'
import { aContract, type Contract, leafOf } from '../contract/contract.js'
import { termsNode, xOnly } from '../contract/keys.js'
import { shown } from '../errors.js'
import { checkMarks, type Marks, marks } from '../forms/form.js'
import { aText, membersOf, textOrBytes } from '../given/check.js'
import { childNode } from '../keys/derivation.js'
import { compileFragment } from '../script/miniscript.js'
import { branchHash, leafHash, outputScript, tweakInternalKey } from '../taproot/commitment.js'
import { equalBytes, fromHex, toHex } from '../units/bytes.js'
import { termsError } from './errors.js'
import { parseAgreement } from './parse.js'

const HASH_LENGTH = 32

/**
 * Every step from an agreement to an output, as plain JSON; bytes are lower-case hex of 32 bytes where nothing else
 * is said. Each follows from the one before it, and nothing here is secret.
 */
export interface TermsProof extends Marks<'terms'> {
  /** Id of the agreement. */
  readonly agreement: string
  /** Position in the agreement, from 0. */
  readonly milestone: number
  /** Of U: the tagged hash of the id. */
  readonly chainCode: string
  /** The x-only key of `U/0/index`. */
  readonly key: string
  /** The terms leaf: that key and OP_CHECKSIG, 34 bytes. */
  readonly script: string
  readonly leafHash: string
  /** The hashes beside the leaf's way up, nearest first. */
  readonly merklePath: readonly string[]
  readonly merkleRoot: string
  readonly internalKey: string
  readonly outputKey: string
}

const MEMBERS: Readonly<Record<keyof TermsProof, true>> = {
  format: true,
  version: true,
  agreement: true,
  milestone: true,
  chainCode: true,
  key: true,
  script: true,
  leafHash: true,
  merklePath: true,
  merkleRoot: true,
  internalKey: true,
  outputKey: true,
}

/** What a proof is held against: the text that the parties accepted, and the output that is said to belong to it. */
export interface TermsClaim {
  readonly agreement: string
  /** An address, or an output script. */
  readonly output: string | Uint8Array
}

/** What a proof has shown. */
export interface ProvenTerms {
  readonly agreement: Agreement
  readonly milestone: number
  /** The script of the output. */
  readonly script: Uint8Array
}

const chunks = (bytes: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: bytes.length / HASH_LENGTH }, (_, at) =>
    bytes.subarray(HASH_LENGTH * at, HASH_LENGTH * (at + 1)),
  )

/** The terms leaf as an agreement makes it. */
const termsLeaf = (agreement: Agreement, milestone: number) => {
  const node = termsNode(agreement)
  const key = xOnly(childNode(childNode(node, 0), agreement.index + milestone).publicKey)
  const script = compileFragment({ type: 'pk', key })
  return { chainCode: node.chainCode, key, script, leafHash: leafHash(script) }
}

/**
 * Shows step by step that a contract's output commits to its agreement. {@link verifyTerms} needs this, the text of
 * the agreement and the output, and no keys, scripts or software of the contract.
 *
 * It does not show what else the output commits to: whoever wants to know that the whole tree is the agreed one
 * compiles the agreement and compares the address.
 *
 * Source: BIP 341, "Script validation rules"; `docs/spec.md`, "Proving the terms".
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * JSON.stringify(proveTerms(contract))
 */
export const proveTerms = (contract: Contract): TermsProof => {
  aContract(contract, 'contract')
  const { agreement, milestone, internalKey, merkleRoot, outputKey } = contract
  const { controlBlock } = leafOf(contract, 'terms')
  const leaf = termsLeaf(agreement, milestone)
  return {
    ...marks('terms'),
    agreement: agreement.id,
    milestone,
    chainCode: toHex(leaf.chainCode),
    key: toHex(leaf.key),
    script: toHex(leaf.script),
    leafHash: toHex(leaf.leafHash),
    merklePath: chunks(controlBlock.subarray(1 + HASH_LENGTH)).map(toHex),
    merkleRoot: toHex(merkleRoot),
    internalKey: toHex(internalKey),
    outputKey: toHex(outputKey),
  }
}

const malformed = (field: string, expected: string, received: unknown): ReturnType<typeof termsError> =>
  termsError('TERMS_PROOF_MALFORMED', { field: `proof.${field}`, expected, received: shown(received) })

const hashOf = (value: unknown, field: string): Uint8Array => {
  const bytes = typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? fromHex(value) : undefined
  if (bytes === undefined) throw malformed(field, `${2 * HASH_LENGTH} lower-case hex digits`, value)
  return bytes
}

const merklePathOf = (value: unknown): readonly Uint8Array[] => {
  if (!Array.isArray(value) || value.length > MAX_DEPTH)
    throw malformed('merklePath', `a list of at most ${MAX_DEPTH} hashes`, value)
  return value.map((hash: unknown, at) => hashOf(hash, `merklePath[${at}]`))
}

type ProofMismatch = `TERMS_PROOF_${'AGREEMENT' | 'KEY' | 'LEAF' | 'ROOT' | 'OUTPUT'}`

const same = (
  code: ProofMismatch,
  field: string,
  { due, stated }: { due: string; stated: unknown },
): void => {
  if (stated !== due)
    throw termsError(code, {
      field: `proof.${field}`,
      expected: due,
      received: typeof stated === 'string' && /^[0-9a-f]{64,68}$/.test(stated) ? stated : shown(stated),
    })
}

/**
 * Holds a proof of terms against the agreement's text and an output. Every step is computed again; the first that
 * does not fit is named by the code and the field of the error.
 *
 * Source: BIP 341, "Script validation rules"; `docs/spec.md`, "Proving the terms".
 *
 * @throws EscrowError `JSON_FORM_…`, `TERMS_PROOF_MALFORMED`, `TERMS_PROOF_AGREEMENT`, `TERMS_PROOF_KEY`,
 * `TERMS_PROOF_LEAF`, `TERMS_PROOF_ROOT`, `TERMS_PROOF_OUTPUT`, and what `parseAgreement` and the check of addresses throw
 * @example
 * const { milestone } = verifyTerms(JSON.parse(text), { agreement: agreementText, output: 'bc1p…' })
 */
export const verifyTerms = (proof: TermsProof, claim: TermsClaim): ProvenTerms => {
  membersOf<TermsClaim>({ agreement: aText, output: textOrBytes })(claim, 'claim')
  if (typeof proof !== 'object' || proof === null)
    throw termsError('TERMS_PROOF_MALFORMED', {
      field: 'proof',
      expected: 'an object',
      received: shown(proof),
    })
  checkMarks({ ...proof }, { form: 'terms', field: 'proof' })
  const unknown = Object.keys(proof).find((member) => !Object.keys(MEMBERS).includes(member))
  if (unknown !== undefined) throw malformed(shown(unknown), 'no member but those of a proof', 'another one')
  const merklePath = merklePathOf(proof.merklePath)
  const internalKey = hashOf(proof.internalKey, 'internalKey')
  // whose wallets the keys come from is no question of this proof
  const agreement = parseAgreement(claim.agreement, { allow: ALLOWANCES })
  same('TERMS_PROOF_AGREEMENT', 'agreement', { due: agreement.id, stated: proof.agreement })
  const { milestone } = proof
  if (!Number.isInteger(milestone) || agreement.milestones[milestone] === undefined)
    throw termsError('TERMS_PROOF_AGREEMENT', {
      field: 'proof.milestone',
      expected: `a position from 0 to ${agreement.milestones.length - 1}`,
      received: shown(milestone),
    })
  const leaf = termsLeaf(agreement, milestone)
  same('TERMS_PROOF_KEY', 'chainCode', { due: toHex(leaf.chainCode), stated: proof.chainCode })
  same('TERMS_PROOF_KEY', 'key', { due: toHex(leaf.key), stated: proof.key })
  same('TERMS_PROOF_LEAF', 'script', { due: toHex(leaf.script), stated: proof.script })
  same('TERMS_PROOF_LEAF', 'leafHash', { due: toHex(leaf.leafHash), stated: proof.leafHash })
  const root = merklePath.reduce(branchHash, leaf.leafHash)
  same('TERMS_PROOF_ROOT', 'merkleRoot', { due: toHex(root), stated: proof.merkleRoot })
  const { outputKey } = tweakInternalKey({ xOnly: internalKey }, root)
  same('TERMS_PROOF_OUTPUT', 'outputKey', { due: toHex(outputKey), stated: proof.outputKey })
  const script = outputScript(outputKey)
  const claimed =
    typeof claim.output === 'string'
      ? parseGivenAddress(claim.output, { network: agreement.network, field: 'output' }).script
      : claim.output
  if (!equalBytes(script, claimed))
    throw termsError('TERMS_PROOF_OUTPUT', {
      field: 'output',
      expected: `the output script ${toHex(script)}`,
      received: typeof claim.output === 'string' ? claim.output : toHex(claimed.subarray(0, 42)),
    })
  return { agreement, milestone, script }
}
