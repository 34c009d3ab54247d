import { randomFillSync } from 'node:crypto'
import { pointAdd, pointCompress, pointFromScalar, pointMultiply, verifySchnorr } from 'tiny-secp256k1'
import type { Spent } from '../contender.js'
import type { SpendWork } from '../works.js'
import { compressed, isOdd, numberOf, present, sha256, TAG_LENGTH, tagged } from './bytes.js'
import { bytesOf, type KeyPathContract, ORDER, type Pair, signed } from './pair.js'
import { type Built, build, row, spent } from './transaction.js'

const SIGNATURE = 64

/** What one side holds of an input between the rounds. */
interface Nonce {
  readonly first: bigint
  readonly second: bigint
  /** R1 and R2 as points of 65 bytes. */
  readonly points: readonly [Uint8Array, Uint8Array]
  /** What is sent: 66 bytes. */
  readonly sent: Uint8Array
}

const auxiliary = tagged('MuSig/aux', 32)
const nonceHash = tagged('MuSig/nonce', 32 + 1 + 33 + 1 + 32 + 1 + 8 + 32 + 4 + 1)

/** BIP 327, "Nonce Generation", with the secret key and the message. */
const nonceOf = (
  secret: Uint8Array,
  publicKey: Uint8Array,
  { outputKey, message }: { readonly outputKey: Uint8Array; readonly message: Uint8Array },
): Nonce => {
  auxiliary.set(randomFillSync(new Uint8Array(32)), TAG_LENGTH)
  const mask = sha256(auxiliary)
  for (let at = 0; at < 32; at++) nonceHash[TAG_LENGTH + at] = (secret[at] ?? 0) ^ (mask[at] ?? 0)
  let place = TAG_LENGTH + 32
  for (const part of [[33], publicKey, [32], outputKey, [1, 0, 0, 0, 0, 0, 0, 0, 32], message]) {
    nonceHash.set(part, place)
    place += part.length
  }
  const scalar = (index: number): Uint8Array => {
    nonceHash[place + 4] = index
    return sha256(nonceHash)
  }
  const secrets = [scalar(0), scalar(1)] as const
  const points = [
    present(pointFromScalar(secrets[0], false)),
    present(pointFromScalar(secrets[1], false)),
  ] as const
  const sent = Buffer.concat([compressed(points[0]), compressed(points[1])])
  return { first: numberOf(secrets[0]), second: numberOf(secrets[1]), points, sent }
}

/** The values of an input that both sides compute. */
interface Round {
  readonly coefficient: Uint8Array
  readonly nonceX: Uint8Array
  readonly nonceOdd: boolean
  readonly challenge: bigint
}

const coefficientHash = tagged('MuSig/noncecoef', 66 + 32 + 32)
const challengeHash = tagged('BIP0340/challenge', 96)

type Points = readonly [Uint8Array, Uint8Array]

const roundOf = (mine: Points, theirs: Points, outputKey: Uint8Array, message: Uint8Array): Round => {
  const first = present(pointAdd(mine[0], theirs[0], false))
  const second = present(pointAdd(mine[1], theirs[1], false))
  coefficientHash.set(compressed(first), TAG_LENGTH)
  coefficientHash.set(compressed(second), TAG_LENGTH + 33)
  coefficientHash.set(outputKey, TAG_LENGTH + 66)
  coefficientHash.set(message, TAG_LENGTH + 98)
  const coefficient = sha256(coefficientHash)
  const point = present(pointAdd(first, present(pointMultiply(second, coefficient, false)), false))
  const nonceX = point.subarray(1, 33)
  challengeHash.set(nonceX, TAG_LENGTH)
  challengeHash.set(outputKey, TAG_LENGTH + 32)
  challengeHash.set(message, TAG_LENGTH + 64)
  return { coefficient, nonceX, nonceOdd: isOdd(point), challenge: numberOf(sha256(challengeHash)) % ORDER }
}

const received = (nonce: Uint8Array): Points => [
  pointCompress(nonce.subarray(0, 33), false),
  pointCompress(nonce.subarray(33), false),
]

/** BIP 327, e·a·g·gacc of a signer. */
const factorOf = (contract: KeyPathContract, round: Round, coefficient: bigint): bigint =>
  signed((round.challenge * coefficient) % ORDER, contract.negated)

const partialOf = (nonce: Nonce, round: Round, factor: bigint, secret: bigint): bigint =>
  (signed((nonce.first + numberOf(round.coefficient) * nonce.second) % ORDER, round.nonceOdd) +
    factor * secret) %
  ORDER

/** Two nonces and a part a side; the worker's part and the whole are verified, by the employer. */
export const spendMusig = (work: SpendWork, { employer, worker, contractOf }: Pair): Spent => {
  const mine: Built = build(work, 1 + 1 + SIGNATURE)
  const theirs: Built = build(work, 1 + 1 + SIGNATURE)
  const signatures = work.funded.map((funded, at) => {
    const contract = contractOf(funded)
    const { outputKey } = contract
    const [message, same] = [present(mine.hashes[at]), present(theirs.hashes[at])]
    const nonce = nonceOf(employer.secret, employer.publicKey, { outputKey, message })
    const answer = nonceOf(worker.secret, worker.publicKey, { outputKey, message: same })

    const round = roundOf(answer.points, received(nonce.sent), outputKey, same)
    const factor = factorOf(contract, round, worker.coefficient)
    const part = bytesOf(partialOf(answer, round, factor, worker.scalar))

    const points = received(answer.sent)
    const known = roundOf(nonce.points, points, outputKey, message)
    const theirFactor = signed(factorOf(contract, known, worker.coefficient), known.nonceOdd)
    const left = present(pointFromScalar(bytesOf(signed(numberOf(part), known.nonceOdd)), true))
    const theirNonce = present(
      pointAdd(points[0], present(pointMultiply(points[1], known.coefficient, false)), false),
    )
    const key = present(pointMultiply(worker.point, bytesOf(theirFactor), false))
    if (Buffer.compare(left, present(pointAdd(theirNonce, key, true))) !== 0)
      throw new Error('invalid part of the worker')
    const own = partialOf(nonce, known, factorOf(contract, known, employer.coefficient), employer.scalar)
    const tweak = signed((known.challenge * contract.tweak) % ORDER, contract.odd)
    const signature = Buffer.concat([known.nonceX, bytesOf((own + numberOf(part) + tweak) % ORDER)])
    if (!verifySchnorr(message, outputKey, signature)) throw new Error('invalid signature')
    return signature
  })
  const push = Buffer.from([1, SIGNATURE])
  return spent(work, mine, {
    signatureRows: (at) => row(0x13, [], [present(signatures[at])]),
    witness: (at) => [push, present(signatures[at])],
  })
}
