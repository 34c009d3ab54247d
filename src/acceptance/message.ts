import { backend } from '#backend'
import { type TaggedHash, taggedHash } from '../backend/tagged.js'
import { fromBase64, toBase64 } from '../psbt/base64.js'
import { EMPTY_INPUT, EMPTY_OUTPUT, type Psbt, type TapDerivation } from '../psbt/model.js'
import { serializeTransaction, transactionId } from '../psbt/transaction.js'
import { SIGNATURE_LENGTH } from '../script/satisfy.js'
import { sighasher } from '../taproot/sighash.js'
import { concat, utf8 } from '../units/bytes.js'
import { type Sats, sats } from '../units/sats.js'
import type { TransactionOutput, UnsignedTransaction } from '../units/transaction.js'
import { acceptanceError } from './errors.js'

const messageHash: TaggedHash = /* @__PURE__ */ taggedHash('BIP0322-signed-message')

const NOTHING = '00'.repeat(32)
const OP_RETURN = 0x6a
const SIGHASH_ALL = 1

/** What BIP 322 makes of a message and an output script: two transactions that can never be mined. */
export interface MessageProof {
  /** The virtual transaction that holds the message, serialised. */
  readonly toSpend: Uint8Array
  /** Its one output: nothing, to the script. */
  readonly spent: TransactionOutput
  /** The transaction whose signature is the message's. */
  readonly toSign: UnsignedTransaction
  /** SIGHASH_DEFAULT of it, by the key path of a Taproot script. */
  readonly digest: Uint8Array
}

/** The transactions of BIP 322, "Full": `to_spend` and `to_sign`. */
export const messageProof = (message: string, script: Uint8Array): MessageProof => {
  const nothing: Sats = sats(0n)
  const spent = { script, amount: nothing }
  const toSpend = {
    version: 0,
    lockTime: 0,
    inputs: [
      {
        outpoint: { txid: NOTHING, vout: 0xffffffff },
        sequence: 0,
        scriptSig: concat(Uint8Array.of(0, 32), messageHash(utf8(message))),
      },
    ],
    outputs: [spent],
  }
  const toSign = {
    version: 0,
    lockTime: 0,
    inputs: [{ outpoint: { txid: transactionId(toSpend), vout: 0 }, sequence: 0 }],
    outputs: [{ script: Uint8Array.of(OP_RETURN), amount: nothing }],
  }
  return {
    toSpend: serializeTransaction(toSpend),
    spent,
    toSign,
    digest: sighasher(toSign, [spent])({ index: 0 }),
  }
}

/**
 * Whether a signature by an output key proves the message: 64 bytes, or 65 with SIGHASH_ALL (BIP 322, "Verification
 * process": both sign everything).
 */
export const provesMessage = (
  { toSign, spent, digest }: MessageProof,
  { signature, outputKey }: { readonly signature: Uint8Array; readonly outputKey: Uint8Array },
): boolean => {
  const bare = signature.subarray(0, SIGNATURE_LENGTH)
  if (signature.length === SIGNATURE_LENGTH) return backend.verifySchnorr(digest, outputKey, bare)
  const signed = sighasher(toSign, [spent], { type: SIGHASH_ALL })({ index: 0 })
  return (
    signature.length === SIGNATURE_LENGTH + 1 &&
    signature[SIGNATURE_LENGTH] === SIGHASH_ALL &&
    backend.verifySchnorr(signed, outputKey, bare)
  )
}

/** The proof as a PSBT, for devices that sign no messages. */
export const proofPsbt = (
  { toSpend, spent, toSign }: MessageProof,
  { internalKey, derivations }: { internalKey: Uint8Array; derivations: readonly TapDerivation[] },
): Psbt => ({
  transaction: toSign,
  inputs: [
    {
      ...EMPTY_INPUT,
      nonWitnessUtxo: toSpend,
      witnessUtxo: spent,
      tapInternalKey: internalKey,
      tapDerivations: derivations,
    },
  ],
  outputs: [EMPTY_OUTPUT],
  others: [],
})

/** BIP 322, version 2: the prefix of a signature in its simple form. */
const PREFIX = 'smp'
const ONE_ITEM = 1

/** A key-path signature in BIP 322's simple form: the prefix, and the witness stack in base64. */
export const encodeSimple = (signature: Uint8Array): string =>
  `${PREFIX}${toBase64(concat(Uint8Array.of(ONE_ITEM, signature.length), signature))}`

/**
 * The signature inside BIP 322's simple form, 64 bytes, or 65 with its type. Signatures from before the prefixes are
 * read, too.
 *
 * @throws EscrowError `ACCEPTANCE_MALFORMED`
 */
export const decodeSimple = (text: string, field: string): Uint8Array => {
  const malformed = (received: string) =>
    acceptanceError('ACCEPTANCE_MALFORMED', {
      field,
      expected: `a BIP 322 signature in its simple form (${PREFIX}…) of one Taproot key, or a PSBT`,
      received,
    })
  const stack = (() => {
    try {
      return fromBase64(text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text, field)
    } catch {
      // what base64 it was not does not matter here
      throw malformed(`text of ${text.length} characters`)
    }
  })()
  const [items, length = 0] = stack
  const fits = length === SIGNATURE_LENGTH || length === SIGNATURE_LENGTH + 1
  if (items !== ONE_ITEM || !fits || stack.length !== length + 2)
    throw malformed(`a witness of ${stack.length} bytes`)
  return stack.subarray(2)
}
