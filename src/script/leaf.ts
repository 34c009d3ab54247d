import type { LeafPath } from '../paths/types.js'
import { isRelative, scriptNumberOfLock } from '../units/lock.js'
import type { Role } from '../words.js'
import { conjunction, type Fragment } from './miniscript.js'

/** The keys that stand for the parties of a path: each role's list with its threshold, and the terms key. */
export interface LeafKeys<Key> {
  readonly quorum: (role: Role) => { readonly threshold: number; readonly keys: readonly Key[] }
  readonly terms: Key
}

const quorumFragment = <Key>({
  threshold,
  keys,
}: {
  readonly threshold: number
  readonly keys: readonly Key[]
}): Fragment<Key> => {
  const [only, another] = keys
  return only !== undefined && another === undefined
    ? { type: 'pk', key: only }
    : { type: 'multi_a', threshold, keys }
}

/**
 * The Miniscript of a path: its parties in order, then its lock, then its hash, joined by `and_v` from the left.
 * So a lock stands last and outside, where signing devices look for it.
 *
 * @example
 * // arbiterAndWorker after 144 blocks: and_v(v:and_v(v:pk(A),pk(W)),older(144))
 */
export const leafFragment = <Key>(path: LeafPath, keys: LeafKeys<Key>): Fragment<Key> => {
  const parts: Fragment<Key>[] = path.parties.map((role) => quorumFragment(keys.quorum(role)))
  if (path.lock !== undefined)
    parts.push({ type: isRelative(path.lock) ? 'older' : 'after', value: scriptNumberOfLock(path.lock) })
  if (path.secretHash !== undefined) parts.push({ type: 'sha256', hash: path.secretHash })
  return conjunction(parts) ?? { type: 'pk', key: keys.terms }
}
