import { createHash, randomBytes } from 'node:crypto'
import { type Crypto, MuSigFactory, type Tweak } from '@brandonblack/musig'
import * as scalars from '@brandonblack/musig/base_crypto'
import { Psbt, Transaction } from 'bitcoinjs-lib'
import * as tiny from 'tiny-secp256k1'
import type { Run, Spent } from '../contender.js'
import { pairOf } from '../floor/pair.js'
import type { FundedContract, SpendWork } from '../works.js'
import { REGTEST } from './network.js'

const sha256 = (...messages: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const message of messages) hash.update(message)
  return hash.digest()
}

const required = <Value>(value: Value | null): Value => {
  if (value === null) throw new Error('a point at infinity')
  return value
}

/** The curve of tiny-secp256k1, and the package's own arithmetic where that has none. */
const curve: Crypto = {
  ...scalars,
  pointAddTweak: tiny.pointAddScalar,
  pointAdd: tiny.pointAdd,
  pointMultiplyUnsafe: tiny.pointMultiply,
  pointMultiplyAndAddUnsafe: (first, scalar, second, compressed) =>
    tiny.pointAdd(required(tiny.pointMultiply(first, scalar, false)), second, compressed),
  pointCompress: (point, compressed = true) => tiny.pointCompress(point, compressed),
  liftX: (x) => {
    const even = new Uint8Array(33)
    even[0] = 2
    even.set(x, 1)
    return tiny.isPoint(even) ? tiny.pointCompress(even, false) : null
  },
  getPublicKey: tiny.pointFromScalar,
  taggedHash: (tag, ...messages) => {
    const start = sha256(Buffer.from(tag))
    return sha256(start, start, ...messages)
  },
  sha256,
}

const musig = MuSigFactory(curve)

const psbtOf = (work: SpendWork, fee: bigint): Psbt => {
  const psbt = new Psbt({ network: REGTEST })
  for (const { vout, outputScript, internalKey, merkleRoot } of work.funded)
    psbt.addInput({
      hash: work.fundingTxid,
      index: vout,
      sequence: 0xfffffffd,
      witnessUtxo: { script: outputScript, value: work.amount },
      tapInternalKey: internalKey,
      tapMerkleRoot: merkleRoot,
    })
  psbt.addOutput({ script: work.payoutScript, value: work.amount * BigInt(work.count) - fee })
  return psbt
}

/** The key path by bitcoinjs-lib, whose signatures another package makes: @brandonblack/musig on tiny-secp256k1. */
export const spendByMusigJs = (work: SpendWork): Run<readonly Spent[]> => {
  const { employer, worker } = work.agreement
  const keys = musig.keySort([employer.publicKey, worker.publicKey])
  const secretOf = (key: Uint8Array): Uint8Array =>
    Buffer.compare(key, employer.publicKey) === 0 ? employer.privateKey : worker.privateKey
  const pair = pairOf(work.agreement)

  const signatureOf = (funded: FundedContract, message: Uint8Array): Uint8Array => {
    const [branch, child, tap] = pair.contractOf(funded).tweaks
    const tweaks: Tweak[] = [{ tweak: branch }, { tweak: child }, { tweak: tap, xOnly: true }]
    const nonces = keys.map((publicKey) =>
      musig.nonceGen({ sessionId: randomBytes(32), secretKey: secretOf(publicKey), publicKey, msg: message }),
    )
    const sessionKey = musig.startSigningSession(musig.nonceAgg(nonces), message, keys, ...tweaks)
    const parts = keys.map((publicKey, signer) => {
      const publicNonce = nonces[signer]
      if (publicNonce === undefined) throw new Error('a nonce for each key')
      return musig.partialSign({ secretKey: secretOf(publicKey), publicNonce, sessionKey })
    })
    return musig.signAgg(parts, sessionKey)
  }

  return () => {
    const psbt = psbtOf(work, work.fee)
    const unsigned = Transaction.fromBuffer(psbt.data.getTransaction())
    const scripts = work.funded.map(({ outputScript }) => outputScript)
    const amounts = work.funded.map(() => work.amount)
    for (const [at, funded] of work.funded.entries()) {
      const message = unsigned.hashForWitnessV1(at, scripts, amounts, Transaction.SIGHASH_DEFAULT)
      psbt.updateInput(at, { tapKeySig: signatureOf(funded, message) })
    }
    const carried = psbt.toBase64()
    psbt.finalizeAllInputs()
    return [{ psbt: carried, transaction: psbt.extractTransaction().toHex() }]
  }
}
