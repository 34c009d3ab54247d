import { hex } from '@scure/base'
import { Transaction } from 'bitcoinjs-lib'
import * as ecc from 'tiny-secp256k1'
import type { SecondLock, SecondRole } from '../../../src/audit/engine/document.js'
import type { SecondLeaf } from '../../../src/audit/engine/engine.js'
import { readSecond, secondSighasher } from '../../../src/audit/engine/transaction.js'
import { bareHolder } from '../holders.js'
import { keyPathTries } from './keyPath.js'
import { allRoles, type Member, membersOf, secretAt, type Target } from './target.js'

/*
 * Everything that people could show to a node to move the money of a contract, made of the second engine's scripts
 * and of signatures by tiny-secp256k1: nothing here comes from the code that plans, builds or signs spends.
 */

/** One transaction that somebody could try. */
export interface Try {
  /** `key`, or the name of the leaf that it reveals. */
  readonly by: string
  /** Whose keys it takes to make it. */
  readonly members: readonly Member[]
  /** Whether it shows the contract's secret. */
  readonly showsSecret: boolean
  readonly hex: string
  readonly weight: number
}

const FEE = 20_000n
const stranger = bareHolder(999).secret
const thief = Uint8Array.of(0x51, 0x20, ...ecc.pointFromScalar(bareHolder(666).secret, true)!.subarray(1))

/** BIP 68 and BIP 65, once more. */
const fieldsFor = (lock: SecondLock | undefined): { sequence: number; lockTime: number } => {
  if (lock?.blocks !== undefined) return { sequence: lock.blocks, lockTime: 0 }
  if (lock?.seconds !== undefined) return { sequence: 0x400000 + lock.seconds / 512, lockTime: 0 }
  return { sequence: 0xfffffffd, lockTime: lock?.height ?? lock?.time ?? 0 }
}

/** The one transaction that everybody makes of a contract's money: all to the thief. */
const unsigned = (target: Target, lock?: SecondLock): Transaction => {
  const { sequence, lockTime } = fieldsFor(lock)
  const transaction = new Transaction()
  transaction.version = 2
  transaction.locktime = lockTime
  transaction.addInput(hex.decode(target.outpoint.txid).reverse(), target.outpoint.vout, sequence)
  transaction.addOutput(thief, target.amount - FEE)
  return transaction
}

/** What is signed: by the second engine. */
const digesterOf = (target: Target, transaction: Transaction) => {
  const digest = secondSighasher({
    hex: transaction.toHex(),
    spent: [{ script: target.contract.outputScript, amount: target.amount }],
  })
  return (script?: Uint8Array) => digest({ input: 0, ...(script === undefined ? {} : { script }) })
}

const withWitness = (transaction: Transaction, witness: readonly Uint8Array[]) => {
  const signed = transaction.clone()
  signed.ins[0]!.witness = [...witness]
  const text = signed.toHex()
  return { hex: text, weight: readSecond(text).weight }
}

/** Up to so many keys every choice is tried; of longer lists every count, by keys that take turns. */
const SMALL_LIST = 3

/** Choices of keys from a list. */
export const choicesIn = (size: number, turn: number): readonly (readonly number[])[] => {
  if (size <= SMALL_LIST)
    return Array.from({ length: 2 ** size }, (_, mask) =>
      Array.from({ length: size }, (_, at) => at).filter((at) => (mask >> at) & 1),
    )
  const order = Array.from({ length: size }, (_, at) => (at * (size % 2 === 0 ? 1 : 2) + turn) % size)
  return Array.from({ length: size + 1 }, (_, count) => order.slice(0, count).toSorted((a, b) => a - b))
}

const choicesOf = (target: Target, roles: readonly SecondRole[]): readonly (readonly Member[])[] =>
  roles.reduce<readonly (readonly Member[])[]>(
    (chosen, role) =>
      chosen.flatMap((members) =>
        choicesIn(target.document[role]!.keys.length, target.turn).map((positions) => [
          ...members,
          ...positions.map((position) => ({ role, position })),
        ]),
      ),
    [[]],
  )

const EMPTY = new Uint8Array(0)

