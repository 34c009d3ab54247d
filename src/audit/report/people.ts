import { type Coalition, type Stretch, UNKNOWN_PARTY } from '../../powers/matrix.js'
import type { AuditedLeaf, AuditedOutput, AuditedParty, KeyHolder } from '../../powers/output.js'
import type { Demand, ScriptWay } from '../../powers/reading.js'
import { equalBytes } from '../../units/bytes.js'
import { type Lock, lockKind } from '../../units/lock.js'
import type { Wording } from './wording.js'

/** A party by its role, or by its name. */
export const partyText = ({ name, role }: AuditedParty, { say, heads }: Wording): string => {
  if (role !== undefined) return say.role(role)
  return name === UNKNOWN_PARTY ? heads.somebody : say.code(name)
}

/** Parties with the words for them. */
interface People {
  readonly parties: readonly AuditedParty[]
  readonly wording: Wording
}

const named = (name: string, { parties, wording }: People): string =>
  partyText(parties.find((party) => party.name === name) ?? { name, size: 1 }, wording)

const sizeOf = (name: string, { parties }: People): number =>
  parties.find((party) => party.name === name)?.size ?? 1

/** `anybody`, `the worker alone with the secret`, `the employer and the arbiter (2 of 3) together`. */
export const coalitionText = ({ members, secrets }: Coalition, people: People): string =>
  people.wording.sentence('coalition', {
    who: members.map(({ party, keys }) => {
      const who = named(party, people)
      const size = sizeOf(party, people)
      return size === 1 ? who : people.wording.sentence('someKeys', { who, keys, of: size })
    }),
    secrets: secrets.length,
  })

/** Whose a key is. */
export const holderText = (holder: KeyHolder, people: People): string => {
  if (holder.kind === 'nobody') return people.wording.heads.nobody
  const who = named(holder.party, people)
  return sizeOf(holder.party, people) === 1
    ? who
    : people.wording.sentence('keyNumber', { who, position: holder.position + 1 })
}

/** Who can sign for the internal key. */
export const internalText = ({ internal, parties }: AuditedOutput, wording: Wording): string => {
  const people = { parties, wording }
  switch (internal.kind) {
    case 'aggregate':
      return wording.sentence('together', { who: internal.parties.map((name) => named(name, people)) })
    case 'nobody':
      return wording.heads.nobody
    case 'party':
      return wording.sentence('alone', { who: named(internal.party, people) })
    case 'unknown':
      return wording.heads.internalUnknown
  }
}

/** From when something is open. */
export const momentText = (
  locks: readonly (Lock | undefined)[],
  { heads, sentence, say }: Wording,
): string => {
  const known = locks.filter((lock) => lock !== undefined)
  return known.length === 0
    ? heads.atOnce
    : say.and(known.map((lock) => sentence('moment', { kind: lockKind(lock), when: say.lock(lock) })))
}

/** When a stretch begins, as the head of a column. */
export const stretchText = ({ from, and = [] }: Stretch, { heads, say }: Wording): string =>
  [from, ...and].map((lock) => (lock === undefined ? heads.atOnce : say.lock(lock))).join(', ')

/** What a way through a leaf demands. */
export interface LeafWords {
  readonly who: string
  readonly when: string
}

/** Who must sign for a demand: `the employer`, `the arbiter (2 of 3)`. */
const signersText = (
  { threshold, keys }: Extract<Demand, { kind: 'signatures' }>,
  { leaf, people }: { readonly leaf: AuditedLeaf; readonly people: People },
): string => {
  const { heads, say, sentence } = people.wording
  const names = keys.map((key) => {
    const holder = leaf.keys.find((held) => equalBytes(held.key, key))?.holder
    if (holder === undefined) return heads.somebody
    return holder.kind === 'nobody' ? heads.nobody : named(holder.party, people)
  })
  const who = say.and([...new Set(names)])
  return keys.length === 1 ? who : sentence('someKeys', { who, keys: threshold, of: keys.length })
}

const wayWords = (
  { demands }: ScriptWay,
  { leaf, people }: { readonly leaf: AuditedLeaf; readonly people: People },
): LeafWords => ({
  who: people.wording.sentence('signers', {
    who: demands
      .filter((demand) => demand.kind === 'signatures')
      .map((demand) => signersText(demand, { leaf, people })),
    secrets: demands.filter((demand) => demand.kind === 'preimage').length,
  }),
  when: momentText(
    demands.flatMap((demand) => ('lock' in demand ? [demand.lock] : [])),
    people.wording,
  ),
})

/** Who can take the money through a leaf, and from when; one entry for each way through its script. */
export const leafWords = (leaf: AuditedLeaf, { parties, wording }: People): readonly LeafWords[] => {
  const { heads } = wording
  if (!leaf.reading.understood) return [{ who: heads.unclear, when: heads.unknown }]
  const { ways } = leaf.reading
  const nobody = leaf.keys.some(({ holder }) => holder.kind === 'nobody')
  if (ways.length === 0 || (nobody && leaf.keys.length === 1))
    return [{ who: heads.nobody, when: heads.never }]
  return ways.map((way) => wayWords(way, { leaf, people: { parties, wording } }))
}
