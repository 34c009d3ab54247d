import { backend } from '#backend'
import { type SignatureInQuestion, type SignatureVerdict, signatureType } from '../../deeds/signatures.js'
import { SIGNATURE_LENGTH } from '../../script/satisfy.js'
import { leafHash } from '../../taproot/commitment.js'
import { type Sighasher, sighasher } from '../../taproot/sighash.js'
import type { TransactionOutput, UnsignedTransaction } from '../../units/transaction.js'
import type { Comparison } from '../compare.js'
import { type SecondSigned, secondSighasher, secondVerify } from '../engine/transaction.js'

export interface SignatureJudgeOptions {
  readonly transaction: UnsignedTransaction
  /** The same transaction in its serialisation, with or without witnesses: what the second engine reads. */
  readonly hex: string
  /** In the order of the inputs. */
  readonly spent: readonly TransactionOutput[]
  readonly comparison: Comparison
  /** Stands before the number of the input in what differs. */
  readonly subject: string
}

/** Judges signatures of one transaction whose spent outputs are all known, by both engines. */
export class SignatureJudge {
  readonly #options: SignatureJudgeOptions
  readonly #first: Sighasher
  readonly #second: ((signed: SecondSigned) => Uint8Array) | undefined

  constructor(options: SignatureJudgeOptions) {
    this.#options = options
    this.#first = sighasher(options.transaction, options.spent)
    this.#second = attempt(() => secondSighasher(options))
  }

  /** What a signature of everything signs, by both engines; a difference is noted, and ours is the answer. */
  digest({ input, script }: { input: number; script?: Uint8Array }): Uint8Array {
    const first = this.#first({ index: input, ...(script && { leafHash: leafHash(script) }) })
    this.#options.comparison.compare({
      subject: this.#subject(input),
      field: 'sighash',
      first,
      second: this.#secondDigest({ input, ...(script && { script }) }),
    })
    return first
  }

  /** Whether a signature verifies; the second engine alone judges those that do not cover everything. */
  judge({ signature, key, field, ...signed }: SignatureInQuestion): SignatureVerdict {
    const type = signatureType(signature)
    if (type === undefined) return 'invalid'
    const plain = signature.subarray(0, SIGNATURE_LENGTH)
    const digest = this.#secondDigest({ ...signed, type })
    const second = digest !== undefined && verified(plain, { digest, key })
    if (type !== 0 || signed.annex !== undefined) return verdict(second)
    const first = backend.verifySchnorr(this.digest(signed), key, plain)
    this.#options.comparison.compare({
      subject: this.#subject(signed.input),
      field: `${field} verifies`,
      first: Uint8Array.of(first ? 1 : 0),
      second: Uint8Array.of(second ? 1 : 0),
    })
    return verdict(first)
  }

  #subject(input: number): string {
    return `${this.#options.subject}, input ${input}`
  }

  #secondDigest(signed: SecondSigned): Uint8Array | undefined {
    return attempt(() => this.#second?.(signed))
  }
}

const verdict = (valid: boolean): SignatureVerdict => (valid ? 'valid' : 'invalid')

const verified = (signature: Uint8Array, { digest, key }: { digest: Uint8Array; key: Uint8Array }): boolean =>
  attempt(() => secondVerify(signature, { digest, key })) ?? false

/** The second engine knows no errors of ours: what it cannot do it throws at. */
const attempt = <Value>(work: () => Value): Value | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}