/** What lies below the signatures: for a hash the secret, something else, or nothing. */
const bottomsOf = ({ secret }: Target, { secretHash }: SecondLeaf) =>
  secretHash === undefined
    ? [{ showsSecret: false, items: [] }]
    : [
        { showsSecret: false, items: [new Uint8Array(32)] },
        { showsSecret: false, items: [EMPTY] },
        ...(secret === undefined ? [] : [{ showsSecret: true, items: [secret] }]),
      ]

const leafTries = (target: Target, leaf: SecondLeaf): readonly Try[] => {
  const { roles, lock, path, script, controlBlock, name: by } = leaf
  const signers = membersOf(target, roles)
  const transaction = unsigned(target, lock)
  const digest = digesterOf(target, transaction)(script)
  // one digest for all of them, so that everybody signs once
  const signatures = signers.map((member) => ecc.signSchnorr(digest, secretAt(target, member, path)))
  const byStranger = ecc.signSchnorr(digest, stranger)
  const show = (members: readonly Member[], missing: Uint8Array, below: readonly Uint8Array[]) => {
    const stack = signers.map(({ role, position }, at) =>
      members.some((member) => member.role === role && member.position === position)
        ? signatures[at]!
        : missing,
    )
    return withWitness(transaction, [...below, ...stack.reverse(), script, controlBlock])
  }
  const tries = choicesOf(target, roles).flatMap((members) => {
    const isMember = signers.findIndex(({ role, position }) =>
      members.some((member) => member.role === role && member.position === position),
    )
    // for what is missing nothing, or a signature that belongs elsewhere
    const fillers =
      members.length === signers.length ? [EMPTY] : [EMPTY, isMember < 0 ? byStranger : signatures[isMember]!]
    return bottomsOf(target, leaf).flatMap(({ showsSecret, items }) =>
      fillers.map((filler) => ({ by, members, showsSecret, ...show(members, filler, items) })),
    )
  })
  return lock === undefined ? tries : [...tries, carelessTry(target, leaf)]
}

/** Everybody signs, and the transaction says nothing of the lock. */
const carelessTry = (target: Target, { roles, path, script, controlBlock, name: by }: SecondLeaf): Try => {
  const members = choicesOf(target, roles).find((choice) =>
    roles.every(
      (role) => choice.filter((one) => one.role === role).length === target.document[role]!.threshold,
    ),
  )!
  const transaction = unsigned(target)
  const digest = digesterOf(target, transaction)(script)
  const stack = membersOf(target, roles).map((member) =>
    members.some(({ role, position }) => role === member.role && position === member.position)
      ? ecc.signSchnorr(digest, secretAt(target, member, path))
      : EMPTY,
  )
  const signed = withWitness(transaction, [...stack.reverse(), script, controlBlock])
  return { by, members, showsSecret: false, ...signed }
}

/** The leaf of the terms: everybody signs with what he has at its place. */
const termsTries = (target: Target, { path, script, controlBlock, name: by }: SecondLeaf): readonly Try[] => {
  const transaction = unsigned(target)
  const digest = digesterOf(target, transaction)(script)
  return [
    { by, members: [], showsSecret: false, ...withWitness(transaction, [EMPTY, script, controlBlock]) },
    ...membersOf(target, allRoles(target)).map((member) => {
      const signature = ecc.signSchnorr(digest, secretAt(target, member, path))
      const signed = withWitness(transaction, [signature, script, controlBlock])
      return { by, members: [member], showsSecret: false, ...signed }
    }),
  ]
}

/** All tries at a contract's money. */
export const triesAt = (target: Target): readonly Try[] => {
  const transaction = unsigned(target)
  const byKey = keyPathTries(target, digesterOf(target, transaction)())
  return [
    ...byKey.map(({ members, signature }) => ({
      by: 'key',
      members,
      showsSecret: false,
      ...withWitness(transaction, [signature]),
    })),
    ...target.contract.leaves.flatMap((leaf) =>
      leaf.roles.length === 0 ? termsTries(target, leaf) : leafTries(target, leaf),
    ),
  ]
}
