import { encodeTaprootAddress } from '../../src/agreement/taprootAddress.js'
import {
  type SerializableTransaction,
  serializeTransaction,
  transactionId,
  transactionWeight,
} from '../../src/psbt/transaction.js'
import { controlBlock, leafHash, outputScript, tweakInternalKey } from '../../src/taproot/commitment.js'
import { concat, uint32 } from '../../src/units/bytes.js'
import { sats } from '../../src/units/sats.js'
import { sha256 } from './floor/bytes.js'

/*
 * Transactions that look like anybody's and need no signature: two inputs and two outputs, P2WSH and P2TR, whose scripts
 * drop what stands where a signature and a key would. Nodes take them in blocks, and nobody has to sign thousands.
 */

/** Who is paid, each at scripts of their own: a script is hashed or tweaked once. */
const STRANGERS = 256
/** `OP_DROP OP_2DROP OP_1`. */
const ANYBODY = [0x75, 0x6d, 0x51]
const SIGNATURE = new Uint8Array(72).fill(0x30)
const PUBLIC_KEY = new Uint8Array(33).fill(2)
/** The point of BIP 341 that nobody knows the logarithm of. */
const NOBODY = Buffer.from('50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0', 'hex')

/** As many elements as a stack holds beside the script's own, of the longest length: half a megabyte of witness. */
const STUFFING = Array.from({ length: 998 }, () => new Uint8Array(520).fill(7))
const STUFFED = Uint8Array.of(...Array.from({ length: 499 }, () => 0x6d), 0x51)

/** An output script, and what spends it. */
interface Lock {
  readonly script: Uint8Array
  readonly witness: readonly Uint8Array[]
}

const hashed = (script: Uint8Array): Lock => ({
  script: concat(Uint8Array.of(0, 32), sha256(script)),
  witness: [SIGNATURE, PUBLIC_KEY, script],
})

const tweaked = (script: Uint8Array, stack: readonly Uint8Array[]): Lock => {
  const { outputKey, parity } = tweakInternalKey({ xOnly: NOBODY }, leafHash(script))
  const control = controlBlock({ internalKey: NOBODY, parity, merklePath: [] })
  return { script: outputScript(outputKey), witness: [...stack, script, control] }
}

const scriptOf = (at: number): Uint8Array => concat(Uint8Array.of(4), uint32(at), Uint8Array.from(ANYBODY))

export interface Coin {
  readonly txid: string
  readonly vout: number
  readonly amount: bigint
  readonly lock: Lock
}

export interface Made {
  readonly hex: string
  readonly txid: string
  readonly weight: number
}

/** With the position of the first output that is not a stranger's. */
export interface Payment extends Made {
  readonly firstOther: number
}

/** A transaction that spends coins, and pays others: what it pays to no lock is somebody's. */
const made = (coins: readonly Coin[], outputs: SerializableTransaction['outputs']): Made => {
  const transaction = {
    version: 2,
    lockTime: 0,
    inputs: coins.map(({ txid, vout, lock: { witness } }) => ({
      outpoint: { txid, vout },
      sequence: 0xfffffffd,
      witness,
    })),
    outputs,
  }
  return {
    hex: Buffer.from(serializeTransaction(transaction)).toString('hex'),
    txid: transactionId(transaction),
    weight: transactionWeight(transaction),
  }
}

/** All the money of strangers, handed on from transaction to transaction: no output of theirs is ever left behind. */
export class Strangers {
  readonly #hashed = Array.from({ length: STRANGERS }, (_, at) => hashed(scriptOf(at)))
  readonly #tweaked = Array.from({ length: STRANGERS }, (_, at) =>
    tweaked(scriptOf(at), [SIGNATURE.subarray(0, 64), PUBLIC_KEY]),
  )
  readonly #stuffed = tweaked(STUFFED, STUFFING)
  #turn = 0
  #coins: readonly Coin[] = []

  /** What the money has to be paid to first. */
  get address(): string {
    return encodeTaprootAddress(this.#lock(this.#tweaked, 0).script.subarray(2), 'regtest')
  }

  /** Begins with what was paid there. */
  begin({ txid, vout, amount }: Omit<Coin, 'lock'>): void {
    this.#coins = [{ txid, vout, amount, lock: this.#lock(this.#tweaked, 0) }]
  }

  /** Somebody pays somebody, and on the way whoever is to be paid. */
  payment(others: readonly { readonly script: Uint8Array; readonly amount: bigint }[] = []): Payment {
    const turn = ++this.#turn
    return this.#pay([this.#lock(this.#tweaked, turn), this.#lock(this.#hashed, turn)], others)
  }

  /** Two transactions, of which the second has half a million bytes of witness. */
  stuffing(): readonly Made[] {
    const turn = ++this.#turn
    return [this.#pay([this.#stuffed, this.#lock(this.#hashed, turn)], []), this.payment()]
  }

  #lock(locks: readonly Lock[], turn: number): Lock {
    const lock = locks[turn % STRANGERS]
    if (lock === undefined) throw new Error('there is one for each')
    return lock
  }

  #pay(
    locks: readonly Lock[],
    others: readonly { readonly script: Uint8Array; readonly amount: bigint }[],
  ): Payment {
    const paid = others.reduce((sum, { amount }) => sum + amount, 0n)
    const left = this.#coins.reduce((sum, { amount }) => sum + amount, -paid)
    const amounts = locks.map((_, at) => (at === 0 ? left / 2n : left - left / 2n))
    const own = locks.map((lock, at) => ({ script: lock.script, amount: amounts[at] ?? 0n }))
    const transaction = made(
      this.#coins,
      [...own, ...others].map(({ script, amount }) => ({ script, amount: sats(amount) })),
    )
    this.#coins = locks.map((lock, vout) => ({
      txid: transaction.txid,
      vout,
      amount: amounts[vout] ?? 0n,
      lock,
    }))
    return { ...transaction, firstOther: own.length }
  }
}
