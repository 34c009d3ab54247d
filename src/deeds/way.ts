import { backend } from '#backend'
import type { Contract } from '../contract/contract.js'
import { SIGNATURE_LENGTH } from '../script/satisfy.js'
import { equalBytes, toHex } from '../units/bytes.js'
import type { JudgeSignature, SignatureInQuestion } from './signatures.js'
import type { ShownSecret, ShownSignature, SpendWay } from './types.js'
import type { WitnessReading } from './witness.js'

interface Place {
  readonly contract: Contract
  readonly input: number
  /** Absent where an output that the transaction spends is not known. */
  readonly judge: JudgeSignature | undefined
}

/** The way that a witness takes, every signature with its verdict. */
export const wayOf = (reading: WitnessReading, { contract, input, judge }: Place): SpendWay => {
  const annex = reading.annex === undefined ? {} : { annex: reading.annex }
  const traced = (
    question: Omit<SignatureInQuestion, 'input'>,
    signers: ShownSignature['signers'],
  ): ShownSignature => ({
    signers,
    key: toHex(question.key),
    signature: toHex(question.signature),
    type: question.signature[SIGNATURE_LENGTH] ?? 0,
    verdict: judge === undefined ? 'unknown' : judge({ ...question, ...annex, input }),
  })
  switch (reading.kind) {
    case 'foreign':
      return { kind: 'foreign', reason: reading.reason }
    case 'key': {
      const question = { signature: reading.signature, key: contract.outputKey, field: 'key path signature' }
      return { kind: 'key', signatures: [traced(question, keyPathSigners(contract))] }
    }
    case 'leaf': {
      const { leaf, signatures, preimage } = reading
      const secret = secretOf(preimage, leaf.path.secretHash)
      return {
        kind: 'leaf',
        path: leaf.path.name,
        leafHash: toHex(leaf.leafHash),
        signatures: signatures.map(({ key: { role, position, xOnly }, signature }) =>
          traced(
            { signature, key: xOnly, script: leaf.script, field: `signature of ${role}.keys[${position}]` },
            [{ role, position }],
          ),
        ),
        ...(secret === undefined ? {} : { secret }),
      }
    }
  }
}

/** Nobody has the key of a closed key path. */
const keyPathSigners = ({ internal }: Contract): ShownSignature['signers'] =>
  internal.kind === 'musig2'
    ? [
        { role: 'employer', position: 0 },
        { role: 'worker', position: 0 },
      ]
    : []

const secretOf = (preimage: Uint8Array | undefined, hash: Uint8Array | undefined): ShownSecret | undefined =>
  preimage === undefined || hash === undefined
    ? undefined
    : {
        preimage: toHex(preimage),
        hash: toHex(hash),
        opens: preimage.length === 32 && equalBytes(backend.sha256(preimage), hash),
      }
