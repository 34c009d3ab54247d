import type { SecondDocument, SecondRole } from '../../../src/audit/engine/document.js'
import type { SecondContract } from '../../../src/audit/engine/engine.js'
import type { Holder } from '../holders.js'

/** A key of a role, by its position in the agreement. */
export interface Member {
  readonly role: SecondRole
  readonly position: number
}

/** A contract on the chain, as its attackers know it. */
export interface Target {
  readonly document: SecondDocument
  readonly contract: SecondContract
  readonly outpoint: { readonly txid: string; readonly vout: number }
  readonly amount: bigint
  readonly holderOf: (keyText: string) => Holder
  readonly secret: Uint8Array | undefined
  /** Turns choices among the keys of large quorums, so that different ones are tried. */
  readonly turn: number
}

/** The roles of an agreement. */
export const allRoles = ({ document }: Target): readonly SecondRole[] =>
  (['employer', 'worker', 'arbiter', 'backupArbiter'] as const).filter((role) => document[role] !== undefined)

/** A private key on path p of the contract. */
export const secretAt = (target: Target, { role, position }: Member, path: number): Uint8Array => {
  const holder = target.holderOf(target.document[role]!.keys[position]!)
  if (holder.kind === 'bare') return holder.secret
  const before = target.contract.leaves.filter((leaf) => leaf.path < path && leaf.roles.includes(role))
  return holder.account.derive(2 * before.length).derive(target.contract.index).privateKey!
}

/** All keys of these roles, in their order. */
export const membersOf = ({ document }: Target, roles: readonly SecondRole[]): readonly Member[] =>
  roles.flatMap((role) => document[role]!.keys.map((_, position) => ({ role, position })))
